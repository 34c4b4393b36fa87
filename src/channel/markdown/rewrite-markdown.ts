/**
 * Changes in a Markdown text what a target cannot show, and nothing else: the tree gives the places, all other
 * text is sliced from the source as it is. Pure, and never throws. Which things these are says a `Dialect`.
 */
import { applyEdits, type Edit } from "./apply-edits.ts";
import type { Dialect, DialectOptions } from "./dialect.ts";
import { attributeOf, balancedTags, findTags, tagsOfBlock } from "./html-tags.ts";
import { findDefinitions, withElsewhere } from "./link-targets.ts";
import { lineStartOf, parseMarkdown, type MarkdownNode, type MarkdownTree } from "./parse-markdown.ts";
import { rewriteBlock } from "./rewrite-blocks.ts";
import { rewriteLinks } from "./rewrite-links.ts";
import { ancestorOf, type NodeEdits, type Rewriting } from "./rewriting.ts";

const LEAF_BLOCK = /^(?:Paragraph|Task|TableCell|ATXHeading[1-6]|SetextHeading[12])$/;
/** Newlines in these belong to them. */
const OWN_LINES = new Set([
  "InlineCode",
  "HTMLTag",
  "Comment",
  "ProcessingInstruction",
  "URL",
  "LinkTitle",
  "LinkLabel",
]);

export function rewriteMarkdown(source: string, dialect: Dialect, options: DialectOptions = {}): string {
  const { text, tree } = openHtmlBlocks(source, dialect, options);
  const rewriting = beginRewriting(text, tree, dialect, options);
  const edits = editsWithin(rewriting, 0, text.length);
  for (const { node } of rewriting.used) if (node) edits.push(removeDefinition(text, node));
  return applyEdits(text, edits);
}

function beginRewriting(
  text: string,
  tree: MarkdownTree,
  dialect: Dialect,
  options: DialectOptions,
): Rewriting {
  const rewriting: Rewriting = {
    text,
    tree,
    dialect,
    options,
    definitions: withElsewhere(findDefinitions(text, tree), options.definitions),
    used: new Set(),
    keptTags: new Map(),
    render: (from, to) => applyEdits(text, editsWithin(rewriting, from, to), from, to),
  };
  return rewriting;
}

/** Text that stood in a block of HTML may open a further one; hostile texts have many. */
const MAX_PASSES = 8;
const HTML_BLOCK = /^(?:HTML|Comment|ProcessingInstruction)Block$/;

/**
 * The text with its blocks of HTML as ordinary text. What stands in such a block is Markdown once its tags are no
 * tags any more, so that it is read again.
 */
function openHtmlBlocks(source: string, dialect: Dialect, options: DialectOptions) {
  let text = source;
  let tree = parseMarkdown(text);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const rewriting = beginRewriting(text, tree, dialect, options);
    const edits: Edit[] = [];
    tree.iterate({
      enter({ name, node }) {
        if (HTML_BLOCK.test(name)) edits.push(...showHtml(rewriting, node, false));
      },
    });
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
    tree = parseMarkdown(text);
  }
  return { text, tree };
}

function removeDefinition(text: string, { from, to }: MarkdownNode): Edit {
  const newline = text.indexOf("\n", to);
  return { from, to: newline === -1 || text.slice(to, newline).trim() !== "" ? to : newline + 1, insert: "" };
}

function editsWithin(rewriting: Rewriting, from: number, to: number): Edit[] {
  const edits: Edit[] = [];
  rewriting.tree.iterate({
    from,
    to,
    enter({ node }) {
      // What only touches the range, or holds it, is not inside it.
      if (node.from < from || node.to > to) return true;
      const done = rewriteNode(rewriting, node);
      edits.push(...done.edits);
      return !done.whole;
    },
  });
  return edits;
}

const NOTHING: NodeEdits = { edits: [] };

function rewriteNode(rewriting: Rewriting, node: MarkdownNode): NodeEdits {
  const { name } = node;
  if (name === "HTMLTag") return rewriteTag(rewriting, node);
  if (HTML_BLOCK.test(name) || name === "Comment" || name === "ProcessingInstruction")
    return { edits: showHtml(rewriting, node, true), whole: true };
  const links = rewriteLinks(rewriting, node);
  if (links) return links;
  const block = rewriteBlock(rewriting, node);
  if (block?.whole) return block;
  if (LEAF_BLOCK.test(name))
    return { edits: [...(block?.edits ?? []), ...rewriteLines(rewriting, node, name.startsWith("Setext"))] };
  return block ?? NOTHING;
}

function escapeTag(source: string): string {
  return source.replaceAll("<", "&lt;");
}

function rewriteTag(rewriting: Rewriting, node: MarkdownNode): NodeEdits {
  const { text, dialect } = rewriting;
  const [tag] = findTags(text, node.from, node.to);
  const source = text.slice(node.from, node.to);
  const insert = (words: string): NodeEdits => ({ edits: [{ from: node.from, to: node.to, insert: words }] });
  if (!tag) return insert(escapeTag(source));
  const block = ancestorOf(node, LEAF_BLOCK);
  if (tag.name === "br" && !dialect.tags.has("br")) return insert(brokenLine(rewriting, node, block));
  const shown = tag.name === "img" ? htmlPicture(rewriting, source) : undefined;
  if (shown !== undefined) return insert(shown);
  const kept = keptIn(rewriting, block);
  return kept.has(node.from) ? NOTHING : insert(escapeTag(source));
}

function keptIn(
  { text, dialect, keptTags }: Rewriting,
  block: MarkdownNode | undefined,
): ReadonlySet<number> {
  if (!block) return new Set();
  const known = keptTags.get(block.from);
  if (known) return known;
  const kept = balancedTags(tagsOfBlock(text, block), dialect.tags);
  keptTags.set(block.from, kept);
  return kept;
}

const BLOCK_MARK = /^\s*(?:[#>|=~`+*_-]|\d{1,9}[.)]|$)/;

/** A break by a tag as a break by blanks, where no block of its own would begin behind it. */
function brokenLine(
  { text, dialect }: Rewriting,
  tag: MarkdownNode,
  block: MarkdownNode | undefined,
): string {
  const before = text.slice(lineStartOf(text, tag.from), tag.from);
  // At the start of a line the words behind the tag would become the line's mark.
  if (/^[\s>]*$/.test(before)) return "&nbsp;";
  if (block?.name !== "Paragraph" || /^[\s>]*(?:`{3}|~{3})/.test(before)) return " ";
  const behind = text.slice(tag.to, Math.min(block.to, tag.to + 80)).replaceAll(/<br[^<>]*>/gi, "");
  return BLOCK_MARK.test(behind) ? " " : lineBreak(dialect, "");
}

/** A picture written as HTML, where it is uploaded. */
function htmlPicture({ options }: Rewriting, source: string): string | undefined {
  const url = attributeOf(source, "src");
  const target = url === undefined ? undefined : options.picture?.(url);
  return target === undefined ? undefined : `![${attributeOf(source, "alt") ?? ""}](${target})`;
}

/**
 * A block of HTML is text: its tags become visible, unless the target shows them. Uploaded pictures come last, so
 * that they are not read again.
 */
function showHtml(rewriting: Rewriting, node: MarkdownNode, withPictures: boolean): Edit[] {
  const { text, dialect } = rewriting;
  const tags = findTags(text, node.from, node.to);
  // With a fence inside, targets disagree on what is HTML.
  const plain = node.name === "HTMLBlock" && !/`{3}|~{3}/.test(text.slice(node.from, node.to));
  const kept = new Set(plain ? balancedTags(tags, dialect.tags) : []);
  const edits: Edit[] = [];
  for (const { from, to, name, source } of tags) {
    const insert = name === "img" ? htmlPicture(rewriting, source) : undefined;
    if (insert === undefined) continue;
    kept.add(from);
    if (withPictures) edits.push({ from, to, insert });
  }
  for (let at = text.indexOf("<", node.from); at !== -1 && at < node.to; at = text.indexOf("<", at + 1))
    if (!kept.has(at)) edits.push({ from: at, to: at + 1, insert: "&lt;" });
  return edits;
}

function lineBreak(dialect: Dialect, prefix: string): string {
  if (dialect.lineBreak === "tag") return "<br>";
  return `  \n${prefix}${prefix.endsWith("  ") ? "" : "  "}`;
}

/** Ends of lines inside a paragraph. In a list an ordinary one stays: lists are shown line by line. */
function rewriteLines({ text, dialect }: Rewriting, block: MarkdownNode, joined: boolean): Edit[] {
  const underline = joined ? block.getChildren("HeaderMark").at(-1) : undefined;
  const last = underline ? text.lastIndexOf("\n", underline.from) : block.to;
  const first = text.indexOf("\n", block.from);
  if (first === -1 || first >= last) return [];
  const quoteMarks = new Map<number, number>();
  const breaks = new Set<number>();
  const owned: { from: number; to: number }[] = [];
  block.cursor().iterate(({ name, from, to }) => {
    if (name === "QuoteMark") quoteMarks.set(from, to);
    if (name === "HardBreak") breaks.add(to - 1);
    if (OWN_LINES.has(name)) owned.push({ from, to });
    return !OWN_LINES.has(name);
  });
  const inList = ancestorOf(block, /^ListItem$/) !== undefined;
  const edits: Edit[] = [];
  for (let at = first; at !== -1 && at < last; at = text.indexOf("\n", at + 1)) {
    if (!joined && owned.some(({ from, to }) => at >= from && at < to)) continue;
    const hard = breaks.has(at);
    if (inList && !hard && !joined) continue;
    const end = endOfPrefix(text, at + 1, block.to, quoteMarks);
    if (end >= block.to) continue;
    const from = endOfWords(text, at, block.from, hard);
    const insert = joined ? " " : lineBreak(dialect, text.slice(at + 1, end));
    if (text.slice(from, end) !== insert) edits.push({ from, to: end, insert });
  }
  return edits;
}

/** Behind the blanks and quote marks that a further line of the block begins with. */
function endOfPrefix(
  text: string,
  from: number,
  to: number,
  quoteMarks: ReadonlyMap<number, number>,
): number {
  let at = from;
  while (at < to) {
    const mark = quoteMarks.get(at);
    if (mark !== undefined) at = mark;
    else if (text.charAt(at) === " " || text.charAt(at) === "\t") at += 1;
    else break;
  }
  return at;
}

function endOfWords(text: string, newline: number, from: number, hard: boolean): number {
  let at = newline;
  if (hard && text.charAt(at - 1) === "\\") return at - 1;
  while (at > from && /[ \t\r]/.test(text.charAt(at - 1))) at -= 1;
  return at;
}

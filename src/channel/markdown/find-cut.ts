/**
 * Where one part of a long text ends. It looks only at what fits into the part, so that a text that grows is cut at
 * the same place. Pure.
 */
import {
  childrenOf,
  linePrefixOf,
  lineStartOf,
  parseMarkdown,
  type MarkdownNode,
  type MarkdownTree,
} from "./parse-markdown.ts";

/** What the next part begins with. */
export interface Carry {
  readonly prefix: string;
}

export interface Cut {
  /** Offset in the window; at least 1. */
  readonly at: number;
  /** Closes what the cut opened. */
  readonly suffix: string;
  readonly carry: Carry;
}

export const NOTHING_CARRIED: Carry = { prefix: "" };

/** What is repeated may take this share of a part. */
const MOST_REPEATED = 1 / 4;
const LEAST_SHARE = 1 / 4;
const SENTENCE_END = /[。！？；.!?;](?=\s|$|[^ -~])|[\s，,]/g;
/** A cut inside these would show half a mark. */
const INLINE =
  /^(?:InlineCode|Link|Image|Autolink|URL|HTMLTag|Emphasis|StrongEmphasis|Strikethrough|Escape|Entity)$/;

interface Window {
  /** The prefix, then what fits. */
  readonly text: string;
  readonly tree: MarkdownTree;
  /** Length of the prefix: no cut is before it. */
  readonly start: number;
  /** Offset of the line that may go on behind the window. */
  readonly lastLine: number;
  readonly max: number;
}

export function findCut(carry: Carry, fitting: string, max: number): Cut {
  const text = carry.prefix + fitting;
  const window: Window = {
    text,
    tree: parseMarkdown(text),
    start: carry.prefix.length,
    lastLine: text.lastIndexOf("\n") + 1,
    max,
  };
  const cut = betweenBlocks(window) ?? insideBlock(window) ?? insideLine(window);
  return { ...cut, at: Math.max(1, cut.at - window.start) };
}

/** Whether the lines before `at` are all there, and what comes behind it cannot change them. */
function isBorder({ text, start, lastLine }: Window, at: number): boolean {
  return at > start && (at < lastLine || (at === lastLine && endsBlank(text, at)));
}

const endsBlank = (text: string, at: number) =>
  /(?:^|\n)[ \t\r]*\n$/.test(text.slice(Math.max(0, at - 80), at));

/** The start of the last line, where the block before it is over whatever comes. */
function borderAtEnd({ text, start, lastLine }: Window, last: MarkdownNode | undefined): number[] {
  if (!last || lastLine <= start || last.to >= lastLine || last.name.endsWith("List")) return [];
  const closed = last.name === "FencedCode" && last.getChildren("CodeMark").length > 1;
  const over = last.name === "FencedCode" ? closed : endsBlank(text, lastLine);
  return over ? [lastLine] : [];
}

function betweenBlocks(window: Window): Cut | undefined {
  const { text, tree, start } = window;
  const blocks = childrenOf(tree.topNode);
  const starts = blocks.flatMap((block) =>
    /^(?:Bullet|Ordered)List$/.test(block.name)
      ? childrenOf(block).filter(({ name }) => name === "ListItem")
      : [block],
  );
  const borders = starts
    .map((block) => lineStartOf(text, block.from))
    .filter((at) => isBorder(window, at))
    .concat(borderAtEnd(window, blocks.at(-1)));
  let at = borders.at(-1);
  if (at === undefined) return undefined;
  // A few words before one endless paragraph are no part of their own.
  if (blocks.at(-1)?.name === "Paragraph" && at - start < (text.length - start) * LEAST_SHARE)
    return undefined;
  // A heading stands above its text.
  for (let before = headingBefore(blocks, text, at); before; before = headingBefore(blocks, text, at)) {
    const above = lineStartOf(text, before.from);
    if (above <= start) break;
    at = above;
  }
  return { at, suffix: "", carry: NOTHING_CARRIED };
}

function headingBefore(blocks: readonly MarkdownNode[], text: string, at: number): MarkdownNode | undefined {
  const before = blocks.findLast((block) => lineStartOf(text, block.from) < at);
  return before && /Heading\d$/.test(before.name) ? before : undefined;
}

/** The innermost node that the window ends in. */
function nodeAtEnd({ text, tree }: Window): MarkdownNode {
  return tree.resolveInner(text.trimEnd().length, -1);
}

function ancestorsOf(node: MarkdownNode): MarkdownNode[] {
  const all: MarkdownNode[] = [];
  for (let up: MarkdownNode | null = node; up; up = up.parent) all.push(up);
  return all;
}

function insideBlock(window: Window): Cut | undefined {
  const around = ancestorsOf(nodeAtEnd(window));
  const fence = around.find(({ name }) => name === "FencedCode");
  if (fence) return insideFence(window, fence);
  const table = around.find(({ name, parent }) => name === "Table" && parent?.name === "Document");
  return (table && insideTable(window, table)) ?? betweenLines(window);
}

function repeated(prefix: string, max: number): Carry {
  return [...prefix].length > max * MOST_REPEATED ? NOTHING_CARRIED : { prefix };
}

interface FenceEnds {
  readonly suffix: string;
  readonly carry: Carry;
}

function fenceEnds({ text, max }: Window, fence: MarkdownNode): FenceEnds {
  const mark = fence.getChild("CodeMark");
  const marker = mark ? text.slice(mark.from, mark.to) : "```";
  const prefix = linePrefixOf(text, fence.from);
  const newline = text.indexOf("\n", fence.from);
  const opening = text.slice(fence.from, newline === -1 ? fence.from : newline);
  const opener = `${prefix}${[...opening].length > max * MOST_REPEATED ? marker : opening}\n`;
  return { suffix: `${prefix}${marker}`, carry: { prefix: opener } };
}

function insideFence(window: Window, fence: MarkdownNode): Cut | undefined {
  const { text, start } = window;
  const { suffix, carry } = fenceEnds(window, fence);
  // Room for the closing line; doubled, as characters left over may be pairs of units.
  const room = text.length - 2 * (suffix.length + 4);
  const firstLine = text.indexOf("\n", fence.from) + 1;
  const lineStart = text.lastIndexOf("\n", room - 1) + 1;
  const open = lineStartOf(text, fence.from);
  if (firstLine > 0 && lineStart > Math.max(start, firstLine)) return { at: lineStart, suffix, carry };
  // Not one line of it fits: it goes into the next part as a whole.
  if (open > start) return { at: open, suffix: "", carry: NOTHING_CARRIED };
  const from = Math.max(start, firstLine);
  if (firstLine === 0 || from >= room - 1) return undefined;
  const cut = softCut(window, from, room - 1);
  return { at: cut, suffix: `\n${suffix}`, carry };
}

function insideTable(window: Window, table: MarkdownNode): Cut | undefined {
  const { text, start, max } = window;
  const rows = childrenOf(table).filter(({ name }) => name === "TableRow");
  const delimiter = table.getChildren("TableDelimiter")[0];
  const row = rows.findLast(({ from }) => from > start && isBorder(window, from));
  const first = rows[0];
  if (!row || !delimiter || row.from === first?.from) return undefined;
  const head = `${text.slice(lineStartOf(text, table.from), delimiter.to)}\n`;
  return { at: row.from, suffix: "", carry: repeated(head, max) };
}

/** At the start of a line, in its list item if it stands in one. */
function betweenLines(window: Window): Cut | undefined {
  const { text, tree, start, lastLine, max } = window;
  for (let at = lastLine; at > start; at = lineStartOf(text, at - 1)) {
    if (at === text.length) continue;
    const around = ancestorsOf(tree.resolveInner(at, 1));
    if (around.some(({ name }) => INLINE.test(name) || name === "HTMLBlock")) continue;
    // A line without an indent goes on in any item, and alone as well.
    const indented = /^[ \t]/.test(text.slice(at, at + 1));
    const items = !indented ? [] : around.filter(({ name, from }) => name === "ListItem" && from < at);
    return { at, suffix: "", carry: repeated(openItems(text, items.toReversed()), max) };
  }
  return undefined;
}

/** The marks of the list items that a line stands in, so that its indent is no code. */
function openItems(text: string, items: readonly MarkdownNode[]): string {
  return items
    .map((item) => {
      const mark = item.getChild("ListMark");
      return mark ? `${linePrefixOf(text, mark.from)}${text.slice(mark.from, mark.to)} …\n` : "";
    })
    .join("");
}

function insideLine(window: Window): Cut {
  return { at: softCut(window, window.start, window.text.length), suffix: "", carry: NOTHING_CARRIED };
}

/** Inside one endless line: after a sentence, at a blank, or, at worst, between two characters. */
function softCut({ text, tree }: Window, from: number, to: number): number {
  const room = Math.max(from + 1, to);
  const whole = (at: number) =>
    !ancestorsOf(tree.resolveInner(at, 0)).some(({ name }) => INLINE.test(name)) &&
    // Bold words that end behind the window are no node yet.
    (text.slice(from, at).match(/\*\*|`+/g) ?? []).length % 2 === 0;
  const ends = [...text.slice(from, room).matchAll(SENTENCE_END)].map(
    ({ index, 0: end }) => from + index + end.length,
  );
  const late = ends.filter((at) => at > from + (room - from) / 2);
  const best = late.findLast(whole) ?? late.at(-1);
  if (best !== undefined) return best;
  const code = text.charCodeAt(room - 1);
  return code >= 0xd800 && code <= 0xdbff && room > from + 1 ? room - 1 : room;
}

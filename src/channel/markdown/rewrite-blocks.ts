/** Headings, lists, tables, code and rules as a target shows them. Pure; one function for each kind of block. */
import type { Edit } from "./apply-edits.ts";
import { childrenOf, linePrefixOf, lineStartOf, type MarkdownNode } from "./parse-markdown.ts";
import { readTable, writeTable, writeTableAsList } from "./read-table.ts";
import { ancestorOf, type NodeEdits, type Rewriting } from "./rewriting.ts";

/** Undefined for a node that is no block of these. */
export function rewriteBlock(rewriting: Rewriting, node: MarkdownNode): NodeEdits | undefined {
  const { name } = node;
  if (name.startsWith("ATXHeading")) return raiseHeading(rewriting, node);
  if (name.startsWith("SetextHeading")) return markHeading(rewriting, node);
  if (name === "FencedCode") return closeFence(rewriting, node);
  if (name === "CodeBlock") return fenceCode(rewriting, node);
  if (name === "HorizontalRule") return rewriteRule(rewriting, node);
  if (name === "ListMark") return rewriteListMark(rewriting, node);
  if (name === "TaskMarker") return rewriteTask(rewriting, node);
  return name === "Table" ? rewriteTable(rewriting, node) : undefined;
}

function raiseHeading({ dialect }: Rewriting, node: MarkdownNode): NodeEdits {
  const mark = node.getChild("HeaderMark");
  if (!mark || mark.to - mark.from <= dialect.maxHeading) return { edits: [] };
  return { edits: [{ from: mark.from, to: mark.to, insert: "#".repeat(dialect.maxHeading) }] };
}

/** A heading by the line below it becomes one by its mark; its lines are joined by the caller. */
function markHeading({ text }: Rewriting, node: MarkdownNode): NodeEdits {
  const mark = childrenOf(node).findLast(({ name }) => name === "HeaderMark");
  if (!mark) return { edits: [] };
  const end = text.lastIndexOf("\n", mark.from);
  const hashes = node.name.endsWith("1") ? "# " : "## ";
  return {
    edits: [
      { from: node.from, to: node.from, insert: hashes },
      { from: end, to: node.to, insert: "" },
    ],
  };
}

const longestRun = (text: string, char: string) =>
  Math.max(0, ...[...text.matchAll(new RegExp(`\\${char}+`, "g"))].map(([run]) => run.length));

/** A fence is of backticks, and has its end. */
function closeFence({ text }: Rewriting, node: MarkdownNode): NodeEdits {
  const [open, close] = node.getChildren("CodeMark");
  if (!open) return { edits: [] };
  const typed = text.slice(open.from, open.to);
  const tilde = typed.startsWith("~");
  const body = text.slice(open.to, close?.from ?? node.to);
  const marker = tilde ? "`".repeat(Math.max(3, longestRun(body, "`") + 1)) : typed;
  const edits: Edit[] = [];
  if (tilde) {
    // The words behind the marks may hold backticks there, not here.
    const info = node.getChild("CodeInfo");
    const words = info ? text.slice(info.from, info.to).replaceAll("`", "") : "";
    edits.push({ from: open.from, to: info?.to ?? open.to, insert: marker + words });
  }
  if (close && tilde) edits.push({ from: close.from, to: close.to, insert: marker });
  if (!close) {
    const newline = body.endsWith("\n") ? "" : "\n";
    edits.push({ from: node.to, to: node.to, insert: `${newline}${linePrefixOf(text, node.from)}${marker}` });
  }
  return { edits };
}

/** Code by its indent becomes code in a fence. Inside lists and quotes it stays. */
function fenceCode({ text }: Rewriting, node: MarkdownNode): NodeEdits {
  if (node.parent?.name !== "Document") return { edits: [], whole: true };
  const from = lineStartOf(text, node.from);
  const code = text.slice(from, node.to).replaceAll(/^(?: {4}| {0,3}\t)/gm, "");
  const marker = "`".repeat(Math.max(3, longestRun(code, "`") + 1));
  return { edits: [{ from, to: node.to, insert: `${marker}\n${code}\n${marker}` }], whole: true };
}

const blankBefore = (text: string, at: number) =>
  at === 0 || /(?:^|\n)[ \t\r]*\n$/.test(text.slice(Math.max(0, at - 80), at));
const blankAfter = (text: string, at: number) =>
  /^[ \t\r]*(?:$|\n[ \t\r]*(?:\n|$))/.test(text.slice(at, at + 80));

function rewriteRule({ text, dialect }: Rewriting, node: MarkdownNode): NodeEdits {
  const from = lineStartOf(text, node.from);
  if (node.parent?.name !== "Document" || text.slice(node.from, node.to).trim() === dialect.rule)
    return { edits: [] };
  // A rule of letters would run into the words around it.
  const apart = /\w|─/.test(dialect.rule);
  const before = apart && !blankBefore(text, from) ? "\n" : "";
  const after = apart && !blankAfter(text, node.to) ? "\n" : "";
  return { edits: [{ from, to: node.to, insert: `${before}${dialect.rule}${after}` }] };
}

function rewriteListMark({ text, dialect }: Rewriting, node: MarkdownNode): NodeEdits {
  const mark = text.slice(node.from, node.to);
  const change = (insert: string): NodeEdits => ({ edits: [{ from: node.from, to: node.to, insert }] });
  if (!/^\d/.test(mark))
    return dialect.bullets.includes(mark) ? { edits: [] } : change(dialect.bullets.charAt(0));
  const item = node.parent;
  const list = item?.parent;
  if (!dialect.nestedNumbers && list && ancestorOf(list, /^ListItem$/))
    return change(`* (${mark.slice(0, -1)})`);
  return mark.endsWith(")") ? change(`${mark.slice(0, -1)}.`) : { edits: [] };
}

function rewriteTask({ text }: Rewriting, { from, to }: MarkdownNode): NodeEdits {
  return { edits: [{ from, to, insert: /x/i.test(text.slice(from, to)) ? "☑" : "☐" }], whole: true };
}

/** Every line with a pipe on both sides, three dashes, and as many cells as the head. */
function isRegular(text: string, node: MarkdownNode): boolean {
  const lines = text.slice(node.from, node.to).split("\n");
  const pipes = childrenOf(node).map(
    (row) => childrenOf(row).filter(({ name }) => name === "TableDelimiter").length || undefined,
  );
  const [head] = pipes;
  return (
    lines.every((line) => /^\|.*\|[ \t\r]*$/.test(line)) &&
    pipes.every((count) => count === undefined || count === head) &&
    (lines[1] ?? "")
      .split("|")
      .slice(1, -1)
      .every((cell) => /^\s*:?-{3,}:?\s*$/.test(cell))
  );
}

function rewriteTable(rewriting: Rewriting, node: MarkdownNode): NodeEdits {
  const { text, dialect } = rewriting;
  const lineStart = lineStartOf(text, node.from);
  const top = node.parent?.name === "Document";
  const prefix = linePrefixOf(text, node.from);
  const apart = top && !blankBefore(text, lineStart);
  const gap: Edit[] = apart ? [{ from: lineStart, to: lineStart, insert: "\n" }] : [];
  if (dialect.tables === "table" && (!top || isRegular(text, node))) return { edits: gap };
  const table = readTable(text, node, (cell) => rewriting.render(cell.from, cell.to).trim());
  const lines = dialect.tables === "table" ? writeTable(table) : writeTableAsList(table);
  const ends = dialect.tables === "list" && !blankAfter(text, node.to) ? [""] : [];
  const insert = [...lines, ...ends].join(`\n${prefix}`);
  return { edits: [{ from: node.from, to: node.to, insert: apart ? `\n${insert}` : insert }], whole: true };
}

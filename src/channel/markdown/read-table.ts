/** A table of the tree as rows of cells, and the two ways to write it again. Pure. */
import { childrenOf, type MarkdownNode } from "./parse-markdown.ts";

export type Alignment = "left" | "right" | "center" | "none";

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly alignments: readonly Alignment[];
}

/** The cells of one row; an empty cell has no node of its own, so that the pipes are counted. */
function readRow(row: MarkdownNode, cellText: (cell: MarkdownNode) => string): string[] {
  const cells: string[] = [];
  let column = -1;
  for (const child of childrenOf(row)) {
    if (child.name === "TableDelimiter") column += 1;
    else if (child.name === "TableCell") {
      if (column === -1) column = 0;
      while (cells.length < column) cells.push("");
      cells[column] = cellText(child);
    }
  }
  // The pipe behind the last cell begins no further one.
  const pipes = childrenOf(row).filter((child) => child.name === "TableDelimiter");
  const led = pipes[0]?.from === row.from;
  const columns = pipes.length + (led ? 0 : 1) - (pipes.at(-1)?.to === row.to ? 1 : 0);
  while (cells.length < columns) cells.push("");
  return cells;
}

function readAlignments(delimiterRow: string): Alignment[] {
  const cells = delimiterRow.replaceAll(/^[\s|]+|[\s|]+$/g, "").split("|");
  return cells.map((cell) => {
    const mark = cell.trim();
    if (mark.startsWith(":") && mark.endsWith(":") && mark.length > 1) return "center";
    if (mark.endsWith(":")) return "right";
    return mark.startsWith(":") ? "left" : "none";
  });
}

/** `cellText` gives a cell as the target shows it. Rows are filled up to the widest, so that no cell is lost. */
export function readTable(
  text: string,
  table: MarkdownNode,
  cellText: (cell: MarkdownNode) => string,
): Table {
  const children = childrenOf(table);
  const header = children.find((child) => child.name === "TableHeader");
  const delimiter = children.find((child) => child.name === "TableDelimiter");
  const head = header ? readRow(header, cellText) : [];
  const rows = children.filter((child) => child.name === "TableRow").map((row) => readRow(row, cellText));
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const fill = (cells: readonly string[]) => Array.from({ length: width }, (_, n) => cells[n] ?? "");
  const alignments = readAlignments(delimiter ? text.slice(delimiter.from, delimiter.to) : "");
  return {
    head: fill(head),
    rows: rows.map(fill),
    alignments: Array.from({ length: width }, (_, n) => alignments[n] ?? "none"),
  };
}

const DASHES = { left: ":---", right: "---:", center: ":---:", none: "---" } as const;

const writeRow = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** With a pipe on both sides and three dashes, as every renderer reads it. */
export function writeTable({ head, rows, alignments }: Table): string[] {
  return [writeRow(head), writeRow(alignments.map((alignment) => DASHES[alignment])), ...rows.map(writeRow)];
}

const bold = (text: string) => (text === "" || text.includes("*") ? text : `**${text}**`);
const labelled = (label: string, text: string) => [label, text].filter((part) => part !== "").join(": ");

/** One bold line a row and one item for each further cell, each with the name of its column. */
export function writeTableAsList({ head, rows }: Table): string[] {
  const [first = "", ...labels] = head;
  if (rows.length === 0)
    return [
      head
        .filter((cell) => cell !== "")
        .map(bold)
        .join(" · "),
    ];
  return rows.flatMap(([name = "", ...cells], index) => {
    const title = labelled(first, name);
    const items = cells.flatMap((cell, n) => (cell === "" ? [] : [`- ${labelled(labels[n] ?? "", cell)}`]));
    // A column without any cell in this row is still named.
    const empty = labels
      .filter((label, n) => label !== "" && (cells[n] ?? "") === "")
      .map((label) => `- ${label}: –`);
    return [...(index > 0 ? [""] : []), ...(title === "" ? [] : [bold(title), ""]), ...items, ...empty];
  });
}

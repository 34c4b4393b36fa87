/** The parts of a Markdown file that can be checked: links, code spans, fenced blocks and tables. */

export interface Fence {
  readonly language: string;
  readonly text: string;
  readonly line: number;
}

export interface Marked {
  readonly text: string;
  readonly line: number;
}

export interface MarkdownParts {
  /** Targets of links and pictures. */
  readonly links: readonly Marked[];
  readonly codeSpans: readonly Marked[];
  readonly fences: readonly Fence[];
  /** The first cell of each row, with the header's first cell in `header`. */
  readonly firstCells: readonly (Marked & { readonly header: string })[];
}

interface Open {
  readonly mark: string;
  readonly language: string;
  readonly line: number;
  readonly lines: string[];
}

const cellsOf = (line: string) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
const plain = (cell: string) => cell.replaceAll("`", "").trim();

class MarkdownReader {
  readonly links: Marked[] = [];
  readonly codeSpans: Marked[] = [];
  readonly fences: Fence[] = [];
  readonly firstCells: (Marked & { header: string })[] = [];
  #open: Open | undefined;
  #header: string | undefined;

  read(line: string, number: number): void {
    const fence = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line);
    if (this.#open) return this.#readFenced(line, fence?.[1]);
    if (fence) {
      this.#open = { mark: fence[1] ?? "", language: fence[2] ?? "", line: number, lines: [] };
      return;
    }
    for (const match of line.matchAll(/`([^`]+)`/g))
      this.codeSpans.push({ text: match[1] ?? "", line: number });
    const prose = line.replaceAll(/`[^`]+`/g, "`");
    for (const match of prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)) {
      this.links.push({ text: match[1] ?? "", line: number });
    }
    this.#readTable(line, number);
  }

  #readFenced(line: string, mark: string | undefined): void {
    const open = this.#open;
    if (!open) return;
    if (mark?.startsWith(open.mark) && line.trim() === mark) {
      this.fences.push({ language: open.language, text: open.lines.join("\n"), line: open.line });
      this.#open = undefined;
    } else open.lines.push(line);
  }

  #readTable(line: string, number: number): void {
    if (!line.trim().startsWith("|")) {
      this.#header = undefined;
      return;
    }
    const first = cellsOf(line.trim())[0] ?? "";
    if (this.#header === undefined) this.#header = plain(first);
    else if (!/^:?-+:?$/.test(first))
      this.firstCells.push({ text: first, line: number, header: this.#header });
  }
}

export function parseMarkdown(text: string): MarkdownParts {
  const reader = new MarkdownReader();
  text.split("\n").forEach((line, index) => reader.read(line, index + 1));
  return reader;
}

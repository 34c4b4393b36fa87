/**
 * Walks Markdown line by line and tells where it stands at the end: inside which fence, and where the last
 * block begins. Pure; knows fences in lists (any indent) and in quotes, and no other container.
 */
export interface OpenFence {
  /** Offset of the opening line. */
  readonly openedAt: number;
  /** The run of backticks or tildes that closes it. */
  readonly marker: string;
  /** Indent and quote marks before the run. */
  readonly prefix: string;
  /** The opening line. */
  readonly line: string;
}

export interface BlockScan {
  readonly fence: OpenFence | undefined;
  /** Offset of the first line of the block the text ends in. Inline marks do not reach across it. */
  readonly blockStart: number;
  /** The last line closes a fence. */
  readonly closedByLastLine: boolean;
}

const FENCE_OPEN = /^([ \t]*(?:>[ \t]*)*)(`{3,}|~{3,})(.*)$/;
const BLOCK_START = /^[ \t>]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/;

/** The fence that `line` opens, if it does. */
export function fenceOpenedBy(line: string, at: number): OpenFence | undefined {
  const match = FENCE_OPEN.exec(line);
  const [, prefix = "", marker = "", info = ""] = match ?? [];
  if (!match || (marker.startsWith("`") && info.includes("`"))) return undefined;
  return { openedAt: at, marker, prefix, line };
}

export function closesFence(line: string, fence: OpenFence): boolean {
  const run = line.replace(/^[ \t]*(?:>[ \t]*)*/, "").trimEnd();
  return run.length >= fence.marker.length && run === fence.marker.charAt(0).repeat(run.length);
}

export function scanBlocks(text: string): BlockScan {
  let fence: OpenFence | undefined;
  let blockStart = 0;
  let closedByLastLine = false;
  for (let at = 0; at <= text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    closedByLastLine = false;
    if (fence?.prefix.includes(">") && !line.trimStart().startsWith(">") && end > at) fence = undefined;
    if (fence) {
      if (closesFence(line, fence)) {
        fence = undefined;
        closedByLastLine = true;
        blockStart = end + 1;
      }
    } else {
      fence = fenceOpenedBy(line, at);
      if (BLOCK_START.test(line)) blockStart = at;
      // A line that has not ended yet is no blank line.
      if (newline !== -1 && line.trim() === "") blockStart = end + 1;
    }
    if (newline === -1) break;
    at = end + 1;
  }
  return { fence, blockStart: Math.min(blockStart, text.length), closedByLastLine };
}

/**
 * Makes a growing Markdown text safe to show: what is half written (a link, a table row, a tag) is held back,
 * what is open (a fence, bold, inline code) is closed. Half tables and unclosed tags were seen to blank cards.
 * Pure. For intermediate frames only: the final text of an answer never passes through here.
 */
import { inlineEnd } from "./inline-end.ts";
import { scanBlocks } from "./scan-blocks.ts";

/**
 * Returns a prefix of `text` followed by nothing but closing marks. Never throws;
 * a result given in again comes back unchanged.
 */
export function closeMarkdown(text: string): string {
  let closed = closeOnce(text);
  // Each pass only shortens or closes; two are enough in practice, the bound is for hostile input.
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const again = closeOnce(closed);
    if (again === closed) return closed;
    closed = again;
  }
  return "";
}

const MAX_PASSES = 24;
/** A last line that may still become something else: heading, bullet, rule, underline of a heading, fence. */
const UNDECIDED_LINE = /^[ \t>]*(?:#{1,6}|[-+*_=`~]+|\d{1,9}[.)])[ \t]*$/;
const DELIMITER_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const MAYBE_DELIMITER_ROW = /^[\s|:-]*$/;

function closeOnce(text: string): string {
  const kept = text.replace(/[\uD800-\uDBFF]$/, "");
  const { fence, blockStart, closedByLastLine } = scanBlocks(kept);
  if (fence) return closeFence(kept, fence);
  if (closedByLastLine) return kept;
  const held = holdLastLines(kept, blockStart);
  if (held !== kept) return held;
  const { cutAt, closers } = inlineEnd(kept.slice(blockStart));
  const cut = kept.slice(0, blockStart + cutAt);
  return closers === "" ? cut : cut.trimEnd() + closers;
}

function closeFence(text: string, fence: { openedAt: number; marker: string; prefix: string }): string {
  const lineStart = text.lastIndexOf("\n") + 1;
  if (lineStart <= fence.openedAt) return text.slice(0, fence.openedAt);
  const last = text.slice(lineStart);
  const char = fence.marker.charAt(0);
  const rest = last.startsWith(fence.prefix) ? last.slice(fence.prefix.length) : last;
  const halfCloser =
    rest.trim() !== "" &&
    rest
      .trim()
      .split("")
      .every((item) => item === char);
  const body = halfCloser || /^[ \t>]+$/.test(last) ? text.slice(0, lineStart) : text;
  return `${body}${body.endsWith("\n") ? "" : "\n"}${fence.prefix}${fence.marker}`;
}

/** Cuts a last line that is undecided, and a table that has no complete head yet or a half row at its end. */
function holdLastLines(text: string, blockStart: number): string {
  const lineStart = text.lastIndexOf("\n") + 1;
  const last = text.slice(lineStart);
  const lines = text.slice(blockStart).split("\n");
  const run = pipeRun(lines);
  if (run.length > 0) {
    const runStart = text.length - run.join("\n").length;
    const [, second, ...rows] = run;
    if (second === undefined) return text.slice(0, runStart);
    const headOpen = rows.length === 0 && MAYBE_DELIMITER_ROW.test(second);
    if (headOpen) return text.slice(0, runStart);
    if (DELIMITER_ROW.test(second) && last !== "" && !/[^\\]\|[ \t]*$/.test(last))
      return text.slice(0, lineStart);
  }
  return UNDECIDED_LINE.test(last) ? text.slice(0, lineStart) : text;
}

/** The lines at the end of the block that start with a pipe; the last may be the empty start of a next line. */
function pipeRun(lines: readonly string[]): string[] {
  let start = lines.length;
  if (start > 0 && lines[start - 1] === "") start -= 1;
  while (start > 0 && /^[ \t>]*\|/.test(lines[start - 1] ?? "")) start -= 1;
  const run = lines.slice(start);
  return run.length === 1 && run[0] === "" ? [] : run;
}

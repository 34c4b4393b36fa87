/**
 * Splits a long answer into texts that one card shows safely, at the borders of Markdown blocks.
 * Pure, and stable while a text grows: the parts of a beginning, all but its last, are parts of the whole.
 */
import { closesFence, fenceOpenedBy, type OpenFence } from "./scan-blocks.ts";

export interface BlockPart {
  /** What a card shows: the slice, inside a repeated fence or under a repeated table head where it was cut. */
  readonly text: string;
  /** The slice of the original; all slices joined are the original. */
  readonly source: string;
  /** What was repeated before the slice. */
  readonly prefix: string;
}

/** Where a part may end: the later kinds only when the part holds nothing better. */
interface Borders {
  /** Between blocks. */
  block: number;
  /** Between lines of a paragraph. */
  line: number;
  /** Between rows of a table or lines of a fence. */
  inside: number;
  /** The fence that is open, and the table head that stands, at `inside`. */
  fence: OpenFence | undefined;
  head: string;
}

interface Carry {
  readonly prefix: string;
  readonly fence: OpenFence | undefined;
  readonly head: string;
}

const BLOCK_LINE = /^(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/;
const TABLE_LINE = /^[ \t>]*\|/;
const DELIMITER_ROW = /^[ \t>]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/;
const SENTENCE_END = /[。！？；.!?;](?=\s|$|[^ -~])|[\s，,]/g;
const NOTHING: Carry = { prefix: "", fence: undefined, head: "" };

/** `maxCodePoints` bounds every part's `text`; at least 64. A text within it comes back as it is. */
export function splitBlocks(text: string, maxCodePoints: number): BlockPart[] {
  const max = Math.max(64, maxCodePoints);
  const parts: BlockPart[] = [];
  let carry = NOTHING;
  let rest = text;
  for (;;) {
    const budget = max - codePoints(carry.prefix);
    const windowEnd = offsetOfCodePoint(rest, budget);
    if (windowEnd >= rest.length) {
      parts.push({ text: carry.prefix + rest, source: rest, prefix: carry.prefix });
      return parts;
    }
    const cut = chooseCut(rest.slice(0, windowEnd), carry, max);
    const source = rest.slice(0, cut.at);
    parts.push({ text: carry.prefix + source + cut.suffix, source, prefix: carry.prefix });
    rest = rest.slice(cut.at);
    carry = cut.carry;
  }
}

interface Cut {
  readonly at: number;
  readonly suffix: string;
  readonly carry: Carry;
}

function chooseCut(window: string, carry: Carry, max: number): Cut {
  const borders = findBorders(window, carry);
  if (borders.block > 0) return { at: borders.block, suffix: "", carry: NOTHING };
  if (borders.line > 0) return { at: borders.line, suffix: "", carry: NOTHING };
  if (borders.inside > 0)
    return { at: borders.inside, ...insideCut(borders, window.slice(0, borders.inside), max) };
  return { at: softCut(window, borders.fence), ...insideCut({ ...borders, head: "" }, "", max) };
}

/** Closes the fence at the cut and opens it again after it; repeats a table's head. */
function insideCut(borders: Borders, source: string, max: number): { suffix: string; carry: Carry } {
  const { fence, head } = borders;
  if (fence) {
    const line = `${fence.prefix}${fence.marker}`;
    const opener = codePoints(fence.line) > max / 4 ? line : fence.line;
    const carry = { prefix: `${opener}\n`, fence, head: "" };
    return { suffix: `${source.endsWith("\n") ? "" : "\n"}${line}`, carry };
  }
  return {
    suffix: "",
    carry: codePoints(head) > max / 4 ? NOTHING : { prefix: head, fence: undefined, head },
  };
}

function findBorders(window: string, carry: Carry): Borders {
  const found: Borders = { block: 0, line: 0, inside: 0, fence: carry.fence, head: "" };
  let { fence, head } = carry;
  let headLine = "";
  for (let at = 0; ;) {
    const newline = window.indexOf("\n", at);
    // The last line may go on after the window: nothing is decided by it.
    if (newline === -1) return fence ? { ...found, fence } : found;
    const end = newline + 1;
    const line = window.slice(at, newline);
    if (!fence && at > 0 && BLOCK_LINE.test(line) && !TABLE_LINE.test(line)) found.block = at;
    if (fence) {
      if (closesFence(line, fence)) {
        fence = undefined;
        found.block = end;
      } else if (end + closerReserve(fence) <= window.length)
        Object.assign(found, { inside: end, fence, head: "" });
    } else if ((fence = fenceOpenedBy(line, at))) {
      if (at > 0) found.block = at;
    } else if (line.trim() === "") {
      found.block = end;
      head = "";
    } else if (TABLE_LINE.test(line)) {
      if (headLine === "") headLine = `${line}\n`;
      else if (head === "" && DELIMITER_ROW.test(line)) head = `${headLine}${line}\n`;
      if (head !== "") Object.assign(found, { inside: end, fence: undefined, head });
    } else {
      found.line = end;
    }
    if (!TABLE_LINE.test(line)) {
      head = "";
      headLine = "";
    }
    at = end;
  }
}

/** Inside one endless line: after a sentence, at a blank, or, at worst, between two characters. */
function softCut(window: string, fence: OpenFence | undefined): number {
  const room = Math.max(1, window.length - closerReserve(fence));
  let best = 0;
  for (const match of window.slice(0, room).matchAll(SENTENCE_END)) best = match.index + match[0].length;
  if (best > room / 2) return best;
  const code = window.charCodeAt(room - 1);
  return code >= 0xd800 && code <= 0xdbff && room > 1 ? room - 1 : room;
}

/** Room for the closing line of a fence; doubled, as characters left over may be pairs of units. */
function closerReserve(fence: OpenFence | undefined): number {
  return fence ? 2 * (fence.prefix.length + fence.marker.length + 1) : 0;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The offset after `count` code points, or the text's length if it has no more. */
function offsetOfCodePoint(text: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0 && at < text.length; left -= 1)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/**
 * Splits a long Markdown text into parts that are shown one after the other: between blocks, and only where one block
 * alone is too long inside it, with its fence opened again or its table's head repeated.
 * Pure, and stable while a text grows: the parts of a beginning, all but its last, are parts of the whole.
 */
import { findCut, NOTHING_CARRIED, type Carry } from "./find-cut.ts";
import { endOfRoom, measureText, type TextLimits } from "./text-room.ts";

export interface MarkdownPart {
  /** What is shown: the slice, inside a repeated fence or under a repeated head where it was cut. */
  readonly text: string;
  /** The slice of the original; all slices joined are the original. */
  readonly source: string;
  /** What was repeated before the slice. */
  readonly prefix: string;
}

/** No limit is below this; less holds no fence. */
const LEAST_CODE_POINTS = 64;

export interface MarkdownSplitter {
  /** All parts of `text`. A text that goes on where the last one ended is read from its last cut on only. */
  split(text: string): readonly MarkdownPart[];
}

export function createMarkdownSplitter(limits: TextLimits): MarkdownSplitter {
  const max = Math.max(LEAST_CODE_POINTS, limits.maxCodePoints);
  const bounded = { ...limits, maxCodePoints: max };
  /** Parts that are cut for good, as long as the text begins with what the cuts were chosen by. */
  let cut: readonly { readonly part: MarkdownPart; readonly end: number; readonly carry: Carry }[] = [];
  let known = "";
  return {
    split(text) {
      // The text must go on behind what was looked at: one that ends there may not need the cut.
      if (text.length <= known.length || !text.startsWith(known)) {
        cut = [];
        known = "";
      }
      for (;;) {
        const last = cut.at(-1);
        const from = last?.end ?? 0;
        const carry = last?.carry ?? NOTHING_CARRIED;
        const end = endOfRoom(text, from, bounded, measureText(carry.prefix, limits.markCost));
        const { prefix } = carry;
        if (end >= text.length) {
          const source = text.slice(from);
          return [...cut.map(({ part }) => part), { text: prefix + source, source, prefix }];
        }
        const found = findCut(carry, text.slice(from, end), max);
        const source = text.slice(from, from + found.at);
        const part = { text: prefix + source + found.suffix, source, prefix };
        cut = [...cut, { part, end: from + found.at, carry: found.carry }];
        known = text.slice(0, end);
      }
    },
  };
}

/** A text within the limits comes back as it is. */
export function splitMarkdown(text: string, limits: TextLimits): readonly MarkdownPart[] {
  return createMarkdownSplitter(limits).split(text);
}

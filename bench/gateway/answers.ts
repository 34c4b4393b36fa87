/**
 * What the scripted model says in the measured turns. The last word matters: a card may be written to once in
 * 800 ms, so an answer that ends right after a write has to wait, and one that paused before its end has not.
 */
import type { ModelStep } from "../../tests/support/scripted-model.ts";

export interface Answer {
  readonly text: string;
  readonly steps: readonly ModelStep[];
}

function spoken(words: readonly string[], pauseMs: number): Answer {
  return {
    text: words.join(""),
    steps: words.flatMap((word, index) => (index > 0 ? [{ wait: pauseMs }, word] : [word])),
  };
}

/** All at once. */
export const shortAnswer = (id: string): Answer => spoken([`Short answer ${id}.`], 0);
/** The last word comes when a write is allowed again and the next frame of the ration is not due: the end is free. */
export const freeEnd = (id: string): Answer => spoken(["One ", "two ", "three ", `four ${id}.`], 900);
/** The last word comes 400 ms after a write. */
export const heldEnd = (id: string): Answer => spoken(["One ", "two ", "three ", `four ${id}.`], 400);

/** Ten words a second. */
export function longAnswer(id: string, seconds: number): Answer {
  const words = Array.from({ length: seconds * 10 }, (_, index) => `word${index} `);
  return spoken([...words, `end ${id}.`], 100);
}

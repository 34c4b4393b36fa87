/**
 * The named states of one platform card and the edges between them; `live-card.ts` moves along them.
 */

/**
 * - `idle`: nothing was sent.
 * - `creating`: the create call is under way or waits for its next try.
 * - `open`: people see the card; frames go out.
 * - `stalled`: refused for good; text is no longer sent, the end will be a message.
 * - `finishing`: the final frame is under way.
 * - `finished`: the final text is on the card.
 * - `handed-over`: the text goes out by message; a visible card gets the pointer instead.
 * - `abandoned`: stopped with the process; the record on disk has the rest.
 */
export type CardState =
  | "idle"
  | "creating"
  | "open"
  | "stalled"
  | "finishing"
  | "finished"
  | "handed-over"
  | "abandoned";

export const CARD_EDGES: Readonly<Record<CardState, readonly CardState[]>> = {
  idle: ["creating", "handed-over", "abandoned"],
  creating: ["open", "stalled", "finishing", "handed-over", "abandoned"],
  open: ["stalled", "finishing", "handed-over", "abandoned"],
  stalled: ["handed-over", "abandoned"],
  finishing: ["finished", "handed-over", "abandoned"],
  finished: [],
  "handed-over": [],
  abandoned: [],
};

/** `dispose()` was called. */
export class CardStoppedError extends Error {
  override readonly name = "CardStoppedError";
  readonly code = "stopped";
}

/**
 * One visible answer: an assistant message that streams into one card, or a text that goes out at its end.
 * A run has one segment as a rule, and one more for each message that was steered into it.
 */
import type { CardSession } from "../card/card-session.ts";

export interface ReplySegment {
  /** The host's id of the assistant message that fills it now. */
  itemId: string | undefined;
  /** What was streamed so far; empty while only a sign of life is shown. */
  text: string;
  /** Said before a tool call: the next assistant message takes its place. */
  preamble: boolean;
  card: CardSession | undefined;
  /** Its final was delivered. */
  done: boolean;
}

export function createSegment(card?: CardSession, text = ""): ReplySegment {
  return { itemId: undefined, text, preamble: false, card, done: false };
}

/** Whether a final is the end of what the segment streamed. */
export function isEndOf(segment: ReplySegment, final: string): boolean {
  const streamed = segment.text.trim();
  const sent = final.trim();
  return streamed !== "" && sent !== "" && (sent.startsWith(streamed) || streamed.startsWith(sent));
}

/** The segment that a final belongs to: the one that streamed it, else the oldest that waits for a final. */
export function pickSegment(segments: readonly ReplySegment[], final: string): ReplySegment | undefined {
  const open = segments.filter((segment) => !segment.done);
  return open.find((segment) => isEndOf(segment, final)) ?? open[0];
}

/**
 * One visible answer: an assistant message that streams into one card, or a text that goes out at its end.
 * A run has one segment as a rule, and one more for each message that was steered into it. What the model says
 * before a tool call, or before it is asked again after a failure, gives way to what it says next.
 */
import type { CardSession } from "../card/card-session.ts";
import type { Delivery } from "../model.ts";

export interface ReplySegment {
  /** The host's id of the assistant message that fills it now. */
  itemId: string | undefined;
  /** What was streamed so far; empty while only a sign of life is shown. */
  text: string;
  /** A message was steered into the run after this text: the next assistant message is a further answer. */
  sealed: boolean;
  card: CardSession | undefined;
  /** Its final was delivered. */
  done: boolean;
  /** That final as the host gave it, and what became of it. */
  ending?: { readonly final: string; readonly deliveries: Promise<readonly Delivery[]> };
}

export function createSegment(card?: CardSession, text = ""): ReplySegment {
  return { itemId: undefined, text, sealed: false, card, done: false };
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

/**
 * What a screen reader is told between two states of a conversation. Pure. A robot's text is told once;
 * a card when it starts and when it ends, never per frame.
 */
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { seenBy } from "./seen-by.ts";

export interface Announcement {
  readonly kind: "message" | "working" | "failed";
  readonly name: string;
  /** Markdown or plain text; empty for `working`. */
  readonly text: string;
}

export function planAnnouncements(
  before: readonly EmulatorMessage[],
  after: readonly EmulatorMessage[],
  personId: string,
): readonly Announcement[] {
  const known = new Map(before.map((message) => [message.id, message]));
  return after.flatMap((message): readonly Announcement[] => {
    const { from, card, text } = seenBy(message, personId);
    const old = known.get(message.id);
    if (old === message || (from.kind === "person" && from.id === personId)) return [];
    if (!card) return old ? [] : [{ kind: "message", name: from.name, text }];
    const ended = card.state === "finished" || card.state === "failed";
    if (!ended) return old ? [] : [{ kind: "working", name: from.name, text: "" }];
    if (old && seenBy(old, personId).card?.state === card.state) return [];
    const kind = card.state === "failed" ? "failed" : "message";
    return [{ kind, name: from.name, text: card.content }];
  });
}

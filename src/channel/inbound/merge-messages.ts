/** Several quick messages of one person as one. Pure. */
import type { InboundMessage } from "../model.ts";

const MAX_MESSAGES = 12;
const MAX_CHARACTERS = 50_000;

function sameSender(a: InboundMessage, b: InboundMessage): boolean {
  return (
    a.sender.staffId === b.sender.staffId &&
    a.sender.senderId === b.sender.senderId &&
    (a.sender.staffId ?? a.sender.senderId) !== undefined
  );
}

/**
 * Whether `next` may join what one person has said so far. Files join as lines do. A quote begins anew: it says what
 * the words after it are about. Commands are the caller's to keep out.
 */
export function canJoin(batch: readonly InboundMessage[], next: InboundMessage): boolean {
  const [first] = batch;
  if (!first || batch.length >= MAX_MESSAGES || next.quote || next.unsupported || first.unsupported)
    return false;
  const characters = batch.reduce((sum, { text }) => sum + text.length, next.text.length);
  return (
    characters <= MAX_CHARACTERS &&
    first.conversation.kind === next.conversation.kind &&
    first.conversation.id === next.conversation.id &&
    sameSender(first, next)
  );
}

/** One message with all words, a line each, and all files, in their order; it answers to the latest. */
export function mergeMessages(batch: readonly [InboundMessage, ...InboundMessage[]]): InboundMessage {
  const [first] = batch;
  const last = batch.at(-1) ?? first;
  if (batch.length === 1) return first;
  return {
    ...last,
    kind: batch.every(({ kind }) => kind === first.kind) ? first.kind : "text",
    text: batch
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n"),
    mentioned: batch.some(({ mentioned }) => mentioned),
    attachments: batch.flatMap(({ attachments }) => attachments),
    ...(first.quote ? { quote: first.quote } : {}),
  };
}

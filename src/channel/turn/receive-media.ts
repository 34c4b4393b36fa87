/**
 * What came along with a message, and with what it quotes, into the archive. The person is told what did not
 * arrive; the turn runs all the same.
 */
import type { Logger } from "../../lib/logger.ts";
import type { FetchedFile, MediaArchive, MissedFile } from "../media/archive.ts";
import type { Attachment, InboundMessage, Quote } from "../model.ts";
import { formatLimit, shownName } from "./compose-body.ts";
import type { ReplyDesk } from "./open-turn-reply.ts";

/** Media as a turn sees them; the account builds it. */
export interface TurnMedia {
  readonly archive: MediaArchive;
  /** The limit for one file, as configured now. */
  maxBytes(): number;
  /** The words of something that the bot said, by the key of a quote. */
  findSent(key: string): string | undefined;
  /** A message was processed: files past their days may go. Never throws. */
  afterMessage(): void;
}

export interface MediaStep {
  readonly message: InboundMessage;
  readonly media: TurnMedia;
  readonly desk: ReplyDesk;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** A forwarded record may name hundreds. */
const MAX_ATTACHMENTS = 40;

function attachmentsOfQuote(quote: Quote | undefined): readonly Attachment[] {
  return quote ? [...quote.attachments, ...attachmentsOfQuote(quote.quote)] : [];
}

/** Own ones first; a code that comes twice is fetched once. */
export function listAttachments(message: InboundMessage): Attachment[] {
  const all = [...message.attachments, ...attachmentsOfQuote(message.quote)];
  const codes = new Set<string>();
  const distinct = all.filter(({ downloadCode }) => !codes.has(downloadCode) && codes.add(downloadCode));
  return distinct.slice(0, MAX_ATTACHMENTS);
}

async function tellMissed(missed: readonly MissedFile[], step: MediaStep): Promise<void> {
  const { desk, media, message, logger } = step;
  const { text } = desk;
  const lines = missed.map(({ attachment, reason }) => {
    const name = shownName(attachment, text);
    return reason === "too-big"
      ? text.mediaTooBig({ name, limit: formatLimit(media.maxBytes()) })
      : text.mediaMissed({ name });
  });
  await desk.sendText(message, lines.join("\n")).catch((error: unknown) => {
    logger.warn("A person could not be told that a file did not arrive", { error: String(error) });
  });
}

/** One result for each attachment that was tried; never rejects. */
export async function receiveMedia(step: MediaStep): Promise<readonly FetchedFile[]> {
  const { message, media, signal } = step;
  const attachments = listAttachments(message);
  if (attachments.length === 0) return [];
  const files = await media.archive.store(message, attachments, signal);
  const missed = files.filter((file) => file.kind === "missed");
  if (missed.length > 0 && !signal.aborted) await tellMissed(missed, step);
  return files;
}

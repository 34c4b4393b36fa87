/**
 * The files of one answer, after its words and in the order given. Each that cannot be sent is told to the person in
 * one sentence; the others go out all the same.
 */
import type { Logger } from "../../lib/logger.ts";
import type { Delivery, MediaToSend } from "../model.ts";
import { describeMediaFault } from "../outbound/media-error.ts";
import type { Text } from "../text/text.ts";

export interface ReplyMedia {
  readonly sources: readonly MediaToSend[];
  readonly sendMedia: (source: MediaToSend) => Promise<Delivery>;
  readonly sendText: (body: string) => Promise<readonly Delivery[]>;
  readonly text: Text;
  readonly logger: Logger;
}

/** Tells the person why a file does not come. Never rejects. */
export async function tellMediaFault(
  error: unknown,
  { sendText, text, logger }: Pick<ReplyMedia, "sendText" | "text" | "logger">,
): Promise<readonly Delivery[]> {
  logger.error("A file could not be sent", { error: String(error) });
  try {
    return await sendText(describeMediaFault(error, text));
  } catch (fault) {
    logger.error("A person could not be told that a file could not be sent", { error: String(fault) });
    return [];
  }
}

/** Never rejects: the answer's words are out already. */
export async function sendReplyMedia(media: ReplyMedia): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const source of media.sources) {
    try {
      deliveries.push(await media.sendMedia(source));
    } catch (error) {
      deliveries.push(...(await tellMediaFault(error, media)));
    }
  }
  return deliveries;
}

/**
 * What goes out beside the threads: the files of an answer, and what the host sends on its own, which may be the end of
 * a live answer.
 */
import type { Logger } from "../../lib/logger.ts";
import type { Delivery, InboundMessage, MediaToSend } from "../model.ts";
import { formatTarget, parseTarget } from "../outbound/targets.ts";
import type { Text } from "../text/text.ts";
import type { CardMentions } from "./card-mentions.ts";
import type { LiveReplies } from "./live-replies.ts";
import { addressOf, type MessageDelivery } from "./message-delivery.ts";
import { sendReplyMedia, tellMediaFault } from "./reply-media.ts";
import type { ReplyTrail } from "./watch-answer.ts";

export interface DeskDelivery {
  /** Who is to be notified after an answer on a card. */
  readonly mentions: CardMentions;
  /** A text of the host for a target: the end of a live card, or a message of its own. */
  deliver(to: string, text: string): Promise<readonly Delivery[]>;
  /**
   * A file of the host for a target. Rejects with `MediaNotSentError`; a person who is being answered there is told
   * as well, since the host says nothing to them.
   */
  deliverMedia(to: string, source: MediaToSend): Promise<Delivery>;
  /** The files of an answer to this message, in order; what cannot be sent is told. Never rejects. */
  sendMedia(message: InboundMessage, sources: readonly MediaToSend[]): Promise<readonly Delivery[]>;
}

export interface DeskDeliveryOptions {
  readonly live: Pick<LiveReplies, "deliver" | "isAnswering">;
  readonly messages: MessageDelivery;
  readonly trail?: ReplyTrail | undefined;
  readonly text: Text;
  readonly logger: Logger;
}

/** The same place under each of its spellings. */
function placeOf(to: string): string {
  const target = parseTarget(to);
  return target ? formatTarget(target) : to;
}

export function createDeskDelivery({
  live,
  messages,
  trail,
  text,
  logger,
}: DeskDeliveryOptions): DeskDelivery {
  const { sendTo, sendWithReceipt, sendMedia, mentions } = messages;
  return {
    mentions,
    async deliver(to, body) {
      const place = placeOf(to);
      const ending = live.deliver(place, body);
      if (ending) return ending;
      const deliveries = await sendWithReceipt(place, body);
      trail?.saidTo(place, deliveries);
      // The robot API has no mentions.
      if (deliveries.some(({ via }) => via === "robot")) void mentions.notify(place, undefined, body);
      return deliveries;
    },
    async deliverMedia(to, source) {
      const place = placeOf(to);
      try {
        return await sendMedia(place, source);
      } catch (error) {
        const tell = (body: string) => sendTo(place, undefined, body);
        if (live.isAnswering(place)) await tellMediaFault(error, { sendText: tell, text, logger });
        throw error;
      }
    },
    async sendMedia(message, sources) {
      const deliveries = await sendReplyMedia({
        sources,
        sendMedia: (source) => sendMedia(addressOf(message), source),
        sendText: (body) => sendTo(addressOf(message), message.session, body),
        text,
        logger,
      });
      for (const { via, form } of deliveries)
        trail?.note(message.id, { step: "sent", via, ...(form === undefined ? {} : { form }) });
      return deliveries;
    },
  };
}

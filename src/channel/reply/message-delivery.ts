/**
 * Ordinary messages to a place named by its target text, by the newest session webhook known for it; files by the
 * robot API.
 */
import type { Logger } from "../../lib/logger.ts";
import type { Delivery, InboundMessage, MediaToSend, SessionWebhook, Target } from "../model.ts";
import type { KnownNames } from "../outbound/known-names.ts";
import type { KnownSessions } from "../outbound/known-sessions.ts";
import type { MentionOutbox } from "../outbound/mention-outbox.ts";
import { nameOfSource } from "../outbound/load-media.ts";
import type { MediaSender } from "../outbound/send-media.ts";
import type { TextDestination, TextSender } from "../outbound/send-text.ts";
import { formatTarget, parseTarget, replyTarget } from "../outbound/targets.ts";
import type { Text } from "../text/text.ts";
import { createCardMentions, type CardMentions } from "./card-mentions.ts";

export interface MessageDeliveryOptions {
  readonly sender: TextSender;
  readonly mediaSender: MediaSender;
  readonly sessions: KnownSessions;
  readonly names: KnownNames;
  /** Keeps who is to be notified after a card over a crash. */
  readonly outbox?: MentionOutbox | undefined;
  readonly text: Text;
  readonly logger: Logger;
  /** Told after each delivery what stands there now. */
  readonly onSent: (deliveries: readonly Delivery[], text: string) => void;
}

export interface MessageDelivery {
  remember(message: InboundMessage): void;
  /** Where and by which webhook something of its own goes. */
  destinationOf(target: Target): TextDestination;
  sendTo(to: string, session: SessionWebhook | undefined, text: string): Promise<readonly Delivery[]>;
  /** Messages to people whom a text mentions that went out in a way that notifies nobody. */
  readonly mentions: CardMentions;
  /** The same with a receipt wherever DingTalk gives one. */
  sendWithReceipt(to: string, text: string): Promise<readonly Delivery[]>;
  /** Rejects with `MediaNotSentError`. */
  sendMedia(to: string, source: MediaToSend): Promise<Delivery>;
}

/** The target as text; for people outside the organisation, who have none, the conversation. */
export function addressOf(message: InboundMessage): string {
  const target = replyTarget(message);
  return target ? formatTarget(target) : `conversation:${message.conversation.id}`;
}

export function createMessageDelivery(options: MessageDeliveryOptions): MessageDelivery {
  const { sender, mediaSender, sessions, names, text, logger, onSent } = options;
  const sessionOf = (to: string, session: SessionWebhook | undefined) => sessions.find(to) ?? session;
  const send = async (
    to: string,
    session: SessionWebhook | undefined,
    body: string,
    wishes: Pick<TextDestination, "wantsReceipt" | "sessionOnly">,
  ) => {
    const target = parseTarget(to);
    const webhook = sessionOf(to, session);
    const place = { ...(target ? { target } : {}), ...(webhook ? { session: webhook } : {}) };
    const deliveries = await sender.send({ ...place, ...wishes }, body);
    onSent(deliveries, body);
    return deliveries;
  };
  const mentions = createCardMentions({
    names,
    text,
    outbox: options.outbox,
    sessionOf,
    send: (to, session, notice) => send(to, session, notice, { sessionOnly: true }),
    logger,
  });
  return {
    mentions,
    async sendMedia(to, source) {
      const delivery = await mediaSender.send(parseTarget(to), source);
      // What a quote of it reads.
      onSent([delivery], `[${nameOfSource(source.url)}]`);
      return delivery;
    },
    remember(message) {
      if (message.session) sessions.remember(addressOf(message), message.session);
      const { staffId, name } = message.sender;
      if (staffId && name) names.remember(staffId, name);
    },
    destinationOf(target) {
      const session = sessions.find(formatTarget(target));
      return { target, ...(session ? { session } : {}) };
    },
    sendTo: (to, session, body) => send(to, session, body, {}),
    sendWithReceipt: (to, body) => send(to, undefined, body, { wantsReceipt: true }),
  };
}

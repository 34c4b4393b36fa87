/**
 * Ordinary messages to a place named by its target text, by the newest session webhook known for it; files by the
 * robot API.
 */
import type { Delivery, InboundMessage, MediaToSend, SessionWebhook, Target } from "../model.ts";
import type { KnownNames } from "../outbound/known-names.ts";
import type { KnownSessions } from "../outbound/known-sessions.ts";
import { nameOfSource } from "../outbound/load-media.ts";
import type { MediaSender } from "../outbound/send-media.ts";
import type { TextDestination, TextSender } from "../outbound/send-text.ts";
import { formatTarget, parseTarget, replyTarget } from "../outbound/targets.ts";

export interface MessageDeliveryOptions {
  readonly sender: TextSender;
  readonly mediaSender: MediaSender;
  readonly sessions: KnownSessions;
  readonly names: KnownNames;
  /** Told after each delivery what stands there now. */
  readonly onSent: (deliveries: readonly Delivery[], text: string) => void;
}

export interface MessageDelivery {
  remember(message: InboundMessage): void;
  /** Where and by which webhook something of its own goes. */
  destinationOf(target: Target): TextDestination;
  sendTo(to: string, session: SessionWebhook | undefined, text: string): Promise<readonly Delivery[]>;
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
  const { sender, mediaSender, sessions, names, onSent } = options;
  const send = async (
    to: string,
    session: SessionWebhook | undefined,
    text: string,
    wishes: Pick<TextDestination, "wantsReceipt">,
  ) => {
    const target = parseTarget(to);
    const webhook = sessions.find(to) ?? session;
    const place = { ...(target ? { target } : {}), ...(webhook ? { session: webhook } : {}) };
    const deliveries = await sender.send({ ...place, ...wishes }, text);
    onSent(deliveries, text);
    return deliveries;
  };
  return {
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
    sendTo: (to, session, text) => send(to, session, text, {}),
    sendWithReceipt: (to, text) => send(to, undefined, text, { wantsReceipt: true }),
  };
}

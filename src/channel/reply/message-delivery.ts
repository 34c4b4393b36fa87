/**
 * Ordinary messages to a place named by its target text, by the newest session webhook known for it; files by the
 * robot API.
 */
import type { Logger } from "../../lib/logger.ts";
import type { Delivery, InboundMessage, MediaToSend, SessionWebhook, Target } from "../model.ts";
import type { KnownNames } from "../outbound/known-names.ts";
import type { KnownSessions } from "../outbound/known-sessions.ts";
import { mentionedPeople } from "../outbound/mentions.ts";
import { nameOfSource } from "../outbound/load-media.ts";
import type { MediaSender } from "../outbound/send-media.ts";
import type { TextDestination, TextSender } from "../outbound/send-text.ts";
import { formatTarget, parseTarget, replyTarget } from "../outbound/targets.ts";
import type { Text } from "../text/text.ts";

export interface MessageDeliveryOptions {
  readonly sender: TextSender;
  readonly mediaSender: MediaSender;
  readonly sessions: KnownSessions;
  readonly names: KnownNames;
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
  /**
   * Notifies the known people whom a text in this group mentions by one message, where a webhook can: for texts that
   * went out in a way that notifies nobody. Never rejects.
   */
  notifyMentioned(to: string, session: SessionWebhook | undefined, text: string): Promise<void>;
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
  const send = async (
    to: string,
    session: SessionWebhook | undefined,
    body: string,
    wishes: Pick<TextDestination, "wantsReceipt" | "sessionOnly">,
  ) => {
    const target = parseTarget(to);
    const webhook = sessions.find(to) ?? session;
    const place = { ...(target ? { target } : {}), ...(webhook ? { session: webhook } : {}) };
    const deliveries = await sender.send({ ...place, ...wishes }, body);
    onSent(deliveries, body);
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
    sendTo: (to, session, body) => send(to, session, body, {}),
    async notifyMentioned(to, session, said) {
      if (parseTarget(to)?.kind !== "group") return;
      const people = mentionedPeople(said, names.find, names.idOf);
      if (people.length === 0) return;
      const notice = `${people.map((staffId) => `<@${staffId}>`).join(" ")} ${text.mentionedAbove}`;
      try {
        await send(to, session, notice, { sessionOnly: true });
      } catch (error) {
        logger.warn("People whom a text mentions could not be notified", { error: String(error) });
      }
    },
    sendWithReceipt: (to, body) => send(to, undefined, body, { wantsReceipt: true }),
  };
}

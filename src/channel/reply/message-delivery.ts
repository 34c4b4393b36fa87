/** Ordinary messages to a place named by its target text, by the newest session webhook known for it. */
import type { Delivery, InboundMessage, SessionWebhook, Target } from "../model.ts";
import type { KnownSessions } from "../outbound/known-sessions.ts";
import type { TextDestination, TextSender } from "../outbound/send-text.ts";
import { formatTarget, parseTarget, replyTarget } from "../outbound/targets.ts";

export interface MessageDeliveryOptions {
  readonly sender: TextSender;
  readonly sessions: KnownSessions;
  /** Told after each delivery what stands there now. */
  readonly onSent: (deliveries: readonly Delivery[], text: string) => void;
}

export interface MessageDelivery {
  remember(message: InboundMessage): void;
  /** Where and by which webhook something of its own goes. */
  destinationOf(target: Target): TextDestination;
  sendTo(to: string, session: SessionWebhook | undefined, text: string): Promise<readonly Delivery[]>;
}

/** The target as text; for people outside the organisation, who have none, the conversation. */
export function addressOf(message: InboundMessage): string {
  const target = replyTarget(message);
  return target ? formatTarget(target) : `conversation:${message.conversation.id}`;
}

export function createMessageDelivery({ sender, sessions, onSent }: MessageDeliveryOptions): MessageDelivery {
  return {
    remember(message) {
      if (message.session) sessions.remember(addressOf(message), message.session);
    },
    destinationOf(target) {
      const session = sessions.find(formatTarget(target));
      return { target, ...(session ? { session } : {}) };
    },
    async sendTo(to, session, text) {
      const target = parseTarget(to);
      const webhook = sessions.find(to) ?? session;
      const destination = { ...(target ? { target } : {}), ...(webhook ? { session: webhook } : {}) };
      const deliveries = await sender.send(destination, text);
      onSent(deliveries, text);
      return deliveries;
    },
  };
}

/**
 * People whom an answer on a card mentions get one message after the card, since a card notifies nobody by its text.
 * What is due stands in the outbox before the platform can have confirmed the card's end, and is sent once: by this
 * process, or by the next one where this one died in between. Texts by the robot API notify nobody either.
 */
import type { Logger } from "../../lib/logger.ts";
import type { OpenCardState } from "../card/open-cards.ts";
import type { SessionWebhook } from "../model.ts";
import type { KnownNames } from "../outbound/known-names.ts";
import type { DueMention, MentionOutbox } from "../outbound/mention-outbox.ts";
import { mentionedPeople } from "../outbound/mentions.ts";
import { parseTarget } from "../outbound/targets.ts";
import type { Text } from "../text/text.ts";

/** What follows one answer on its card. */
export interface CardFollowUp {
  /** The answer stands on the card. */
  shown(): void;
  /** It does not, or a message brought it, which notifies by itself. */
  dropped(): void;
}

export type BeginFollowUp = (outTrackId: string, answer: string) => CardFollowUp | undefined;

export interface CardMentions {
  /**
   * For answers to one message. What comes back is called once a card's end is on record; undefined where nobody is to
   * be notified.
   */
  ofAnswer(to: string, session: SessionWebhook | undefined): BeginFollowUp;
  /**
   * Notifies the known people whom a text in this group mentions by one message, where a webhook can. Never rejects.
   */
  notify(to: string, session: SessionWebhook | undefined, said: string): Promise<void>;
  /**
   * What an earlier process left, by the state of its card on record: undefined means that the card has its end.
   * Returns at once.
   */
  recover(stateOf: (outTrackId: string) => OpenCardState | undefined): void;
  /** A card that an earlier process left has its end now. */
  ended(outTrackId: string): void;
}

export interface CardMentionsOptions {
  readonly names: KnownNames;
  readonly text: Text;
  /** Without it a crash may cost a notification. */
  readonly outbox: MentionOutbox | undefined;
  /** The newest webhook known for that place, else the given one. */
  readonly sessionOf: (to: string, session: SessionWebhook | undefined) => SessionWebhook | undefined;
  /** By a webhook or not at all. */
  readonly send: (to: string, session: SessionWebhook | undefined, notice: string) => Promise<unknown>;
  readonly logger: Logger;
}

export function createCardMentions(options: CardMentionsOptions): CardMentions {
  const { names, text, outbox, sessionOf, logger } = options;
  /** By card: what an earlier process left and whose card is being ended. */
  const left = new Map<string, DueMention>();
  const noticeFor = (to: string, said: string): string | undefined => {
    if (parseTarget(to)?.kind !== "group") return undefined;
    const people = mentionedPeople(said, names.find, names.idOf);
    if (people.length === 0) return undefined;
    return `${people.map((staffId) => `<@${staffId}>`).join(" ")} ${text.mentionedAbove}`;
  };
  const send = async (to: string, session: SessionWebhook | undefined, notice: string): Promise<void> => {
    try {
      await options.send(to, session, notice);
    } catch (error) {
      logger.warn("People whom a text mentions could not be notified", { error: String(error) });
    }
  };
  const sendDue = async ({ outTrackId, to, session, text: notice }: DueMention): Promise<void> => {
    await send(to, session, notice);
    // Afterwards: dying in between notifies a second time, and not never.
    outbox?.remove(outTrackId);
  };
  return {
    ofAnswer: (to, given) => (outTrackId, answer) => {
      const notice = noticeFor(to, answer);
      if (notice === undefined) return undefined;
      const session = sessionOf(to, given);
      // Without a webhook nobody can be notified; the sender says so.
      if (!session) return { shown: () => void send(to, session, notice), dropped() {} };
      const due = { outTrackId, to, session, text: notice };
      outbox?.put(due);
      return { shown: () => void sendDue(due), dropped: () => outbox?.remove(outTrackId) };
    },
    async notify(to, session, said) {
      const notice = noticeFor(to, said);
      if (notice !== undefined) await send(to, session, notice);
    },
    recover(stateOf) {
      for (const due of outbox?.list() ?? []) {
        const state = stateOf(due.outTrackId);
        if (state === "closing") left.set(due.outTrackId, due);
        else if (state === undefined) void sendDue(due);
        // Cut off, or sent by message: there is nothing on that card to see.
        else outbox?.remove(due.outTrackId);
      }
    },
    ended(outTrackId) {
      const due = left.get(outTrackId);
      left.delete(outTrackId);
      if (due) void sendDue(due);
    },
  };
}

/**
 * The answers that are being given on cards and whose runs can be stopped: a press of a card's button finds the run
 * here. A press stops the run; the end of the turn then ends the card, with what was written and a mark.
 */
import { belowText } from "../card/below-text.ts";
import type { CardSession } from "../card/card-session.ts";
import type { InboundMessage } from "../model.ts";

/** `not-yours`: only who asked may stop it. `over`: no answer is being given on that card. */
export type StopResult = "stopped" | "not-yours" | "over";

export interface StoppableAnswers {
  /** An answer begins; `end` takes it out again. */
  begin(message: InboundMessage, stop: AbortController, mark: string): StoppableAnswer;
  /** `mayStop` speaks for people who did not ask themselves. */
  stop(outTrackId: string, staffId: string | undefined, mayStop: (staffId: string) => boolean): StopResult;
}

export interface StoppableAnswer {
  addCard(card: CardSession): void;
  /** What an answer that got no final ends with. */
  endOf(text: string): string;
  end(): void;
}

interface Entry {
  readonly cards: Set<CardSession>;
  readonly askedBy: string | undefined;
  readonly stop: AbortController;
}

export class AnswerStoppedError extends Error {
  override readonly name = "AnswerStoppedError";
  readonly code = "stopped-by-person";
}

/** The card becomes one of the answer's, if there is one. */
export function showAnswer(
  card: CardSession | undefined,
  answer: StoppableAnswer | undefined,
): CardSession | undefined {
  if (card) answer?.addCard(card);
  return card;
}

const sameId = (a: string | undefined, b: string) => a !== undefined && a.toLowerCase() === b.toLowerCase();

export function createStoppableAnswers(): StoppableAnswers {
  const entries = new Set<Entry>();
  return {
    begin(message, stop, mark) {
      const entry: Entry = { cards: new Set(), askedBy: message.sender.staffId, stop };
      entries.add(entry);
      return {
        addCard: (card) => void entry.cards.add(card),
        endOf(text) {
          return stop.signal.aborted ? belowText(text, mark) : text;
        },
        end: () => void entries.delete(entry),
      };
    },
    stop(outTrackId, staffId, mayStop) {
      const shows = (entry: Entry) => [...entry.cards].some((card) => card.outTrackId === outTrackId);
      const found = [...entries].find(shows);
      if (!found || found.stop.signal.aborted) return "over";
      if (staffId === undefined || (!sameId(found.askedBy, staffId) && !mayStop(staffId))) return "not-yours";
      found.stop.abort(new AnswerStoppedError("stopped by a button of the card"));
      return "stopped";
    },
  };
}

/** Tells the trail what an answer shows and sends, on its way to those who do it. Without a trail it is not there. */
import type { CardSession } from "../card/card-session.ts";
import type { Delivery } from "../model.ts";
import type { AnswerTrail, TrailRecorder } from "../trail/trail-recorder.ts";

export type ReplyTrail = Pick<TrailRecorder, "answer" | "steered" | "saidTo" | "note">;

interface Doing {
  readonly openCard: () => CardSession | undefined;
  readonly sendText: (text: string) => Promise<readonly Delivery[]>;
}

export interface WatchedAnswer extends Doing {
  /** The agent begins to say something of its own. */
  readonly onWords: (() => void) | undefined;
  runStarted(): void;
  end(): void;
}

export function watchAnswer(answer: AnswerTrail | undefined, { openCard, sendText }: Doing): WatchedAnswer {
  if (!answer) return { openCard, sendText, onWords: undefined, runStarted() {}, end() {} };
  return {
    openCard() {
      const card = openCard();
      if (card) answer.shownOn(card);
      return card;
    },
    async sendText(text) {
      try {
        const deliveries = await sendText(text);
        answer.sent(deliveries);
        return deliveries;
      } catch (error) {
        answer.notSent(error);
        throw error;
      }
    },
    onWords: answer.words,
    runStarted: answer.runStarted,
    end: answer.end,
  };
}

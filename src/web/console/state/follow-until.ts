/**
 * Asks for something that takes a while, again and again, until it is over: over a lost connection and the gateway's
 * restart too. Gives up only when nobody answered for long.
 */
import { ConsoleFailure } from "../console-api.ts";

export interface FollowOptions<Answer> {
  readonly ask: () => Promise<Answer>;
  readonly isOver: (answer: Answer) => boolean;
  readonly onAnswer: (answer: Answer) => void;
  /** Nobody answers just now. */
  readonly onLost?: () => void;
  readonly signal: AbortSignal;
  readonly paceMs?: number;
  /** Without an answer for so long, it is given up. */
  readonly patienceMs?: number;
}

const PACE_MS = 600;
const PATIENCE_MS = 90_000;

/** Resolves with the last answer; undefined when given up or stopped. Rejects when signed out. */
export async function followUntil<Answer>(options: FollowOptions<Answer>): Promise<Answer | undefined> {
  const { ask, isOver, onAnswer, onLost, signal, paceMs = PACE_MS, patienceMs = PATIENCE_MS } = options;
  let answeredAt = Date.now();
  while (!signal.aborted && Date.now() - answeredAt < patienceMs) {
    try {
      const answer = await ask();
      if (signal.aborted) return undefined;
      answeredAt = Date.now();
      onAnswer(answer);
      if (isOver(answer)) return answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof ConsoleFailure) || error.kind === "signed-out") throw error;
      onLost?.();
    }
    await new Promise((resolve) => setTimeout(resolve, paceMs));
  }
  return undefined;
}

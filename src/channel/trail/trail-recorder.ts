/**
 * Writes down what happens to the messages of one account: verbs for those who know, a batch to disk a moment later.
 * Nothing of it is on the ack's way, and no fault of it reaches a message: what fails here is logged once and lost.
 * The end of the process at any moment costs the last quarter of a second.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { AgentEvent, Delivery } from "../model.ts";
import type { WatchedCard } from "./live-record.ts";
import { Trail } from "./trail.ts";
import type { CardCall, TrailMessage, TrailStep } from "./trail-record.ts";
import type { TrailStore } from "./trail-store.ts";
import type { TurnInProgress } from "./turn-in-progress.ts";

export type { WatchedCard } from "./live-record.ts";
export type { TurnInProgress } from "./turn-in-progress.ts";

/** A frame that was written to the journal. */
export interface Arrival {
  readonly raw: string;
  readonly receivedAt: number;
  /** Absent where the ack could not be sent. */
  readonly ackedAt?: number;
}

/** One call of a card that belongs to the answer to a message. */
export interface CardReport {
  readonly msgId: string;
  readonly call: CardCall;
  /** A text that people see from now on, and that is no sign of life only. */
  readonly shows: boolean;
  readonly final: boolean;
  /** Why it failed. */
  readonly code?: string;
  readonly billed: boolean;
}

/** One answer as it is being given. */
export interface AnswerTrail {
  runStarted(): void;
  /** The agent begins to say something of its own. */
  words(): void;
  shownOn(card: WatchedCard): void;
  sent(deliveries: readonly Delivery[]): void;
  notSent(error: unknown): void;
  end(): void;
}

/** An answer begins. */
export interface AnswerBegin {
  readonly sessionKey: string;
  /** As far as is known now. */
  readonly usesCard: boolean;
  /** It waited behind another turn, and what waited with it is answered with it. */
  readonly followUp: boolean;
}

export interface TrailRecorder {
  /** A message was acknowledged. Returns at once; it is read later. */
  arrived(arrival: Arrival): void;
  /** The journal hands it out. `attempt`: from 1. */
  claimed(message: TrailMessage, claim: { readonly receivedAt: number; readonly attempt: number }): void;
  /** Quick lines that are answered as one: `lead` stands for all. */
  joined(lead: TrailMessage, others: readonly TrailMessage[]): void;
  note(msgId: string, step: TrailStep): void;
  /** Its turn is over. `deferred`: it is answered later. `failed`: the journal tries again. */
  settled(msgId: string, how: "completed" | "deferred" | "failed", error?: unknown): void;
  answer(msgId: string, how: AnswerBegin): AnswerTrail;
  /** It joins the run that answers in its session. */
  steered(msgId: string, sessionKey: string): void;
  cardCalled(report: CardReport): void;
  /** Hears of runs, so that one that the host resumes is known. */
  onAgentEvent(event: AgentEvent): void;
  /** The host said something by itself in this place, such as the answer that a restart had cut off. */
  saidTo(place: string, deliveries: readonly Delivery[]): void;
  /** Turns in progress, oldest first. */
  turns(): TurnInProgress[];
  /** Whether a message of this id came in as far back as is kept; true where that cannot be told. */
  knows(msgId: string): boolean;
  /** Writes what is not on disk yet. */
  flush(): void;
  close(): void;
}

export interface TrailRecorderOptions {
  readonly accountId: string;
  /** Undefined where the disk refuses: then only what is in progress is known. */
  readonly store: TrailStore | undefined;
  /** Reads a frame's data; undefined for what is no message. */
  readonly read: (raw: string) => TrailMessage | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createTrailRecorder(options: TrailRecorderOptions): TrailRecorder {
  const trail = new Trail(options);
  let said = false;
  /** No fault of the trail may reach the message. */
  const safely =
    <Values extends readonly unknown[]>(run: (...values: Values) => void) =>
    (...values: Values): void => {
      try {
        run(...values);
      } catch (error) {
        if (!said) options.logger.error("The trail of messages has a fault", { error: String(error) });
        said = true;
      }
    };
  safely(() => trail.takeUpOld())();
  return {
    arrived: safely((arrival) => trail.arrived(arrival)),
    claimed: safely((message, claim) => trail.claimed(message, claim)),
    joined: safely((lead, others) => trail.joined(lead, others)),
    note: safely((msgId, step) => trail.note(msgId, step)),
    settled: safely((msgId, how, error) => trail.settled(msgId, how, error)),
    answer(msgId, how) {
      let answer: AnswerTrail | undefined;
      safely(() => (answer = trail.answer(msgId, how)))();
      return {
        runStarted: safely(() => answer?.runStarted()),
        words: safely(() => answer?.words()),
        shownOn: safely((card: WatchedCard) => answer?.shownOn(card)),
        sent: safely((deliveries: readonly Delivery[]) => answer?.sent(deliveries)),
        notSent: safely((error: unknown) => answer?.notSent(error)),
        end: safely(() => answer?.end()),
      };
    },
    steered: safely((msgId, sessionKey) => trail.steered(msgId, sessionKey)),
    cardCalled: safely((report) => trail.cardCalled(report)),
    onAgentEvent: safely((event) => trail.onAgentEvent(event)),
    saidTo: safely((place, deliveries) => trail.saidTo(place, deliveries)),
    turns() {
      let turns: TurnInProgress[] = [];
      safely(() => (turns = trail.turns()))();
      return turns;
    },
    knows(msgId) {
      let known = true;
      safely(() => (known = trail.knows(msgId)))();
      return known;
    },
    flush: safely(() => trail.flush()),
    close: safely(() => trail.close()),
  };
}

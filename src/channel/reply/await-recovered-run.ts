/**
 * A card that a crash left open waits for the host to resume its session: then the answer goes on in it.
 * When nobody resumes, the card is given back to be closed.
 */
import type { Clock, Timer } from "../../lib/clock.ts";
import type { CardSession } from "../card/card-session.ts";
import type { Target } from "../model.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { OpenThread } from "./reply-desk.ts";
import type { ReplyThread } from "./reply-thread.ts";

export interface ResumedCard {
  readonly card: CardSession;
  readonly target: Target;
  readonly sessionKey: string;
  /** Of the question, where the card's record has it. */
  readonly msgId?: string | undefined;
  /** What stands on the card. */
  readonly text: string;
  readonly waitMs: number;
  /** Nobody went on: close the card. */
  readonly onAbandoned: () => void;
}

export interface RecoveredRun {
  readonly live: LiveReplies;
  readonly clock: Clock;
  readonly thread: ReplyThread;
  readonly resumed: ResumedCard;
  /** Puts the thread in its place, so that the host's final finds it. */
  readonly place: () => OpenThread;
}

/** After a recovered run's end its final has this long to come through the message adapter. */
const FINAL_GRACE_MS = 10_000;

/** Returns what stops the waiting. */
export function awaitRecoveredRun({ live, clock, thread, resumed, place }: RecoveredRun): () => void {
  let open: OpenThread | undefined;
  let timer: Timer | undefined;
  const stopWaiting = live.awaitRun(
    resumed.sessionKey,
    thread,
    () => {
      timer?.cancel();
      open = place();
    },
    () => {
      timer = clock.after(FINAL_GRACE_MS, () => void open?.close());
    },
  );
  timer = clock.after(resumed.waitMs, () => {
    stopWaiting();
    resumed.onAbandoned();
  });
  return () => {
    stopWaiting();
    timer?.cancel();
  };
}

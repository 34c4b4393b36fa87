/**
 * Repeats a card call until it works, cannot work, or its time is over. For the calls that must not be lost:
 * create at the end, the final frame, the state update. Intermediate frames are never repeated, they are replaced.
 * The client is asked not to retry these calls itself.
 */
import { sleep, type Clock } from "../../lib/clock.ts";
import type { TokenBucket } from "../../lib/token-bucket.ts";
import { classifyCardFault, type CardCall } from "./card-fault.ts";

export interface RepeatOptions {
  readonly call: CardCall;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
  /** No new try starts after this moment (ms since the epoch). */
  readonly deadlineAt: number;
  /** Tries are at least this far apart. */
  readonly minWaitMs?: number;
  readonly signal: AbortSignal;
}

/** The time for a call was over before it could be tried. */
export class CardDeadlineError extends Error {
  override readonly name = "CardDeadlineError";
  readonly code = "deadline";
  readonly dispatched = "no";
}

const MAX_BACKOFF_MS = 5_000;

/** Milliseconds to wait after failure number `failures` (from 1). */
export function backoffMs(failures: number): number {
  return Math.min(MAX_BACKOFF_MS, 500 * 2 ** (failures - 1));
}

/** Rejects with the last failure, or with `CardDeadlineError` when not even one try was possible. */
export async function repeatCall<T>(run: () => Promise<T>, options: RepeatOptions): Promise<T> {
  const { bucket, clock, signal } = options;
  let last: unknown;
  for (let failures = 1; ; failures += 1) {
    await takeInTime(options, last);
    try {
      return await run();
    } catch (error) {
      last = error;
      const fault = classifyCardFault(error, options.call);
      if (fault.kind === "throttled") bucket.pauseFor(fault.retryAfterMs);
      const waitMs = Math.max(fault.retryAfterMs, backoffMs(failures), options.minWaitMs ?? 0);
      if (!fault.retryable || clock.now() + waitMs > options.deadlineAt) throw error;
      await sleep(clock, waitMs, signal);
    }
  }
}

async function takeInTime(options: RepeatOptions, last: unknown): Promise<void> {
  const late = new AbortController();
  const timer = options.clock.after(Math.max(0, options.deadlineAt - options.clock.now()), () =>
    late.abort(last ?? new CardDeadlineError("the app's card calls were too busy")),
  );
  try {
    await options.bucket.take(AbortSignal.any([late.signal, options.signal]));
  } finally {
    timer.cancel();
  }
}

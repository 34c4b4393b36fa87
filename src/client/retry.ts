/**
 * The one place that repeats calls, by class of failure.
 * Refused by throttling or provably not sent: always safe. Unclear (5xx, time-out, reset): only when the
 * operation is idempotent. Everything else is thrown at once.
 */
import { sleep, type Clock } from "../lib/clock.ts";
import { DingTalkError, isDingTalkError, type CallName } from "./errors.ts";

const MAX_ATTEMPTS = 3;
/** Throttling counts in windows of one second («调用频次与限流»). */
const QPS_WAIT_MS = 1_000;
const QPS_JITTER_MS = 500;
const BASE_WAIT_MS = 500;
const MAX_WAIT_MS = 4_000;
/** A longer wish of the platform is the caller's decision, not ours. */
const MAX_RETRY_AFTER_MS = 5_000;

export interface RetryRule {
  readonly attempt: number;
  readonly idempotent: boolean;
  /** 0 ≤ x < 1 */
  readonly random: number;
}

/** Milliseconds to wait before the next attempt, or `undefined`: give up. */
export function evaluateRetry(error: DingTalkError, rule: RetryRule): number | undefined {
  if (rule.attempt >= MAX_ATTEMPTS) return undefined;
  if (error.code === "qps-limit") {
    const wished = error.retryAfterMs ?? QPS_WAIT_MS;
    return wished > MAX_RETRY_AFTER_MS
      ? undefined
      : Math.max(wished, QPS_WAIT_MS) + rule.random * QPS_JITTER_MS;
  }
  const unsent = error.code === "network" && error.dispatched === "no";
  const unclear = error.code === "server" || error.code === "network" || error.code === "timeout";
  if (!unsent && !(unclear && rule.idempotent)) return undefined;
  return rule.random * Math.min(MAX_WAIT_MS, BASE_WAIT_MS * 2 ** rule.attempt);
}

export interface RetryOptions {
  readonly operation: CallName;
  readonly idempotent: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** `none`: the first failure is thrown, e.g. for card frames where the next one carries more. */
  readonly mode?: "auto" | "none" | undefined;
}

/** `earlier` holds the failures of the attempts before this one. */
export type AttemptRun<T> = (attempt: number, earlier: readonly DingTalkError[]) => Promise<T>;

export async function runWithRetry<T>(run: AttemptRun<T>, options: RetryOptions): Promise<T> {
  const earlier: DingTalkError[] = [];
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(attempt, earlier);
    } catch (error) {
      // A failure of another operation (the token) had its own retries.
      if (!isDingTalkError(error) || error.operation !== options.operation || options.mode === "none")
        throw error;
      const rule = { attempt, idempotent: options.idempotent, random: options.random() };
      const waitMs = evaluateRetry(error, rule);
      if (waitMs === undefined) throw error;
      earlier.push(error);
      await waitForRetry(options, waitMs, error);
    }
  }
}

async function waitForRetry(options: RetryOptions, waitMs: number, error: DingTalkError): Promise<void> {
  try {
    await sleep(options.clock, waitMs, options.signal);
  } catch (reason) {
    const { operation } = options;
    const dispatched = error.dispatched;
    throw new DingTalkError("aborted", `${operation}: cancelled before a retry`, {
      operation,
      dispatched,
      cause: reason,
    });
  }
}

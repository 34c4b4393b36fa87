/**
 * A token bucket whose takers wait in order. One bucket is one shared rate limit.
 * `pauseFor` empties it for a while, for use after the other side said "too fast".
 */
import { systemClock, type Clock, type Timer } from "./clock.ts";

export interface TokenBucket {
  /** Resolves when a token is yours; rejects with the signal's reason when aborted while waiting. */
  take(signal?: AbortSignal): Promise<void>;
  /** Takes a token if one is free now. */
  tryTake(): boolean;
  /** No token is given for `ms` milliseconds from now. */
  pauseFor(ms: number): void;
  /** Takers in the queue. */
  readonly waiting: number;
  /** Rejects all who wait. */
  dispose(): void;
}

export interface TokenBucketOptions {
  /** Tokens that may be taken at once after idling. */
  capacity: number;
  /** Tokens that come back per second. */
  refillPerSecond: number;
  clock?: Clock;
}

interface Waiter {
  grant(): void;
  refuse(reason: unknown): void;
}

export function createTokenBucket(options: TokenBucketOptions): TokenBucket {
  const clock = options.clock ?? systemClock;
  const waiters: Waiter[] = [];
  let tokens = options.capacity;
  let filledAt = clock.now();
  let pausedUntil = 0;
  let timer: Timer | undefined;

  const refill = () => {
    const now = clock.now();
    const from = Math.max(filledAt, pausedUntil);
    if (now > from)
      tokens = Math.min(options.capacity, tokens + ((now - from) / 1000) * options.refillPerSecond);
    filledAt = now;
  };
  const tryTake = () => {
    refill();
    if (clock.now() < pausedUntil || tokens < 1) return false;
    tokens -= 1;
    return true;
  };
  const schedule = () => {
    if (timer || waiters.length === 0) return;
    const missing = Math.max(0, 1 - tokens) / options.refillPerSecond;
    const wait = Math.max(pausedUntil - clock.now(), 0) + missing * 1000;
    timer = clock.after(Math.max(1, Math.ceil(wait)), () => {
      timer = undefined;
      while (waiters.length > 0 && tryTake()) waiters.shift()?.grant();
      schedule();
    });
  };

  return {
    tryTake: () => waiters.length === 0 && tryTake(),
    take(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      if (waiters.length === 0 && tryTake()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          grant: () => settle(resolve),
          refuse: (reason) => settle(() => reject(reason as Error)),
        };
        const onAbort = () => {
          waiters.splice(waiters.indexOf(waiter), 1);
          waiter.refuse(signal?.reason);
        };
        const settle = (finish: () => void) => {
          signal?.removeEventListener("abort", onAbort);
          finish();
        };
        signal?.addEventListener("abort", onAbort, { once: true });
        waiters.push(waiter);
        schedule();
      });
    },
    pauseFor(ms) {
      refill();
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
      tokens = Math.min(tokens, 1);
      timer?.cancel();
      timer = undefined;
      schedule();
    },
    get waiting() {
      return waiters.length;
    },
    dispose() {
      timer?.cancel();
      for (const waiter of waiters.splice(0)) waiter.refuse(new Error("the token bucket was disposed"));
    },
  };
}

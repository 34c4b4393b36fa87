/**
 * A clock that moves only when a test says so. Timers fire in order of their moment; between two of them all
 * settled promises run, so code that awaits and sets the next timer is seen as in real time.
 */
import type { Clock, Timer } from "../../src/lib/clock.ts";

export interface ManualClock extends Clock {
  /** Moves time on by `ms`, firing what falls due, and lets promises settle. */
  advance(ms: number): Promise<void>;
  /** Advances in steps until `promise` settles; throws after `limitMs` of its time. */
  settle<T>(promise: Promise<T>, limitMs?: number): Promise<T>;
  /** Timers that wait. */
  readonly pending: number;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Long enough for chains of awaits, and for file and SQLite calls, which are synchronous here. */
const flush = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createManualClock(startAt = Date.UTC(2026, 0, 5, 9)): ManualClock {
  const entries = new Set<Entry>();
  let now = startAt;
  let order = 0;

  const nextDue = (until: number) =>
    [...entries].filter((entry) => entry.at <= until).toSorted((a, b) => a.at - b.at || a.order - b.order)[0];

  const advance = async (ms: number) => {
    const until = now + ms;
    await flush();
    for (let entry = nextDue(until); entry; entry = nextDue(until)) {
      entries.delete(entry);
      now = Math.max(now, entry.at);
      entry.run();
      await flush();
    }
    now = until;
    await flush();
  };

  return {
    now: () => now,
    after(delayMs, run): Timer {
      const entry = { at: now + Math.max(0, delayMs), order: (order += 1), run };
      entries.add(entry);
      return { cancel: () => entries.delete(entry) };
    },
    advance,
    async settle(promise, limitMs = 10 * 60_000) {
      const state = { settled: false };
      const mark = () => {
        state.settled = true;
      };
      promise.then(mark, mark);
      const until = now + limitMs;
      await flush();
      while (!state.settled) {
        const next = nextDue(until);
        if (!next) throw new Error("the promise did not settle, and no timer is left to move it");
        await advance(next.at - now);
      }
      return promise;
    },
    get pending() {
      return entries.size;
    },
  };
}

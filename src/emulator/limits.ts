/**
 * The gateway's counters: calls per app and API in one-second windows, and the organisation's month.
 * Refusals happen before execution, so a refused call has done nothing and is not counted.
 */
import { APP_QPS } from "../contract/card.ts";
import type { Clock } from "../lib/clock.ts";

const WINDOW_MS = 1_000;

export interface LimitOptions {
  readonly clock: Clock;
  /** Calls a second per app and API. Default 20; Infinity switches it off. */
  readonly qps?: number;
  /** Billed calls of the whole company until `reset`. Default: no limit. */
  readonly monthlyCalls?: number;
}

export interface Limits {
  /** Takes a place in the current window. */
  admit(clientId: string, operation: string): boolean;
  /** Takes one call from the month. */
  spend(): boolean;
  reset(): void;
}

export function createLimits(options: LimitOptions): Limits {
  const { clock, qps = APP_QPS, monthlyCalls = Number.POSITIVE_INFINITY } = options;
  const windows = new Map<string, { start: number; count: number }>();
  let spent = 0;
  return {
    admit(clientId, operation) {
      const key = `${clientId} ${operation}`;
      const now = clock.now();
      const window = windows.get(key);
      if (!window || now - window.start >= WINDOW_MS) {
        windows.set(key, { start: now, count: 1 });
        return qps >= 1;
      }
      if (window.count >= qps) return false;
      window.count += 1;
      return true;
    },
    spend() {
      if (spent >= monthlyCalls) return false;
      spent += 1;
      return true;
    },
    reset() {
      windows.clear();
      spent = 0;
    },
  };
}

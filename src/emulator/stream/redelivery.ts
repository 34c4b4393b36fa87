/**
 * When an unacknowledged push goes out again. DingTalk's schedule is unproven (16 s and 60 s were seen);
 * ours is one interval, repeated a bounded number of times. Owns the timers.
 */
import type { Clock, Timer } from "../../lib/clock.ts";
import type { Push } from "./push.ts";

export const DEFAULT_REDELIVER_AFTER_MS = 60_000;
/** Then the platform gives up. The real number is unproven. */
export const MAX_ATTEMPTS = 10;

export interface Redelivery {
  /** False when pushes are never sent twice. */
  readonly enabled: boolean;
  /** Starts the push's clock, or starts it anew. */
  arm(push: Push): void;
  cancel(push: Push): void;
  dispose(): void;
}

export interface RedeliveryOptions {
  readonly clock: Clock;
  /** Milliseconds; null means never. */
  readonly afterMs: number | null;
  /** Called when the time has come. */
  readonly due: (push: Push) => void;
}

export function createRedelivery(options: RedeliveryOptions): Redelivery {
  const { clock, afterMs, due } = options;
  const timers = new Map<Push, Timer>();
  const cancel = (push: Push) => {
    timers.get(push)?.cancel();
    timers.delete(push);
  };
  return {
    enabled: afterMs !== null,
    arm(push) {
      cancel(push);
      if (afterMs === null) return;
      timers.set(
        push,
        clock.after(afterMs, () => {
          timers.delete(push);
          due(push);
        }),
      );
    },
    cancel,
    dispose() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}

/** The machine's time at a multiple of its speed: waits of the platform and of ours shrink alike. */
import { systemClock, type Clock } from "../../src/lib/clock.ts";

export function createFastClock(factor: number): Clock {
  const startedAt = Date.now();
  return {
    now: () => startedAt + (Date.now() - startedAt) * factor,
    after: (delayMs, run) => systemClock.after(delayMs / factor, run),
  };
}

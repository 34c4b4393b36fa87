/**
 * The emulator's clock: another clock that can be moved forward in a leap. What falls due on the way runs once, in
 * its order, when the leap is over: a ping that is sent every 20 s does not go out a thousand times. Never goes back.
 */
import type { Clock, Timer } from "../lib/clock.ts";
import { EmulatorRefusal } from "./refusal.ts";

/** One leap goes no further than this, so that dates stay dates. */
export const MAX_ADVANCE_MS = 400 * 86_400_000;

export interface TimeMachine extends Clock {
  /** How far this clock is ahead of the one it is built on. Milliseconds. */
  readonly aheadMs: number;
  /** Moves time forward. Throws `EmulatorRefusal` for a time that is no leap forward. */
  advance(ms: number): void;
}

interface Waiting {
  readonly at: number;
  readonly run: () => void;
  timer: Timer;
}

export function createTimeMachine(base: Clock): TimeMachine {
  const waiting = new Set<Waiting>();
  let ahead = 0;
  const now = () => base.now() + ahead;

  const fire = (entry: Waiting) => {
    if (!waiting.delete(entry)) return;
    entry.timer.cancel();
    entry.run();
  };
  const arm = (entry: Waiting) => {
    entry.timer = base.after(Math.max(0, entry.at - now()), () => fire(entry));
  };
  return {
    now,
    get aheadMs() {
      return ahead;
    },
    after(delayMs, run) {
      const entry: Waiting = { at: now() + delayMs, run, timer: { cancel: () => {} } };
      waiting.add(entry);
      arm(entry);
      return {
        cancel() {
          waiting.delete(entry);
          entry.timer.cancel();
        },
      };
    },
    advance(ms) {
      if (!Number.isFinite(ms) || ms <= 0 || ms > MAX_ADVANCE_MS)
        throw new EmulatorRefusal(
          "invalid",
          `Time goes forward only, by 1 to ${MAX_ADVANCE_MS} ms at once.`,
          { zh: `时间只能向前走，一次 1 到 ${MAX_ADVANCE_MS} 毫秒。` },
        );
      ahead += ms;
      const due = [...waiting].filter((entry) => entry.at <= now()).toSorted((a, b) => a.at - b.at);
      for (const entry of due) fire(entry);
      for (const entry of waiting) {
        entry.timer.cancel();
        arm(entry);
      }
    },
  };
}

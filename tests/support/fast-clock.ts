/**
 * The machine's time at a multiple of its speed: waits of the platform and of ours shrink alike. While somebody waits
 * for it, it goes by beats, and a beat counts for a moment at the most: where the machine had no time for us, none has
 * passed, so that a busy machine does not turn a quick call into one that took too long.
 */
import type { Clock, Timer } from "../../src/lib/clock.ts";

const BEAT_MS = 5;
/** What a beat counts for at the most, in milliseconds of the machine. */
const LONGEST_BEAT_MS = 15;

interface Entry {
  readonly at: number;
  readonly run: () => void;
}

export function createFastClock(factor: number): Clock {
  const entries = new Set<Entry>();
  let now = Date.now();
  let looked = performance.now();
  let beating: NodeJS.Timeout | undefined;

  const look = () => {
    const at = performance.now();
    // Nobody waits, so nobody can come too late.
    now += (entries.size === 0 ? at - looked : Math.min(at - looked, LONGEST_BEAT_MS)) * factor;
    looked = at;
    return now;
  };
  const plan = () => {
    if (beating !== undefined || entries.size === 0) return;
    const next = Math.min(...[...entries].map(({ at }) => at));
    beating = setTimeout(beat, Math.min(BEAT_MS, Math.max(0, (next - now) / factor)));
    beating.unref();
  };
  const beat = () => {
    beating = undefined;
    const until = look();
    const due = [...entries].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
    for (const entry of due) {
      // One before it may have cancelled it.
      if (!entries.delete(entry)) continue;
      entry.run();
    }
    plan();
  };

  return {
    now: look,
    after(delayMs, run): Timer {
      const entry = { at: look() + Math.max(0, delayMs), run };
      entries.add(entry);
      // It may be due before the next beat.
      clearTimeout(beating);
      beating = undefined;
      plan();
      return { cancel: () => void entries.delete(entry) };
    },
  };
}

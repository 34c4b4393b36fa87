/**
 * How long to wait before the next connection attempt. Pure state, no timers.
 * Full jitter over 1 s · 2ⁿ, capped at 60 s; forgotten after a connection proved healthy. Never gives up.
 */
const BASE_WAIT_MS = 1_000;
export const MAX_WAIT_MS = 60_000;
/** A connection that lived this long, or delivered a frame, clears the slate. */
export const HEALTHY_AFTER_MS = 60_000;
export const BAD_CREDENTIALS_WAIT_MS = 60_000;

export interface Backoff {
  /** Milliseconds before the next attempt; 0 when all is well. */
  next(): number;
  /** An attempt failed, or a connection was lost. */
  fail(): void;
  /** The platform asked us to move: at once the first time; asked again and again, it counts as a failure. */
  move(): void;
  /** A connection proved healthy. */
  reset(): void;
}

export function createBackoff(random: () => number): Backoff {
  let failures = 0;
  let moves = 0;
  let atOnce = false;
  return {
    next() {
      if (failures === 0 || atOnce) return 0;
      return random() * Math.min(MAX_WAIT_MS, BASE_WAIT_MS * 2 ** Math.min(failures - 1, 30));
    },
    fail() {
      failures += 1;
      atOnce = false;
    },
    move() {
      moves += 1;
      atOnce = moves === 1;
      if (!atOnce) failures += 1;
    },
    reset() {
      failures = 0;
      moves = 0;
    },
  };
}

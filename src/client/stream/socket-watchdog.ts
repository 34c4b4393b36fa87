/**
 * Pings a socket every 20 s and reports it dead after 45 s without a sign of life.
 * A timer that fires late means that WE were asleep (busy loop, suspended machine): then one more ping is tried
 * before the line is given up, for answers may be waiting unread.
 */
import type { Clock, Timer } from "../../lib/clock.ts";

const PING_INTERVAL_MS = 20_000;
const SILENCE_LIMIT_MS = 45_000;
const LATE_MS = 2_000;
const SECOND_CHANCE_MS = 10_000;

export interface SocketWatchdog {
  start(): void;
  /** Anything came in. */
  alive(): void;
  dispose(): void;
}

export interface SocketWatchdogOptions {
  readonly clock: Clock;
  ping(): void;
  /** Called at most once. */
  onDead(silentMs: number): void;
}

export function createSocketWatchdog({ clock, ping, onDead }: SocketWatchdogOptions): SocketWatchdog {
  let pingTimer: Timer | undefined;
  let deathTimer: Timer | undefined;
  let lastSignAt = 0;
  let disposed = false;

  const schedulePing = () => {
    pingTimer = clock.after(PING_INTERVAL_MS, () => {
      ping();
      schedulePing();
    });
  };
  const scheduleDeath = (waitMs: number, mayAskAgain: boolean) => {
    const dueAt = clock.now() + waitMs;
    deathTimer = clock.after(waitMs, () => {
      const now = clock.now();
      const silentMs = now - lastSignAt;
      if (silentMs < SILENCE_LIMIT_MS) return scheduleDeath(SILENCE_LIMIT_MS - silentMs, true);
      if (mayAskAgain && now - dueAt > LATE_MS) {
        ping();
        return scheduleDeath(SECOND_CHANCE_MS, false);
      }
      dispose();
      onDead(silentMs);
    });
  };
  const dispose = () => {
    disposed = true;
    pingTimer?.cancel();
    deathTimer?.cancel();
  };

  return {
    start() {
      if (disposed) return;
      lastSignAt = clock.now();
      schedulePing();
      scheduleDeath(SILENCE_LIMIT_MS, true);
    },
    alive() {
      lastSignAt = clock.now();
    },
    dispose,
  };
}

/** The two pieces of pure timing: back-off and watchdog. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBackoff, MAX_WAIT_MS } from "../../src/client/stream/backoff.ts";
import { createSocketWatchdog } from "../../src/client/stream/socket-watchdog.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { createManualClock } from "../support/manual-clock.ts";

describe("the back-off", () => {
  it("doubles from one second to a minute under full jitter, and starts over when all is well", () => {
    const backoff = createBackoff(() => 1);
    const waits = Array.from({ length: 9 }, () => {
      const wait = backoff.next();
      backoff.fail();
      return wait;
    });
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    backoff.reset();
    expect(backoff.next()).toBe(0);
  });

  it("lets the first move through at once even after failures, the second not", () => {
    const backoff = createBackoff(() => 1);
    backoff.fail();
    backoff.move();
    expect(backoff.next()).toBe(0);
    backoff.fail();
    expect(backoff.next()).toBe(2_000);
    backoff.move();
    expect(backoff.next()).toBe(4_000);
  });

  it("never asks for more than a minute or less than nothing", () => {
    const steps = fc.array(fc.constantFrom("fail", "move", "reset" as const), { maxLength: 200 });
    const jitter = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(steps, jitter, (calls, random) => {
        const backoff = createBackoff(() => random);
        for (const call of calls) backoff[call as "fail"]();
        expect(backoff.next()).toBeGreaterThanOrEqual(0);
        expect(backoff.next()).toBeLessThanOrEqual(MAX_WAIT_MS);
      }),
    );
  });
});

describe("the watchdog", () => {
  it("reports a silent line once, 45 s after its last sign of life", async () => {
    const clock = createManualClock();
    const deaths: number[] = [];
    let pings = 0;
    const watchdog = createSocketWatchdog({
      clock,
      ping: () => void (pings += 1),
      onDead: (ms) => deaths.push(ms),
    });
    watchdog.start();
    await clock.advance(30_000);
    watchdog.alive();
    await clock.advance(44_999);
    expect(deaths).toEqual([]);
    await clock.advance(1);
    expect(deaths).toEqual([45_000]);
    expect(pings).toBe(3);
    await clock.advance(600_000);
    expect(deaths).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it("asks once more before giving up a line when the machine itself was asleep", () => {
    const sleepy = sleepyClock();
    const deaths: number[] = [];
    let pings = 0;
    const watchdog = createSocketWatchdog({
      clock: sleepy.clock,
      ping: () => void (pings += 1),
      onDead: (ms) => deaths.push(ms),
    });
    watchdog.start();
    sleepy.wakeAt(3_600_000);
    expect(deaths).toEqual([]);
    expect(pings).toBeGreaterThan(0);
    watchdog.alive();
    sleepy.wakeAt(3_610_000);
    expect(deaths).toEqual([]);
    sleepy.wakeAt(3_645_000);
    expect(deaths).toHaveLength(1);
  });

  it("holds no timer after it was disposed", async () => {
    const clock = createManualClock();
    const watchdog = createSocketWatchdog({ clock, ping() {}, onDead() {} });
    watchdog.start();
    watchdog.dispose();
    watchdog.start();
    expect(clock.pending).toBe(0);
  });
});

/** A clock whose timers fire late, as after a suspend: time jumps, then what is due fires once. */
function sleepyClock(): { clock: Clock; wakeAt(now: number): void } {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    clock: {
      now: () => now,
      after(delayMs, run) {
        const timer = { at: now + delayMs, run };
        timers.add(timer);
        return { cancel: () => timers.delete(timer) };
      },
    },
    wakeAt(moment) {
      now = moment;
      const due = [...timers].filter((timer) => timer.at <= now);
      for (const timer of due) {
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

/** What an answer costs in API calls, and how often a reader sees it move. */
import { describe, expect, it } from "vitest";
import { planNextFrame, type PacingMode } from "../../src/channel/card/pacing.ts";
import { createCardScene } from "../support/card-scene.ts";

/** A model that writes steadily for `seconds`; returns the calls and the moments at which the card moved. */
async function write(seconds: number, mode?: PacingMode, latencyMs = 150) {
  const scene = createCardScene(latencyMs);
  const session = scene.open(mode ? { pacing: { mode } } : {});
  const startedAt = scene.clock.now();
  const whole = "Ten signs ".repeat(240);
  let text = "";
  for (let step = 1; step <= seconds * 20; step += 1) {
    text = whole.slice(0, Math.ceil((whole.length * step) / (seconds * 20)));
    session.update(text);
    await scene.clock.advance(50);
  }
  const endedAt = scene.clock.now();
  const outcome = await scene.clock.settle(session.finish(text));
  const moves = scene.api.calls.filter((call) => call.kind !== "update").map((call) => call.at - startedAt);
  return { scene, outcome, calls: scene.api.calls.length, moves, endTookMs: scene.clock.now() - endedAt };
}

describe("pacing", () => {
  for (const [seconds, most] of [
    [5, 8],
    [30, 12],
    [120, 20],
  ] as const) {
    it(`spends at most ${most} calls on an answer of ${seconds} s in auto`, async () => {
      const { calls, outcome, scene, endTookMs } = await write(seconds);
      expect(outcome.kind).toBe("finished");
      expect(calls).toBeLessThanOrEqual(most);
      expect(scene.api.violations).toEqual([]);
      expect(endTookMs).toBeLessThanOrEqual(1_100);
    });
  }

  for (const [seconds, few, ends] of [
    [5, 4, 3],
    [30, 5, 3],
    [120, 6, 3],
  ] as const) {
    it(`spends ${few} calls on an answer of ${seconds} s in few, and ${ends} in ends`, async () => {
      for (const [mode, wanted] of [
        ["few", few],
        ["ends", ends],
      ] as const) {
        const { calls, outcome, scene } = await write(seconds, mode);
        expect([outcome.kind, calls]).toEqual(["finished", wanted]);
        expect(scene.api.seen).toMatchObject([{ spinning: false }]);
      }
    });
  }

  it("moves often in the first seconds in auto, and less and less often later", async () => {
    const { moves } = await write(60);
    const gaps = moves.slice(1, -1).map((at, index) => at - (moves[index] ?? 0));
    expect(gaps[0]).toBe(800);
    expect(moves.filter((at) => at <= 5_000).length).toBeGreaterThanOrEqual(5);
    for (const [index, gap] of gaps.entries())
      expect(gap).toBeGreaterThanOrEqual((gaps[index - 1] ?? 0) - 100);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_000);
  });

  it("moves at least once a second in full, and never faster than the platform's interval", async () => {
    const { moves, scene } = await write(20, "full");
    const gaps = moves.slice(1, -1).map((at, index) => at - (moves[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1_000);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(800);
    expect(scene.api.violations).toEqual([]);
  });

  it("does not send a last word as a frame when the answer ends right behind it, so that the end need not wait", async () => {
    const scene = createCardScene(20);
    const session = scene.open();
    session.update("A slow");
    await scene.clock.advance(3_000);
    session.update("A slow answer");
    await scene.clock.advance(30);
    const endedAt = scene.clock.now();
    await scene.clock.settle(session.finish("A slow answer."));
    expect(scene.clock.now() - endedAt).toBeLessThanOrEqual(100);
    expect(scene.api.of("stream")).toHaveLength(1);
  });

  it("lets the first text go at once and answers for any moment, even far beyond the table", () => {
    const now = 1_000_000;
    expect(planNextFrame({ startedAt: undefined, lastFrameAt: undefined, framesSent: 0, now })).toBe(now);
    const late = planNextFrame({ startedAt: 0, lastFrameAt: 0, framesSent: 18, now: 0 });
    expect(late).toBe(113_000 + 40_000);
    expect(planNextFrame({ startedAt: 0, lastFrameAt: now - 100, framesSent: 3, now })).toBe(now + 700);
    const own = { startedAt: 0, lastFrameAt: now - 100, framesSent: 3, now, minIntervalMs: 300 };
    expect(planNextFrame({ ...own, mode: "full" })).toBe(now + 200);
  });
});

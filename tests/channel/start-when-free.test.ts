/** Two accounts with one Client ID: the second waits and says so once. */
import { describe, expect, it } from "vitest";
import { startWhenFree, type Stoppable } from "../../src/channel/account/start-when-free.ts";
import type { AccountStatusPatch } from "../../src/channel/host/account-lifecycle.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

function stage(twin: { accountId: string; duplicateOf: string } | undefined) {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const statuses: AccountStatusPatch[] = [];
  const world = { twin, starts: 0, stops: 0, failure: undefined as Error | undefined };
  const start = async (): Promise<Stoppable> => {
    world.starts += 1;
    if (world.failure) throw world.failure;
    return { stop: async () => void (world.stops += 1) };
  };
  const run = () =>
    startWhenFree({
      findTwin: () => world.twin,
      start,
      status: (patch) => void statuses.push(patch),
      text: createText("en"),
      clock,
      logger,
    });
  return { clock, logger, statuses, world, run };
}

const TWIN = { accountId: "two", duplicateOf: "one" };

describe("an account whose Client ID another one has", () => {
  it("is not started, says both names once in log and status, and stays pending", async () => {
    const { clock, logger, statuses, world, run } = stage(TWIN);
    const account = await run();
    await clock.advance(60_000);
    expect(world.starts).toBe(0);
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toMatch(/^error: .*"two".*"one"/);
    expect(statuses).toEqual([
      { connected: false, lifecycle: "blocked", lastError: expect.stringMatching(/"two".*"one"/) },
    ]);
    await account.stop();
    expect(clock.pending).toBe(0);
  });

  it("starts by itself when the Client ID is free, and is stopped with the rest", async () => {
    const { clock, statuses, world, run } = stage(TWIN);
    const account = await run();
    world.twin = undefined;
    await clock.advance(5_000);
    expect(world.starts).toBe(1);
    expect(statuses.at(-1)).toMatchObject({ lifecycle: "starting", lastError: null });
    await account.stop();
    expect([world.stops, clock.pending]).toEqual([1, 0]);
  });

  it("whose late start fails says why and is tried again", async () => {
    const { clock, logger, statuses, world, run } = stage(TWIN);
    const account = await run();
    world.twin = undefined;
    world.failure = new Error("the journal is locked");
    await clock.advance(5_000);
    expect(statuses.at(-1)).toMatchObject({ lifecycle: "blocked", lastError: "the journal is locked" });
    expect(logger.lines.join("\n")).toContain("the journal is locked");
    world.failure = undefined;
    await clock.advance(5_000);
    expect(world.starts).toBe(2);
    await account.stop();
    expect(world.stops).toBe(1);
  });
});

describe("an account with a Client ID of its own", () => {
  it("is started at once, and a failure is the host's to repeat", async () => {
    const { logger, world, run } = stage(undefined);
    await (await run()).stop();
    expect([world.starts, world.stops, logger.lines]).toEqual([1, 1, []]);
    world.failure = new Error("no disk");
    await expect(run()).rejects.toThrow("no disk");
  });
});

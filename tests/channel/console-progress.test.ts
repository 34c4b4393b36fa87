import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LiveAccount } from "../../src/channel/console/evaluate-progress.ts";
import type { SettingsProgress } from "../../src/contract/console-settings.ts";
import { edit, startSettingsBench, type SettingsBench } from "../support/settings-bench.ts";

const NEW_SECRET = "made-up-secret-that-is-new";

let bench: SettingsBench;
beforeEach(async () => {
  bench = await startSettingsBench();
});
afterEach(() => bench.close());

const states = ({ steps }: SettingsProgress) => steps.map(({ state }) => state);
const live = (connected: boolean, more: Partial<LiveAccount> = {}): LiveAccount => ({
  startedAt: bench.clock.now(),
  connected,
  blocked: false,
  ...more,
});

describe("the progress of an update", () => {
  test("goes from saved to applied to connected as the gateway and the account come along", async () => {
    bench.inEffect = structuredClone(bench.file);
    bench.live.set("bot2", live(true, { startedAt: bench.clock.now() - 1 }));
    const { body } = await bench.apply({ edits: [edit("enableAICard", false, "bot2")] });
    expect(states(body)).toEqual(["done", "running", "waiting"]);
    bench.inEffect = undefined;
    // The connection of before does not count.
    expect(states(await bench.progress())).toEqual(["done", "done", "running"]);
    bench.live.set("bot2", live(true));
    const ended = await bench.progress();
    expect(states(ended)).toEqual(["done", "done", "done"]);
    expect(ended).toMatchObject({ done: true, failed: false });
  });

  test("ends at once where an account is blocked, with its own sentence", async () => {
    await bench.apply({ edits: [edit("clientSecret", NEW_SECRET, "bot2")] });
    bench.live.set("bot2", live(false, { lastError: "The proxy hiccuped." }));
    expect(await bench.progress()).toMatchObject({ done: false });
    bench.live.set("bot2", live(false, { blocked: true, lastError: "The secret is wrong." }));
    const ended = await bench.progress();
    expect(ended).toMatchObject({ done: true, failed: true });
    expect(ended.steps.at(-1)?.sentence).toMatchObject({
      text: expect.stringContaining("The secret is wrong.") as unknown,
      remedy: expect.stringContaining("take the change back") as unknown,
    });
  });

  test("ends after a minute without a connection or without the gateway, and is done when it comes late", async () => {
    bench.inEffect = structuredClone(bench.file);
    await bench.apply({ edits: [edit("enableAICard", false, "bot2")] });
    await bench.clock.advance(60_001);
    expect(states(await bench.progress())).toEqual(["done", "failed", "waiting"]);
    bench.inEffect = undefined;
    expect(states(await bench.progress())).toEqual(["done", "done", "running"]);
    await bench.clock.advance(60_001);
    expect(states(await bench.progress())).toEqual(["done", "done", "failed"]);
    bench.live.set("bot2", live(true));
    expect(await bench.progress()).toMatchObject({ done: true, failed: false });
  });

  test("goes on over a restart of the gateway", async () => {
    bench.inEffect = structuredClone(bench.file);
    const { body } = await bench.apply({ edits: [edit("enableAICard", false, "bot2")] });
    bench.inEffect = undefined;
    await bench.clock.advance(5_000);
    await bench.restart("second");
    const after = await bench.progress();
    expect(after.changeId).toBe(body.changeId);
    expect(states(after)).toEqual(["done", "done", "running"]);
    expect(after.steps[1]?.sentence.text).toContain("has restarted");
    bench.live.set("bot2", live(true));
    expect(await bench.progress()).toMatchObject({ done: true, failed: false });
  });

  test("tells whoever switched the gateway's reloading off to restart it", async () => {
    bench.file = { ...bench.file, gateway: { reload: { mode: "off" } } };
    bench.inEffect = structuredClone(bench.file);
    const { body } = await bench.apply({ edits: [edit("dmPolicy", "open")] });
    expect(body).toMatchObject({ done: true, failed: true });
    expect(body.steps[1]?.sentence).toMatchObject({
      text: expect.stringContaining("gateway.reload.mode") as unknown,
      remedy: expect.stringContaining("openclaw gateway restart") as unknown,
    });
  });

  test("needs no connection of an account that is switched off", async () => {
    const { body } = await bench.apply({ edits: [edit("enabled", false, "bot2")] });
    expect(body).toMatchObject({ done: true, failed: false });
  });
});

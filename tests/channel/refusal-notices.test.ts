/** Who was told of a refusal, and when it may be said again. */
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openRefusalNotices } from "../../src/channel/account/refusal-notices.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { temporaryFolder } from "../support/account-rig.ts";

const HOUR = 60 * 60_000;

function stage(directory = temporaryFolder()) {
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const open = () => openRefusalNotices({ directory, accountId: "default", clock, logger });
  return { directory, clock, logger, open };
}

describe("a refusal", () => {
  it("is told to a person once an hour in each place", async () => {
    const { clock, open } = stage();
    const notices = open();
    expect([notices.claim("a"), notices.claim("a"), notices.claim("b")]).toEqual([true, false, true]);
    await clock.advance(HOUR - 1);
    expect(notices.claim("a")).toBe(false);
    await clock.advance(1);
    expect([notices.claim("a"), notices.claim("a")]).toEqual([true, false]);
    notices.close();
  });

  it("that could not be said may be said again", () => {
    const notices = stage().open();
    notices.claim("a");
    notices.release("a");
    expect(notices.claim("a")).toBe(true);
    notices.close();
  });

  it("told before a restart is not told again after it", () => {
    const { open } = stage();
    const before = open();
    before.claim("a");
    before.close();
    const after = open();
    expect([after.claim("a"), after.claim("b")]).toEqual([false, true]);
    after.close();
  });

  it("is remembered for the latest five thousand only, so that a crowd fills nothing", () => {
    const { directory, open } = stage();
    const notices = open();
    for (let nth = 0; nth < 5_010; nth += 1) notices.claim(`stranger ${nth}`);
    expect([notices.claim("stranger 0"), notices.claim("stranger 5009")]).toEqual([true, false]);
    notices.close();
    expect(fs.statSync(path.join(directory, "notices-default.sqlite")).size).toBeLessThan(2_000_000);
  });

  it("is told once also where the disk keeps nothing", () => {
    const { directory, clock, logger } = stage();
    fs.writeFileSync(path.join(directory, "file"), "where the folder should be");
    const folder = path.join(directory, "file");
    const notices = openRefusalNotices({ directory: folder, accountId: "default", clock, logger });
    expect([notices.claim("a"), notices.claim("a")]).toEqual([true, false]);
    expect(logger.lines.join("\n")).toMatch(/record of refusals could not be opened/);
    notices.close();
  });
});

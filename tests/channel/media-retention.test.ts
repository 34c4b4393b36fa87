/** Inbound media go when their days are over, and nothing else ever does. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyRetention, createRetention, dayOf, planRetention } from "../../src/channel/media/retention.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const DAY_MS = 24 * 60 * 60_000;
let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "retention-"));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function addDay(name: string, ours = true): void {
  fs.mkdirSync(path.join(root, name), { recursive: true });
  fs.writeFileSync(path.join(root, name, "a.txt"), "x");
  if (ours) fs.writeFileSync(path.join(root, name, ".index.jsonl"), "");
}

describe("the plan", () => {
  it("keeps a day for as many days as configured, and forever with 0", () => {
    const names = [
      "2026-01-04",
      "2026-01-05",
      "2026-01-12",
      "2026-02-30",
      "notes",
      "2026-1-1",
      "2026-01-04x",
    ];
    expect(planRetention(names, "2026-01-12", 7)).toEqual(["2026-01-04"]);
    expect(planRetention(names, "2026-01-12", 0)).toEqual([]);
    expect(planRetention(names, "2026-01-12", -3)).toEqual([]);
    expect(planRetention(["2026-02-28"], "2026-03-02", 1)).toEqual(["2026-02-28"]);
  });

  it("names only valid days that are older than allowed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/))),
        fc.nat(400),
        (names, days) => {
          for (const name of planRetention(names, "2026-06-15", days))
            expect((Date.UTC(2026, 5, 15) - Date.parse(name)) / DAY_MS).toBeGreaterThan(days);
        },
      ),
    );
  });
});

describe("the removal", () => {
  const now = new Date(2026, 0, 12, 9).getTime();

  it("takes only dated folders that bear our index", async () => {
    addDay("2026-01-01");
    addDay("2026-01-02", false);
    addDay("2026-01-11");
    addDay("photos");
    fs.writeFileSync(path.join(root, "2026-01-03"), "a file");
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "elsewhere-"));
    fs.writeFileSync(path.join(elsewhere, ".index.jsonl"), "");
    fs.symlinkSync(elsewhere, path.join(root, "2025-12-31"));
    expect(await applyRetention({ dir: root, keepDays: 7 }, now)).toEqual(["2026-01-01"]);
    expect(fs.readdirSync(root).toSorted()).toEqual([
      "2025-12-31",
      "2026-01-02",
      "2026-01-03",
      "2026-01-11",
      "photos",
    ]);
    expect(fs.readdirSync(elsewhere)).toEqual([".index.jsonl"]);
    fs.rmSync(elsewhere, { recursive: true });
  });

  it("takes temporary files of ours that are older than a day", async () => {
    const folder = path.join(root, ".tmp");
    fs.mkdirSync(folder);
    const [old, young] = [
      "11111111-1111-1111-1111-111111111111.part",
      "22222222-2222-2222-2222-222222222222.part",
    ];
    for (const name of [old, young, "mine.txt"]) fs.writeFileSync(path.join(folder, name), "x");
    for (const name of [old, "mine.txt"]) fs.utimesSync(path.join(folder, name), 1, now / 1000 - 90_000);
    fs.utimesSync(path.join(folder, young), 1, now / 1000 - 3_600);
    await applyRetention({ dir: root, keepDays: 0 }, now);
    expect(fs.readdirSync(folder).toSorted()).toEqual([young, "mine.txt"]);
  });

  it("of an archive that does not exist yet does nothing", async () => {
    expect(await applyRetention({ dir: path.join(root, "none"), keepDays: 7 }, now)).toEqual([]);
  });
});

const until = async (done: () => boolean) => {
  for (let turn = 0; turn < 200 && !done(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(done()).toBe(true);
};

describe("an account", () => {
  it("removes after a message at most once a minute, and once an hour when nobody writes", async () => {
    const clock = createManualClock(new Date(2026, 0, 12, 9).getTime());
    const retention = createRetention({
      settings: () => ({ dir: root, keepDays: 7 }),
      clock,
      logger: createRecordingLogger(),
    });
    addDay("2026-01-01");
    await retention.run();
    expect(fs.readdirSync(root)).toEqual([]);
    addDay("2026-01-02");
    await retention.run();
    expect(fs.readdirSync(root)).toEqual(["2026-01-02"]);
    await clock.advance(3_600_000);
    await until(() => fs.readdirSync(root).length === 0);
    addDay("2026-01-03");
    retention.dispose();
    await clock.advance(3 * 3_600_000);
    await retention.run();
    expect([fs.readdirSync(root), clock.pending]).toEqual([["2026-01-03"], 0]);
  });

  it("goes on when the folder cannot be read, and says so", async () => {
    const file = path.join(root, "file");
    fs.writeFileSync(file, "");
    const logger = createRecordingLogger();
    const clock = createManualClock();
    const retention = createRetention({ settings: () => ({ dir: file, keepDays: 7 }), clock, logger });
    await retention.run();
    retention.dispose();
    expect(logger.lines.join("\n")).toContain("could not be removed");
  });

  it("reckons in local days", () => {
    expect(dayOf(new Date(2026, 2, 1, 0, 5).getTime())).toBe("2026-03-01");
    expect(dayOf(new Date(2026, 11, 31, 23, 55).getTime())).toBe("2026-12-31");
  });
});

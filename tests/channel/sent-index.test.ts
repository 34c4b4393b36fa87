/** What the bot said is found again by the key of a quote. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSentIndex } from "../../src/channel/outbound/sent-index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

let directory: string;
beforeEach(() => {
  directory = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "sent-")), "sent");
});
afterEach(() => fs.rmSync(path.dirname(directory), { recursive: true, force: true }));

const clock = createManualClock();
const open = (logger = createRecordingLogger()) =>
  openSentIndex({ directory, accountId: "bot/1", clock, logger });
const file = () => path.join(directory, "sent-bot%2F1.sqlite");

it("survives a restart, in files that nobody else can read", () => {
  const first = open();
  first.put([{ via: "card", id: "c1" }, { via: "card", id: "c2" }, { via: "session" }], "answer");
  first.close();
  const second = open();
  expect([second.find("c1"), second.find("c2"), second.find("c3")]).toEqual(["answer", "answer", undefined]);
  second.close();
  expect(fs.statSync(directory).mode & 0o777).toBe(0o700);
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
});

it("keeps the last text of a key, cut to its bound", () => {
  const index = open();
  index.put([{ via: "card", id: "c1" }], "first");
  index.put([{ via: "card", id: "c1" }], "😀".repeat(5_000));
  expect(index.find("c1")?.length).toBe(4_000);
  expect(index.find("c1")?.isWellFormed()).toBe(true);
  index.close();
});

it("forgets after thirty days", async () => {
  const index = open();
  index.put([{ via: "robot", id: "p1" }], "old");
  await clock.advance(30 * 24 * 60 * 60_000 + 1);
  expect(index.find("p1")).toBeUndefined();
  index.close();
  open().close();
});

it("moves a damaged file aside and begins anew", () => {
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(file(), "this is no database, but long enough to be taken for one".repeat(50));
  const logger = createRecordingLogger();
  const index = open(logger);
  index.put([{ via: "card", id: "c1" }], "x");
  expect(index.find("c1")).toBe("x");
  index.close();
  expect(fs.readdirSync(directory).some((name) => name.includes(".damaged-"))).toBe(true);
  expect(logger.lines.join("\n")).toContain("moved aside");
});

it("that is closed takes nothing and finds nothing", () => {
  const index = open();
  index.close();
  index.put([{ via: "card", id: "c1" }], "x");
  expect(index.find("c1")).toBeUndefined();
});

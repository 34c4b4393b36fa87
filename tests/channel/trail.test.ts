/** The trail on disk: what is left after a kill, how it stays small, and that its faults stay its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { latencyOf, quantile, quantilesOf } from "../../src/channel/trail/measure-latency.ts";
import { createTrailReader, type TrailQuery } from "../../src/channel/trail/read-trail.ts";
import { createTrailRecorder, type TrailRecorder } from "../../src/channel/trail/trail-recorder.ts";
import { openTrailStore, trailPath, type TrailStore } from "../../src/channel/trail/trail-store.ts";
import type { TrailMessage } from "../../src/channel/trail/trail-record.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
import { temporaryFolder } from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger, type RecordingLogger } from "../support/recording-logger.ts";

const DAY = 24 * 60 * 60_000;
/** A while ago. */
const AGO = Date.now() - 60_000;
let directory: string;
let logger: RecordingLogger;
let open: { close(): void }[];

beforeEach(() => {
  directory = temporaryFolder();
  logger = createRecordingLogger();
  open = [];
});
afterEach(() => {
  for (const one of open) one.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Begin {
  readonly clock?: Clock;
  readonly accountId?: string;
  readonly maxMessages?: number;
  readonly wrap?: (store: TrailStore) => TrailStore;
}

function begin({ clock = systemClock, accountId = "default", maxMessages, wrap }: Begin = {}): TrailRecorder {
  const options = {
    directory,
    accountId,
    clock,
    logger,
    ...(maxMessages === undefined ? {} : { maxMessages }),
  };
  const store = openTrailStore(options);
  const recorder = createTrailRecorder({
    ...options,
    store: wrap ? wrap(store) : store,
    read: (raw) => message(raw),
  });
  open.push(recorder);
  return recorder;
}

function message(msgId: string, change: Partial<TrailMessage> = {}): TrailMessage {
  return {
    msgId,
    sender: { name: "Zhang", staffId: "zhangwei01" },
    place: { kind: "direct", id: "cid" },
    type: "text",
    text: `words of ${msgId}`,
    attachments: 0,
    ...change,
  };
}

const list = (query: Partial<TrailQuery> = {}) => createTrailReader(directory).list({ limit: 100, ...query });
const ids = (query: Partial<TrailQuery> = {}) => list(query).map(({ msgId }) => msgId);
const answer = (recorder: TrailRecorder, msgId: string, receivedAt: number) => {
  recorder.claimed(message(msgId), { receivedAt, attempt: 1 });
  recorder.note(msgId, { step: "sent", via: "session" });
  recorder.settled(msgId, "completed");
};

describe("an operator", () => {
  it("finds messages by name, group, id and words, page by page, newest first", () => {
    const trail = begin();
    const group = { kind: "group", id: "cidG", title: "100%_项目" } as const;
    for (const [index, msgId] of ["a1", "a2", "a3"].entries()) answer(trail, msgId, AGO + index);
    trail.claimed(message("b1", { sender: { name: "李娜" }, place: group, text: "预算" }), {
      receivedAt: AGO + 1_000,
      attempt: 1,
    });
    trail.flush();
    expect(ids()).toEqual(["b1", "a3", "a2", "a1"]);
    expect(ids({ search: "李" })).toEqual(["b1"]);
    expect(ids({ search: "100%_" })).toEqual(["b1"]);
    expect(ids({ search: "%" })).toEqual(["b1"]);
    expect(ids({ search: "A2" })).toEqual(["a2"]);
    expect(ids({ search: "预算" })).toEqual([]);
    expect(ids({ search: "预算", searchWords: true })).toEqual(["b1"]);
    expect(ids({ outcome: "running" })).toEqual(["b1"]);
    expect(ids({ since: AGO + 2 })).toEqual(["b1", "a3"]);
    const [first, second] = list({ limit: 2 });
    expect([first?.msgId, second?.msgId]).toEqual(["b1", "a3"]);
    expect(ids({ before: second?.id ?? "" })).toEqual(["a2", "a1"]);
    expect(ids({ accountId: "another" })).toEqual([]);
  });

  it("reads an empty trail where nothing was ever written", () => {
    expect([list(), createTrailReader(directory).get("x")]).toEqual([[], undefined]);
  });

  it("sees accounts side by side, each message under ids that never meet", () => {
    for (const accountId of ["one", "two"]) answer(begin({ accountId }), "same", AGO);
    for (const one of open) one.close();
    expect(new Set(list().map(({ id }) => id)).size).toBe(2);
    expect(list({ accountId: "two" })).toHaveLength(1);
  });
});

describe("what is kept", () => {
  it("ends after seven days, also of accounts that are gone", async () => {
    const clock = createManualClock();
    answer(begin({ clock, accountId: "removed" }), "old", clock.now());
    open.pop()?.close();
    const trail = begin({ clock });
    answer(trail, "young", clock.now() + 6 * DAY);
    await clock.advance(7 * DAY + 60 * 60_000);
    answer(trail, "new", clock.now());
    trail.flush();
    expect(ids()).toEqual(["new", "young"]);
  });

  it("is bounded in number, and a flood is removed bit by bit", async () => {
    const clock = createManualClock();
    const trail = begin({ clock, maxMessages: 10 });
    for (let index = 0; index < 1_300; index += 1) answer(trail, `m${index}`, clock.now() + index);
    await clock.advance(5_000);
    expect(ids()).toHaveLength(10);
    expect(ids()[0]).toBe("m1299");
  });

  it("is no more than the beginning of long words, and whole characters", () => {
    const trail = begin();
    trail.claimed(message("m", { text: `${"😀".repeat(250)}\0\ud800` }), { receivedAt: AGO, attempt: 1 });
    trail.flush();
    const [record] = list();
    expect([[...(record?.text ?? "")].length, record?.textLength]).toEqual([200, 252]);
  });
});

describe("a process that ends in the middle", () => {
  it("by a kill leaves a whole trail, in which what the host had is cut off and the rest goes on", async () => {
    const path = new URL("trail-crash-child.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [path, directory], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(list().map(({ outcome }) => outcome)).toEqual(["running", "running"]);
    const trail = begin();
    trail.flush();
    expect(Object.fromEntries(list().map(({ msgId, outcome }) => [msgId, outcome]))).toEqual({
      m1: "running",
      m2: "failed",
    });
    trail.claimed(message("m1"), { receivedAt: AGO, attempt: 2 });
    trail.settled("m1", "completed");
    // The host resumes what it had adopted: says that it does, runs, and says the answer by itself.
    const say = () => trail.saidTo("user:zhangwei01", [{ via: "robot" }]);
    say();
    trail.onAgentEvent({ kind: "run-start", runId: "r", sessionKey: "session 2" });
    say();
    trail.onAgentEvent({ kind: "run-end", runId: "r" });
    trail.saidTo("user:another", [{ via: "robot" }]);
    say();
    say();
    trail.flush();
    const records = list().toSorted((a, b) => (a.msgId < b.msgId ? -1 : 1));
    expect(records.map(({ msgId, outcome, facts }) => [msgId, outcome, facts.messages])).toEqual([
      ["m1", "no-answer", undefined],
      ["m2", "answered", 1],
    ]);
  }, 20_000);

  it("does not take a later word of the host for the answer that was cut off", async () => {
    const clock = createManualClock();
    const first = begin({ clock });
    first.claimed(message("m"), { receivedAt: clock.now(), attempt: 1 });
    first.note("m", { step: "adopted" });
    first.answer("m", { sessionKey: "s", usesCard: false, followUp: false });
    first.close();
    const second = begin({ clock });
    second.onAgentEvent({ kind: "run-start", runId: "r", sessionKey: "s" });
    second.onAgentEvent({ kind: "run-end", runId: "r" });
    await clock.advance(11_000);
    second.saidTo("user:zhangwei01", [{ via: "robot" }]);
    second.flush();
    expect(list()[0]?.outcome).toBe("failed");
  });
});

const fail = () => {
  throw new Error("the disk is on fire");
};

describe("a fault of the trail", () => {
  it("such as a locked file costs nothing once it is over, and one line of the log", async () => {
    const clock = createManualClock();
    const trail = begin({ clock });
    answer(trail, "m1", clock.now());
    trail.flush();
    const other = new DatabaseSync(trailPath(directory));
    other.exec("BEGIN IMMEDIATE");
    answer(trail, "m2", clock.now() + 1);
    trail.flush();
    answer(trail, "m3", clock.now() + 2);
    trail.flush();
    other.exec("ROLLBACK");
    other.close();
    expect(ids()).toEqual(["m1"]);
    expect(logger.lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
    await clock.advance(61_000);
    expect(ids()).toEqual(["m3", "m2", "m1"]);
  }, 20_000);

  it("that throws reaches nobody who tells it something, and is logged once", () => {
    const trail = begin({
      wrap: (store) => ({ ...store, close() {}, put: fail, find: fail, running: fail }),
    });
    trail.claimed(message("m"), { receivedAt: AGO, attempt: 1 });
    trail.note("m", { step: "adopted" });
    const told = trail.answer("m", { sessionKey: "s", usesCard: true, followUp: false });
    told.words();
    told.end();
    trail.steered("other", "s");
    trail.flush();
    expect(trail.turns()).toEqual([]);
    expect(logger.lines.filter((line) => line.includes("on fire"))).toHaveLength(1);
  });
});

const turn = (receivedAt: number, firstWordAt: number, finishedAt?: number) =>
  latencyOf({ receivedAt, facts: { firstWordAt, ...(finishedAt === undefined ? {} : { finishedAt }) } });

describe("the figures", () => {
  it("are the middle and the slow end of what people waited, each over the turns that have it", () => {
    const turns = [turn(100, 200, 1_100), turn(100, 400), turn(100, 300, 5_100)];
    expect(quantilesOf(turns, 0.5)).toEqual({ firstWordMs: 200, finishedMs: 1_000 });
    expect(quantilesOf(turns, 0.95)).toEqual({ firstWordMs: 300, finishedMs: 5_000 });
    expect([quantile([], 0.5), quantile([7], 0.95), quantilesOf([], 0.5)]).toEqual([undefined, 7, {}]);
  });
});

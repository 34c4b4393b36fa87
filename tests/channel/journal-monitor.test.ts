import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createChannelIngressMonitor } from "openclaw/plugin-sdk/channel-outbound";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";

interface Frame {
  id: string;
  lane: string;
  text: string;
}
interface Stored {
  version: number;
  rawEvent: string;
}
type Outcome = "answered" | "retry" | "dead";

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), "journal-monitor-"));
  onTestFinished(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/** The host's monitor on our journal, with a bot that answers as `respond` says. */
function startGateway(directory: string, respond: (frame: Frame) => Outcome | Promise<Outcome>) {
  const answered: string[] = [];
  const commits: number[] = [];
  const journal = openSqliteJournal<Stored>({
    directory,
    channelId: "dingtalk",
    accountId: "bot1",
    onCommit: (writes) => commits.push(writes),
  });
  const monitor = createChannelIngressMonitor<string, string, Stored>({
    queue: journal,
    inspect: (raw) => {
      const frame = JSON.parse(raw) as Frame;
      return { eventId: frame.id, laneKey: frame.lane };
    },
    payload: {
      version: 1,
      storage: "raw-event",
      serialize: (raw) => raw,
      deserialize: (body) => body,
      createClaimError: (kind) => new Error(kind),
    },
    deliver: async (raw, lifecycle) => {
      const frame = JSON.parse(raw) as Frame;
      const outcome = await respond(frame);
      if (outcome === "retry") return { kind: "failed-retryable", error: new Error("busy") };
      if (outcome === "dead") throw new Error("poison");
      answered.push(frame.text);
      await lifecycle.onAdopted();
      return { kind: "completed" };
    },
    pollIntervalMs: 20,
    retention: "standard",
    drain: {
      retryPolicy: { baseMs: 10, maxAttempts: 2, deadLetterMinAgeMs: 0 },
      resolveNonRetryableFailure: (error: unknown) =>
        error instanceof Error && error.message === "poison"
          ? { reason: "poison", message: error.message }
          : null,
    },
  });
  const stop = async () => {
    await monitor.stop();
    await journal.close();
  };
  onTestFinished(stop);
  const say = (id: string, lane: string, text: string) =>
    monitor.admit(JSON.stringify({ id, lane, text } satisfies Frame));
  return { answered, commits, journal, monitor, say, stop };
}

const until = (check: () => boolean | Promise<boolean>) =>
  expect.poll(async () => check(), { timeout: 5000, interval: 10 }).toBe(true);

describe("OpenClaw's ingress monitor on the journal", () => {
  it("answers each message once and recognises it when DingTalk sends it again", async () => {
    const gateway = startGateway(folder(), () => "answered");
    gateway.monitor.start();
    await gateway.say("m1", "chat", "hello");
    await gateway.say("m1", "chat", "hello");
    await until(() => gateway.answered.length === 1);
    await until(async () => (await gateway.journal.depth()).completed === 1);
    expect(await gateway.say("m1", "chat", "hello")).toMatchObject({
      kind: "durable",
      queueResult: { kind: "completed" },
    });
    expect(gateway.answered).toEqual(["hello"]);
  });

  it("admits one message per commit, since it takes them one after the other", async () => {
    const gateway = startGateway(folder(), () => "answered");
    await Promise.all(Array.from({ length: 5 }, (_, n) => gateway.say(`m${n}`, "chat", `${n}`)));
    expect(gateway.commits).toEqual([1, 1, 1, 1, 1]);
  });

  it("answers what was appended beside it in one commit, once it is asked to look", async () => {
    const gateway = startGateway(folder(), () => "answered");
    gateway.monitor.start();
    const frames = Array.from({ length: 5 }, (_, n) => ({ id: `m${n}`, lane: "chat", text: `${n}` }));
    await Promise.all(
      frames.map((frame) =>
        gateway.journal.enqueue(
          frame.id,
          { version: 1, rawEvent: JSON.stringify(frame) },
          { laneKey: frame.lane },
        ),
      ),
    );
    expect(gateway.commits).toEqual([5]);
    gateway.monitor.requestDrain();
    await until(() => gateway.answered.length === 5);
    expect(gateway.answered).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("answers after a restart what was accepted before it", async () => {
    const directory = folder();
    const before = startGateway(directory, () => "answered");
    await before.say("m1", "chat", "one");
    await before.say("m2", "chat", "two");
    await before.stop();
    expect(before.answered).toEqual([]);
    const after = startGateway(directory, () => "answered");
    after.monitor.start();
    await until(() => after.answered.length === 2);
    expect(after.answered).toEqual(["one", "two"]);
  });

  it("keeps a conversation in order while another one is slow", async () => {
    const slow = Promise.withResolvers<Outcome>();
    const gateway = startGateway(folder(), (frame) => (frame.text === "a1" ? slow.promise : "answered"));
    gateway.monitor.start();
    for (const [id, lane] of [
      ["a1", "a"],
      ["a2", "a"],
      ["b1", "b"],
      ["b2", "b"],
    ] as const)
      await gateway.say(id, lane, id);
    await until(() => gateway.answered.length === 2);
    expect(gateway.answered).toEqual(["b1", "b2"]);
    slow.resolve("answered");
    await until(() => gateway.answered.length === 4);
    expect(gateway.answered.slice(2)).toEqual(["a1", "a2"]);
  });

  it("tries again after a passing failure, and keeps a message it gave up as a dead letter", async () => {
    let busy = true;
    const gateway = startGateway(folder(), (frame) => {
      if (frame.text === "poison") return "dead";
      if (!busy) return "answered";
      busy = false;
      return "retry";
    });
    gateway.monitor.start();
    await gateway.say("m1", "a", "hello");
    await gateway.say("m2", "b", "poison");
    await until(() => gateway.answered.length === 1);
    await until(async () => (await gateway.journal.depth()).failed === 1);
    expect(await gateway.journal.listDeadLetters()).toMatchObject([
      { id: "m2", reason: "poison", payload: { rawEvent: expect.stringContaining("poison") } },
    ]);
  });

  it("does not accept a message when the disk is full", async () => {
    const directory = folder();
    const journal = openSqliteJournal<Stored>({
      directory,
      channelId: "dingtalk",
      accountId: "bot1",
      maxBytes: 40 * 1024,
    });
    const monitor = createChannelIngressMonitor<string, string, Stored>({
      queue: journal,
      inspect: () => ({ eventId: "m1", laneKey: "chat" }),
      payload: {
        version: 1,
        storage: "raw-event",
        serialize: (raw) => raw,
        deserialize: (body) => body,
        createClaimError: (kind) => new Error(kind),
      },
      deliver: () => ({ kind: "completed" }),
      pollIntervalMs: 1000,
      retention: "standard",
      appendRetryDelaysMs: [0],
    });
    onTestFinished(async () => {
      await monitor.stop();
      await journal.close();
    });
    await expect(monitor.admit("x".repeat(100_000))).rejects.toMatchObject({ code: "journal_disk_full" });
  });
});

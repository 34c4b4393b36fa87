/** What an operator finds in the trail after people wrote to the bot: through a real account and a local DingTalk. */
import { rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { IngressQueue } from "../../src/channel/host/ingress.ts";
import type { HostTurn } from "../../src/channel/host/turn.ts";
import { createText } from "../../src/channel/text/text.ts";
import { describeOutcome, describeTrailStep } from "../../src/channel/trail/describe-trail.ts";
import { createTrailReader } from "../../src/channel/trail/read-trail.ts";
import { trailPath } from "../../src/channel/trail/trail-store.ts";
import type { TrailRecord } from "../../src/channel/trail/trail-record.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import {
  startAccountRig,
  temporaryFolder,
  type AccountRig,
  type AccountRigOptions,
} from "../support/account-rig.ts";
import { sessionKeyOf } from "../support/fake-turn-host.ts";

const PERSON = "zhangwei01";
const text = createText("en");
let emulator: Emulator;

beforeEach(async () => {
  emulator = await createEmulator({});
});
// After the accounts, which say their last words to it.
beforeEach((test) => test.onTestFinished(() => emulator.close()));

async function run(options: Partial<AccountRigOptions> = {}): Promise<AccountRig> {
  const rig = await startAccountRig({ url: emulator.url, ...options });
  onTestFinished(async () => {
    await rig.account.stop();
    rmSync(rig.directory, { recursive: true, force: true });
  });
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  return rig;
}

async function say(words: string) {
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
  const { msgId } = await emulator.say({ from: PERSON, conversationId, text: words });
  return { msgId, conversationId };
}

function recordOf(rig: Pick<AccountRig, "directory" | "account">, msgId: string): TrailRecord | undefined {
  rig.account.trail.flush();
  const reader = createTrailReader(rig.directory);
  const [found] = reader.list({ search: msgId, limit: 5 });
  return found && reader.get(found.id);
}

const stepsOf = (record: TrailRecord | undefined) => record?.steps.map(({ step }) => step) ?? [];

/** The record once it has come to this outcome. */
async function settled(rig: AccountRig, msgId: string, outcome: TrailRecord["outcome"]) {
  await expect.poll(() => recordOf(rig, msgId)?.outcome, { timeout: 10_000, interval: 20 }).toBe(outcome);
  const record = recordOf(rig, msgId);
  if (!record) throw new Error(`the trail has no ${msgId}`);
  return record;
}

const said = (record: TrailRecord) => describeOutcome(record, text).text;

/** As if it had been tried all day: the host counts attempts and age. */
const old = <Claim extends object>(claim: Claim | null) => claim && { ...claim, attempts: 99, receivedAt: 1 };

const wrapQueue = (queue: IngressQueue): IngressQueue => ({
  ...queue,
  claimNext: async (...values) => old(await queue.claimNext(...values)),
  claim: async (...values) => old(await queue.claim(...values)),
});

describe("the trail of a message", () => {
  it("that was answered on a card tells every step in its order, the calls, and how long people waited", async () => {
    const rig = await run();
    const { msgId } = await say("hello");
    const record = await settled(rig, msgId, "answered");
    expect(record).toMatchObject({
      accountId: "default",
      sender: { name: "张伟", staffId: PERSON },
      place: { kind: "direct" },
      type: "text",
      text: "hello",
      textLength: 5,
    });
    expect(stepsOf(record)).toEqual([
      "received",
      "acked",
      "claimed",
      "access",
      "adopted",
      "card-created",
      "first-word",
      "finished",
    ]);
    expect(record.steps.map((step) => describeTrailStep(step, record, text).text)).not.toContain("");
    const { ackedAt = 0, firstWordAt = 0, finishedAt = 0, calls } = record.facts;
    expect(record.receivedAt <= ackedAt && ackedAt <= firstWordAt && firstWordAt <= finishedAt).toBe(true);
    const cardCalls = emulator.calls().filter(({ operation }) => /card|stream/i.test(operation));
    await expect.poll(() => recordOf(rig, msgId)?.facts.calls).toBe(cardCalls.length);
    expect(calls).toBeGreaterThan(1);
    expect(said(record)).toMatch(/^Answered on a card after \d+\.\d s, \d calls/);
  });

  it("that was answered by message says so, and that the webhook cost no call", async () => {
    const rig = await run({ section: { enableAICard: false } });
    const { msgId } = await say("hello");
    const record = await settled(rig, msgId, "answered");
    expect(stepsOf(record).slice(-3)).toEqual(["adopted", "first-word", "sent"]);
    expect(said(record)).toMatch(/^Answered by message after \d+\.\d s, 0 calls/);
  });

  it("whose card was refused names the refusal, and that the answer went out by message", async () => {
    const rig = await run();
    const refuse = { kind: "refuse", status: 400, code: "param.openSpaceIdInvalid" } as const;
    emulator.fault({ operation: "createAndDeliverCard", effect: refuse });
    const { msgId } = await say("hello");
    const record = await settled(rig, msgId, "answered");
    expect(record.steps).toContainEqual(
      expect.objectContaining({ step: "frame-refused", call: "create", code: "refused" }),
    );
    expect(said(record)).toMatch(/^Answered by message/);
    const [error] = rig.account.errors();
    expect(error).toMatchObject({ count: 1, error: { code: "refused", operation: "createAndDeliverCard" } });
  });

  it.each([
    ["dm_policy_not_allowlisted", "drop", `Put ${PERSON} into allowFrom.`],
    ["activation_skipped", "skip", "Mention the bot there, or set requireMention to false."],
    ["pairing", "pairing-required", "Approve it: openclaw pairing list dingtalk"],
    ["a_code_of_tomorrow", "drop", undefined],
  ] as const)("that was refused (%s) says why and what to do", async (reason, admission, remedy) => {
    const rig = await run();
    rig.host.admission = admission;
    rig.host.reason = reason;
    const { msgId } = await say("hello");
    const record = await settled(rig, msgId, "refused");
    expect(describeOutcome(record, text).remedy).toBe(remedy);
    expect(said(record)).not.toBe("");
    expect(stepsOf(record)).not.toContain("adopted");
  });

  it("to which the agent says nothing is no answered one", async () => {
    const rig = await run();
    rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      return "completed";
    };
    const { msgId } = await say("hello");
    expect(said(await settled(rig, msgId, "no-answer"))).toBe("The agent said nothing to it.");
  });

  it("that failed too often is a dead letter with its reason", async () => {
    const rig = await run({ wrapQueue });
    rig.host.agent = () => Promise.reject(new Error("the model is gone"));
    const { msgId } = await say("hello");
    const record = await settled(rig, msgId, "dead-letter");
    expect(stepsOf(record).slice(-2)).toEqual(["failed", "dead-letter"]);
    expect(describeOutcome(record, text)).toMatchObject({
      text: expect.stringContaining("the model is gone"),
      remedy: expect.stringContaining("dead-letters"),
    });
  });

  it("that the platform cut for want of pushes says that they are spent", async () => {
    const rig = await run();
    emulator.setQuota({ clientId: DEFAULT_CLIENT_ID, monthlyPushes: 0 });
    const { msgId } = await say("hello");
    const record = await settled(rig, msgId, "refused");
    expect([record.type, said(record)]).toEqual(["push-quota-gone", text.pushQuotaGone]);
  });
});

/** The host's part of a message that waits behind a running answer. */
function waiting(turn: HostTurn) {
  turn.lifecycle.onDeferred();
  turn.events.onQueued();
}

/** The first message's answer waits for `release`; `second` is what the host does with the other one. */
async function twoMessages(second: (turn: HostTurn) => Promise<void>) {
  const rig = await run();
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const later = Promise.withResolvers<HostTurn>();
  rig.host.agent = async (turn) => {
    if (turn.message.text === "first") {
      await turn.lifecycle.onAdopted();
      await gate;
      await turn.events.deliver({ text: "answer one", media: [], isError: false }, "final");
      return "completed";
    }
    waiting(turn);
    later.resolve(turn);
    return "deferred";
  };
  const first = await say("first");
  await expect.poll(() => stepsOf(recordOf(rig, first.msgId))).toContain("adopted");
  const other = await say("second");
  const turn = await later.promise;
  await expect.poll(() => rig.account.turns().map(({ state }) => state)).toEqual(["thinking", "queued"]);
  return { rig, first, other, turn, release, goOn: () => second(turn) };
}

describe("a message behind a running answer", () => {
  it("that joins the run ends with it", async () => {
    const { rig, first, other, release, goOn } = await twoMessages(async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onSteered();
    });
    await goOn();
    expect(recordOf(rig, other.msgId)?.outcome).toBe("running");
    release();
    await settled(rig, first.msgId, "answered");
    const record = await settled(rig, other.msgId, "answered");
    expect(stepsOf(record)).toEqual(
      expect.arrayContaining(["queued", "steered", "card-created", "finished"]),
    );
    expect(rig.account.turns()).toEqual([]);
  });

  it("that is answered on its own has the steps of its own answer only", async () => {
    const { rig, first, other, release, turn } = await twoMessages(async () => {});
    release();
    await settled(rig, first.msgId, "answered");
    expect(recordOf(rig, other.msgId)?.outcome).toBe("running");
    await turn.lifecycle.onAdopted();
    turn.events.onSteered();
    await turn.events.onFollowupAdmitted();
    turn.events.onRunStart("run-2");
    const session = sessionKeyOf(turn);
    const events = [...rig.listeners];
    for (const tell of events) tell({ kind: "run-start", runId: "run-2", sessionKey: session });
    for (const tell of events) tell({ kind: "text", runId: "run-2", itemId: "i", text: "answer two" });
    await rig.account.desk.deliver(`user:${PERSON}`, "answer two");
    await turn.events.onFollowupSettled();
    const record = await settled(rig, other.msgId, "answered");
    expect(stepsOf(record).filter((step) => step === "finished")).toHaveLength(1);
    expect(stepsOf(record)).toEqual(expect.arrayContaining(["queued", "run-started", "first-word"]));
  });
});

it("quick lines that were one turn each say with how many they were answered, and how", async () => {
  const rig = await run({ mergeWindowMs: 400 });
  const lines = [await say("one"), await say("two"), await say("three")];
  for (const { msgId } of lines) {
    const record = await settled(rig, msgId, "answered");
    expect(record.steps).toContainEqual(expect.objectContaining({ step: "joined", lines: 2 }));
    expect(stepsOf(record)).toEqual(expect.arrayContaining(["received", "acked", "finished"]));
  }
});

describe("a restart", () => {
  it("goes on with the row of a message that was not answered yet", async () => {
    const first = await startAccountRig({ url: emulator.url });
    first.host.agent = async (turn) => {
      await new Promise((resolve) => turn.lifecycle.abortSignal.addEventListener("abort", resolve));
      return "aborted";
    };
    await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
    const { msgId } = await say("hello");
    await expect.poll(() => stepsOf(recordOf(first, msgId))).toContain("access");
    const [turn] = first.account.turns();
    expect(turn).toMatchObject({ senderName: "张伟", state: "thinking" });
    await first.account.stop();
    const second = await run({ directory: first.directory });
    const record = await settled(second, msgId, "answered");
    expect(record.id).toBe(turn?.id);
    const steps = stepsOf(record);
    expect(steps.filter((step) => step === "received")).toHaveLength(1);
    expect(record.steps.filter(({ step }) => step === "claimed").length).toBe(2);
    expect(steps.at(-1)).toBe("finished");
  }, 20_000);
});

describe("a disk that takes no trail", () => {
  it("costs the trail and one line of the log; the message is answered", async () => {
    const directory = temporaryFolder();
    writeFileSync(path.join(directory, "trail"), "a file where a folder should be");
    const rig = await run({ directory });
    const { conversationId } = await say("hello");
    const shown = () => emulator.messages(conversationId).map(({ card }) => card?.content);
    await expect.poll(shown).toContain("answer to hello");
    await expect.poll(() => rig.account.turns()).toEqual([]);
    expect(rig.logger.lines.filter((line) => line.includes("trail"))).toHaveLength(1);
  });
});

it("the file is its owner's alone, and holds neither the webhook nor more than the beginning of the words", async () => {
  const rig = await run();
  const long = "长".repeat(300);
  const { msgId } = await say(long);
  const record = await settled(rig, msgId, "answered");
  expect([record.text.length, record.textLength]).toEqual([200, 300]);
  expect(JSON.stringify(record)).not.toMatch(/session=|sendBySession|downloadCode/);
  expect(statSync(trailPath(rig.directory)).mode & 0o077).toBe(0);
});

/** The "thinking" chip, its end after a crash, and what the host asks for with a message that is already there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InboundMessage } from "../../src/channel/model.ts";
import { createMessageActions } from "../../src/channel/outbound/message-actions.ts";
import { openReactionRecord, type ReactionRecord } from "../../src/channel/outbound/reaction-record.ts";
import { createWorkingReaction } from "../../src/channel/outbound/working-reaction.ts";
import { createDingTalkClient, type DingTalkClient } from "../../src/client/index.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { inbound } from "../support/reply-scene.ts";

const PERSON = "zhangwei01";
const logger = createRecordingLogger();
let emulator: Emulator;
let client: DingTalkClient;
let directory: string;
let record: ReactionRecord;

const openRecord = (clock: Clock = systemClock) =>
  openReactionRecord({ directory, accountId: "default", clock, logger });

beforeEach(async () => {
  logger.lines.length = 0;
  directory = mkdtempSync(join(tmpdir(), "reactions-"));
  record = openRecord();
  emulator = await createEmulator();
  client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
    requestTimeoutMs: 1_000,
    random: () => 0,
  });
});
afterEach(async () => {
  record.close();
  await client.close();
  await emulator.close();
  rmSync(directory, { recursive: true, force: true });
});

const chatWith = (staffId = PERSON) => emulator.openDirect(DEFAULT_CLIENT_ID, staffId);

async function asked(): Promise<InboundMessage> {
  const conversationId = chatWith();
  const { msgId } = await emulator.say({ from: PERSON, conversationId, text: "hi" });
  return inbound({ id: msgId, conversation: { kind: "direct", id: conversationId } });
}

const working = (enabled = true, clock: Clock = systemClock) =>
  createWorkingReaction({
    emotion: client.emotion,
    record,
    enabled: () => enabled,
    name: "🤔",
    clock,
    logger,
  });

const chips = () =>
  emulator.messages(chatWith()).flatMap(({ reactions = [] }) => reactions.map(({ name }) => name));
const called = (operation: string) => emulator.calls().filter((call) => call.operation === operation).length;

describe("the reaction of a message that is being answered", () => {
  it("stands while the bot works and goes when it is done, once", async () => {
    const message = await asked();
    const done = working().show(message);
    await expect.poll(chips).toEqual(["🤔"]);
    done();
    done();
    await expect.poll(chips).toEqual([]);
    await expect.poll(() => record.list()).toEqual([]);
    expect([called("replyEmotion"), called("recallEmotion")]).toEqual([1, 1]);
  });

  it("costs no call where it is switched off", async () => {
    working(false).show(await asked())();
    expect([chips(), called("replyEmotion"), called("recallEmotion")]).toEqual([[], 0, 0]);
  });

  it("is put on although DingTalk fails at first, as it does with messages that have just come", async () => {
    const effect = { kind: "refuse", status: 500, code: "system.error" } as const;
    emulator.fault({ operation: "replyEmotion", effect, times: 1 });
    working().show(await asked());
    await expect.poll(chips).toEqual(["🤔"]);
  });

  it("that a crash left is taken off by the next process", async () => {
    working().show(await asked());
    await expect.poll(chips).toEqual(["🤔"]);
    record.close();
    record = openRecord();
    expect(record.list()).toHaveLength(1);
    await working().recallLeft();
    expect([chips(), record.list()]).toEqual([[], []]);
  });

  it("is tried again at the next start when DingTalk was away, and forgotten after a week", async () => {
    const done = working().show(await asked());
    await expect.poll(chips).toEqual(["🤔"]);
    const fault = emulator.fault({ operation: "recallEmotion", effect: { kind: "reset" } });
    done();
    await expect.poll(() => fault.hits()).toBeGreaterThan(2);
    expect(record.list()).toHaveLength(1);
    const later: Clock = { ...systemClock, now: () => Date.now() + 8 * 24 * 60 * 60_000 };
    await working(true, later).recallLeft();
    expect(record.list()).toEqual([]);
  });

  it("that is refused is said once and leaves nothing to take off", async () => {
    const effect = { kind: "refuse", status: 403, code: "Forbidden.AccessDenied.X" } as const;
    emulator.fault({ operation: "replyEmotion", effect });
    const reaction = working();
    for (const message of [await asked(), await asked()]) reaction.show(message)();
    await expect.poll(() => called("replyEmotion")).toBe(2);
    await expect.poll(() => record.list()).toEqual([]);
    expect(called("recallEmotion")).toBe(0);
    expect(logger.lines.filter((line) => line.startsWith("warn"))).toHaveLength(1);
  });
});

describe("a message that is already there", () => {
  const text = { msgKey: "sampleText", msgParam: { content: "soon gone" } };
  const user = { kind: "user", staffId: PERSON } as const;

  it("of the bot is taken back by the receipt of its sending, and only once", async () => {
    const { processQueryKey = "" } = await client.robot.sendDirect({ userIds: [PERSON], ...text });
    const actions = createMessageActions({ client });
    await actions.recall(user, processQueryKey);
    expect(emulator.messages(chatWith()).at(-1)).toMatchObject({ recalled: true });
    await expect(actions.recall(user, processQueryKey)).rejects.toMatchObject({ code: "not-recalled" });
  });

  it("of the bot in a group is taken back there, and not as a direct one", async () => {
    const cid = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    const { processQueryKey = "" } = await client.robot.sendGroup({ openConversationId: cid, ...text });
    const actions = createMessageActions({ client });
    await expect(actions.recall(user, processQueryKey)).rejects.toMatchObject({ code: "not-recalled" });
    await actions.recall({ kind: "group", openConversationId: cid }, processQueryKey);
    expect(emulator.messages(cid).at(-1)).toMatchObject({ recalled: true });
  });

  it("of a person gets a reaction by the person's id, also in another process once they have written", async () => {
    const { id, conversation } = await asked();
    record.rememberDirect(PERSON, conversation.id);
    record.close();
    record = openRecord();
    const actions = createMessageActions({ client, record });
    await actions.react(user, id, "👍", false);
    expect(chips()).toEqual(["👍"]);
    await actions.react(user, id, "👍", true);
    expect(chips()).toEqual([]);
    const stranger = { kind: "user", staffId: "lina02" } as const;
    await expect(actions.react(stranger, id, "👍", false)).rejects.toMatchObject({ code: "unknown-chat" });
    await expect(createMessageActions({ client }).react(user, id, "👍", false)).rejects.toMatchObject({
      code: "unknown-chat",
    });
  });
});

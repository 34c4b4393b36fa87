/** One account from its socket to its answers: what is kept, what is acknowledged, what is left when it stops. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openOpenCardStore } from "../../src/channel/card/open-cards.ts";
import type { IngressQueue } from "../../src/channel/host/ingress.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  defaultSeed,
  type Emulator,
  type EmulatorOptions,
} from "../../src/emulator/index.ts";
import { openMentionOutbox } from "../../src/channel/outbound/mention-outbox.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { robotMessageSample } from "../../src/contract/samples/robot-messages.ts";
import { startLocalDingTalk } from "../client/local-dingtalk.ts";
import {
  prepareAccount,
  startAccountRig,
  temporaryFolder,
  type AccountRig,
  type AccountRigOptions,
} from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";

const PERSON = "zhangwei01";
const SECOND = { clientId: "dinglocalbot0002", clientSecret: "second-secret", name: "第二助手" };
let emulator: Emulator;

async function useEmulator(options: EmulatorOptions = {}): Promise<void> {
  const seed = defaultSeed();
  const apps = [...seed.apps, { ...SECOND, scopes: seed.apps[0]!.scopes }];
  emulator = await createEmulator({ seed: { ...seed, apps }, ...options });
}
beforeEach(() => useEmulator());
// After the accounts, which say their last words to it.
beforeEach((test) => test.onTestFinished(() => emulator.close()));

async function run(options: Partial<AccountRigOptions> = {}): Promise<AccountRig> {
  const rig = await startAccountRig({ url: emulator.url, ...options });
  onTestFinished(async () => {
    await rig.account.stop();
    fs.rmSync(rig.directory, { recursive: true, force: true });
  });
  return rig;
}

async function connected(clientId = DEFAULT_CLIENT_ID): Promise<void> {
  await emulator.waitFor(({ snapshot }) =>
    snapshot.apps.some((app) => app.clientId === clientId && app.connections > 0),
  );
}

/** A person writes to a robot; the msgId. */
async function say(text: string, clientId = DEFAULT_CLIENT_ID) {
  const conversationId = emulator.openDirect(clientId, PERSON);
  const { msgId } = await emulator.say({ from: PERSON, conversationId, text });
  return { msgId, conversationId };
}

const pushOf = (msgId: string) => emulator.messages().find((message) => message.id === msgId)?.pushes?.[0];
const answers = (conversationId: string) =>
  emulator
    .messages(conversationId)
    .filter(({ from, card }) => from.kind === "robot" && (!card || card.state === "finished"))
    .map((message) => message.card?.content ?? message.text);
const calls = (operation: string) => emulator.calls().filter((call) => call.operation === operation);
const until = (check: () => boolean, timeout = 5_000) =>
  expect.poll(check, { timeout, interval: 10 }).toBe(true);

describe("a message", () => {
  it("is answered by card, and the host sees the account at work", async () => {
    const { statuses, activity, logger } = await run();
    await connected();
    const { conversationId, msgId } = await say("hello");
    await until(() => answers(conversationId).includes("answer to hello"));
    await until(() => pushOf(msgId)?.state === "acked");
    expect(pushOf(msgId)?.attempts).toBe(1);
    await until(() => activity.includes("default outbound"));
    expect(activity[0]).toBe("default inbound");
    expect(statuses.some((patch) => patch["lifecycle"] === "ready" && patch.connected === true)).toBe(true);
    expect(statuses.some((patch) => typeof patch.lastInboundAt === "number")).toBe(true);
    expect(statuses.some((patch) => typeof patch.lastOutboundAt === "number")).toBe(true);
    expect(logger.lines).toContain("info: journal: sqlite");
  });

  it("is acknowledged before it is answered, and answered once however often it comes", async () => {
    const { host } = await run();
    const release = Promise.withResolvers<void>();
    const { agent } = host;
    host.agent = async (turn) => {
      await release.promise;
      return agent(turn);
    };
    await connected();
    const { msgId, conversationId } = await say("hello");
    await until(() => pushOf(msgId)?.state === "acked");
    await emulator.redeliver(msgId);
    await emulator.redeliver(msgId, { sameFrame: true });
    await until(() => pushOf(msgId)?.attempts === 3 && pushOf(msgId)?.state === "acked");
    release.resolve();
    await until(() => answers(conversationId).length > 0);
    await emulator.redeliver(msgId);
    await until(() => pushOf(msgId)?.attempts === 4 && pushOf(msgId)?.state === "acked");
    expect(host.log.filter((step) => step === "turn")).toHaveLength(1);
    expect(answers(conversationId)).toEqual(["answer to hello"]);
  });

  it("that could not be kept is not acknowledged, so that DingTalk brings it again", async () => {
    await emulator.close();
    await useEmulator({ redeliverAfterMs: 1_000 });
    const disk = { full: true, refused: 0 };
    const wrapQueue = (queue: IngressQueue): IngressQueue => ({
      ...queue,
      enqueue(...args) {
        if (!disk.full) return queue.enqueue(...args);
        disk.refused += 1;
        return Promise.reject(new Error("the disk is full"));
      },
    });
    const { host, logger } = await run({ wrapQueue });
    await connected();
    const { msgId, conversationId } = await say("hello");
    await until(() => logger.lines.some((line) => line.includes("A frame's handler failed")));
    expect(pushOf(msgId)).toMatchObject({ state: "pushed", attempts: 1 });
    expect([disk.refused > 0, host.log]).toEqual([true, []]);
    disk.full = false;
    await until(() => answers(conversationId).includes("answer to hello"));
    await until(() => pushOf(msgId)?.state === "acked");
    expect(pushOf(msgId)?.attempts).toBe(2);
  });

  it("that was kept but not answered when the account stopped is answered after the next start", async () => {
    const first = await run();
    first.host.agent = async (turn) => {
      await new Promise((resolve) => turn.lifecycle.abortSignal.addEventListener("abort", resolve));
      return "aborted";
    };
    await connected();
    const { msgId, conversationId } = await say("hello");
    await until(() => first.host.log.includes("turn") && pushOf(msgId)?.state === "acked");
    await first.account.stop();
    expect(answers(conversationId)).toEqual([]);
    const second = await run({ directory: first.directory });
    await until(() => answers(conversationId).includes("answer to hello"), 15_000);
    expect(second.host.log.filter((step) => step === "turn")).toHaveLength(1);
    expect(pushOf(msgId)?.attempts).toBe(1);
  }, 30_000);
});

describe("two accounts in one gateway", () => {
  it("answer their own people at the same time, from journals of their own", async () => {
    const one = await run({ accountId: "one" });
    const two = await run({ ...SECOND, accountId: "two", directory: one.directory });
    await Promise.all([connected(), connected(SECOND.clientId)]);
    const [first, second] = await Promise.all([say("to one"), say("to two", SECOND.clientId)]);
    await until(() => answers(first.conversationId).includes("answer to to one"));
    await until(() => answers(second.conversationId).includes("answer to to two"));
    expect([one, two].map(({ host }) => host.requests.map(({ message }) => message.text))).toEqual([
      ["to one"],
      ["to two"],
    ]);
    expect(one.activity.every((line) => line.startsWith("one "))).toBe(true);
    const files = fs
      .readdirSync(path.join(one.directory, "journal"))
      .filter((name) => name.endsWith(".sqlite"));
    expect(files).toHaveLength(2);
    await one.account.stop();
    const later = await say("still there?", SECOND.clientId);
    await until(() => answers(later.conversationId).includes("answer to still there?"));
  });
});

describe("a wrong secret", () => {
  it("is named in the status, and asked about no more than once a minute", async () => {
    const clock = createManualClock();
    const { statuses, logger } = await run({ clientSecret: "not-that-secret", clock });
    await until(() => statuses.some((patch) => patch["lifecycle"] === "blocked"));
    const blocked = statuses.findLast((patch) => patch["lifecycle"] === "blocked");
    expect(blocked).toMatchObject({ connected: false, lastError: expect.stringMatching(/secret/i) });
    expect(calls("openConnection")).toHaveLength(1);
    await clock.advance(59_000);
    expect(calls("openConnection")).toHaveLength(1);
    await clock.advance(2_000);
    await until(() => calls("openConnection").length === 2);
    await clock.advance(59_000);
    expect(calls("openConnection")).toHaveLength(2);
    const said = logger.lines.filter((line) => line.includes("Stream connection: connecting ("));
    expect(said).toHaveLength(1);
    expect(logger.lines.join("\n")).not.toContain("not-that-secret");
  });

  it("that was right holds nobody up", async () => {
    const { statuses } = await run({ clock: createManualClock() });
    await until(() => statuses.some((patch) => patch["lifecycle"] === "ready"));
    expect(statuses.some((patch) => patch["lifecycle"] === "blocked")).toBe(false);
  });
});

describe("a frame that is no message", () => {
  it("is acknowledged and logged, and the next message is answered", async () => {
    const local = await startLocalDingTalk();
    onTestFinished(() => local.close());
    const rig = await run({ url: local.url });
    await until(() => local.live().length === 1);
    const [socket] = local.live();
    let serial = 0;
    const push = (data: unknown, topic = "/v1.0/im/bot/messages/get") => {
      const messageId = `frame-${(serial += 1)}`;
      const headers = { topic, messageId, contentType: "application/json", time: "0" };
      socket?.push({ specVersion: "1.0", type: "CALLBACK", headers, data });
      return messageId;
    };
    const good = robotMessageSample("a text in a direct chat");
    const ids = [
      push("not json"),
      push(JSON.stringify({ msgId: "only an id" })),
      push(undefined),
      push("{}", "/v1.0/some/other/topic"),
      push("{}", "/v1.0/card/instances/callback"),
      push(JSON.stringify({ ...good, text: undefined, msgtype: "constructor" })),
      push(JSON.stringify(robotMessageSample("a notice that the month's pushes are spent"))),
      push(JSON.stringify({ ...good, msgId: "good" })),
    ];
    const acked = () =>
      socket?.received.map((answer) => (answer["headers"] as { messageId: string }).messageId);
    await until(() => ids.every((id) => acked()?.includes(id)));
    await until(() => rig.host.requests.some(({ message }) => message.text === "hello"));
    const dropped = rig.logger.lines.filter((line) => line.includes("no message"));
    const reasons = dropped.map((line) => /"reason":"([\w-]+)"/.exec(line)?.[1]);
    expect(reasons.toSorted()).toEqual(["no-data", "not-json", "wrong-shape"]);
    await until(() => rig.statuses.some((patch) => String(patch.lastError).includes("quota")));
    expect(rig.host.requests.map(({ message }) => message.text).toSorted()).toEqual([
      "[unsupported: constructor]",
      "hello",
    ]);
  });
});

describe("an account that stops", () => {
  it("while DingTalk does not take an answer's end waits a moment only, and keeps it for the next start", async () => {
    const rig = await run();
    await connected();
    const faults = (["updateCard", "streamCard"] as const).map((operation) =>
      emulator.fault({ operation, effect: { kind: "reset" } }),
    );
    const { conversationId } = await say("hello");
    await until(() => faults.some((fault) => fault.hits() > 0));
    const started = Date.now();
    await rig.account.stop();
    expect(Date.now() - started).toBeLessThan(6_000);
    expect(answers(conversationId)).toEqual([]);
    const store = openOpenCardStore({ directory: path.join(rig.directory, "cards"), accountId: "default" });
    expect(store.list()).toMatchObject([{ state: "closing", text: "answer to hello" }]);
    store.close();
  }, 30_000);

  it("leaves no connection, no subscription and no timer, and the process may end", async () => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, "account-exit-child.ts")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(String(chunk)));
    child.stderr.on("data", (chunk: Buffer) => output.push(String(chunk)));
    const killer = setTimeout(() => child.kill("SIGKILL"), 25_000);
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    clearTimeout(killer);
    const [, left, directory] = /stopped (\d+) (\S+)/.exec(output.join("")) ?? [];
    if (directory) fs.rmSync(directory, { recursive: true, force: true });
    expect({ code, signal, left }, output.join("")).toEqual({ code: 0, signal: null, left: "0" });
  }, 30_000);

  it("takes no further message, and DingTalk keeps it for the next connection", async () => {
    const rig = await run();
    await connected();
    expect(rig.listeners.size).toBe(1);
    await rig.account.stop();
    expect(rig.listeners.size).toBe(0);
    expect(rig.statuses.at(-1)).toMatchObject({ connected: false, lifecycle: "stopped" });
    await emulator.waitFor(({ snapshot }) => snapshot.apps.every((app) => app.connections === 0));
    const { msgId, conversationId } = await say("anybody?");
    expect(pushOf(msgId)?.state).toBe("waiting");
    await run({ directory: rig.directory });
    await until(() => answers(conversationId).includes("answer to anybody?"));
  });

  it("before it was connected stops at once", async () => {
    const rig = await run({ url: "http://127.0.0.1:9" });
    const started = Date.now();
    await rig.account.stop();
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

describe("an account that cannot start", () => {
  it("because its journal cannot be opened says why and leaves nothing behind", async () => {
    const clock = createManualClock();
    const prepared = prepareAccount({ url: emulator.url, clock });
    onTestFinished(() => fs.rmSync(prepared.directory, { recursive: true, force: true }));
    fs.writeFileSync(path.join(prepared.directory, "journal"), "a file where the folder should be");
    await expect(prepared.start()).rejects.toThrow(/journal/i);
    expect([prepared.listeners.size, clock.pending]).toEqual([0, 0]);
    expect(calls("openConnection")).toEqual([]);
    fs.rmSync(path.join(prepared.directory, "journal"));
    const account = await prepared.start();
    await connected();
    await account.stop();
  });

  it("warns of settings that it does not follow", async () => {
    const { logger } = await run({ section: { dmPolicy: "nobody" } });
    expect(logger.lines.some((line) => line.startsWith("warn: ") && line.includes("dmPolicy"))).toBe(true);
  });
});

const groupId = () => emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
const cardsOnRecord = (directory: string) => {
  const store = openOpenCardStore({ directory: path.join(directory, "cards"), accountId: "default" });
  const states = store.list().map(({ state }) => state);
  store.close();
  return states;
};

const notices = () => emulator.messages(groupId()).filter(({ text }) => text.includes("please see above"));
const cards = () => emulator.messages(groupId()).flatMap(({ card }) => (card ? [card] : []));
const SLOW_MS = 30_000;

/** Answers one message in the group, and dies when `isDue`. */
async function dies(isDue: (over: boolean, directory: string) => boolean): Promise<string> {
  const directory = temporaryFolder();
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
  const file = path.join(import.meta.dirname, "account-crash-child.ts");
  const child = spawn(process.execPath, [file, emulator.url, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += String(chunk)));
  // A process of its own takes its time to start.
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some(({ connections }) => connections > 0), SLOW_MS);
  await emulator.say({
    from: PERSON,
    conversationId: groupId(),
    text: "hi",
    mentions: [DEFAULT_CLIENT_ID],
  });
  await until(() => isDue(said.includes("over"), directory), SLOW_MS);
  expect(notices()).toEqual([]);
  child.kill("SIGKILL");
  await once(child, "exit");
  return directory;
}

/** Starts that find nothing left say nothing more. */
async function staysQuiet(rig: AccountRig): Promise<void> {
  await rig.account.stop();
  await run({ directory: rig.directory });
  await say("anybody?");
  await until(() => emulator.messages().some(({ card }) => card?.content === "answer to anybody?"), SLOW_MS);
  expect(notices()).toHaveLength(1);
}

describe("an account whose process is killed between a card and the message to those whom it mentions", () => {
  it("notifies them once after the next start, where the card had its end", async () => {
    const fault = emulator.fault({
      operation: "sessionWebhook",
      effect: { kind: "hang-before", ms: 60_000 },
    });
    const directory = await dies((over) => over && cards()[0]?.state === "finished");
    fault.clear();
    const rig = await run({ directory });
    await until(() => notices().length > 0, SLOW_MS);
    expect(notices()[0]?.text).toContain("@");
    expect(cards()).toHaveLength(1);
    await staysQuiet(rig);
  }, 120_000);

  it("gives the card its end first, where it had none", async () => {
    const fault = emulator.fault({ operation: "streamCard", effect: { kind: "hang-before", ms: 60_000 } });
    const directory = await dies((_over, at) => cards().length > 0 && cardsOnRecord(at).includes("closing"));
    fault.clear();
    const rig = await run({ directory });
    await until(() => notices().length > 0, SLOW_MS);
    expect(cards().map(({ state }) => state)).toEqual(["finished"]);
    await staysQuiet(rig);
  }, 120_000);

  it("notifies nobody of a card that was cut off, nor when the webhook is over", async () => {
    const directory = temporaryFolder();
    onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
    const parts = { directory: path.join(directory, "cards"), accountId: "default", clock: systemClock };
    const outbox = openMentionOutbox({ ...parts, logger: silentLogger });
    const session = { url: `${emulator.url}/robot/sendBySession?session=x`, expiresAt: Date.now() + 60_000 };
    const due = { to: `group:${groupId()}`, session, text: "<@zhangwei01> please see above." };
    outbox.put({ ...due, outTrackId: "cut-off" });
    outbox.put({ ...due, outTrackId: "too-late", session: { ...session, expiresAt: Date.now() - 1 } });
    const store = openOpenCardStore(parts);
    store.put({
      outTrackId: "cut-off",
      accountId: "default",
      target: { kind: "group", openConversationId: groupId() },
      template: { id: "t.schema", contentKey: "msgContent" },
      state: "open",
      text: "Half",
      createdAt: Date.now(),
    });
    store.close();
    await run({ directory });
    await until(() => outbox.list().length === 0, SLOW_MS);
    outbox.close();
    expect(emulator.calls().filter(({ operation }) => operation === "sessionWebhook")).toEqual([]);
  });
});

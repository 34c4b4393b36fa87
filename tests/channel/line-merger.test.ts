/**
 * Quick lines of one person as one turn, over the real journal and the host's own monitor. The window is a minute, so
 * that no test waits for it: what may not join ends it.
 */
import fs from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createLineMerger } from "../../src/channel/account/line-merger.ts";
import type { IngressClaim, IngressLifecycle } from "../../src/channel/host/ingress.ts";
import { canJoin, mergeMessages } from "../../src/channel/inbound/merge-messages.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { robotMessageSample } from "../../src/contract/samples/robot-messages.ts";
import { startAccountRig, type AccountRig, type AccountRigOptions } from "../support/account-rig.ts";
import { createFakeLifecycle } from "../support/fake-turn-host.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { inbound } from "../support/reply-scene.ts";

const PERSON = "zhangwei01";
const MINUTE = 60_000;
/** That the configuration takes. */
const LONGEST = 10_000;
let emulator: Emulator;
// Closed after the accounts, which say their last words to it.
beforeEach(async (test) => {
  emulator = await createEmulator();
  test.onTestFinished(() => emulator.close());
});

async function run(options: Partial<AccountRigOptions> = {}): Promise<AccountRig> {
  const rig = await startAccountRig({ url: emulator.url, ...options });
  onTestFinished(async () => {
    await rig.account.stop();
    fs.rmSync(rig.directory, { recursive: true, force: true });
  });
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  return rig;
}

/** Says a line; resolves when it was acknowledged. */
async function say(text: string, from = PERSON, conversationId?: string): Promise<void> {
  const place = conversationId ?? emulator.openDirect(DEFAULT_CLIENT_ID, from);
  const mentions = conversationId ? [DEFAULT_CLIENT_ID] : [];
  const { msgId } = await emulator.say({ from, conversationId: place, text, mentions });
  await emulator.waitFor(
    ({ messages }) => messages.find(({ id }) => id === msgId)?.pushes?.[0]?.state === "acked",
  );
}

const until = (check: () => boolean, timeout = 10_000) =>
  expect.poll(check, { timeout, interval: 10 }).toBe(true);
const texts = ({ host }: AccountRig) => host.requests.map(({ message }) => message.text);
const groupId = () =>
  emulator.snapshot().conversations.find(({ type }) => type === "group")?.conversationId ?? "";

describe("three quick lines", () => {
  it("are acknowledged at once and become one turn; a command does not wait and comes after them", async () => {
    const rig = await run({ mergeWindowMs: MINUTE });
    for (const text of ["one", "two", "three"]) await say(text);
    expect(texts(rig)).toEqual([]);
    await say("stop");
    await until(() => rig.host.requests.length === 2);
    expect(texts(rig)).toEqual(["one\ntwo\nthree", "stop"]);
  }, 20_000);

  it("are a turn each without a window", async () => {
    const rig = await run();
    for (const text of ["one", "two", "three"]) await say(text);
    await until(() => rig.host.requests.length === 3);
    expect(texts(rig)).toEqual(["one", "two", "three"]);
  }, 20_000);

  it("are a turn each in a group, whatever the account says", async () => {
    const rig = await run({ section: { mergeWindowMs: LONGEST } });
    await say("one", PERSON, groupId());
    await say("two", PERSON, groupId());
    await until(() => rig.host.requests.length === 2);
  }, 20_000);

  it("are one turn in a group that has a window, up to the next person's line", async () => {
    const rig = await run({ section: { groups: { [groupId()]: { mergeWindowMs: LONGEST } } } });
    await say("three", PERSON, groupId());
    await say("four", PERSON, groupId());
    await say("five", "lina02", groupId());
    await until(() => rig.host.requests.length > 0);
    expect(texts(rig)[0]).toMatch(/three\n.*four$/);
  }, 20_000);

  it("are all kept when the account stops within the window, and none comes twice after it was answered", async () => {
    const first = await run({ mergeWindowMs: MINUTE });
    await say("one");
    await say("two");
    await first.account.stop();
    expect(texts(first)).toEqual([]);
    const second = await run({ directory: first.directory, mergeWindowMs: MINUTE });
    await say("stop");
    await until(() => second.host.requests.length === 2);
    expect(texts(second)).toEqual(["one\ntwo", "stop"]);
    await second.account.stop();
    const third = await run({ directory: first.directory });
    await say("afterwards");
    await until(() => texts(third).includes("afterwards"));
    expect(texts(third)).toEqual(["afterwards"]);
  }, 30_000);

  it("are all tried again when their turn fails", async () => {
    const rig = await run({ mergeWindowMs: MINUTE });
    const { agent } = rig.host;
    let failures = 1;
    rig.host.agent = async (turn) => {
      if (turn.message.text.includes("one") && failures-- > 0) throw new Error("the model is away");
      return agent(turn);
    };
    await say("one");
    await say("two");
    await say("stop");
    await until(() => texts(rig).filter((text) => text === "one\ntwo").length === 2, 20_000);
  }, 30_000);

  it("are all there again when the host gives their turn back", async () => {
    const rig = await run({ mergeWindowMs: MINUTE });
    const { agent } = rig.host;
    let given = 0;
    rig.host.agent = async (turn) => {
      if (!turn.message.text.includes("one") || given++ > 0) return agent(turn);
      turn.lifecycle.onDeferred();
      void turn.lifecycle.onAbandoned();
      return "deferred";
    };
    await say("one");
    await say("two");
    await say("stop");
    await until(() => texts(rig).filter((text) => text === "one\ntwo").length === 2, 20_000);
  }, 30_000);
});

describe("the window", () => {
  const raw = JSON.stringify(robotMessageSample("a text in a direct chat"));

  function stage() {
    const clock = createManualClock();
    const merger = createLineMerger({
      queue: {
        listPending: async () => [],
        claim: async () => null,
        complete: async () => true,
        release: async () => true,
      },
      robotCode: "robot",
      windowMs: () => 1_000,
      isCommand: () => false,
      wake() {},
      clock,
      logger: createRecordingLogger(),
    });
    const turns: (readonly string[])[] = [];
    const lifecycle = createFakeLifecycle();
    const claim = { id: "a", receivedAt: clock.now(), claim: { ownerId: "o" } } as unknown as IngressClaim;
    const start = () =>
      merger.run(raw, lifecycle as unknown as IngressLifecycle, claim, async (raws) => {
        turns.push(raws);
        return { kind: "completed" };
      });
    return { clock, merger, turns, lifecycle, start };
  }

  it("is the pause after the latest line, and at most five of them from the first", async () => {
    const { clock, merger, turns, start } = stage();
    const running = start();
    for (let nth = 0; nth < 6; nth += 1) {
      await clock.advance(800);
      merger.arrived(raw);
      expect(turns).toEqual([]);
    }
    await clock.advance(200);
    expect(turns).toEqual([[raw]]);
    expect(await running).toEqual({ kind: "completed" });
    expect(clock.pending).toBe(0);
  });

  it("ends after one pause when nothing more comes", async () => {
    const { clock, turns, start } = stage();
    const running = start();
    await clock.advance(999);
    expect(turns).toEqual([]);
    await clock.advance(1);
    await running;
    expect(turns).toHaveLength(1);
  });

  it("leaves the line for later when the gateway stops meanwhile", async () => {
    const { clock, turns, lifecycle, start } = stage();
    const running = start();
    await clock.advance(10);
    const reason = new Error("the gateway stops");
    lifecycle.abort(reason);
    expect(await running).toEqual({ kind: "failed-retryable", error: reason });
    expect([turns, clock.pending]).toEqual([[], 0]);
  });
});

const line = (text: string, change: object = {}) => inbound({ text, ...change });

describe("what may join", () => {
  const file = { kind: "file", downloadCode: "d", name: "a.pdf" } as const;

  it("is words and files of the same person in the same place; a quote begins anew", () => {
    const first = line("look at this");
    expect(canJoin([first], line("", { attachments: [file] }))).toBe(true);
    expect(canJoin([first], line("x", { sender: { staffId: "other", name: "Other" } }))).toBe(false);
    expect(canJoin([first], line("x", { conversation: { kind: "group", id: "cidDirect" } }))).toBe(false);
    const quote = { attachments: [], ofOwnMessage: false, text: "before" };
    expect(canJoin([first], line("about that", { quote }))).toBe(false);
    expect(canJoin([line("about that", { quote })], line("and that"))).toBe(true);
    expect(
      canJoin(
        Array.from({ length: 12 }, () => first),
        first,
      ),
    ).toBe(false);
    expect(canJoin([line("x".repeat(40_000))], line("y".repeat(20_000)))).toBe(false);
  });

  it("becomes one message with all words and files, which answers to the latest", () => {
    const merged = mergeMessages([
      line("look at this", { id: "m1" }),
      line("", { id: "m2", attachments: [file] }),
      line("and tell me", { id: "m3", session: { url: "https://latest", expiresAt: 9 } }),
    ]);
    expect(merged).toMatchObject({
      id: "m3",
      text: "look at this\nand tell me",
      attachments: [file],
      session: { url: "https://latest" },
    });
    const single = line("alone");
    expect(mergeMessages([single])).toBe(single);
  });
});

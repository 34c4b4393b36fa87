/**
 * An account against the local DingTalk while its month runs out, and many conversations at once on one app: people
 * get every answer, in their order, and what we counted is what DingTalk counted.
 */
import fs from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { HostTurn } from "../../src/channel/host/turn.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  defaultSeed,
  type Emulator,
  type EmulatorOptions,
} from "../../src/emulator/index.ts";
import { startAccountRig, temporaryFolder, type AccountRig } from "../support/account-rig.ts";

const PERSON = "zhangwei01";
let emulator: Emulator;
// After the accounts, which say their last words to it.
beforeEach((test) => test.onTestFinished(() => emulator.close()));

const crowd = (size: number) =>
  Array.from({ length: size }, (_, nth) => ({ staffId: `crowd${nth}`, name: `员工${nth}` }));

async function useEmulator(options: EmulatorOptions = {}, people = 0): Promise<void> {
  const seed = defaultSeed();
  const members = [...seed.people, ...crowd(people)];
  emulator = await createEmulator({ seed: { ...seed, people: members }, ...options });
}

async function run(
  section: Record<string, unknown> = {},
  directory = temporaryFolder(),
): Promise<AccountRig> {
  const rig = await startAccountRig({ url: emulator.url, section, directory });
  onTestFinished(async () => {
    await rig.account.stop();
    fs.rmSync(rig.directory, { recursive: true, force: true });
  });
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  return rig;
}

const direct = (staffId = PERSON) => emulator.openDirect(DEFAULT_CLIENT_ID, staffId);
const say = (text: string, staffId = PERSON) =>
  emulator.say({ from: staffId, conversationId: direct(staffId), text });
const robots = (conversationId: string) =>
  emulator.messages(conversationId).filter(({ from }) => from.kind === "robot");
const shown = (conversationId: string) =>
  robots(conversationId)
    .filter(({ card }) => !card || card.state === "finished")
    .map(({ card, text }) => card?.content ?? text);
const until = (check: () => boolean, timeout = 10_000) =>
  expect.poll(check, { timeout, interval: 10 }).toBe(true);
const billed = () => emulator.calls().filter((call) => call.billed).length;

describe("when the month's calls are gone", () => {
  it("in the middle of the month, people still get their answers, by each message's own webhook", async () => {
    await useEmulator();
    const { account, statuses, logger } = await run();
    await say("one");
    await until(() => shown(direct()).includes("answer to one"));
    expect(robots(direct())[0]?.kind).toBe("card");
    emulator.setQuota({ clientId: DEFAULT_CLIENT_ID, monthlyCalls: 0 });
    await say("two");
    await until(() => shown(direct()).includes("answer to two"));
    await say("three");
    await until(() => shown(direct()).includes("answer to three"));
    expect(robots(direct()).map(({ kind }) => kind)).toEqual(["card", "text", "text"]);
    // The second answer paid for one refused attempt, the third for none.
    const refused = emulator.calls().filter(({ code }) => code?.includes("ApiCountLimitForOrg"));
    expect(refused).toHaveLength(1);
    const told = statuses.filter(({ lastError }) => lastError?.includes("API calls are gone"));
    expect(told).toHaveLength(1);
    expect(told[0]?.lastError).toMatch(/they return on \d{4}-\d\d-01/);
    expect(logger.lines.filter((line) => line.includes("API calls are gone"))).toHaveLength(1);
    await until(() => account.quota.snapshot()?.sessionMessages === 2);
    expect(account.quota.snapshot()?.calls.gone).toBe(true);
  });

  it("while an answer is being written, the whole answer follows as a message", async () => {
    await useEmulator();
    const { host, listeners } = await run();
    const write = (text: string) => {
      for (const tell of listeners) tell({ kind: "text", runId: "run-1", itemId: "i", text });
    };
    host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onRunStart("run-1");
      write("The beginning");
      await until(() => robots(direct()).length === 1);
      emulator.setQuota({ clientId: DEFAULT_CLIENT_ID, monthlyCalls: 0 });
      write("The beginning and the middle");
      await turn.events.deliver(
        { text: "The beginning, the middle, the end.", media: [], isError: false },
        "final",
      );
      return "completed";
    };
    await say("hello");
    await until(() => shown(direct()).includes("The beginning, the middle, the end."));
    expect(robots(direct()).filter(({ text }) => text.includes("the end"))).toHaveLength(1);
  });

  it("by our own count, answers are messages before DingTalk has to refuse any", async () => {
    await useEmulator();
    const { account, statuses } = await run({ quota: { monthlyCalls: 3 } });
    await say("one");
    await until(() => shown(direct()).includes("answer to one"));
    await say("two");
    await until(() => shown(direct()).includes("answer to two"));
    expect(robots(direct()).map(({ kind }) => kind)).toEqual(["card", "text"]);
    expect(emulator.calls().filter(({ status }) => status === 403)).toEqual([]);
    expect(account.quota.snapshot()).toMatchObject({ step: "one-message", calls: { used: 3, left: 0 } });
    expect(statuses.some(({ lastError }) => lastError?.includes("quota.monthlyCalls"))).toBe(true);
  });

  it("or the pushes are, the operator is told once and the message costs no call", async () => {
    await useEmulator();
    const { statuses, account } = await run();
    emulator.setQuota({ clientId: DEFAULT_CLIENT_ID, monthlyPushes: 0 });
    await say("one");
    await say("two");
    await until(() => emulator.messages().every(({ pushes }) => pushes?.[0]?.state === "acked"));
    await until(() => statuses.some(({ lastError }) => lastError?.includes("push quota") === true));
    await until(() => account.quota.snapshot()?.pushes.used === 2);
    expect(statuses.filter(({ lastError }) => lastError?.includes("push quota"))).toHaveLength(1);
    expect(billed()).toBe(0);
  });
});

describe("cards", () => {
  it("are used where the settings want them, and messages elsewhere", async () => {
    await useEmulator();
    await run({ card: { where: "groups" } });
    const group = emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
    await say("hello");
    const mentions = [DEFAULT_CLIENT_ID];
    await emulator.say({ from: PERSON, conversationId: group, text: "@小龙虾助手 hello", mentions });
    await until(() => shown(direct()).length === 1 && shown(group).length === 1);
    expect([robots(direct())[0]?.kind, robots(group)[0]?.kind]).toEqual(["text", "card"]);
  });

  it("refused in one conversation stay on in the others", async () => {
    await useEmulator();
    const { logger } = await run();
    const refuse = { kind: "refuse", status: 400, code: "param.openSpaceIdInvalid" } as const;
    for (const text of ["one", "two"]) {
      const fault = emulator.fault({ operation: "createAndDeliverCard", effect: refuse, times: 1 });
      await say(text);
      await until(() => shown(direct()).includes(`answer to ${text}`));
      expect(fault.hits()).toBe(1);
    }
    await say("three");
    await say("four", "lina02");
    await until(() => shown(direct()).includes("answer to three") && shown(direct("lina02")).length === 1);
    expect(robots(direct()).map(({ kind }) => kind)).toEqual(["text", "text", "text"]);
    expect(robots(direct("lina02"))[0]?.kind).toBe("card");
    expect(logger.lines.filter((line) => line.includes("refused cards repeatedly"))).toHaveLength(1);
  });
});

/**
 * An agent that writes `words` one after the other, then delivers all of them. It adopts at the end, so that the
 * journal's lanes do what the host's sessions do: one answer after the other in each conversation.
 */
function writer({ listeners }: AccountRig, words: readonly string[], stepMs: number) {
  return async (turn: HostTurn) => {
    const runId = `run-${turn.message.id}`;
    turn.events.onRunStart(runId);
    const whole = (count: number) => `${turn.message.text}: ${words.slice(0, count).join(" ")}`;
    for (let count = 1; count <= words.length; count += 1) {
      for (const tell of listeners) tell({ kind: "text", runId, itemId: "i", text: whole(count) });
      await new Promise((resolve) => setTimeout(resolve, stepMs));
    }
    await turn.events.deliver({ text: whole(words.length), media: [], isError: false }, "final");
    await turn.lifecycle.onAdopted();
    return "completed" as const;
  };
}

describe("25 conversations at once on one app", () => {
  it("all end right and in order below 20 calls a second, and both sides count the same", async () => {
    await useEmulator({}, 25);
    const rig = await run({ quota: { mode: "full", monthlyCalls: 0 } });
    const words = "a b c d e f g h i j k l m n o p q r s t".split(" ");
    rig.host.agent = writer(rig, words, 100);
    const people = crowd(25).map(({ staffId }) => staffId);
    for (const text of ["first", "second"]) for (const staffId of people) await say(text, staffId);
    const wanted = [`first: ${words.join(" ")}`, `second: ${words.join(" ")}`];
    await until(() => people.every((staffId) => shown(direct(staffId)).length === 2), 60_000);
    for (const staffId of people) expect(shown(direct(staffId))).toEqual(wanted);
    expect(robots(direct(people[0]!)).every(({ card }) => card?.state === "finished")).toBe(true);
    const refused = emulator.calls().filter(({ code }) => code?.includes("QpsLimit"));
    // A window of the platform and our bucket do not begin in the same moment; a storm would be dozens.
    expect(refused.length).toBeLessThanOrEqual(5);
    await until(() => rig.account.quota.snapshot()?.calls.used === billed());
    expect(rig.account.quota.snapshot()?.calls.used).toBe(emulator.quota(DEFAULT_CLIENT_ID).calls);
    expect(billed()).toBeGreaterThan(150);
  }, 90_000);
});

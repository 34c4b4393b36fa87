/**
 * Answers by ordinary message: where cards are switched off, and where DingTalk refuses them; and several accounts
 * on one gateway, each with its own connection and mode.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { permissionApplyUrl } from "../../src/contract/index.ts";
import { allScopes, DEFAULT_CLIENT_ID } from "../../src/emulator/seed.ts";
import type { EmulatorMessage } from "../../src/contract/emulator-control.ts";
import {
  answered,
  connected,
  crowdedSeed,
  robotMessages,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";

const PLAIN_ID = "dingplainbot0002";
const WRONG_ID = "dingwrongbot0003";
const PLAIN_SECRET = "secret-of-the-plain-bot";
const WRONG_SECRET = "not-the-secret-of-the-third";

let rig: Rig;
beforeAll(async () => {
  const seed = crowdedSeed();
  const plain = { clientId: PLAIN_ID, clientSecret: PLAIN_SECRET, name: "备用机器人", scopes: allScopes() };
  const wrong = { ...plain, clientId: WRONG_ID, clientSecret: "another-secret", name: "第三个机器人" };
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, plain, wrong] },
    dingtalk: {
      longTaskNoticeDelayMs: 1_500,
      accounts: {
        plain: { clientId: PLAIN_ID, clientSecret: PLAIN_SECRET, enableAICard: false },
        wrong: { clientId: WRONG_ID, clientSecret: WRONG_SECRET },
      },
    },
  });
  await connected(rig.emulator, PLAIN_ID);
  // The first turn after a start takes seconds, in which a notice would be right.
  const { staffId, conversationId } = rig.newPerson();
  rig.model.on("warm up", "Warm.");
  await rig.emulator.say({ from: staffId, conversationId, text: "warm up" });
  await answered(rig.emulator, conversationId, "Warm.");
}, 120_000);
afterAll(async () => {
  await rig?.close();
});

const say = (staffId: string, conversationId: string, text: string) =>
  rig.emulator.say({ from: staffId, conversationId, text });

const texts = (messages: readonly EmulatorMessage[]) =>
  messages.map((message) => message.card?.content ?? message.text);

/** A notice differs from every answer of these tests. */
const NOTICE = /正在处理|Still working/;

describe("an account without AI cards", () => {
  test("answers by one ordinary message with the whole text", async () => {
    const { staffId } = rig.newPerson();
    const conversationId = rig.emulator.openDirect(PLAIN_ID, staffId);
    rig.model.on("plain question", "First ", { wait: 200 }, "and **last**.");
    await say(staffId, conversationId, "plain question");
    const message = await answered(rig.emulator, conversationId, "First and **last**.");
    expect(message.kind).toBe("markdown");
    expect(robotMessages(rig.emulator, conversationId)).toHaveLength(1);
  });

  test("tells a waiting person once that the answer takes long, and never after the answer", async () => {
    const { staffId } = rig.newPerson();
    const conversationId = rig.emulator.openDirect(PLAIN_ID, staffId);
    rig.model.on("slow question", { wait: 4_000 }, "At last.");
    await say(staffId, conversationId, "slow question");
    await answered(rig.emulator, conversationId, "At last.");
    const seen = texts(robotMessages(rig.emulator, conversationId));
    expect(seen).toEqual([expect.stringMatching(NOTICE), "At last."]);
  });

  test("says nothing about a long task when the answer is quick", async () => {
    const { staffId } = rig.newPerson();
    const conversationId = rig.emulator.openDirect(PLAIN_ID, staffId);
    rig.model.on("quick question", "Quick.");
    await say(staffId, conversationId, "quick question");
    await answered(rig.emulator, conversationId, "Quick.");
    expect(texts(robotMessages(rig.emulator, conversationId))).toEqual(["Quick."]);
  });

  test("sends a very long answer in several numbered messages that give the text back", async () => {
    const { staffId } = rig.newPerson();
    const conversationId = rig.emulator.openDirect(PLAIN_ID, staffId);
    const long = Array.from({ length: 400 }, (_, line) => `第 ${line} 行，一些中文内容。`).join("\n");
    rig.model.on("long question", long);
    await say(staffId, conversationId, "long question");
    await rig.emulator.waitFor(
      () =>
        texts(robotMessages(rig.emulator, conversationId))
          .filter((text) => !NOTICE.test(text))
          .map((text, index, all) => text.replace(`(${index + 1}/${all.length})\n\n`, ""))
          .join("") === long,
      30_000,
    );
  });
});

describe("two accounts", () => {
  test("answer the same person each in its own conversation and mode", async () => {
    const person = rig.newPerson();
    const plainConversation = rig.emulator.openDirect(PLAIN_ID, person.staffId);
    rig.model.on("to the first", "By card.");
    rig.model.on("to the second", "By message.");
    await say(person.staffId, person.conversationId, "to the first");
    await say(person.staffId, plainConversation, "to the second");
    const card = await answered(rig.emulator, person.conversationId, "By card.");
    const message = await answered(rig.emulator, plainConversation, "By message.");
    expect([card.kind, message.kind]).toEqual(["card", "text"]);
  });

  test("are not disturbed by a third whose secret is wrong, which is named and tried at most once a minute", async () => {
    const log = await rig.gateway.waitForLog(/\[wrong\].*Client Secret/i);
    expect(log).not.toContain(WRONG_SECRET);
    const attempts = rig.emulator
      .calls()
      .filter(
        (call) =>
          call.clientId === WRONG_ID &&
          (call.operation === "openConnection" || call.operation === "getAccessToken"),
      );
    const [first] = attempts;
    const minutes = Math.ceil((Date.now() - (first?.at ?? 0) + 1) / 60_000);
    expect(attempts.filter((call) => call.operation === "openConnection").length).toBeLessThanOrEqual(
      minutes,
    );
  });
});

describe("an app without the card permissions", () => {
  test("still gives the whole answer once, and logs the missing permission with its link once", async () => {
    rig.emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    rig.emulator.revoke(DEFAULT_CLIENT_ID, "Card.Instance.Write");
    try {
      for (const round of ["one", "two"]) {
        const person = rig.newPerson();
        rig.model.on(`forbidden ${round}`, "The whole ", { wait: 300 }, `answer ${round}.`);
        await say(person.staffId, person.conversationId, `forbidden ${round}`);
        const message = await answered(rig.emulator, person.conversationId, `The whole answer ${round}.`);
        expect(message.kind).not.toBe("card");
        expect(texts(robotMessages(rig.emulator, person.conversationId))).toEqual([
          `The whole answer ${round}.`,
        ]);
      }
      const link = permissionApplyUrl(DEFAULT_CLIENT_ID, "Card.Instance.Write");
      const lines = rig.gateway.logs().filter((line) => line.includes(link));
      expect(lines).toHaveLength(1);
    } finally {
      rig.emulator.grant(DEFAULT_CLIENT_ID, "Card.Instance.Write");
      rig.emulator.grant(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    }
  });
});

describe("an app that loses only the streaming permission", () => {
  test("gives the answer by message and leaves no card spinning", async () => {
    rig.emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const person = rig.newPerson();
    // The gate of the test before may still be closed: then no card is tried, and the same must hold.
    rig.model.on("no streaming", "Nothing ", { wait: 1_200 }, "is ", { wait: 1_000 }, "lost.");
    await say(person.staffId, person.conversationId, "no streaming");
    await rig.emulator.waitFor(
      () => texts(robotMessages(rig.emulator, person.conversationId)).includes("Nothing is lost."),
      30_000,
    );
    await rig.emulator.waitFor(
      () =>
        robotMessages(rig.emulator, person.conversationId).every(
          ({ card }) => !card || card.state === "finished" || card.state === "failed",
        ),
      30_000,
    );
    const whole = texts(robotMessages(rig.emulator, person.conversationId)).filter(
      (text) => text === "Nothing is lost.",
    );
    expect(whole).toHaveLength(1);
    rig.emulator.grant(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
  });
});

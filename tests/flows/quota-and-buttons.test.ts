/**
 * What a month costs and what a card's buttons do, over the real gateway: `/quota` in the chat and on the command
 * line, answers after the last call of the month, the stop button and thumbs.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUBLIC_AI_CARD, type CardTemplate } from "../../src/contract/card.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import {
  answered,
  crowdedSeed,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";
import { linkGateway } from "../support/gateway-client.ts";

const OWN: CardTemplate = {
  id: "own-template.schema",
  contentKey: "answer",
  statusKey: "state",
  initial: {},
};

const CHATTY_ID = "dingchattybot0002";

let rig: Rig;
beforeAll(async () => {
  const seed = crowdedSeed();
  const credentials = { clientId: CHATTY_ID, clientSecret: "secret-of-the-chatty-bot" };
  const chatty = { ...credentials, name: "第二助手", scopes: allScopes() };
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, chatty], templates: [PUBLIC_AI_CARD, OWN] },
    dingtalk: {
      language: "en",
      card: { templateId: OWN.id, contentKey: "answer", statusKey: "state" },
      quota: { mode: "full", monthlyCalls: 4_000 },
      accounts: { chatty: { ...credentials, card: { statusLine: true } } },
    },
  });
  const { staffId, conversationId } = rig.newPerson();
  rig.model.on("warm up", "Warm.");
  await rig.emulator.say({ from: staffId, conversationId, text: "warm up" });
  await answered(rig.emulator, conversationId, "Warm.");
}, 120_000);
afterAll(async () => {
  await rig?.close();
});

const billed = () =>
  rig.emulator.calls().filter((call) => call.billed && call.clientId === DEFAULT_CLIENT_ID).length;

test("a person who asks /quota reads what DingTalk counted, and the operator's command line says the same", async () => {
  const { staffId, conversationId } = rig.newPerson();
  const before = billed();
  const requests = rig.model.exchanges.length;
  await rig.emulator.say({ from: staffId, conversationId, text: "/quota" });
  const answer = await rig.emulator.waitFor(
    () =>
      robotMessages(rig.emulator, conversationId).find((message) => shownText(message).includes("API calls")),
    20_000,
  );
  expect(shownText(answer)).toContain(`API calls: ${before} of 4000, ${4_000 - before} left`);
  expect(shownText(answer)).toContain("Mode full; answers go out as: streaming cards");
  expect(rig.model.exchanges).toHaveLength(requests);
  await expect
    .poll(() =>
      robotMessages(rig.emulator, conversationId).every(({ card }) => !card || card.state === "finished"),
    )
    .toBe(true);
  const { stdout } = await rig.gateway.state.cli(["china", "quota", "--json"]);
  const rows = JSON.parse(stdout) as {
    accountId: string;
    quota: { calls: { used: number }; mode: string };
  }[];
  expect(rows.find(({ accountId }) => accountId === "default")?.quota).toMatchObject({
    mode: "full",
    calls: { used: billed(), limit: 4_000 },
  });
}, 120_000);

test("the account's status shows the month and the step", async () => {
  const link = await linkGateway(rig.gateway);
  type Status = { accountId: string; application?: { quota?: { month: string; step: string } } };
  const { channelAccounts } = await link.request<{ channelAccounts: Record<string, Status[]> }>(
    "channels.status",
  );
  await link.close();
  const status = channelAccounts["dingtalk"]?.find(({ accountId }) => accountId === "default");
  expect(status?.application?.quota).toMatchObject({
    month: expect.stringMatching(/^\d{4}-\d\d$/),
    step: "stream",
  });
});

test("the stop button of who asked ends the model's run, and the card with what was written", async () => {
  const { staffId, conversationId } = rig.newPerson();
  rig.model.on("endless question", "This much was written.", { wait: 60_000 }, " Never said.");
  await rig.emulator.say({ from: staffId, conversationId, text: "endless question" });
  const shown = await rig.emulator.waitFor(
    () =>
      robotMessages(rig.emulator, conversationId).find(({ card }) => card?.content.includes("was written")),
    20_000,
  );
  const exchange = await rig.model.next("endless question");
  await rig.emulator.press({ from: staffId, outTrackId: shown.card!.outTrackId, actionId: "btn_stop" });
  await exchange.done;
  expect(exchange.aborted).toBe(true);
  await answered(rig.emulator, conversationId, "This much was written.\n\n(Stopped.)");
  rig.model.on("after the stop", "Here I am.");
  await rig.emulator.say({ from: staffId, conversationId, text: "after the stop" });
  await answered(rig.emulator, conversationId, "Here I am.");
  expect(robotMessages(rig.emulator, conversationId)).toHaveLength(2);
}, 120_000);

test("a reader sees the tool at work, and model, tokens and time below the end where they are wanted", async () => {
  const { staffId } = rig.newPerson();
  const conversationId = rig.emulator.openDirect(CHATTY_ID, staffId);
  const seen: string[] = [];
  const stop = rig.emulator.onEvent((event) => {
    if (event.type === "message" && event.message.conversationId === conversationId && event.message.card)
      seen.push(event.message.card.content);
  });
  rig.model.on("use a tool", { tool: "read", args: { path: "nothing.txt" } });
  rig.model.on("use a tool", "There is ", { wait: 300 }, "nothing.");
  await rig.emulator.say({ from: staffId, conversationId, text: "use a tool" });
  const message = await rig.emulator.waitFor(
    () => robotMessages(rig.emulator, conversationId).find(({ card }) => card?.state === "finished"),
    20_000,
  );
  stop();
  expect(seen.some((content) => content.includes("Using read…"))).toBe(true);
  expect(shownText(message)).toMatch(/^There is nothing\.\n\n> \S+ · (\d+ tokens · )?\d+\.\d s$/);
}, 120_000);

test("a thumb is kept, and the operator's command line lists it", async () => {
  const { staffId, conversationId } = rig.newPerson();
  rig.model.on("judge me", "A fine answer.");
  await rig.emulator.say({ from: staffId, conversationId, text: "judge me" });
  const { card } = await answered(rig.emulator, conversationId, "A fine answer.");
  await rig.emulator.press({ from: staffId, outTrackId: card!.outTrackId, actionId: "feedback_down" });
  const { stdout } = await rig.gateway.state.cli(["china", "feedback", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject([{ staffId, verdict: "down", outTrackId: card!.outTrackId }]);
}, 120_000);

test("after the month's last call people are still answered, and the operator is told once when calls return", async () => {
  const { staffId, conversationId } = rig.newPerson();
  rig.emulator.setQuota({ clientId: DEFAULT_CLIENT_ID, monthlyCalls: 0 });
  for (const text of ["without calls", "still without"]) {
    rig.model.on(text, `Answered ${text}.`);
    await rig.emulator.say({ from: staffId, conversationId, text });
    const message = await answered(rig.emulator, conversationId, `Answered ${text}.`);
    expect(message.kind).not.toBe("card");
  }
  const told = rig.gateway.logs().filter((line) => line.includes("API calls are gone"));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/they return on \d{4}-\d\d-01/);
}, 120_000);

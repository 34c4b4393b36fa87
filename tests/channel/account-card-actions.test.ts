/**
 * Buttons of a card against the local DingTalk: who asked stops the answer, others cannot; thumbs are kept; an own
 * template is used, and one that DingTalk refuses is told.
 */
import fs from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { feedbackDirectory, openFeedbackStore } from "../../src/channel/card/feedback-store.ts";
import { PUBLIC_AI_CARD, type CardTemplate } from "../../src/contract/card.ts";
import { createEmulator, DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { startAccountRig, temporaryFolder, type AccountRig } from "../support/account-rig.ts";

const PERSON = "zhangwei01";
const OWN: CardTemplate = {
  id: "own-template.schema",
  contentKey: "answer",
  statusKey: "state",
  initial: {},
};
const OWN_SETTINGS = {
  templateId: OWN.id,
  contentKey: "answer",
  statusKey: "state",
  variables: { hasStop: "true" },
};
let emulator: Emulator;
// After the accounts, which say their last words to it.
beforeEach((test) => test.onTestFinished(() => emulator.close()));

async function run(
  section: Record<string, unknown> = {},
  templates = [PUBLIC_AI_CARD, OWN],
): Promise<AccountRig> {
  emulator = await createEmulator({ seed: { ...defaultSeed(), templates } });
  const rig = await startAccountRig({ url: emulator.url, section, directory: temporaryFolder() });
  onTestFinished(async () => {
    await rig.account.stop();
    fs.rmSync(rig.directory, { recursive: true, force: true });
  });
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  return rig;
}

const groupId = () => emulator.snapshot().conversations.find(({ type }) => type === "group")!.conversationId;
const cards = (conversationId: string) =>
  emulator.messages(conversationId).flatMap(({ card }) => (card ? [card] : []));
const texts = (conversationId: string) =>
  emulator
    .messages(conversationId)
    .filter(({ from, card }) => from.kind === "robot" && !card)
    .map(({ text }) => text);
const until = (check: () => boolean, timeout = 8_000) =>
  expect.poll(check, { timeout, interval: 10 }).toBe(true);

/** The agent writes one beginning and then thinks until somebody stops it. */
function writeUntilStopped({ host, listeners }: AccountRig, beginning: string): { stopped: boolean } {
  const run = { stopped: false };
  host.agent = async (turn) => {
    await turn.lifecycle.onAdopted();
    turn.events.onRunStart("run-1");
    if (beginning === "") for (const tell of listeners) tell({ kind: "thinking", runId: "run-1" });
    else for (const tell of listeners) tell({ kind: "text", runId: "run-1", itemId: "i", text: beginning });
    await new Promise<void>((resolve) => turn.stopSignal.addEventListener("abort", () => resolve()));
    run.stopped = true;
    return "completed";
  };
  return run;
}

describe("the stop button", () => {
  it("ends the run of who asked, and the card with what was written and a mark", async () => {
    const rig = await run();
    const run1 = writeUntilStopped(rig, "First half.\n\n```\ncode");
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "tell me" });
    await until(() => cards(conversationId)[0]?.content.includes("First half") === true);
    const { outTrackId } = cards(conversationId)[0]!;
    expect(await emulator.press({ from: PERSON, outTrackId, actionId: "btn_stop" })).toEqual({
      acknowledged: true,
    });
    await until(() => cards(conversationId)[0]?.state === "finished");
    expect(run1.stopped).toBe(true);
    expect(cards(conversationId)[0]?.content).toBe("First half.\n\n```\ncode\n```\n\n(Stopped.)");
    expect(texts(conversationId)).toEqual([]);
    await emulator.press({ from: PERSON, outTrackId, actionId: "btn_stop" });
    await until(() => rig.logger.lines.some((line) => line.includes('"result":"over"')));
  });

  it("ends a card on which nothing was written yet with the mark alone", async () => {
    const rig = await run();
    writeUntilStopped(rig, "");
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "tell me" });
    await until(() => cards(conversationId).length === 1);
    const { outTrackId } = cards(conversationId)[0]!;
    await emulator.press({ from: PERSON, outTrackId, actionId: "btn_stop" });
    await until(() => cards(conversationId)[0]?.state === "finished");
    expect(cards(conversationId)[0]?.content).toBe("(Stopped.)");
  });

  it("does nothing for others in the group, unless the account's list names them", async () => {
    const rig = await run({ allowFrom: ["*", "WangFang03"] });
    const run1 = writeUntilStopped(rig, "Half.");
    const say = { from: PERSON, conversationId: groupId(), text: "tell me", mentions: [DEFAULT_CLIENT_ID] };
    await emulator.say(say);
    await until(() => cards(groupId()).length === 1);
    const { outTrackId } = cards(groupId())[0]!;
    await emulator.press({ from: "lina02", outTrackId, actionId: "btn_stop" });
    await until(() => rig.logger.lines.some((line) => line.includes('"result":"not-yours"')));
    expect([run1.stopped, cards(groupId())[0]?.state]).toEqual([false, "inputing"]);
    await emulator.press({ from: "wangfang03", outTrackId, actionId: "btn_stop" });
    await until(() => cards(groupId())[0]?.state === "finished");
    expect(run1.stopped).toBe(true);
  });
});

describe("thumbs", () => {
  it("are kept one per person and card, the newest counts, and a restart keeps them", async () => {
    const rig = await run();
    const say = { from: PERSON, conversationId: groupId(), text: "hi", mentions: [DEFAULT_CLIENT_ID] };
    await emulator.say(say);
    await until(() => cards(groupId())[0]?.state === "finished");
    const { outTrackId } = cards(groupId())[0]!;
    for (const [from, actionId] of [
      [PERSON, "feedback_up"],
      ["lina02", "feedback_up"],
      [PERSON, "feedback_down"],
      [PERSON, "something_else"],
    ] as const)
      await emulator.press({ from, outTrackId, actionId });
    await until(() => rig.logger.lines.some((line) => line.includes("something_else")));
    await rig.account.stop();
    const store = openFeedbackStore({ directory: feedbackDirectory(rig.directory), accountId: "default" });
    const found = store
      .list()
      .map(({ staffId, verdict, conversationId }) => [staffId, verdict, conversationId]);
    store.close();
    expect(found.toSorted()).toEqual([
      ["lina02", "up", groupId()],
      [PERSON, "down", groupId()],
    ]);
  });

  it("cost a push each, which the month counts", async () => {
    const rig = await run();
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "hi" });
    await until(() => cards(conversationId)[0]?.state === "finished");
    await emulator.press({
      from: PERSON,
      outTrackId: cards(conversationId)[0]!.outTrackId,
      actionId: "feedback_up",
    });
    await until(() => rig.account.quota.snapshot()?.pushes.used === 2);
    expect(emulator.quota(DEFAULT_CLIENT_ID).pushes).toBe(2);
  });
});

describe("an own template", () => {
  it("gets the text, the state and its further variables under its own names", async () => {
    await run({ card: OWN_SETTINGS });
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "hi" });
    await until(() => cards(conversationId)[0]?.state === "finished");
    expect(cards(conversationId)[0]).toMatchObject({
      templateId: OWN.id,
      content: "answer to hi",
      params: { answer: "answer to hi", state: "3", hasStop: "true" },
    });
  });

  it("that is not published is told once with what to do, and answers go out as messages", async () => {
    const rig = await run({ card: OWN_SETTINGS }, [PUBLIC_AI_CARD]);
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    for (const text of ["one", "two"]) {
      await emulator.say({ from: PERSON, conversationId, text });
      await until(() => texts(conversationId).includes(`answer to ${text}`));
    }
    expect(cards(conversationId)).toEqual([]);
    const told = rig.logger.lines.filter((line) => line.includes("is not published"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("card.templateId");
    expect(emulator.calls().filter(({ operation }) => operation === "createAndDeliverCard")).toHaveLength(1);
  });

  it("whose variable is named wrongly is told, and the answer arrives all the same", async () => {
    const rig = await run({ card: { ...OWN_SETTINGS, contentKey: "msgContent" } });
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "one" });
    await until(() => texts(conversationId).includes("answer to one"));
    expect(rig.logger.lines.filter((line) => line.includes("Check card.contentKey"))).toHaveLength(1);
    await emulator.say({ from: PERSON, conversationId, text: "two" });
    await until(() => texts(conversationId).includes("answer to two"));
    expect(cards(conversationId)).toHaveLength(1);
  });
});

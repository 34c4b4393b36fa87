/**
 * Approvals and questions over the real gateway: a command that needs permission, asked on a card with buttons or by
 * a message with buttons, decided by who asked and by nobody else, and ended visibly.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import type { EmulatorMessage } from "../../src/contract/emulator-control.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { allScopes, BUTTON_CARD } from "../../src/emulator/seed.ts";
import {
  answered,
  crowdedSeed,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";
import { linkGateway } from "../support/gateway-client.ts";

const PLAIN_ID = "dingplainbot0002";
const STRICT_ID = "dingstrictbot0003";
const APPROVER = "manager807";

let rig: Rig;
beforeAll(async () => {
  const seed = crowdedSeed();
  const credentials = { clientId: PLAIN_ID, clientSecret: "secret-of-the-plain-bot" };
  const plain = { ...credentials, name: "第二助手", scopes: allScopes() };
  const strictly = { clientId: STRICT_ID, clientSecret: "secret-of-the-strict-bot" };
  const strict = { ...strictly, name: "第三助手", scopes: allScopes() };
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, plain, strict], templates: [PUBLIC_AI_CARD, BUTTON_CARD] },
    dingtalk: {
      language: "en",
      accounts: {
        default: {
          card: {
            templateId: BUTTON_CARD.id,
            contentKey: "content",
            statusKey: "flowStatus",
            buttonsKey: "btns",
          },
        },
        plain: credentials,
        strict: { ...strictly, approvals: { approvers: [APPROVER] } },
      },
    },
    config: {
      session: { dmScope: "per-account-channel-peer" },
      tools: { exec: { host: "gateway", security: "full", ask: "always" } },
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

/** The first message of the robot that shows `text`. */
const shown = (conversationId: string, text: string, timeoutMs = 30_000): Promise<EmulatorMessage> =>
  rig.emulator.waitFor(
    () => robotMessages(rig.emulator, conversationId).find((message) => shownText(message).includes(text)),
    timeoutMs,
  );

/** The agent is asked for a command, runs it when it may, and says what came of it. */
function scriptCommand(prompt: string, command: string, end: string): void {
  rig.model.on(prompt, { tool: "exec", args: { command } });
  rig.model.always(prompt, [end]);
}

const cardAsking = (conversationId: string, text: string) =>
  robotMessages(rig.emulator, conversationId).find(({ card }) => card?.content.includes(text))!.card!;

const fileOf = (name: string) => join(rig.gateway.state.stateDir, name);

test("a person allows a command by the button of a card, and reads what was decided and what came of it", async () => {
  const { staffId, conversationId } = rig.newPerson();
  scriptCommand("run the first command", `touch ${fileOf("first")}`, "The first command ran.");
  await rig.emulator.say({ from: staffId, conversationId, text: "run the first command" });
  const { card } = await shown(conversationId, "touch ");
  expect(card?.buttons?.map(({ label }) => label)).toContain("Allow once");
  expect(existsSync(fileOf("first"))).toBe(false);
  await rig.emulator.press({ from: staffId, outTrackId: card!.outTrackId, actionId: "choice_0" });
  await shown(conversationId, "✅ Allow once");
  await shown(conversationId, "The first command ran.");
  expect(existsSync(fileOf("first"))).toBe(true);
  expect(cardAsking(conversationId, "touch ").params["btns"]).toBe("[]");
  expect(robotMessages(rig.emulator, conversationId).map(shownText).join("\n")).not.toContain("/approve ");
}, 120_000);

test("in a group a stranger's press is refused and told, and who asked denies", async () => {
  const asker = rig.newPerson();
  const stranger = rig.newPerson();
  scriptCommand("run the second command", `touch ${fileOf("second")}`, "It was not run.");
  await rig.emulator.say({
    from: asker.staffId,
    conversationId: rig.groupId,
    text: "run the second command",
    mentions: [DEFAULT_CLIENT_ID],
  });
  const { card } = await shown(rig.groupId, fileOf("second"));
  const { outTrackId, buttons } = card!;
  await rig.emulator.press({ from: stranger.staffId, outTrackId, actionId: "choice_0" });
  await shown(stranger.conversationId, "not yours to decide");
  const deny = buttons!.find(({ label }) => label === "Deny")!.actionId;
  await rig.emulator.press({ from: asker.staffId, outTrackId, actionId: deny });
  await shown(rig.groupId, "❌ Deny");
  await shown(rig.groupId, "It was not run.");
  expect(existsSync(fileOf("second"))).toBe(false);
}, 120_000);

test("without an own template a tap on a message's button allows, by the word that it says", async () => {
  const { staffId } = rig.newPerson();
  const conversationId = rig.emulator.openDirect(PLAIN_ID, staffId);
  scriptCommand("run the third command", `touch ${fileOf("third")}`, "The third command ran.");
  await rig.emulator.say({ from: staffId, conversationId, text: "run the third command" });
  const asked = await shown(conversationId, fileOf("third"));
  const [link] = /dtmd:[^)]+/.exec(asked.text) ?? [];
  const word = new URL(link!).searchParams.get("content")!;
  await rig.emulator.say({ from: staffId, conversationId, text: word });
  await shown(conversationId, "run a command: ✅ Allow once");
  await shown(conversationId, "The third command ran.");
  expect(existsSync(fileOf("third"))).toBe(true);
}, 120_000);

test("where approvers are named they are asked in their own chat, who asked is told so and cannot decide", async () => {
  const { staffId } = rig.newPerson();
  const conversationId = rig.emulator.openDirect(STRICT_ID, staffId);
  const approverChat = rig.emulator.openDirect(STRICT_ID, APPROVER);
  scriptCommand("run the strict command", `touch ${fileOf("strict")}`, "The strict command ran.");
  await rig.emulator.say({ from: staffId, conversationId, text: "run the strict command" });
  const asked = await shown(approverChat, fileOf("strict"));
  const [link] = /dtmd:[^)]+/.exec(asked.text) ?? [];
  const word = new URL(link!).searchParams.get("content")!;
  await shown(conversationId, "Approval required");
  await rig.emulator.say({ from: staffId, conversationId, text: word });
  await shown(conversationId, "not yours to decide");
  expect(existsSync(fileOf("strict"))).toBe(false);
  await rig.emulator.say({ from: APPROVER, conversationId: approverChat, text: word });
  await shown(approverChat, "✅ Allow once");
  await shown(conversationId, "The strict command ran.");
  expect(existsSync(fileOf("strict"))).toBe(true);
}, 120_000);

test("an approval that nobody decides says that it has expired", async () => {
  const { staffId, conversationId } = rig.newPerson();
  const link = await linkGateway(rig.gateway);
  const decision = link.request<{ decision: string | null }>("exec.approval.request", {
    command: "echo too late",
    host: "gateway",
    timeoutMs: 3_000,
    turnSourceChannel: "dingtalk",
    turnSourceTo: `user:${staffId}`,
    turnSourceAccountId: "default",
  });
  await shown(conversationId, "echo too late");
  await shown(conversationId, "Expired; nothing was done");
  expect((await decision).decision).toBeNull();
  await link.close();
  const { outTrackId } = cardAsking(conversationId, "echo too late");
  await rig.emulator.press({ from: staffId, outTrackId, actionId: "choice_0" });
  await shown(conversationId, "Already settled");
}, 120_000);

test("a plugin's action is denied by the same buttons", async () => {
  const { staffId, conversationId } = rig.newPerson();
  const link = await linkGateway(rig.gateway);
  const decision = link.request<{ decision: string | null }>("plugin.approval.request", {
    title: "Send the report",
    description: "To everybody in the company.",
    toolName: "send_report",
    timeoutMs: 30_000,
    turnSourceChannel: "dingtalk",
    turnSourceTo: `user:${staffId}`,
    turnSourceAccountId: "default",
  });
  const { card } = await shown(conversationId, "Send the report");
  expect(card?.content).toContain("To everybody in the company.");
  const { actionId } = card!.buttons!.find(({ label }) => label === "Deny")!;
  await rig.emulator.press({ from: staffId, outTrackId: card!.outTrackId, actionId });
  expect((await decision).decision).toBe("deny");
  await shown(conversationId, "❌ Deny");
  await link.close();
}, 120_000);

test("a person answers the agent's question by a button, and the agent goes on with the answer", async () => {
  const { staffId, conversationId } = rig.newPerson();
  const question = {
    id: "target",
    header: "Target",
    question: "Where shall it go?",
    options: [{ label: "Staging" }, { label: "Production" }],
  };
  // The host keeps this tool behind its search; a model finds it by name.
  rig.model.on("ask me first", {
    tool: "tool_call",
    args: { id: "ask_user", args: { questions: [question] } },
  });
  rig.model.always("ask me first", ["On its way."]);
  await rig.emulator.say({ from: staffId, conversationId, text: "ask me first" });
  const { card } = await shown(conversationId, "Where shall it go?");
  expect(card?.buttons?.map(({ label }) => label)).toEqual(["Staging", "Production"]);
  await rig.emulator.press({ from: staffId, outTrackId: card!.outTrackId, actionId: "choice_1" });
  await shown(conversationId, "✅ Production");
  await shown(conversationId, "On its way.");
  const requests = JSON.stringify(rig.model.exchanges.at(-1)?.request);
  expect(requests).toContain("Production");
}, 120_000);

test.each(["stop", "停止"])(
  "the word %s ends the run, and the card with what was written",
  async (word) => {
    const { staffId, conversationId } = rig.newPerson();
    const prompt = `endless talk ${word}`;
    rig.model.on(prompt, "This much was written.", { wait: 60_000 }, " Never said.");
    await rig.emulator.say({ from: staffId, conversationId, text: prompt });
    await shown(conversationId, "This much was written.");
    const exchange = await rig.model.next(prompt);
    await rig.emulator.say({ from: staffId, conversationId, text: word });
    await exchange.done;
    expect(exchange.aborted).toBe(true);
    await rig.emulator.waitFor(() =>
      robotMessages(rig.emulator, conversationId).every(({ card }) => card?.state !== "inputing"),
    );
    const said = robotMessages(rig.emulator, conversationId).map(shownText).join("\n");
    expect(said).toContain("This much was written.");
    expect(said).not.toContain("Never said.");
  },
  120_000,
);

test("an approval that a crash left open is ended on its card at the next start", async () => {
  const { staffId, conversationId } = rig.newPerson();
  scriptCommand("run the fourth command", `touch ${fileOf("fourth")}`, "The fourth command ran.");
  await rig.emulator.say({ from: staffId, conversationId, text: "run the fourth command" });
  const { card } = await shown(conversationId, fileOf("fourth"));
  await rig.gateway.kill();
  await rig.gateway.restart();
  await rig.emulator.waitFor(
    () =>
      robotMessages(rig.emulator, conversationId)
        .find((message) => message.card?.outTrackId === card!.outTrackId)
        ?.card?.content.includes("Interrupted: the gateway restarted"),
    60_000,
  );
  await rig.emulator.press({ from: staffId, outTrackId: card!.outTrackId, actionId: "choice_0" });
  await shown(conversationId, "Already settled");
  expect(existsSync(fileOf("fourth"))).toBe(false);
}, 180_000);

/** Lays `change` over an account in the file that the gateway watches, and waits until it has taken it. */
async function changeAccount(accountId: string, change: Record<string, unknown>): Promise<void> {
  const { stateDir } = rig.gateway.state;
  const config = structuredClone(readHostConfig(stateDir)) as {
    channels: { dingtalk: { accounts: Record<string, Record<string, unknown>> } };
  };
  const { accounts } = config.channels.dingtalk;
  accounts[accountId] = { ...accounts[accountId], ...change };
  writeHostConfig(stateDir, config);
  const taken = () => rig.gateway.logs().some((line) => line.includes(`accounts.${accountId}`));
  await expect.poll(taken, { timeout: 30_000 }).toBe(true);
}

test("an approver who is named while the gateway runs is asked from then on, and no account connects anew", async () => {
  const { staffId } = rig.newPerson();
  const named = rig.newPerson();
  const conversationId = rig.emulator.openDirect(STRICT_ID, staffId);
  const approverChat = rig.emulator.openDirect(STRICT_ID, named.staffId);
  const oldChat = rig.emulator.openDirect(STRICT_ID, APPROVER);
  const connections = () =>
    rig.emulator.calls().filter(({ operation }) => operation === "openConnection").length;
  const before = connections();
  await changeAccount("strict", { approvals: { approvers: [named.staffId] } });
  scriptCommand("run the other strict command", `touch ${fileOf("other")}`, "The other strict command ran.");
  await rig.emulator.say({ from: staffId, conversationId, text: "run the other strict command" });
  const asked = await shown(approverChat, fileOf("other"));
  const [link] = /dtmd:[^)]+/.exec(asked.text) ?? [];
  const text = new URL(link!).searchParams.get("content")!;
  await rig.emulator.say({ from: APPROVER, conversationId: oldChat, text });
  await shown(oldChat, "not yours to decide");
  await rig.emulator.say({ from: named.staffId, conversationId: approverChat, text });
  await shown(conversationId, "The other strict command ran.");
  expect(connections()).toBe(before);
}, 120_000);

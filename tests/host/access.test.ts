/**
 * Who may speak, over the real gateway: pairing with the host's own approval, allow lists, groups, mentions; and the
 * host's doctor, which must not complain of what is meant. One gateway with one account for each policy.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import {
  answered,
  connected,
  crowdedSeed,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";

const PAIRING_ID = "dingpairingbot0002";
const LISTED_ID = "dinglistedbot0003";
const SHUT_ID = "dingshutbot0004";
const BOTS = [PAIRING_ID, LISTED_ID, SHUT_ID];
const LISTED_GROUP = "cidListedGroup0001==";
const OTHER_GROUP = "cidOtherGroup0002==";
const FRIEND = "zhangwei01";
const STRANGER = "lina02";

const secretOf = (clientId: string) => `local-secret-of-${clientId}`;
const account = (clientId: string, rest: object) => ({ clientId, clientSecret: secretOf(clientId), ...rest });

let rig: Rig;
beforeAll(async () => {
  const seed = crowdedSeed();
  const apps = BOTS.map((clientId) => ({
    clientId,
    clientSecret: secretOf(clientId),
    name: `机器人${clientId}`,
    scopes: allScopes(),
  }));
  const group = (conversationId: string, title: string) => ({
    conversationId,
    title,
    memberIds: [FRIEND, STRANGER],
    robotIds: [LISTED_ID, SHUT_ID],
  });
  const groups = [...(seed.groups ?? []), group(LISTED_GROUP, "名单群"), group(OTHER_GROUP, "其他群")];
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, ...apps], groups },
    dingtalk: {
      language: "en",
      accounts: {
        pairing: account(PAIRING_ID, { dmPolicy: "pairing" }),
        listed: account(LISTED_ID, {
          dmPolicy: "allowlist",
          allowFrom: [FRIEND],
          groupPolicy: "allowlist",
          groupAllowFrom: [FRIEND],
          groups: { [LISTED_GROUP]: {} },
        }),
        shut: account(SHUT_ID, { groupPolicy: "disabled" }),
      },
    },
  });
  for (const clientId of BOTS) await connected(rig.emulator, clientId);
}, 120_000);
afterAll(async () => {
  await rig?.close();
});

interface Words {
  readonly to: string;
  readonly from: string;
  readonly text: string;
}

/** Says something in a direct conversation; resolves when the bot has acknowledged it. */
async function write({ to, from, text }: Words): Promise<string> {
  const conversationId = rig.emulator.openDirect(to, from);
  const { msgId } = await rig.emulator.say({ from, conversationId, text });
  await acked(msgId);
  return conversationId;
}

async function mention({ to, from, text }: Words, conversationId: string): Promise<void> {
  const { msgId } = await rig.emulator.say({ from, conversationId, text, mentions: [to] });
  await acked(msgId);
}

async function acked(msgId: string): Promise<void> {
  await rig.emulator.waitFor(({ messages }) =>
    messages.find(({ id }) => id === msgId)?.pushes?.every(({ state }) => state === "acked"),
  );
}

const refusal = (accountId: string, reason: string) =>
  rig.gateway.waitForLog(new RegExp(`\\[${accountId}\\] A message started no turn .*"${reason}"`));

const asked = (text: string) => rig.model.exchanges.filter(({ request }) => request.prompt.includes(text));
const said = (conversationId: string) => robotMessages(rig.emulator, conversationId).map(shownText);

describe("under pairing", () => {
  test("a stranger gets one code and no turn; once approved by the host's command, answers", async () => {
    const chat = await write({ to: PAIRING_ID, from: STRANGER, text: "let me in" });
    const challenge = await rig.emulator.waitFor(() => said(chat)[0], 20_000);
    expect(challenge).toContain(`Your staffId: ${STRANGER}`);
    const code = /pairing approve dingtalk ([A-Z0-9]{6,})/.exec(challenge)?.[1] ?? "";
    expect(code).not.toBe("");

    await write({ to: PAIRING_ID, from: STRANGER, text: "let me in, please" });
    await refusal("pairing", "pairing-required");
    expect(asked("let me in")).toEqual([]);
    expect(said(chat)).toEqual([challenge]);

    const { output } = await rig.gateway.state.cli(["pairing", "approve", "dingtalk", code]);
    expect(output).toContain(STRANGER);
    rig.model.on("am I in now", "You are in.");
    await write({ to: PAIRING_ID, from: STRANGER, text: "am I in now" });
    await answered(rig.emulator, chat, "You are in.");
  });
});

describe("under an allow list", () => {
  test("a listed person is answered; a stranger is told the id to give to the operator, and the log the reason", async () => {
    const strange = await write({ to: LISTED_ID, from: STRANGER, text: "stranger at the list" });
    await refusal("listed", "dm_policy_not_allowlisted");
    rig.model.on("friend at the list", "Hello, friend.");
    const friendly = await write({ to: LISTED_ID, from: FRIEND, text: "friend at the list" });
    await answered(rig.emulator, friendly, "Hello, friend.");
    expect(said(strange)).toEqual([expect.stringContaining(`your id: ${STRANGER}`)]);
    expect(asked("stranger at the list")).toEqual([]);
  });

  test("a listed group is answered; another group and an unlisted member are not", async () => {
    await mention({ to: LISTED_ID, from: FRIEND, text: "@bot from the other group" }, OTHER_GROUP);
    await refusal("listed", "group_not_allowlisted");
    await mention({ to: LISTED_ID, from: STRANGER, text: "@bot as an unlisted member" }, LISTED_GROUP);
    await refusal("listed", "group_policy_not_allowlisted");
    rig.model.on("from the listed group", "Hello, group.");
    await mention({ to: LISTED_ID, from: FRIEND, text: "@bot from the listed group" }, LISTED_GROUP);
    await answered(rig.emulator, LISTED_GROUP, "Hello, group.");
    expect(said(LISTED_GROUP)).toEqual([expect.stringContaining(`your id: ${STRANGER}`), "Hello, group."]);
    expect(said(OTHER_GROUP)).toEqual([expect.stringContaining(`the group's id: ${OTHER_GROUP}`)]);
    expect([...asked("from the other group"), ...asked("as an unlisted member")]).toEqual([]);
  });
});

describe("with groups disabled", () => {
  test("a mention in a group is not answered, a direct message is", async () => {
    const before = said(OTHER_GROUP);
    await mention({ to: SHUT_ID, from: FRIEND, text: "@bot in a shut group" }, OTHER_GROUP);
    await refusal("shut", "group_policy_disabled");
    rig.model.on("direct to the shut one", "Directly.");
    const chat = await write({ to: SHUT_ID, from: FRIEND, text: "direct to the shut one" });
    await answered(rig.emulator, chat, "Directly.");
    expect(said(OTHER_GROUP)).toEqual(before);
    expect(asked("in a shut group")).toEqual([]);
  });
});

describe("in an open group", () => {
  test("the bot answers who mentions it; of other messages DingTalk tells it nothing", async () => {
    const conversationId = rig.groupId;
    const { msgId } = await rig.emulator.say({ from: FRIEND, conversationId, text: "among ourselves" });
    expect(rig.emulator.messages(conversationId).find(({ id }) => id === msgId)?.pushes ?? []).toEqual([]);
    rig.model.on("to the bot", "Yes?");
    await mention({ to: DEFAULT_CLIENT_ID, from: FRIEND, text: "@小龙虾助手 to the bot" }, conversationId);
    await answered(rig.emulator, conversationId, "Yes?");
    expect(asked("among ourselves")).toEqual([]);
  });
});

describe("the host's doctor", () => {
  test("says of an open account that it is open, and never that its list lacks a star", async () => {
    const { stdout } = await rig.gateway.state.cli(["doctor", "--lint", "--json"], { allowFailure: true });
    const { findings } = JSON.parse(stdout) as { findings: { message: string; requirement?: string }[] };
    const ours = findings.filter(({ message }) => /dingtalk|threw/i.test(message));
    expect(ours.map(({ requirement }) => requirement)).not.toContain("channels.dingtalk.dm.open_invalid");
    const wrong = ours.filter(({ message }) => /inconsistent|requires|threw|not iterable/i.test(message));
    expect(wrong).toEqual([]);
    expect(ours.filter(({ message }) => message.includes("DMs are open"))).toHaveLength(2);
    expect(ours.map(({ message }) => message).join("\n")).not.toMatch(
      /account: (?:pairing|listed)\) DMs are open/,
    );
  });
});

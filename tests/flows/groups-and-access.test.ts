/**
 * Who may speak and what holds in a group, over the real gateway: settings of single groups, refusals that are told
 * once, commands, sessions by person, and quick lines as one turn. One gateway with one account for each policy.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en } from "../../src/channel/text/en.ts";
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
import { linkGateway, type GatewayLink } from "../support/gateway-client.ts";

const LISTED_ID = "dinglistedbot0003";
const SHUT_ID = "dingshutbot0004";
const FRIEND = "zhangwei01";
const STRANGER = "lina02";
const COMMANDER = "manager807";
const OPS_GROUP = "cidOpsGroup0001==";
const PLAIN_GROUP = "cidPlainGroup0002==";
const OTHER_GROUP = "cidOtherGroup0003==";
/** Long enough for a machine that is busy with other things between two lines. */
const WINDOW_MS = 3_000;
const PROMPT = "In this group you speak of deployments only.";

const secretOf = (clientId: string) => `local-secret-of-${clientId}`;

let rig: Rig;
let link: GatewayLink;
beforeAll(async () => {
  const seed = crowdedSeed();
  const apps = [LISTED_ID, SHUT_ID].map((clientId) => ({
    clientId,
    clientSecret: secretOf(clientId),
    name: `机器人${clientId}`,
    scopes: allScopes(),
  }));
  const group = (conversationId: string, title: string, robotIds: string[]) => ({
    conversationId,
    title,
    memberIds: [FRIEND, STRANGER, COMMANDER],
    robotIds,
  });
  const groups = [
    ...(seed.groups ?? []),
    group(OPS_GROUP, "运维群", [DEFAULT_CLIENT_ID, LISTED_ID]),
    group(PLAIN_GROUP, "普通群", [DEFAULT_CLIENT_ID]),
    group(OTHER_GROUP, "其他群", [LISTED_ID, SHUT_ID]),
  ];
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, ...apps], groups },
    dingtalk: {
      language: "en",
      mergeWindowMs: WINDOW_MS,
      groups: {
        "*": { enableAICard: false, tools: { deny: ["group:fs"] } },
        [OPS_GROUP]: {
          systemPrompt: PROMPT,
          enableAICard: true,
          groupSessionScope: "group_sender",
          mergeWindowMs: WINDOW_MS,
          tools: { deny: ["read"] },
        },
      },
      accounts: {
        listed: {
          clientId: LISTED_ID,
          clientSecret: secretOf(LISTED_ID),
          mergeWindowMs: 0,
          dmPolicy: "allowlist",
          allowFrom: [FRIEND],
          groupPolicy: "allowlist",
          groupAllowFrom: [FRIEND, OPS_GROUP],
          groups: { "*": { enabled: true } },
        },
        shut: {
          clientId: SHUT_ID,
          clientSecret: secretOf(SHUT_ID),
          mergeWindowMs: 0,
          groupPolicy: "disabled",
        },
      },
    },
    config: { commands: { allowFrom: { dingtalk: [COMMANDER] } } },
  });
  for (const clientId of [LISTED_ID, SHUT_ID]) await connected(rig.emulator, clientId);
  link = await linkGateway(rig.gateway);
}, 120_000);
afterAll(async () => {
  await link?.close();
  await rig?.close();
});

const asked = (text: string) => rig.model.exchanges.filter(({ request }) => request.prompt.includes(text));
const said = (conversationId: string) => robotMessages(rig.emulator, conversationId).map(shownText);
const ask = (from: string, conversationId: string, text: string, to = DEFAULT_CLIENT_ID) =>
  rig.emulator.say({ from, conversationId, text, mentions: [to] });
const acked = (msgId: string) =>
  rig.emulator.waitFor(({ messages }) =>
    messages.find(({ id }) => id === msgId)?.pushes?.every(({ state }) => state === "acked"),
  );
const system = (text: string) => JSON.stringify(asked(text)[0]?.request.messages ?? []);
/** The log says that this message started no turn, and why. */
const refused = (msgId: string, reason: string) =>
  rig.gateway.waitForLog(new RegExp(`started no turn .*"${reason}".*${msgId.replaceAll(/[+/=]/g, "\\$&")}`));
const toolsOf = (text: string): string[] =>
  JSON.stringify(asked(text)[0]?.request ?? {}).match(/"name":"[\w-]+"/g) ?? [];

describe("a group with settings of its own", () => {
  test("has its prompt, its tools and a card; another group has what holds for all groups", async () => {
    rig.model.on("about the rollout", "The rollout is fine.");
    await ask(FRIEND, OPS_GROUP, "@小龙虾助手 about the rollout");
    const card = await answered(rig.emulator, OPS_GROUP, "The rollout is fine.");
    rig.model.on("about the weather", "Sunny.");
    await ask(FRIEND, PLAIN_GROUP, "@小龙虾助手 about the weather");
    const plain = await answered(rig.emulator, PLAIN_GROUP, "Sunny.");
    expect([card.kind, plain.kind]).toEqual(["card", "text"]);
    expect(system("about the rollout")).toContain(PROMPT);
    expect(system("about the weather")).not.toContain(PROMPT);
    const [ops, others] = [toolsOf("about the rollout"), toolsOf("about the weather")];
    expect(ops).not.toContain('"name":"read"');
    expect(ops).toContain('"name":"write"');
    expect(others).not.toContain('"name":"write"');
    expect(others.length).toBeGreaterThan(0);
  });

  test("where each person has a session, two people do not hear of each other", async () => {
    rig.model.on("my number is seven", "Noted.");
    await ask(FRIEND, OPS_GROUP, "@小龙虾助手 my number is seven");
    await answered(rig.emulator, OPS_GROUP, "Noted.");
    rig.model.on("which number", "I know of none.");
    await ask(STRANGER, OPS_GROUP, "@小龙虾助手 which number");
    await answered(rig.emulator, OPS_GROUP, "I know of none.");
    expect(JSON.stringify(asked("which number")[0]?.request.messages)).not.toContain("my number is seven");
    const { sessions } = await link.request<{ sessions: readonly { key: string }[] }>("sessions.list");
    const keys = sessions.map(({ key }) => key).filter((key) => key.includes(OPS_GROUP.toLowerCase()));
    expect(keys.toSorted()).toEqual(
      [FRIEND, STRANGER]
        .map((person) => `agent:main:dingtalk:group:${OPS_GROUP.toLowerCase()}:sender:${person}`)
        .toSorted(),
    );
  });
});

describe("an answer that mentions people", () => {
  test("notifies them: as an ordinary message itself, on a card by one message after it", async () => {
    const mentioning = (conversationId: string) =>
      robotMessages(rig.emulator, conversationId).findLast(({ mentionedPeople }) => mentionedPeople);
    // Who is mentioned has written before, so that the bot knows the name.
    rig.model.on("I keep the servers", "Good to know.");
    await ask(STRANGER, OPS_GROUP, "@小龙虾助手 I keep the servers");
    await answered(rig.emulator, OPS_GROUP, "Good to know.");
    rig.model.always("who knows", ["Ask <@lina02>, or @张伟."]);
    await ask(FRIEND, OPS_GROUP, "@小龙虾助手 who knows the servers");
    const card = await answered(rig.emulator, OPS_GROUP, "Ask @李娜, or @张伟.");
    expect(card.kind).toBe("card");
    await rig.emulator.waitFor(() => mentioning(OPS_GROUP) !== undefined, 20_000);
    expect(mentioning(OPS_GROUP)?.mentionedPeople?.toSorted()).toEqual([STRANGER, FRIEND].toSorted());
    expect(said(OPS_GROUP).filter((text) => text.includes(en.mentionedAbove))).toHaveLength(1);
    await ask(FRIEND, PLAIN_GROUP, "@小龙虾助手 who knows the weather");
    await rig.emulator.waitFor(() => mentioning(PLAIN_GROUP) !== undefined, 20_000);
    expect(mentioning(PLAIN_GROUP)).toMatchObject({ text: `Ask @${STRANGER}, or @${FRIEND}.` });
  }, 90_000);
});

describe("somebody who is refused", () => {
  test("in a direct chat learns it once, with the id for the operator", async () => {
    const conversationId = rig.emulator.openDirect(LISTED_ID, STRANGER);
    await rig.emulator.say({ from: STRANGER, conversationId, text: "may I?" });
    await rig.emulator.waitFor(() => said(conversationId).length > 0, 20_000);
    const { msgId } = await rig.emulator.say({ from: STRANGER, conversationId, text: "may I now?" });
    await refused(msgId, "dm_policy_not_allowlisted");
    expect(said(conversationId)).toEqual([
      `You are not on this bot's list. To be let in, give its operator your id: ${STRANGER}`,
    ]);
    expect(asked("may I")).toEqual([]);
  });

  test("in a listed group learns it once; the log says who, where and why", async () => {
    for (const text of ["@bot one", "@bot two"])
      await acked((await ask(STRANGER, OPS_GROUP, text, LISTED_ID)).msgId);
    const line = await rig.gateway.waitForLog(
      /\[listed\] A message started no turn .*group_policy_not_allowlisted/,
    );
    expect(line).toContain(`李娜 (${STRANGER})`);
    expect(line).toContain(`运维群 (${OPS_GROUP})`);
    await rig.emulator.waitFor(() =>
      said(OPS_GROUP).some((text) => text.includes("You may not use this bot")),
    );
    const told = said(OPS_GROUP).filter((text) => text.includes("You may not use this bot"));
    expect(told).toEqual([
      `You may not use this bot in this group. To be let in, give its operator your id: ${STRANGER}`,
    ]);
  });

  test("where groups are disabled hears nothing", async () => {
    const { msgId } = await ask(FRIEND, OTHER_GROUP, "@bot anybody?", SHUT_ID);
    await refused(msgId, "group_policy_disabled");
    expect(said(OTHER_GROUP)).toEqual([]);
  });
});

describe("commands", () => {
  test("work for those on the command list, and for nobody else who may chat", async () => {
    const conversationId = rig.emulator.openDirect(DEFAULT_CLIENT_ID, COMMANDER);
    await rig.emulator.say({ from: COMMANDER, conversationId, text: "/status" });
    await rig.emulator.waitFor(() => said(conversationId).some((text) => text.includes("OpenClaw")), 30_000);

    const other = rig.newPerson();
    const write = (text: string) =>
      rig.emulator.say({ from: other.staffId, conversationId: other.conversationId, text });
    for (const command of ["/status", "/new"])
      await refused((await write(command)).msgId, "control_command_unauthorized");
    expect(asked("/status")).toEqual([]);
    rig.model.on("but I may chat", "You may.");
    await write("but I may chat");
    await answered(rig.emulator, other.conversationId, "You may.");
    expect(said(other.conversationId)).toEqual([
      `You may not use commands. To be allowed to, give the bot's operator your id: ${other.staffId}`,
      "You may.",
    ]);
  });
});

describe("three quick lines", () => {
  test("in a direct chat with a window are one turn, in their order", async () => {
    const { staffId, conversationId } = rig.newPerson();
    rig.model.on("third of three", "All three.");
    for (const text of ["first of three", "second of three", "third of three"])
      await rig.emulator.say({ from: staffId, conversationId, text });
    await answered(rig.emulator, conversationId, "All three.");
    const exchanges = asked("third of three");
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]?.request.prompt).toMatch(/first of three\nsecond of three\nthird of three/);
    expect(asked("first of three")).toHaveLength(1);
    expect(said(conversationId)).toEqual(["All three."]);
  });

  test("in a group are a turn each unless the group has a window", async () => {
    rig.model.always(/single line \d/, (request) => [
      `Answer ${/single line (\d)/.exec(request.prompt)?.[1]}.`,
    ]);
    await acked((await ask(FRIEND, PLAIN_GROUP, "@小龙虾助手 single line 1")).msgId);
    await answered(rig.emulator, PLAIN_GROUP, "Answer 1.");
    rig.model.on("joined line 2", "Both.");
    await ask(FRIEND, OPS_GROUP, "@小龙虾助手 joined line 1");
    await ask(FRIEND, OPS_GROUP, "@小龙虾助手 joined line 2");
    await answered(rig.emulator, OPS_GROUP, "Both.");
    expect(asked("joined line 1")).toHaveLength(1);
    expect(asked("joined line 2")).toHaveLength(1);
  });
});

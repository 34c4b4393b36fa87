/**
 * Several bots on one gateway: which agent answers, two bots in one message, one app configured twice, and the
 * people and groups that an account knows, as the host's own commands show and use them.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
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

const SALES_ID = "dingsalesbot0002";
const SALES_SECRET = "local-secret-of-the-sales-bot";
const FRIEND = "zhangwei01";
const BUYER = "lina02";
const SHARED_GROUP = "cidSharedGroup0001==";
const OPS_GROUP = "cidOpsGroup0002==";

let rig: Rig;
let link: GatewayLink;
beforeAll(async () => {
  const seed = crowdedSeed();
  const sales = { clientId: SALES_ID, clientSecret: SALES_SECRET, name: "销售机器人", scopes: allScopes() };
  const namesake = { staffId: "zhangwei99", name: "张伟" };
  const group = (conversationId: string, title: string) => ({
    conversationId,
    title,
    memberIds: [FRIEND, BUYER],
    robotIds: [DEFAULT_CLIENT_ID, SALES_ID],
  });
  rig = await startRig({
    seed: {
      ...seed,
      people: [...seed.people, namesake],
      apps: [...seed.apps, sales],
      groups: [...(seed.groups ?? []), group(SHARED_GROUP, "共享群"), group(OPS_GROUP, "运维群")],
    },
    dingtalk: {
      clientId: undefined,
      clientSecret: undefined,
      language: "en",
      defaultAccount: "office",
      enableAICard: false,
      groups: { [SHARED_GROUP]: { systemPrompt: "Be brief." } },
      accounts: {
        office: { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET },
        sales: {
          clientId: SALES_ID,
          clientSecret: SALES_SECRET,
          groups: { [SHARED_GROUP]: { enableAICard: true } },
        },
        twin: { clientId: SALES_ID, clientSecret: SALES_SECRET },
      },
    },
    config: {
      agents: {
        entries: { main: {}, seller: {}, ops: {} },
        ownership: "explicit",
        // Whose the host's own commands are, such as `message send`.
        defaults: { systemAgent: { agentId: "main" } },
      },
      bindings: [
        {
          agentId: "ops",
          match: { channel: "dingtalk", accountId: "*", peer: { kind: "group", id: OPS_GROUP } },
        },
        {
          agentId: "ops",
          match: { channel: "dingtalk", accountId: "office", peer: { kind: "direct", id: BUYER } },
        },
        { agentId: "seller", match: { channel: "dingtalk", accountId: "sales" } },
        { agentId: "main", match: { channel: "dingtalk", accountId: "office" } },
      ],
    },
  });
  await connected(rig.emulator, SALES_ID);
  link = await linkGateway(rig.gateway);
}, 120_000);
afterAll(async () => {
  await link?.close();
  await rig?.close();
});

const said = (conversationId: string) => robotMessages(rig.emulator, conversationId).map(shownText);
const exchangeOf = (text: string) =>
  rig.model.exchanges.filter(({ request }) => request.prompt.includes(text));
const cli = (...args: string[]) => rig.gateway.state.cli(args, { allowFailure: true });

const send = (target: string, message: string) =>
  cli("message", "send", "--channel", "dingtalk", "--target", target, "--message", message);

async function sessionKeys(): Promise<string[]> {
  const { sessions } = await link.request<{ sessions: readonly { key: string }[] }>("sessions.list");
  return sessions.map(({ key }) => key);
}

async function ask(clientId: string, from: string, text: string): Promise<void> {
  const conversationId = rig.emulator.openDirect(clientId, from);
  rig.model.on(text, `Answer to ${text}`);
  await rig.emulator.say({ from, conversationId, text });
  await answered(rig.emulator, conversationId, `Answer to ${text}`);
}

describe("bindings", () => {
  test("choose the agent by account, by person and by group, the nearest first", async () => {
    await ask(DEFAULT_CLIENT_ID, FRIEND, "an office question");
    await ask(DEFAULT_CLIENT_ID, BUYER, "a buyer's question");
    await ask(SALES_ID, BUYER, "a sales question");
    rig.model.on("an ops question", "Ops here.");
    await rig.emulator.say({
      from: FRIEND,
      conversationId: OPS_GROUP,
      text: "@小龙虾助手 an ops question",
      mentions: [DEFAULT_CLIENT_ID],
    });
    await answered(rig.emulator, OPS_GROUP, "Ops here.");
    const keys = await sessionKeys();
    for (const key of [
      `agent:main:dingtalk:office:direct:${FRIEND}`,
      `agent:ops:dingtalk:office:direct:${BUYER}`,
      `agent:seller:dingtalk:sales:direct:${BUYER}`,
      `agent:ops:dingtalk:group:${OPS_GROUP.toLowerCase()}`,
    ])
      expect(keys).toContain(key);
  });

  test("give each bot its agent's own workspace and words", () => {
    const [office, sales] = ["an office question", "a sales question"].map((text) =>
      JSON.stringify(exchangeOf(text)[0]?.request.messages[0]),
    );
    expect(office).not.toEqual(sales);
    expect(sales).toContain("seller");
    expect(office).not.toContain("seller");
  });
});

describe("two bots mentioned in one message", () => {
  test("answer once each, each in the form and with the prompt that its account inherits", async () => {
    rig.model.always("to both of you", (request) => [
      JSON.stringify(request.messages).includes("seller") ? "Sales speaking." : "Office speaking.",
    ]);
    await rig.emulator.say({
      from: FRIEND,
      conversationId: SHARED_GROUP,
      text: "to both of you",
      mentions: [DEFAULT_CLIENT_ID, SALES_ID],
    });
    const office = await answered(rig.emulator, SHARED_GROUP, "Office speaking.");
    const sales = await answered(rig.emulator, SHARED_GROUP, "Sales speaking.");
    expect([office.kind, sales.kind]).toEqual(["text", "card"]);
    await ask(DEFAULT_CLIENT_ID, FRIEND, "afterwards");
    expect(said(SHARED_GROUP).toSorted()).toEqual(["Office speaking.", "Sales speaking."]);
    for (const { request } of exchangeOf("to both of you"))
      expect(JSON.stringify(request.messages)).toContain("Be brief.");
  });
});

describe("an app that is configured twice", () => {
  test("is refused with both names, once in the log, and its account stays blocked", async () => {
    await rig.gateway.waitForLog(/"twin".*"sales".*was not started|"twin".*same clientId as "sales"/);
    const lines = rig.gateway
      .logs()
      .filter((line) => line.includes('same clientId as "sales"') && line.includes("[twin] The account"));
    expect(lines).toHaveLength(1);
    expect(rig.gateway.logs().filter((line) => /auto-restart|restart attempt/i.test(line))).toEqual([]);
    const status = JSON.stringify(await link.request("channels.status", { probe: false }));
    expect(status).toContain('"lifecycle":"blocked"');
    expect(status).toContain('same clientId as \\"sales\\"');
    const app = rig.emulator.snapshot().apps.find(({ clientId }) => clientId === SALES_ID);
    expect(app?.connections).toBe(1);
  });
});

describe("the directory", () => {
  test("lists the people and groups that wrote, with targets to paste", async () => {
    await ask(DEFAULT_CLIENT_ID, FRIEND, "so that I am known");
    const peers = JSON.parse(
      (await cli("directory", "peers", "list", "--channel", "dingtalk", "--json")).stdout,
    ) as object[];
    expect(peers).toContainEqual(
      expect.objectContaining({ kind: "user", id: `user:${FRIEND}`, name: "张伟" }),
    );
    const groups = JSON.parse(
      (await cli("directory", "groups", "list", "--channel", "dingtalk", "--json")).stdout,
    ) as object[];
    expect(groups).toContainEqual(expect.objectContaining({ id: `group:${OPS_GROUP}`, name: "运维群" }));
    const members = await cli(
      "directory",
      "groups",
      "members",
      "--channel",
      "dingtalk",
      "--group-id",
      `group:${OPS_GROUP}`,
      "--json",
    );
    const inGroup = JSON.parse(members.stdout) as readonly { readonly id: string }[];
    expect(inGroup[0]).toMatchObject({ id: `user:${FRIEND}`, name: "张伟" });
    // Who never wrote is there as well, since DingTalk tells it.
    expect(inGroup.map(({ id }) => id).toSorted()).toEqual(
      [FRIEND, BUYER].map((id) => `user:${id}`).toSorted(),
    );
    const self = await cli("directory", "self", "--channel", "dingtalk", "--account", "sales", "--json");
    expect(JSON.parse(self.stdout)).toMatchObject({ id: SALES_ID });
  });

  test("finds people by a part of their name at DingTalk too", async () => {
    const found = await cli(
      "directory",
      "peers",
      "list",
      "--channel",
      "dingtalk",
      "--query",
      "王芳",
      "--json",
    );
    expect(found.stdout).toContain("user:wangfang03");
  });

  test("lets a text be sent to a name; of several with the name it shows the ids and sends nothing", async () => {
    const sent = await send("李娜", "a word by name");
    expect([sent.code, sent.output]).toEqual([0, expect.stringContaining("Sent via DingTalk")]);
    const direct = rig.emulator.openDirect(DEFAULT_CLIENT_ID, BUYER);
    await rig.emulator.waitFor(() => said(direct).includes("a word by name"));
    expect((await send("运维群", "a word to the group")).code).toBe(0);
    await rig.emulator.waitFor(() => said(OPS_GROUP).includes("a word to the group"));
    const namesake = rig.emulator.openDirect(DEFAULT_CLIENT_ID, "zhangwei99");
    rig.model.on("I am the other", "Hello.");
    await rig.emulator.say({ from: "zhangwei99", conversationId: namesake, text: "I am the other" });
    await answered(rig.emulator, namesake, "Hello.");
    const refused = await send("张伟", "for one of you");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain(`user:${FRIEND}`);
    expect(refused.output).toContain("user:zhangwei99");
    const unknown = await send("没有这个人", "for nobody");
    expect(unknown.output).toContain("directory peers list");
    expect(rig.emulator.messages().some(({ text }) => /for one of you|for nobody/.test(text))).toBe(false);
  });
});

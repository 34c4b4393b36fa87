/** Two bots, two agents: the host's `bindings` on channel and account send each bot's people to its own agent. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import { answered, connected, crowdedSeed, startRig, type Rig } from "../support/dingtalk-rig.ts";
import { linkGateway, type GatewayLink } from "../support/gateway-client.ts";

const SALES_ID = "dingsalesbot0002";
const SALES_SECRET = "local-secret-of-the-sales-bot";

const bind = (agentId: string, accountId: string) => ({
  agentId,
  match: { channel: "dingtalk", accountId },
});

let rig: Rig;
let link: GatewayLink;
beforeAll(async () => {
  const seed = crowdedSeed();
  const sales = { clientId: SALES_ID, clientSecret: SALES_SECRET, name: "销售机器人", scopes: allScopes() };
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, sales] },
    dingtalk: {
      clientId: undefined,
      clientSecret: undefined,
      accounts: {
        office: { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET },
        sales: { clientId: SALES_ID, clientSecret: SALES_SECRET },
      },
    },
    config: {
      agents: { entries: { main: {}, seller: {} }, ownership: "explicit" },
      bindings: [bind("main", "office"), bind("seller", "sales")],
      session: { dmScope: "per-account-channel-peer" },
    },
  });
  await connected(rig.emulator, SALES_ID);
  link = await linkGateway(rig.gateway);
}, 120_000);
afterAll(async () => {
  await link?.close();
  await rig?.close();
});

async function ask(clientId: string, text: string): Promise<void> {
  const conversationId = rig.emulator.openDirect(clientId, "zhangwei01");
  rig.model.on(text, `Answer to ${text}`);
  await rig.emulator.say({ from: "zhangwei01", conversationId, text });
  await answered(rig.emulator, conversationId, `Answer to ${text}`);
}

describe("bindings on channel and account", () => {
  test("send one person's messages to two bots into the sessions of two agents", async () => {
    await ask(DEFAULT_CLIENT_ID, "office question");
    await ask(SALES_ID, "sales question");
    const { sessions } = await link.request<{ sessions: readonly { key: string }[] }>("sessions.list");
    const keys = sessions.map(({ key }) => key).filter((key) => key.includes("dingtalk"));
    expect(keys.toSorted()).toEqual([
      "agent:main:dingtalk:office:direct:zhangwei01",
      "agent:seller:dingtalk:sales:direct:zhangwei01",
    ]);
  });

  test("give each bot its agent's own workspace and words", async () => {
    const [office, sales] = ["office question", "sales question"].map((text) =>
      JSON.stringify(
        rig.model.exchanges.find(({ request }) => request.prompt.includes(text))?.request.messages[0],
      ),
    );
    expect(office).not.toEqual(sales);
    expect(sales).toContain("seller");
    expect(office).not.toContain("seller");
  });
});

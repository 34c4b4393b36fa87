/**
 * What `openclaw channels status` says of three accounts on one gateway is what DingTalk sees: connected, refused,
 * unreachable; one account's change leaves the others alone; and no secret is in any log on the way.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import { createEmulator, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import type { Emulator } from "../../src/emulator/index.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import { answered, connected, crowdedSeed, dingtalkSection } from "../support/dingtalk-rig.ts";
import { linkGateway, type GatewayLink } from "../support/gateway-client.ts";
import { prepareGatewayState, startGateway, type Gateway } from "../support/gateway.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

type JsonObject = Record<string, unknown>;
interface AccountStatus extends JsonObject {
  readonly accountId: string;
  readonly connected?: boolean;
  readonly lastConnectedAt?: number;
  readonly lastEventAt?: number;
  readonly lastError?: string | null;
}

const SECOND_ID = "dingsecondbot0002";
const SECOND_SECRET = "local-secret-of-the-second-bot";
const WRONG_SECRET = "made-up-secret-that-is-wrong";

let emulator: Emulator;
let emulatorOpen = true;
let model: ScriptedModel;
let gateway: Gateway;
let link: GatewayLink;
beforeAll(async () => {
  const seed = crowdedSeed();
  const second = {
    clientId: SECOND_ID,
    clientSecret: SECOND_SECRET,
    name: "备用机器人",
    scopes: allScopes(),
  };
  emulator = await createEmulator({ seed: { ...seed, apps: [...seed.apps, second] } });
  model = await createScriptedModel();
  const { clientId, clientSecret, ...shared } = dingtalkSection(emulator) as JsonObject;
  const accounts = {
    first: { clientId, clientSecret },
    second: { clientId: SECOND_ID, clientSecret: SECOND_SECRET },
    twin: { clientId, clientSecret },
  };
  const state = await prepareGatewayState({
    model: { baseUrl: model.baseUrl },
    dingtalk: { ...shared, language: "en", defaultAccount: "first", accounts },
  });
  gateway = await startGateway(state, { args: ["--verbose"] });
  await connected(emulator);
  await connected(emulator, SECOND_ID);
  link = await linkGateway(gateway);
}, 120_000);
afterAll(async () => {
  await link?.close();
  await gateway?.[Symbol.asyncDispose]();
  await model?.close();
  if (emulatorOpen) await emulator?.close();
});

async function statusOf(accountId: string): Promise<AccountStatus> {
  const { channelAccounts } = await link.request<{ channelAccounts: Record<string, AccountStatus[]> }>(
    "channels.status",
  );
  const found = channelAccounts["dingtalk"]?.find((account) => account.accountId === accountId);
  if (!found) throw new Error(`no status of ${accountId}`);
  return found;
}

async function waitForStatus(
  accountId: string,
  fits: (status: AccountStatus) => boolean,
): Promise<AccountStatus> {
  const until = Date.now() + 30_000;
  for (;;) {
    const status = await statusOf(accountId);
    if (fits(status)) return status;
    if (Date.now() > until) throw new Error(`status of ${accountId} stays ${JSON.stringify(status)}`);
    await delay(100);
  }
}

const attempts = (clientId: string) =>
  emulator.calls().filter((call) => call.operation === "openConnection" && call.clientId === clientId).length;

function editAccount(accountId: string, change: JsonObject): void {
  const config = readHostConfig(gateway.state.stateDir) as JsonObject & {
    channels: { dingtalk: { accounts: Record<string, JsonObject> } };
  };
  Object.assign(config.channels.dingtalk.accounts[accountId] ?? {}, change);
  writeHostConfig(gateway.state.stateDir, config);
}

describe("channels status", () => {
  test("says of a connected account since when, and when it last heard and answered", async () => {
    const before = Date.now();
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, "tester00");
    model.on("status question", "Status answer.");
    await emulator.say({ from: "tester00", conversationId, text: "status question" });
    await answered(emulator, conversationId, "Status answer.");
    const status = await waitForStatus("first", ({ lastOutboundAt }) => Number(lastOutboundAt) >= before);
    expect(status).toMatchObject({ connected: true, lifecycle: "ready", lastError: null, configured: true });
    expect(status.lastConnectedAt).toBeLessThan(before);
    expect(status.lastEventAt).toBeGreaterThanOrEqual(before);
    expect(status["lastInboundAt"]).toBeGreaterThanOrEqual(before);
    expect(JSON.stringify(status)).not.toContain(DEFAULT_CLIENT_SECRET);
  });

  test("shows the same to a person, with what a probe of the credentials finds", async () => {
    const { output } = await gateway.state.cli(["channels", "status", "--probe"]);
    expect(output).toMatch(/DingTalk first: .*running, connected, .*works/);
    expect(output).toMatch(/DingTalk second: .*running, connected, .*works/);
  });

  test("names both accounts where two have one clientId, and only one of them connects", async () => {
    const status = await waitForStatus("twin", ({ lastError }) => typeof lastError === "string");
    expect(status.connected).not.toBe(true);
    expect(status.lastError).toMatch(/"?twin"?.*"?first"?|"?first"?.*"?twin"?/);
    expect(emulator.snapshot().apps.find((app) => app.clientId === DEFAULT_CLIENT_ID)?.connections).toBe(1);
  });
});

describe("a change to one account", () => {
  test("restarts that account and leaves the other's socket as it was", async () => {
    const [firstBefore, secondBefore] = [attempts(DEFAULT_CLIENT_ID), attempts(SECOND_ID)];
    editAccount("second", { enableAICard: false });
    await emulator.waitFor(() => attempts(SECOND_ID) === secondBefore + 1, 30_000);
    await waitForStatus("second", ({ connected: on, mode }) => on === true && mode === "message");
    expect(attempts(DEFAULT_CLIENT_ID)).toBe(firstBefore);
    expect(await statusOf("first")).toMatchObject({ connected: true, mode: "card" });
  });
});

describe("a wrong secret", () => {
  test("is told in words, and tried no more than once a minute", async () => {
    const before = attempts(SECOND_ID);
    editAccount("second", { clientSecret: WRONG_SECRET });
    const status = await waitForStatus("second", ({ lastError }) => typeof lastError === "string");
    expect(status.connected).toBe(false);
    expect(status.lastError).toMatch(/Client Secret is wrong/);
    const tenSeconds = delay(10_000);
    const { output } = await gateway.state.cli(["channels", "status"]);
    expect(output).toMatch(/DingTalk second: .*error:.*Client Secret.*disconnected/);
    expect(output).toMatch(/DingTalk first: .*connected/);
    await tenSeconds;
    expect(attempts(SECOND_ID)).toBe(before + 1);
  });

  test("put right connects at once and leaves no error behind", async () => {
    editAccount("second", { clientSecret: SECOND_SECRET });
    const status = await waitForStatus("second", ({ connected: on }) => on === true);
    expect(status.lastError).toBeNull();
    await connected(emulator, SECOND_ID);
  });
});

/** The session webhooks that DingTalk sent with messages, from the bytes of the journal. */
function sessionsInJournal(): string[] {
  const folder = join(gateway.state.stateDir, "dingtalk", "journal");
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
  return [
    ...new Set(bytes.flatMap((text) => [...text.matchAll(/session=([\w-]{8,})/g)].map(([, id]) => id ?? ""))),
  ];
}

/** DingTalk hands the same token to everybody who asks for an app's while it lives. */
async function currentToken(): Promise<string> {
  const response = await fetch(`${emulator.url}/v1.0/oauth2/accessToken`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ appKey: DEFAULT_CLIENT_ID, appSecret: DEFAULT_CLIENT_SECRET }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

describe("the logs", () => {
  test("of a verbose gateway hold no secret, no token and no session webhook", async () => {
    const secrets = [
      DEFAULT_CLIENT_SECRET,
      SECOND_SECRET,
      WRONG_SECRET,
      await currentToken(),
      ...sessionsInJournal(),
    ];
    expect(secrets.length).toBeGreaterThan(4);
    const logs = `${gateway.logs().join("\n")}\n${readFileSync(join(gateway.state.stateDir, "gateway.log"), "utf8")}`;
    expect(logs).toContain("[dingtalk]");
    expect(secrets.filter((secret) => logs.includes(secret))).toEqual([]);
  });
});

describe("DingTalk out of reach", () => {
  test("is told in words while the gateway goes on trying", async () => {
    const before = Date.now();
    await emulator.close();
    emulatorOpen = false;
    const status = await waitForStatus(
      "first",
      ({ connected: on, lastError }) => on === false && typeof lastError === "string",
    );
    expect(status).toMatchObject({ running: true });
    expect(status.lastConnectedAt).toBeLessThan(before);
    expect(status.lastError).toMatch(/ECONNREFUSED|connection|reach/i);
    const { output } = await gateway.state.cli(["channels", "status"]);
    expect(output).toMatch(/DingTalk first: .*error:.*disconnected/);
  });
});

/**
 * The host's own doors to the configuration: `config set`, `channels add`, a hand-written file, environment and
 * secret references. What is accepted, what is refused in which words, and what the gateway then says and does.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
} from "../../src/emulator/index.ts";
import type { Emulator } from "../../src/emulator/index.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import { connected } from "../support/dingtalk-rig.ts";
import { prepareGatewayState, startGateway, type Gateway, type GatewayState } from "../support/gateway.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

type JsonObject = Record<string, unknown>;

/** The published manual's command, word for word. */
const MANUAL_SECTION = `{
  "enabled": true,
  "clientId": "dingxxxxxx",
  "clientSecret": "your-app-secret",
  "longTaskNoticeDelayMs": 30000,
  "enableAICard": true,
  "maxFileSizeMB": 100,
  "inboundMedia": {
    "dir": "~/.openclaw/media/dingtalk/inbound",
    "keepDays": 7
  }
}`;

/** The published manual's example of several accounts, word for word. */
const MANUAL_ACCOUNTS = `{ "channels": { "dingtalk": {
  "enabled": true, "defaultAccount": "bot1", "groupPolicy": "open",
  "accounts": {
    "bot1": { "name": "Main Bot", "clientId": "ding-main-app-key", "clientSecret": "ding-main-app-secret", "enableAICard": true },
    "bot2": { "name": "Backup Bot", "clientId": "ding-backup-app-key", "clientSecret": "ding-backup-app-secret", "enableAICard": false }
  } } } }`;

const SECRET_VARIABLE = "TEST_DINGTALK_SECRET";
const SECOND = { clientId: "dingsecondbot0002", clientSecret: "secret-of-the-second-bot" };
const ENGLISH = { LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" };

let emulator: Emulator;
let model: ScriptedModel;
let state: GatewayState;
beforeAll(async () => {
  const seed = defaultSeed();
  const second = { ...SECOND, name: "备用机器人", scopes: allScopes() };
  emulator = await createEmulator({ seed: { ...seed, apps: [...seed.apps, second] } });
  model = await createScriptedModel();
  state = await prepareGatewayState({ model: { baseUrl: model.baseUrl } });
}, 90_000);
afterAll(async () => {
  await model?.close();
  await emulator?.close();
  state?.remove();
});

function section(): JsonObject {
  return (readHostConfig(state.stateDir)["channels"] as JsonObject | undefined)?.["dingtalk"] as JsonObject;
}

function writeSection(dingtalk: JsonObject): void {
  writeHostConfig(state.stateDir, { ...readHostConfig(state.stateDir), channels: { dingtalk } });
}

const set = (key: string, json: string) =>
  state.cli(["config", "set", key, json, "--json"], { allowFailure: true });

describe("config set", () => {
  test("takes the manual's example word for word and writes just that", async () => {
    const { code, output } = await set("channels.dingtalk", MANUAL_SECTION);
    expect(output).toContain("Updated channels.dingtalk.");
    expect(code).toBe(0);
    expect(section()).toEqual(JSON.parse(MANUAL_SECTION));
  });

  test("takes keys that are unknown or outdated", async () => {
    const batch = JSON.stringify([
      { path: "channels.dingtalk.madeUpKey", value: 1 },
      { path: "channels.dingtalk.messageType", value: "card" },
    ]);
    const { code, output } = await state.cli(["config", "set", "--batch-json", batch], {
      allowFailure: true,
    });
    expect(output).toContain("Updated 2 config paths.");
    expect(code).toBe(0);
    expect(section()).toMatchObject({ madeUpKey: 1, messageType: "card" });
  });

  test("refuses a wrong type, names the key and what is wanted, and changes nothing", async () => {
    const before = section();
    const { code, output } = await set("channels.dingtalk.enableAICard", '"yes"');
    expect(code).not.toBe(0);
    expect(output).toMatch(/channels\.dingtalk\.enableAICard: .*must be boolean/);
    expect(section()).toEqual(before);
  });
});

describe("channels add", () => {
  // It proves what it wrote: nobody listens there, and nothing leaves this machine.
  beforeAll(() => {
    const nowhere = { api: "http://127.0.0.1:9", oapi: "http://127.0.0.1:9" };
    const dingtalk = { ...section(), endpoints: nowhere, network: { allowPrivate: true } };
    writeHostConfig(state.stateDir, { ...readHostConfig(state.stateDir), channels: { dingtalk } });
  });

  test("without the secret says which flags it needs", async () => {
    const { code, output } = await state.cli(
      ["channels", "add", "--channel", "dingtalk", "--client-id", "dingnew"],
      {
        allowFailure: true,
      },
    );
    expect(code).not.toBe(0);
    expect(output).toContain("--client-secret");
    expect(section()).toMatchObject({ clientId: "dingxxxxxx" });
  });

  test("writes the credentials and shows no secret", async () => {
    const credentials = ["--client-id", "dingnew", "--client-secret", "made-up-secret-of-add"];
    const { output } = await state.cli(["channels", "add", "--channel", "dingtalk", ...credentials]);
    expect(output).not.toContain("made-up-secret-of-add");
    expect(section()).toMatchObject({
      enabled: true,
      clientId: "dingnew",
      clientSecret: "made-up-secret-of-add",
    });
    expect(section()).toMatchObject({ longTaskNoticeDelayMs: 30_000 });
    expect(section()).not.toHaveProperty("accounts");
  });

  test("for a second account leaves the first where it was", async () => {
    const credentials = ["--client-id", "dingsecond", "--client-secret", "made-up-secret-of-second"];
    await state.cli(["channels", "add", "--channel", "dingtalk", "--account", "second", ...credentials]);
    expect(section()).toMatchObject({
      clientId: "dingnew",
      accounts: { second: { clientId: "dingsecond", clientSecret: "made-up-secret-of-second" } },
    });
    expect(section()["accounts"]).not.toHaveProperty("default");
  });
});

describe("a hand-written file", () => {
  test("with the manual's example of several accounts is valid and lists both", async () => {
    const { channels } = JSON.parse(MANUAL_ACCOUNTS) as { channels: JsonObject };
    writeHostConfig(state.stateDir, { ...readHostConfig(state.stateDir), channels });
    const { output: verdict } = await state.cli(["config", "validate"]);
    expect(verdict).toContain("Config valid");
    const { output: list } = await state.cli(["channels", "list"]);
    expect(list).toMatch(/DingTalk bot1 \(Main Bot\): .*configured, enabled/);
    expect(list).toMatch(/DingTalk bot2 \(Backup Bot\): .*configured, enabled/);
    expect(list).not.toMatch(/ding-(?:main|backup)-app-secret/);
  });
});

describe("the host's doctor", () => {
  test("puts right the wrong types that have a clear meaning, after which the file is valid", async () => {
    const own = await prepareGatewayState({
      model: { baseUrl: model.baseUrl },
      dingtalk: {
        clientId: "ding",
        clientSecret: "s",
        enableAICard: "no",
        groups: { cidA: { enabled: "off" } },
      },
    });
    try {
      const { output } = await own.cli(["doctor", "--fix", "--non-interactive"], { allowFailure: true });
      expect(output).toContain("channels.dingtalk.enableAICard");
      expect(readHostConfig(own.stateDir)["channels"]).toMatchObject({
        dingtalk: { enableAICard: false, groups: { cidA: { enabled: false } } },
      });
      expect((await own.cli(["config", "validate"])).output).toContain("Config valid");
    } finally {
      own.remove();
    }
  }, 120_000);
});

const endpoints = () => ({ endpoints: { api: emulator.url, oapi: emulator.url } });
const reference = { source: "env", provider: "default", id: SECRET_VARIABLE };

describe("the gateway", () => {
  let gateway: Gateway | undefined;
  const boot = async (env: Record<string, string>) => {
    if (gateway) await gateway.restart({ env: { ...ENGLISH, ...env } });
    else gateway = await startGateway(state, { env: { ...ENGLISH, ...env } });
    return gateway;
  };
  afterAll(async () => {
    await gateway?.stop();
  });

  test("connects with credentials from the environment and names each key that has no effect", async () => {
    writeSection({
      ...endpoints(),
      madeUpKey: 1,
      enableAiCard: false,
      gatewayToken: "other-plugin-token",
      accounts: { default: {}, second: { clientId: SECOND.clientId, clientSecret: reference } },
    });
    const { logs, waitForLog } = await boot({
      DINGTALK_CLIENT_ID: DEFAULT_CLIENT_ID,
      DINGTALK_CLIENT_SECRET: DEFAULT_CLIENT_SECRET,
      [SECRET_VARIABLE]: SECOND.clientSecret,
    });
    await connected(emulator);
    await waitForLog(/Stream connection: connected/);
    const lines = logs().filter((line) => line.includes("channels.dingtalk."));
    expect(lines).toEqual([
      expect.stringMatching(
        /channels\.dingtalk\.madeUpKey .*not a key of this channel.*no effect; remove it/,
      ),
      expect.stringMatching(/channels\.dingtalk\.enableAiCard .*enableAICard/),
      expect.stringMatching(/channels\.dingtalk\.gatewayToken .*remove it/i),
    ]);
    expect(logs().join("\n")).not.toContain("other-plugin-token");
  });

  test("resolves a secret reference at its start and connects", async () => {
    await connected(emulator, SECOND.clientId);
    expect(gateway?.logs().join("\n")).not.toContain(SECOND.clientSecret);
    expect(section()["accounts"]).toMatchObject({ second: { clientSecret: reference } });
  });

  test("goes on with what it has when the running file gets a wrong type, and names the key", async () => {
    const good = section();
    const opened = emulator.calls().length;
    writeSection({ ...good, maxFileSizeMB: "much" });
    await gateway?.waitForLog(
      /config reload skipped \(invalid config\): channels\.dingtalk\.maxFileSizeMB: .*must be number/,
    );
    expect(emulator.snapshot().apps[0]?.connections).toBe(1);
    expect(emulator.calls()).toHaveLength(opened);
  });

  test("does not start on a wrong type; the host's validate names the key and what is wanted", async () => {
    await expect(boot({})).rejects.toThrow(/The gateway ended \(78\).*config is invalid/s);
    const { code, output } = await state.cli(["config", "validate"], { allowFailure: true });
    expect(code).not.toBe(0);
    expect(output).toMatch(/channels\.dingtalk\.maxFileSizeMB.*must be number/);
  });
});

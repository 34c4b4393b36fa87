/** `openclaw china doctor` against the local DingTalk and real folders: each fault is told with what to do. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runDoctor } from "../../src/channel/setup/doctor.ts";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";
import { createText, type Language } from "../../src/channel/text/text.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { openSkewedDoor } from "../support/skewed-door.ts";
import { createSetupBench, localSection } from "../support/setup-bench.ts";

let emulator: Emulator;
let stateDir: string;
beforeEach(async () => {
  emulator = await createEmulator();
  stateDir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-doctor-"));
});
afterEach(async () => {
  await emulator.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const healthy = () => ({
  meta: { lastTouchedVersion: "2026.9.6" },
  session: { dmScope: "per-account-channel-peer" },
  channels: {
    dingtalk: localSection(emulator, { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET }),
  },
});

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly found: string;
  readonly code?: string;
  readonly remedy?: string;
  readonly link?: string;
}

interface Look {
  readonly config?: Record<string, unknown>;
  readonly language?: Language;
  readonly fix?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

async function look({ config = healthy(), language = "en", fix = false, env = {} }: Look = {}) {
  const bench = createSetupBench({ config, stateDir, env });
  const request = { host: bench.host, text: createText(language), language, fix };
  const code = await runDoctor({ ...request, json: true });
  const { checks, ...rest } = JSON.parse(bench.printed.join("")) as { checks: Finding[]; repaired: string[] };
  return { code, ...rest, checks, bad: checks.filter(({ state }) => state !== "ok"), text: bench.printed[0] };
}

test("a healthy installation has nothing to complain of, and every check has spoken", async () => {
  const { code, bad, checks } = await look();
  expect(bad).toEqual([]);
  expect(code).toBe(0);
  expect(new Set(checks.map(({ check }) => check)).size).toBe(14);
  // Looking costs three calls of the month, and opens no socket.
  expect(emulator.calls().filter(({ billed }) => billed)).toHaveLength(3);
  expect(emulator.snapshot().apps[0]?.connections).toBe(0);
  expect(emulator.messages()).toEqual([]);
});

const ask = (operation: "getAccessToken" | "openConnection" | "sendDirect") => operation;

describe("a fault at DingTalk", () => {
  test.each([
    [
      "a wrong secret",
      ask("getAccessToken"),
      400,
      "invalidClientIdOrSecret",
      "credentials",
      "bad-credentials",
    ],
    ["an unpublished version", ask("openConnection"), 400, "invalidParameter", "stream", "refused"],
    [
      "an address that is not on the list",
      ask("sendDirect"),
      403,
      "Forbidden.AccessDenied.IpNotInWhiteList",
      "message-permission",
      "ip-not-allowed",
    ],
    [
      "a month's quota that is gone",
      ask("sendDirect"),
      403,
      "Forbidden.AccessDenied.ApiCountLimitForOrg",
      "message-permission",
      "quota-gone",
    ],
    [
      "an organisation without certificate",
      ask("sendDirect"),
      403,
      "orgAuthLevelNotEnough",
      "message-permission",
      "org-not-certified",
    ],
  ])(
    "%s is named, with what to do in both languages",
    async (_fault, operation, status, code, check, named) => {
      emulator.fault({ operation, effect: { kind: "refuse", status, code } });
      const english = await look();
      expect(english.bad).toMatchObject([{ check, code: named, remedy: expect.any(String) }]);
      const chinese = await look({ language: "zh-CN" });
      expect(chinese.bad[0]?.remedy).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  test("is told in Chinese around DingTalk's own code and words, which stay as they are", async () => {
    const refused = { kind: "refuse", status: 400, code: "illegal.ua", message: "ua invalid" } as const;
    emulator.fault({ operation: "openConnection", effect: refused });
    const { bad } = await look({ language: "zh-CN" });
    expect(bad).toMatchObject([
      {
        check: "stream",
        found: "钉钉拒绝了这次调用（openConnection · HTTP 400 · illegal.ua）：“ua invalid”",
      },
    ]);
  });

  test("a missing permission comes with the page to apply on; without cards it is no problem", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Instance.Write");
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
    const { bad, code } = await look();
    expect(bad).toMatchObject([
      { check: "message-permission", state: "problem", link: expect.stringContaining("qyapi_robot_sendmsg") },
      { check: "card-permissions", state: "warning", link: expect.stringContaining("Card.Instance.Write") },
    ]);
    expect(code).toBe(1);
  });

  test("without the address book the bot answers; each permission is told with what goes without it", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_get_member");
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_addresslist_search");
    const { bad, code } = await look();
    expect(bad).toMatchObject([
      {
        check: "directory-permissions",
        state: "warning",
        found: expect.stringMatching(/qyapi_get_member is missing\. Without it/),
        link: expect.stringContaining("qyapi_get_member"),
      },
      { check: "directory-permissions", link: expect.stringContaining("qyapi_addresslist_search") },
    ]);
    expect(code).toBe(0);
  });

  test("that passes leaves the question open, and is no problem", async () => {
    emulator.fault({
      operation: "sendDirect",
      effect: { kind: "refuse", status: 403, code: "Forbidden.AccessDenied.QpsLimitForApi" },
      times: 1,
    });
    const { bad, code } = await look();
    expect(bad).toMatchObject([{ check: "message-permission", state: "unknown", code: "qps-limit" }]);
    expect(code).toBe(0);
  });

  test("out of reach is a matter of the network, told once", async () => {
    const config = healthy();
    config.channels.dingtalk.endpoints = { api: "http://127.0.0.1:9", oapi: "http://127.0.0.1:9" };
    const { bad } = await look({ config });
    expect(bad).toMatchObject([{ check: "credentials", code: "network" }]);
  });
});

describe("a fault of this machine or its settings", () => {
  test("is told for everything that silences people or mixes them up", async () => {
    const config = {
      ...healthy(),
      meta: { lastTouchedVersion: "2026.7.2" },
      session: { dmScope: "main" },
      messages: { groupChat: { visibleReplies: "message_tool" }, queue: { mode: "interrupt" } },
      plugins: { entries: { "dingtalk-connector": { enabled: true } } },
    };
    const { bad } = await look({ config });
    expect(bad.map(({ code }) => code).toSorted()).toEqual([
      "dm-scope",
      "host-old",
      "other-plugin",
      "queue-mode",
      "visible-replies",
    ]);
  });

  test("an OpenClaw that is newer than those tried is told, and is no problem", async () => {
    const config = { ...healthy(), meta: { lastTouchedVersion: "2027.1.0" } };
    const { bad, code } = await look({ config });
    expect(bad).toMatchObject([{ check: "host-version", state: "warning", code: "host-new" }]);
    expect(code).toBe(0);
  });

  test("one app for two accounts is told with both names", async () => {
    const config = healthy();
    Object.assign(config.channels.dingtalk, {
      accounts: { sales: { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET } },
    });
    const { bad } = await look({ config });
    expect(bad).toMatchObject([
      { check: "config", code: "conflict", found: expect.stringMatching(/"default" has the same clientId/) },
    ]);
  });

  test("a name that cannot be looked up is a matter of this machine's network", async () => {
    const config = healthy();
    config.channels.dingtalk.endpoints = {
      api: "https://dingtalk.invalid",
      oapi: "https://dingtalk.invalid",
    };
    const { bad } = await look({ config });
    expect(bad).toMatchObject([
      { check: "network", code: "dns", state: "problem", remedy: expect.any(String) },
      { check: "credentials", code: "network" },
    ]);
  });

  test("a clock that is wrong is told with how much, one that is a little off is not", async () => {
    const config = healthy();
    const { endpoints } = config.channels.dingtalk;
    for (const [skewMs, told] of [
      [
        -120_000,
        [{ check: "clock", code: "clock", state: "problem", found: expect.stringMatching(/^1[12]\d s/) }],
      ],
      [30_000, []],
    ] as const) {
      const door = await openSkewedDoor(emulator.url, skewMs);
      endpoints.api = door.url;
      expect((await look({ config })).bad).toMatchObject(told);
      await door.close();
    }
  });

  test("a plugin that is switched off is no fault", async () => {
    const plugins = { entries: { "dingtalk-connector": { enabled: false } } };
    const { bad } = await look({ config: { ...healthy(), plugins } });
    expect(bad).toEqual([]);
  });

  test("wrong and contradicting keys are named", async () => {
    const config = healthy();
    Object.assign(config.channels.dingtalk, { dmPolicy: "allowlist", enableAiCard: true });
    const { bad } = await look({ config });
    expect(bad).toMatchObject([
      { check: "config", code: "unknown", found: expect.stringContaining("enableAICard") },
      { check: "config", code: "conflict", found: expect.stringContaining("allowFrom") },
    ]);
  });

  test("a proxy that Node passes by is told, one that it uses is not", async () => {
    const env = { HTTPS_PROXY: "http://proxy.example:8080" };
    expect((await look({ env })).bad).toMatchObject([{ check: "network", code: "proxy" }]);
    expect((await look({ env: { ...env, NODE_USE_ENV_PROXY: "1" } })).bad).toEqual([]);
  });

  test("an archive that is a file cannot be written", async () => {
    const dir = join(stateDir, "not-a-folder");
    writeFileSync(dir, "");
    const config = healthy();
    Object.assign(config.channels.dingtalk, { inboundMedia: { dir } });
    expect((await look({ config })).bad).toMatchObject([{ check: "archive", state: "problem" }]);
  });
});

const folder = () => join(stateDir, "dingtalk", "journal");

describe("a journal", () => {
  test("with messages that were given up says how many", async () => {
    const journal = openSqliteJournal({ directory: folder(), channelId: "dingtalk", accountId: "default" });
    await journal.enqueue("event-1", { rawEvent: "{}" }, { laneKey: "a" });
    const claim = await journal.claim("event-1");
    if (!claim) throw new Error("nothing to claim");
    await journal.fail(claim, { reason: "retries-exhausted", message: "no model" });
    journal.close();
    expect((await look()).bad).toMatchObject([{ check: "journal", code: "dead-letters" }]);
  });

  test("that is damaged is repaired when the operator asks for it, and only then", async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), "dingtalk-default.sqlite"), "this is no database at all ".repeat(400));
    expect((await look()).bad).toMatchObject([{ check: "journal", state: "problem", canRepair: true }]);
    expect((await look()).bad).toHaveLength(1);
    const fixed = await look({ fix: true });
    expect(fixed.repaired).toHaveLength(1);
    expect([fixed.bad, fixed.code]).toEqual([[], 0]);
  });
});

test("the file for whoever helps has the findings, and neither secrets nor people nor other channels", async () => {
  const config = { ...healthy(), gateway: { auth: { token: "gateway-token" } } };
  Object.assign(config.channels, { telegram: { botToken: "other-channel" } });
  Object.assign(config.channels.dingtalk, { allowFrom: ["lina02", "*"], groups: { "cid+secret=": {} } });
  const bench = createSetupBench({ config, stateDir });
  const bundle = join(stateDir, "bundle.json");
  const request = {
    host: bench.host,
    text: createText("en"),
    language: "en" as const,
    json: false,
    fix: false,
  };
  expect(await runDoctor({ ...request, bundle })).toBe(0);
  const written = readFileSync(bundle, "utf8");
  expect(JSON.parse(written)).toMatchObject({
    dingtalk: {
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: "***",
      allowFrom: "* and 1 more",
      groups: "1 entries",
    },
    checks: expect.arrayContaining([expect.objectContaining({ check: "credentials", state: "ok" })]),
  });
  for (const hidden of [DEFAULT_CLIENT_SECRET, "lina02", "cid+secret=", "gateway-token", "other-channel"])
    expect(written).not.toContain(hidden);
  await expect(runDoctor({ ...request, bundle })).rejects.toThrow(/EEXIST/);
});

test("a secret in a variable is read from there, and never shown", async () => {
  const config = healthy();
  Object.assign(config.channels.dingtalk, {
    clientSecret: { source: "env", provider: "default", id: "DT_SECRET" },
  });
  const { bad, text } = await look({ config, env: { DT_SECRET: DEFAULT_CLIENT_SECRET } });
  expect(bad).toEqual([]);
  expect(text).not.toContain(DEFAULT_CLIENT_SECRET);
  expect((await look({ config })).bad).toMatchObject([{ check: "credentials", code: "secret-unresolved" }]);
});

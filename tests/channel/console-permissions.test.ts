/** What an app may do, as the console shows it: from calls, from checks, against the local DingTalk and real folders. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createDingTalkClient, type CallInfo } from "../../src/client/index.ts";
import type { FeaturePermission, PermissionsView } from "../../src/contract/console.ts";
import { OPERATIONS, type Operation } from "../../src/contract/endpoints.ts";
import { createAccountChecks } from "../../src/channel/console/account-checks.ts";
import { createPermissionsRoutes } from "../../src/channel/console/permissions-routes.ts";
import { FEATURES } from "../../src/channel/status/feature-permissions.ts";
import { createPermissionRecord } from "../../src/channel/status/permission-record.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createConsoleBench } from "../support/console-bench.ts";
import { localSection } from "../support/setup-bench.ts";

let emulator: Emulator;
let stateDir: string;
beforeEach(async () => {
  emulator = await createEmulator();
  stateDir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-permissions-"));
});
afterEach(async () => {
  await emulator.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const CREDENTIALS = { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET };

const scopeOf = ({ scope }: Operation) => scope ?? [];

function open(extra: Record<string, unknown> = CREDENTIALS) {
  const config = { channels: { dingtalk: localSection(emulator, extra) } };
  const record = createPermissionRecord();
  const counted: CallInfo[] = [];
  const around = {
    readConfig: () => config,
    machine: () => ({ env: {}, stateDir, home: stateDir }),
  };
  const checks = createAccountChecks({
    ...around,
    clock: systemClock,
    onCall: (_clientId, info) => void counted.push(info),
    onResult: record.learn,
  });
  const page = createConsoleBench(createPermissionsRoutes({ ...around, checks, record }));
  const look = async () => (await page.get<PermissionsView>("permissions")).accounts;
  const feature = async (id: string): Promise<FeaturePermission> => {
    const found = (await look())[0]?.features.find((candidate) => candidate.feature === id);
    if (!found) throw new Error(`no feature ${id}`);
    return found;
  };
  const check = async (accountId = "default") => {
    await page.post("permissions/check", { accountId });
    return vi.waitFor(
      async () => {
        const account = (await look()).find((candidate) => candidate.accountId === accountId);
        if (!account || account.checking) throw new Error("still checking");
        return account;
      },
      { timeout: 10_000, interval: 20 },
    );
  };
  return { ...page, record, counted, look, feature, check };
}

describe("an operator who only looks", () => {
  test("learns what each feature needs, that nothing is known yet, and what a check costs; it costs nothing", async () => {
    const { look, feature } = open();
    const [account] = await look();
    expect(account).toMatchObject({ accountId: "default", clientId: DEFAULT_CLIENT_ID, checking: false });
    expect(account?.checkedAt).toBeUndefined();
    expect(new Set(account?.features.map(({ state }) => state))).toEqual(new Set(["unknown"]));
    expect(await feature("cards")).toMatchObject({
      scopes: ["Card.Instance.Write", "Card.Streaming.Write"],
      applyLink: expect.stringMatching(/appscope\/apply\?content=.*Card\.Instance\.Write/),
    });
    expect(await feature("reactions")).toMatchObject({
      scopes: [],
      sentence: { remedy: expect.stringContaining("do not say") },
    });
    expect(emulator.calls()).toEqual([]);
  });

  test("finds every permission that an operation of ours asks for", () => {
    const needed = Object.values(OPERATIONS).flatMap(scopeOf);
    const shown = new Set(
      FEATURES.flatMap(({ operations }) => operations.flatMap((id) => scopeOf(OPERATIONS[id]))),
    );
    expect(needed.filter((scope) => !shown.has(scope))).toEqual([]);
    expect(needed).toContain("qyapi_robot_sendmsg");
  });

  test("reads in the language of the page", async () => {
    const { get } = open();
    const [zh, en] = [
      await get<PermissionsView>("permissions", "zh-CN"),
      await get<PermissionsView>("permissions", "en"),
    ].map(({ accounts }) => accounts[0]?.features[0]?.label);
    expect([zh, en]).toEqual(["主动发送消息", "Send messages by itself"]);
  });
});

describe("an operator who checks", () => {
  test("sees what is granted and what is missing, with the page to apply; it costs no more than was said", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const { look, check, feature, counted } = open();
    const said = Number(/\d+/.exec((await look())[0]?.checkCost.text ?? "")?.[0]);
    const account = await check();
    expect(account.checkedAt).toBeGreaterThan(0);
    expect(account.checks.map(({ id }) => id)).toEqual([
      "network",
      "credentials",
      "stream",
      "message-permission",
      "card-permissions",
      "directory-permissions",
      "clock",
      "archive",
      "journal",
      "consumers",
    ]);
    expect((await feature("messages")).state).toBe("granted");
    expect(await feature("cards")).toMatchObject({
      state: "missing",
      applyLink: expect.stringMatching(/content=.*Card\.Streaming\.Write/),
    });
    const billed = emulator.calls().filter((call) => call.billed).length;
    expect([said, billed <= said]).toEqual([3, true]);
    expect(counted.filter((call) => call.billed).map(({ operation }) => operation)).toEqual([
      "sendDirect",
      "updateCard",
      "streamCard",
    ]);
    expect(emulator.messages()).toEqual([]);
    expect(emulator.snapshot().apps[0]?.connections).toBe(0);
  });

  test("and has everything pays exactly what was said, and less where cards are off", async () => {
    const all = open();
    await all.check();
    expect(emulator.calls().filter(({ billed }) => billed)).toHaveLength(3);
    const few = open({ ...CREDENTIALS, enableAICard: false });
    expect((await few.look())[0]?.checkCost.text).toContain("up to 1 of");
    await few.check();
    expect(emulator.calls().filter(({ billed }) => billed)).toHaveLength(4);
  });

  test("again after the permission was granted sees it granted", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const { check, feature } = open();
    await check();
    emulator.grant(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    await check();
    expect(await feature("cards")).toMatchObject({ state: "granted" });
    expect((await feature("cards")).applyLink).toBeUndefined();
  });

  test("with wrong credentials reads that, and DingTalk is asked nothing more", async () => {
    const { check, look } = open({ ...CREDENTIALS, clientSecret: "wrong" });
    const { checks } = await check();
    expect(checks.find(({ id }) => id === "credentials")).toMatchObject({ state: "problem" });
    expect(checks.some(({ id }) => id === "stream")).toBe(false);
    expect((await look())[0]?.features.every(({ state }) => state === "unknown")).toBe(true);
  });

  test("a second account meanwhile is told to wait, and one that is not there is refused", async () => {
    const { post, refusal } = open({ accounts: { one: CREDENTIALS, two: { clientId: "dingtwo" } } });
    const begun = await post<PermissionsView>("permissions/check", { accountId: "one" });
    expect(begun.accounts.find(({ accountId }) => accountId === "one")).toMatchObject({
      checking: true,
      checks: [{ id: "network", state: "running" }],
    });
    expect(await refusal("permissions/check", { accountId: "two" })).toMatchObject({
      code: "conflict",
      text: expect.stringContaining('"one"'),
    });
    for (const accountId of ["three", "", "没有"])
      expect(await refusal("permissions/check", { accountId })).toMatchObject({ code: "not-found" });
    expect(await refusal("permissions/check", {})).toMatchObject({ code: "invalid-value" });
  });
});

describe("calls of a running bot", () => {
  test("show what is granted and what is missing without a check", async () => {
    const { record, feature } = open();
    const client = createDingTalkClient({
      ...CREDENTIALS,
      endpoints: { api: emulator.url, oapi: emulator.url },
      onCall: (info) => record.observe(DEFAULT_CLIENT_ID, info),
    });
    await client.directory.getUser("lina02");
    expect((await feature("names")).state).toBe("granted");
    emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_get_member");
    await expect(client.directory.getUser("lina02")).rejects.toThrow();
    expect(await feature("names")).toMatchObject({
      state: "missing",
      applyLink: expect.stringContaining("qyapi_get_member"),
    });
    expect((await feature("messages")).state).toBe("unknown");
    await client.close();
  });

  test("that fail for another reason say nothing of permissions", async () => {
    const { record, feature } = open();
    record.observe(DEFAULT_CLIENT_ID, { operation: "sendDirect", code: "timeout" });
    record.observe(DEFAULT_CLIENT_ID, { operation: "sessionWebhook" });
    record.observe(DEFAULT_CLIENT_ID, { operation: "openConnection" });
    expect((await feature("messages")).state).toBe("unknown");
  });
});

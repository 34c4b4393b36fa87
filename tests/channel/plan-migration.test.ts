/** The settings of the three other DingTalk plugins, as their users have them, and what becomes of each. */
import { describe, expect, test } from "vitest";
import { planned } from "../../src/channel/setup/plan-config.ts";
import { planMigration } from "../../src/channel/setup/plan-migration.ts";
import { runMigration } from "../../src/channel/setup/migrate.ts";
import { collectConfigIssues } from "../../src/channel/config/issues.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createSetupBench } from "../support/setup-bench.ts";

const migrated = (config: Record<string, unknown>) => planned(config, planMigration(config).changes);

const OPENCLAW_CHINA = {
  channels: {
    dingtalk: {
      enabled: true,
      clientId: "dingchina01",
      clientSecret: "china-secret",
      enableAICard: true,
      gatewayToken: "gw-token",
      connectionMode: "stream",
      maxFileSizeMB: 50,
      inboundMedia: { dir: "~/in", keepDays: 3 },
      allowFrom: ["a"],
    },
  },
};

const SOIMY = {
  channels: {
    dingtalk: {
      enabled: true,
      clientId: "dingsoimy01",
      clientSecret: "soimy-secret",
      robotCode: "dingsoimy01",
      corpId: "dingcorp",
      agentId: "1",
      dmPolicy: "pairing",
      messageType: "card",
      cardTemplateId: "x.schema",
      cardTemplateKey: "content",
      mediaMaxMb: 20,
      debug: true,
      accounts: { Two: { clientId: "dingsoimy02", clientSecret: "s2", messageType: "markdown" } },
    },
  },
};

const CONNECTOR = {
  channels: {
    "dingtalk-connector": {
      enabled: true,
      clientId: "dingconn01",
      clientSecret: { source: "env", provider: "default", id: "CONN_SECRET" },
      gatewayToken: "t",
      sessionTimeout: 1800000,
      groupPolicy: "allowlist",
      asyncMode: false,
      accounts: { b: { clientId: "dingconn02", clientSecret: "s", allowedUsers: ["u1"] } },
    },
  },
};

describe("settings of another plugin", () => {
  test("of openclaw-china keep all that has a meaning and lose the rest", () => {
    expect(migrated(OPENCLAW_CHINA)).toEqual({
      channels: {
        dingtalk: {
          enabled: true,
          clientId: "dingchina01",
          clientSecret: "china-secret",
          enableAICard: true,
          maxFileSizeMB: 50,
          inboundMedia: { dir: "~/in", keepDays: 3 },
          allowFrom: ["a"],
        },
      },
    });
    expect(planMigration(OPENCLAW_CHINA).notes.map(({ path }) => path)).toEqual([
      "channels.dingtalk.gatewayToken",
      "channels.dingtalk.connectionMode",
    ]);
  });

  test("of soimy's channel are translated, account by account", () => {
    expect(migrated(SOIMY)).toEqual({
      channels: {
        dingtalk: {
          enabled: true,
          clientId: "dingsoimy01",
          clientSecret: "soimy-secret",
          dmPolicy: "pairing",
          enableAICard: true,
          maxFileSizeMB: 20,
          accounts: { Two: { clientId: "dingsoimy02", clientSecret: "s2", enableAICard: false } },
        },
      },
    });
  });

  test("of DingTalk's connector become ours, and its own channel is switched off, not thrown away", () => {
    const after = migrated(CONNECTOR) as { channels: Record<string, Record<string, unknown>> };
    expect(after.channels["dingtalk"]).toEqual({
      enabled: true,
      clientId: "dingconn01",
      clientSecret: CONNECTOR.channels["dingtalk-connector"].clientSecret,
      groupPolicy: "allowlist",
      longTaskNoticeDelayMs: 0,
      accounts: { b: { clientId: "dingconn02", clientSecret: "s", allowFrom: ["u1"] } },
    });
    expect(after.channels["dingtalk-connector"]).toEqual({
      ...CONNECTOR.channels["dingtalk-connector"],
      enabled: false,
    });
  });

  test("never win over what is ours already", () => {
    const both = {
      channels: {
        ...CONNECTOR.channels,
        dingtalk: { clientId: "dingmine01", accounts: { b: { name: "mine" } } },
      },
    };
    const { channels } = migrated(both) as { channels: Record<string, Record<string, unknown>> };
    expect(channels["dingtalk"]).toMatchObject({ clientId: "dingmine01", accounts: { b: { name: "mine" } } });
  });

  test.each([
    ["openclaw-china", OPENCLAW_CHINA],
    ["soimy", SOIMY],
    ["the connector", CONNECTOR],
  ])("of %s leave no outdated key behind, and there is nothing to do twice", (_name, config) => {
    const after = migrated(config) as { channels: { dingtalk: unknown } };
    const outdated = collectConfigIssues(after.channels.dingtalk).filter(({ kind }) => kind === "outdated");
    expect(outdated).toEqual([]);
    expect(planMigration(after).changes).toEqual([]);
  });
});

describe("openclaw china migrate", () => {
  test("shows an operator every change without a secret, and writes when told to", async () => {
    const bench = createSetupBench({ config: SOIMY });
    const request = { host: bench.host, text: createText("zh-CN"), language: "zh-CN" as const };
    expect(await runMigration({ ...request, write: false })).toBe(0);
    expect(bench.writes()).toBe(0);
    const said = bench.printed.join("\n");
    expect(said).toContain("+ channels.dingtalk.maxFileSizeMB: 20");
    expect(said).toContain("! channels.dingtalk.debug: 请使用 OpenClaw 的日志设置");
    expect(said).not.toMatch(/soimy-secret|"s2"/);
    expect(await runMigration({ ...request, write: true })).toBe(0);
    expect(bench.config()).toEqual(migrated(SOIMY));
  });

  test("shows no token of the gateway either, which one of the plugins kept a copy of", async () => {
    const bench = createSetupBench({ config: OPENCLAW_CHINA });
    await runMigration({ host: bench.host, text: createText("en"), language: "en", write: false });
    expect(bench.printed.join("\n")).toContain("- channels.dingtalk.gatewayToken: ");
    expect(bench.printed.join("\n")).not.toContain("gw-token");
  });
});

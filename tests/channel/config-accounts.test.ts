import * as fc from "fast-check";
import { normalizeAccountId as hostNormalizeAccountId } from "openclaw/plugin-sdk/account-id";
import { createAccountListHelpers } from "openclaw/plugin-sdk/account-helpers";
import { describe, expect, it } from "vitest";
import { normalizeAccountId } from "../../src/channel/config/account-id.ts";
import {
  effectiveAllowFrom,
  listAccountIds,
  resolveAccount,
  resolveDefaultAccountId,
} from "../../src/channel/config/accounts.ts";
import { collectConfigIssues, findDuplicateAccounts } from "../../src/channel/config/issues.ts";

const machine = { env: {}, stateDir: "/home/ann/.openclaw", home: "/home/ann" };
const manualAccounts = {
  enabled: true,
  defaultAccount: "bot1",
  groupPolicy: "open",
  accounts: {
    bot1: {
      name: "Main Bot",
      clientId: "ding-main-app-key",
      clientSecret: "ding-main-app-secret",
      enableAICard: true,
    },
    bot2: {
      name: "Backup Bot",
      clientId: "ding-backup-app-key",
      clientSecret: "ding-backup-app-secret",
      enableAICard: false,
    },
  },
};

describe("an account", () => {
  it("has the manual's defaults for everything that is not written", () => {
    expect(resolveAccount({ clientId: "ding1", clientSecret: "s" }, undefined, machine)).toMatchObject({
      accountId: "default",
      enabled: true,
      configured: true,
      clientId: "ding1",
      clientSecret: "s",
      dmPolicy: "open",
      groupPolicy: "open",
      requireMention: true,
      longTaskNoticeDelayMs: 30_000,
      enableAICard: true,
      maxFileSizeMB: 100,
      maxFileSizeBytes: 104_857_600,
      inboundMedia: { dir: "/home/ann/.openclaw/media/dingtalk/inbound", keepDays: 7 },
      endpoints: { api: "https://api.dingtalk.com", oapi: "https://oapi.dingtalk.com" },
      network: { allowPrivate: false },
      issues: [],
    });
  });

  it("wins over the top level group by group and field by field in groups", () => {
    const section = {
      groups: {
        "*": { requireMention: false, systemPrompt: "for all" },
        cidA: { allowFrom: ["lina02"], enableAICard: false },
      },
      accounts: { two: { groups: { cidA: { enableAICard: true }, cidB: { enabled: false } } } },
    };
    expect(resolveAccount(section, "two", machine).groups).toEqual({
      "*": { requireMention: false, systemPrompt: "for all" },
      cidA: { allowFrom: ["lina02"], enableAICard: true },
      cidB: { enabled: false },
    });
  });

  it("keeps the rest of a group's entry, and all other groups, when one field is wrong", () => {
    const groups = {
      cidA: { enabled: false, requireMention: "no", tool: {} },
      cidB: 7,
      cidC: { skills: [] },
    };
    const { groups: read, issues } = resolveAccount({ groups }, undefined, machine);
    expect(read).toEqual({ cidA: { enabled: false }, cidC: { skills: [] } });
    expect(issues.map(({ path, kind }) => [path, kind])).toEqual([
      ["channels.dingtalk.groups.cidA.requireMention", "wrong-type"],
      ["channels.dingtalk.groups.cidA.tool", "unknown"],
      ["channels.dingtalk.groups.cidB", "wrong-type"],
    ]);
  });

  it("wins over the top level field by field, also inside inboundMedia", () => {
    const section = {
      enableAICard: true,
      inboundMedia: { dir: "/data/in", keepDays: 30 },
      accounts: { bot1: { clientId: "a", enableAICard: false, inboundMedia: { keepDays: 1 } } },
    };
    expect(resolveAccount(section, "bot1", machine)).toMatchObject({
      enableAICard: false,
      inboundMedia: { dir: "/data/in", keepDays: 1 },
    });
  });

  it("falls back from a wrong value to the top level, then to the default, and says so", () => {
    const section = {
      clientId: "a",
      maxFileSizeMB: "big",
      enableAICard: false,
      accounts: { bot1: { enableAICard: "yes", longTaskNoticeDelayMs: "soon" } },
    };
    const account = resolveAccount(section, "bot1", machine);
    expect(account).toMatchObject({ enableAICard: false, maxFileSizeMB: 100, longTaskNoticeDelayMs: 30_000 });
    expect(account.issues.map((issue) => [issue.path, issue.found])).toEqual([
      ["channels.dingtalk.maxFileSizeMB", '"big"'],
      ["channels.dingtalk.accounts.bot1.enableAICard", '"yes"'],
      ["channels.dingtalk.accounts.bot1.longTaskNoticeDelayMs", '"soon"'],
    ]);
  });

  it("is off when the channel is off", () => {
    const section = { enabled: false, accounts: { bot1: { enabled: true } } };
    expect(resolveAccount(section, "bot1", machine).enabled).toBe(false);
    expect(resolveAccount({ accounts: { bot1: { enabled: false } } }, "bot1", machine).enabled).toBe(false);
  });

  it("takes DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET when it is the default account and has none", () => {
    const env = { DINGTALK_CLIENT_ID: " ding-env ", DINGTALK_CLIENT_SECRET: "env-secret" };
    expect(resolveAccount({}, undefined, { ...machine, env })).toMatchObject({
      accountId: "default",
      clientId: "ding-env",
      clientSecret: "env-secret",
      clientIdSource: "env",
      configured: true,
    });
    const two = { defaultAccount: "b", accounts: { a: {}, b: {} } };
    expect(resolveAccount(two, "b", { ...machine, env }).clientId).toBe("ding-env");
    expect(resolveAccount(two, "a", { ...machine, env }).configured).toBe(false);
    expect(resolveAccount({ clientId: "mine", clientSecret: "mine" }, "", { ...machine, env })).toMatchObject(
      {
        clientId: "mine",
        clientSecretSource: "config",
      },
    );
  });

  it("counts as configured with a secret reference that the host has not resolved yet", () => {
    const clientSecret = { source: "env", provider: "default", id: "DINGTALK_CLIENT_SECRET" };
    expect(resolveAccount({ clientId: "a", clientSecret }, "", machine)).toMatchObject({
      configured: true,
      clientSecret: "",
      clientSecretSource: "unresolved",
    });
  });

  it("keeps its received files below the home folder, the state folder, or an absolute path", () => {
    const dir = (written: string | undefined, at = machine) =>
      resolveAccount({ inboundMedia: { dir: written } }, "", at).inboundMedia.dir;
    expect(dir("~/.openclaw/media/dingtalk/inbound")).toBe("/home/ann/.openclaw/media/dingtalk/inbound");
    expect(dir("/data/in")).toBe("/data/in");
    expect(dir(undefined, { ...machine, stateDir: "/var/claw" })).toBe("/var/claw/media/dingtalk/inbound");
  });

  it("reads ids that were written as numbers", () => {
    expect(resolveAccount({ allowFrom: [123, " 123 ", "u2", ""] }, "", machine).allowFrom).toEqual([
      "123",
      "u2",
    ]);
  });

  it("never throws, whatever stands in the section", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (section, id) => {
        resolveAccount(section, id, machine);
        listAccountIds(section);
        collectConfigIssues(section, machine);
      }),
      { numRuns: 300 },
    );
    const known = fc.record(
      {
        clientId: fc.anything(),
        accounts: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
        inboundMedia: fc.anything(),
        groups: fc.anything(),
        defaultAccount: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(known, (section) => {
        for (const id of listAccountIds(section)) resolveAccount(section, id, machine);
        collectConfigIssues(section, machine);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the list of accounts", () => {
  it("is that of the manual's example", () => {
    expect(listAccountIds(manualAccounts)).toEqual(["bot1", "bot2"]);
    expect(resolveDefaultAccountId(manualAccounts)).toBe("bot1");
    expect(resolveAccount(manualAccounts, "bot2", machine)).toMatchObject({
      name: "Backup Bot",
      enableAICard: false,
      groupPolicy: "open",
      clientId: "ding-backup-app-key",
    });
    expect(collectConfigIssues(manualAccounts, machine)).toEqual([]);
  });

  it("has an account default for credentials at the top level, also beside named accounts", () => {
    expect(listAccountIds({ clientId: "a" })).toEqual(["default"]);
    expect(listAccountIds({ clientId: "a", accounts: { bot1: {} } })).toEqual(["bot1", "default"]);
    expect(listAccountIds({ accounts: { bot1: {} } })).toEqual(["bot1"]);
    expect(listAccountIds(undefined)).toEqual(["default"]);
  });

  it("gives defaultAccount, else default, else the first after sorting", () => {
    expect(resolveDefaultAccountId({ accounts: { b: {}, a: {} } })).toBe("a");
    expect(resolveDefaultAccountId({ accounts: { b: {}, default: {} } })).toBe("default");
    expect(resolveDefaultAccountId({ defaultAccount: "B", accounts: { b: {}, default: {} } })).toBe("b");
    expect(resolveDefaultAccountId({ defaultAccount: "gone", accounts: { b: {}, a: {} } })).toBe("a");
  });

  it("agrees with the host's own helpers", () => {
    const helpers = createAccountListHelpers("dingtalk", {
      implicitDefaultAccount: { channelKeys: ["clientId"] },
      normalizeAccountId: hostNormalizeAccountId,
    });
    const id = fc.constantFrom("bot1", "Bot 2", "default", "z_9", "A");
    const section = fc.record(
      {
        clientId: fc.constantFrom("", "ding1"),
        defaultAccount: id,
        accounts: fc.dictionary(id, fc.constant({})),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(section, (dingtalk) => {
        const cfg = { channels: { dingtalk } } as never;
        expect(listAccountIds(dingtalk)).toEqual(helpers.listAccountIds(cfg));
        expect(resolveDefaultAccountId(dingtalk)).toBe(helpers.resolveDefaultAccountId(cfg));
      }),
    );
  });

  it("normalises ids as the host does", () => {
    const odd = fc.constantFrom(
      "__proto__",
      "constructor",
      " Bot 1 ",
      "机器人",
      "-a-",
      "A".repeat(80),
      "a_B-1",
    );
    fc.assert(
      fc.property(fc.oneof(odd, fc.string(), fc.string({ unit: "binary" })), (id) => {
        expect(normalizeAccountId(id)).toBe(hostNormalizeAccountId(id));
      }),
      { numRuns: 1000 },
    );
  });

  it("never lets two accounts open the same application", () => {
    const section = {
      clientId: "same",
      clientSecret: "s",
      accounts: { bot1: {}, bot2: { clientId: "own" } },
    };
    expect(findDuplicateAccounts(section, machine)).toEqual([
      { accountId: "bot1", duplicateOf: "default", clientId: "same" },
    ]);
    const chosen = { ...section, defaultAccount: "bot1" };
    expect(findDuplicateAccounts(chosen, machine)).toMatchObject([
      { accountId: "default", duplicateOf: "bot1" },
    ]);
    const off = { ...section, accounts: { bot1: { enabled: false } } };
    expect(findDuplicateAccounts(off, machine)).toEqual([]);
  });
});

describe("allow lists as the host wants them", () => {
  const account = { dmPolicy: "open", groupPolicy: "open", allowFrom: [], groupAllowFrom: [] } as const;

  it("let everyone in under open without a list", () => {
    expect(effectiveAllowFrom(account)).toEqual({ allowFrom: ["*"], groupAllowFrom: ["*"] });
  });

  it("keep a list that was written, and stay empty under allowlist", () => {
    expect(effectiveAllowFrom({ ...account, allowFrom: ["u1"], groupPolicy: "allowlist" })).toEqual({
      allowFrom: ["u1"],
      groupAllowFrom: [],
    });
  });
});

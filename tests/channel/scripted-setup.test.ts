/** `openclaw china setup --no-input` against the local DingTalk: flags, exit codes, and what is written for each. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runScriptedSetup } from "../../src/channel/setup/scripted-setup.ts";
import { parseFlags, type SetupFlags } from "../../src/channel/setup/setup-flags.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, type Emulator } from "../../src/emulator/index.ts";
import { createSetupBench, localSection } from "../support/setup-bench.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});

const env = { DT: DEFAULT_CLIENT_SECRET };
const CREDENTIALS: SetupFlags = { clientId: DEFAULT_CLIENT_ID, clientSecretEnv: "DT" };
const text = createText("en");

interface Said {
  readonly ok: boolean;
  readonly written: boolean;
  readonly changes: readonly { readonly path: string }[];
  readonly checks: readonly { readonly check: string; readonly state: string; readonly code?: string }[];
}

/** `--skip-checks` where nothing of DingTalk is asked. */
async function setUp(
  flags: SetupFlags,
  mode: { dryRun?: boolean; skipChecks?: boolean; config?: object } = {},
) {
  const config = mode.config ?? { channels: { dingtalk: localSection(emulator) } };
  const bench = createSetupBench({ config: config as Record<string, unknown>, env });
  const parsed = parseFlags(flags, text, env);
  if (parsed.kind === "refused") throw new Error(parsed.sentence);
  const { answers } = parsed;
  const code = await runScriptedSetup({
    host: bench.host,
    text,
    language: "en",
    answers: { ...answers, accountId: answers.accountId === "" ? "default" : answers.accountId },
    json: true,
    dryRun: mode.dryRun ?? false,
    skipChecks: mode.skipChecks ?? false,
  });
  const said = JSON.parse(bench.printed.join("")) as Said;
  const written = bench.config() as { channels: { dingtalk: Record<string, unknown> } };
  return { code, said, writes: bench.writes(), config: written, section: written.channels.dingtalk };
}

const quick = (flags: SetupFlags) => setUp({ ...CREDENTIALS, ...flags }, { skipChecks: true });

describe("a script that sets a bot up", () => {
  test("has it proven and written; the secret stays in its variable", async () => {
    const { code, said, section } = await setUp(CREDENTIALS);
    expect([code, said.ok, said.written]).toEqual([0, true, true]);
    expect(section).toMatchObject({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: { source: "env", provider: "default", id: "DT" },
    });
    expect(JSON.stringify(said)).not.toContain(DEFAULT_CLIENT_SECRET);
  });

  test("learns which flags are missing, and nothing is asked or written", async () => {
    const { code, writes, said } = await setUp({ dmPolicy: "pairing" });
    expect([code, writes, said.ok]).toEqual([2, 0, false]);
    expect(emulator.calls()).toEqual([]);
  });

  test("that only looks gets the difference, and nothing is written", async () => {
    const { code, writes, said } = await setUp(CREDENTIALS, { dryRun: true });
    expect([code, writes, said.written]).toEqual([0, 0, false]);
    expect(said.changes.map(({ path }) => path)).toContain("channels.dingtalk.clientId");
  });

  test("that asks nobody calls nobody", async () => {
    expect((await setUp(CREDENTIALS, { skipChecks: true })).code).toBe(0);
    expect(emulator.calls()).toEqual([]);
  });

  test("a second time changes nothing", async () => {
    const first = await setUp({ ...CREDENTIALS, dmPolicy: "pairing", sessions: "separate" });
    const again = await setUp(
      { ...CREDENTIALS, dmPolicy: "pairing", sessions: "separate" },
      { config: first.config },
    );
    expect([again.code, again.said.changes, again.writes]).toEqual([0, [], 0]);
  });
});

describe("a fault of DingTalk", () => {
  test.each([
    ["a wrong secret", "getAccessToken", 400, "invalidClientIdOrSecret", "credentials", "bad-credentials"],
    ["an unpublished version", "openConnection", 400, "invalidParameter", "stream", "refused"],
  ] as const)("%s ends the script with 1, and nothing is written", async (...row) => {
    const [, operation, status, code, check, named] = row;
    emulator.fault({ operation, effect: { kind: "refuse", status, code } });
    const { code: exit, writes, said } = await setUp(CREDENTIALS);
    expect([exit, writes, said.ok]).toEqual([1, 0, false]);
    expect(said.checks).toContainEqual(expect.objectContaining({ check, state: "problem", code: named }));
  });

  test.each([
    ["an address that is not on the list", 403, "Forbidden.AccessDenied.IpNotInWhiteList", "ip-not-allowed"],
    ["an organisation without certificate", 403, "orgAuthLevelNotEnough", "org-not-certified"],
    ["a quota that is gone", 403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "quota-gone"],
    ["too many calls", 403, "Forbidden.AccessDenied.QpsLimitForApi", "qps-limit"],
  ])(
    "%s is written all the same, and 3 says that somebody has to look",
    async (_what, status, code, named) => {
      emulator.fault({ operation: "sendDirect", effect: { kind: "refuse", status, code } });
      const { code: exit, writes, said } = await setUp(CREDENTIALS);
      expect([exit, writes, said.ok]).toEqual([3, 1, true]);
      expect(said.checks).toContainEqual(
        expect.objectContaining({ check: "message-permission", code: named }),
      );
    },
  );

  test("a missing permission comes with the page to apply on, and 3", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const { code, said } = await setUp(CREDENTIALS);
    expect(code).toBe(3);
    expect(said.checks).toContainEqual(
      expect.objectContaining({ check: "card-permissions", link: expect.stringContaining("Card.Streaming") }),
    );
  });
});

describe("every flag of a policy", () => {
  test.each([
    [{ dmPolicy: "pairing" }, { dmPolicy: "pairing" }],
    [
      { dmPolicy: "allowlist", allowFrom: "lina02, wang03" },
      { dmPolicy: "allowlist", allowFrom: ["lina02", "wang03"] },
    ],
    [{ dmPolicy: "disabled" }, { dmPolicy: "disabled" }],
    [
      { groupPolicy: "allowlist", groupAllowFrom: "cidAbC=,lina02" },
      { groupPolicy: "allowlist", groupAllowFrom: ["cidAbC=", "lina02"] },
    ],
    [{ groupPolicy: "disabled" }, { groupPolicy: "disabled" }],
    [{ requireMention: "off" }, { requireMention: false }],
    [{ aiCard: "off" }, { enableAICard: false }],
    [{ name: "Sales" }, { name: "Sales" }],
    [{ account: "Sales", dmPolicy: "pairing" }, { accounts: { sales: { dmPolicy: "pairing" } } }],
  ] as const)("%j is written as it is meant", async (flags, written) => {
    expect((await quick(flags)).section).toMatchObject(written);
  });

  test.each([
    [{ dmPolicy: "open" }, "dmPolicy"],
    [{ groupPolicy: "open" }, "groupPolicy"],
    [{ requireMention: "on" }, "requireMention"],
    [{ aiCard: "on" }, "enableAICard"],
    [{ dmPolicy: "open", allowFrom: "lina02" }, "allowFrom"],
    [{ groupPolicy: "open", groupAllowFrom: "cidAbC=" }, "groupAllowFrom"],
  ] as const)("%j, which holds already, leaves no %s behind", async (flags, key) => {
    expect((await quick(flags)).section).not.toHaveProperty(key);
  });

  test("an owner and sessions are settings of OpenClaw's own", async () => {
    const { config } = await quick({ owner: "lina02", sessions: "separate" });
    expect(config).toMatchObject({
      commands: { ownerAllowFrom: ["dingtalk:lina02"] },
      session: { dmScope: "per-account-channel-peer" },
    });
    expect((await quick({ sessions: "keep" })).config).not.toHaveProperty("session");
  });

  test("a group's id is told from another by its case, a person's is not", async () => {
    const first = await quick({ groupPolicy: "allowlist", groupAllowFrom: "cidAbC=,lina02" });
    const { section } = await setUp(
      { groupAllowFrom: "cidabc=,LINA02" },
      { skipChecks: true, config: first.config },
    );
    expect(section["groupAllowFrom"]).toEqual(["cidAbC=", "lina02", "cidabc="]);
  });
});

/** OpenClaw's own doors to set-up, doctor and audit: the same questions, the same checks, the same words. */
import { afterEach, describe, expect, test } from "vitest";
import { createSetupContract } from "../../src/channel/host/plugin-setup.ts";
import { createSetupWizard } from "../../src/channel/host/setup-wizard.ts";
import { configureInHost } from "../../src/channel/setup/host-wizard.ts";
import { collectAuditFindings } from "../../src/channel/status/audit-findings.ts";
import { collectDoctorWarnings } from "../../src/channel/status/doctor-warnings.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { createSetupBench, localSection } from "../support/setup-bench.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

/** The host's prompter: answers from a list, and what a person saw in the order in which it came. */
function hostPrompter(replies: readonly (string | Error)[]) {
  const seen: string[] = [];
  const left = [...replies];
  const answer = async ({ message }: { message: string }) => {
    seen.push(`? ${message}`);
    const reply = left.shift();
    if (reply === undefined) throw new Error(`nobody answers "${message}"`);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const plain = async (line: string) => {
    // The host shows lines late.
    await new Promise((resolve) => setTimeout(resolve, 1));
    seen.push(line);
  };
  return { seen, prompter: { select: answer, text: answer, note: plain, plain } };
}

async function configure(replies: readonly (string | Error)[]) {
  const emulator = await start();
  const { seen, prompter } = hostPrompter(replies);
  const bench = createSetupBench();
  const text = createText("en");
  const wizard = createSetupWizard(({ cfg, accountId, prompter: ours, print }) => {
    const host = { ...bench.host, prompter: () => ours, print };
    return configureInHost({ host, text, language: "en", config: cfg, accountId });
  });
  const cfg = { channels: { dingtalk: localSection(emulator) } };
  const context = {
    cfg,
    prompter,
    accountOverrides: {},
    shouldPromptAccountIds: false,
    forceAllowFrom: false,
  };
  return { seen, bench, result: wizard.configure(context as never), wizard };
}

describe("OpenClaw's wizard", () => {
  test("asks our questions, shows our proof before the next question, and gets the configuration to write", async () => {
    const { result, seen, bench } = await configure([
      "manual",
      DEFAULT_CLIENT_ID,
      DEFAULT_CLIENT_SECRET,
      "pairing",
      "",
    ]);
    const { cfg, accountId } = (await result) as unknown as {
      cfg: { channels: { dingtalk: Record<string, unknown> } };
      accountId: string;
    };
    expect(accountId).toBe("default");
    expect(cfg.channels.dingtalk).toMatchObject({ clientId: DEFAULT_CLIENT_ID, dmPolicy: "pairing" });
    expect(bench.writes()).toBe(0);
    const proof = seen.findIndex((line) => line.startsWith("✓ Permission for cards"));
    const next = seen.findIndex((line) => line.startsWith("? Who may use"));
    expect([proof > 0, proof < next]).toEqual([true, true]);
    expect(seen.findLastIndex((line) => line.startsWith("· "))).toBeLessThan(next);
  });

  test("gets its own error back when a person stops", async () => {
    const stopped = Object.assign(new Error("stopped"), { name: "WizardCancelledError" });
    const { result } = await configure(["manual", stopped]);
    await expect(result).rejects.toBe(stopped);
  });

  test("goes back to its own questions from our first one", async () => {
    const back = Object.assign(new Error("back"), { name: "WizardNavigationError" });
    const { result } = await configure([back]);
    await expect(result).rejects.toBe(back);
  });

  test("says whether there is a bot, and can switch the channel off without losing a key", async () => {
    const { wizard, result } = await configure([new Error("not asked")]);
    await expect(result).rejects.toThrow("not asked");
    const cfg = { channels: { dingtalk: { clientId: "dinga", clientSecret: "b" } } };
    const status = await wizard.getStatus({ cfg, accountOverrides: {} } as never);
    expect(status.configured).toBe(true);
    expect(wizard.disable?.(cfg as never)).toEqual({
      channels: { dingtalk: { clientId: "dinga", clientSecret: "b", enabled: false } },
    });
  });
});

describe("`openclaw channels add` with flags", () => {
  const added: string[] = [];
  const contract = createSetupContract(async ({ accountId, print }) => {
    added.push(accountId);
    print(`proven: ${accountId}`);
  });
  const input = { name: " Second ", clientId: "dinga", clientSecret: "s" };

  test("writes the account with its name, beside what stands there", () => {
    const cfg = { channels: { dingtalk: { clientId: "dingtop", clientSecret: "t" } } };
    expect(
      contract.applyAccountConfig({ cfg: cfg as never, accountId: "bot2", input } as never),
    ).toMatchObject({
      channels: {
        dingtalk: {
          clientId: "dingtop",
          accounts: { bot2: { name: "Second", clientId: "dinga", clientSecret: "s", enabled: true } },
        },
      },
    });
    const first = contract.applyAccountConfig({
      cfg: {},
      accountId: "default",
      input: { ...input, name: "" },
    } as never);
    expect(first.channels?.["dingtalk"]).toEqual({ enabled: true, clientId: "dinga", clientSecret: "s" });
  });

  test("says at once whether the account works", async () => {
    const lines: string[] = [];
    const written = {
      previousCfg: {},
      cfg: {},
      accountId: "bot2",
      input,
      runtime: { log: (line: string) => lines.push(line) },
    };
    await contract.afterAccountConfigWritten?.(written as never);
    expect([added, lines]).toEqual([["bot2"], ["proven: bot2"]]);
  });
});

describe("OpenClaw's doctor", () => {
  const machine = { env: {}, stateDir: "/nowhere", home: "/nowhere" };
  const ask = (config: Record<string, unknown>) => {
    const section = (config["channels"] as Record<string, unknown> | undefined)?.["dingtalk"];
    return collectDoctorWarnings({ section, config, machine, text: createText("en"), language: "en" });
  };

  test("hears of what is wrong, and nothing where the channel is not used", async () => {
    expect(await ask({})).toEqual([]);
    const channels = { dingtalk: { clientId: "dinga", gatewayToken: "t" } };
    const lines = await ask({
      channels,
      session: { dmScope: "per-peer" },
      meta: { lastTouchedVersion: "2026.9.6" },
    });
    expect(lines).toEqual([expect.stringMatching(/^- DingTalk, Configuration: .*gatewayToken/)]);
    expect(lines.join("")).not.toContain('"t"');
  });
});

describe("OpenClaw's audit", () => {
  const machine = { env: {}, stateDir: "/nowhere", home: "/nowhere" };
  const audit = (section: unknown, accountId = "default") =>
    collectAuditFindings(section, resolveAccount(section, accountId, machine), createText("en")).map(
      ({ checkId, detail }) => [checkId.split(".").at(-1), detail] as const,
    );

  test("names a secret in clear by its place, and not one that is a reference", () => {
    const reference = { source: "env", provider: "default", id: "DT" };
    expect(audit({ clientId: "dinga", clientSecret: "b" })).toEqual([
      ["secret_in_clear", "channels.dingtalk.clientSecret is a plain text."],
    ]);
    expect(audit({ clientId: "dinga", clientSecret: "${DT_SECRET}" })).toEqual([]);
    expect(audit({ clientId: "dinga", clientSecret: reference })).toEqual([]);
    const accounts = { Two: { clientId: "dingb", clientSecret: "c" } };
    expect(audit({ clientSecret: reference, accounts }, "two")[0]?.[1]).toContain("accounts.Two");
  });
});

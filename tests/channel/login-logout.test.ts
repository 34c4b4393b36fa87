/** `openclaw channels login` and `logout`: our wizard for one account, and its credentials taken away again. */
import { afterEach, describe, expect, test } from "vitest";
import { createDingTalk } from "../../src/channel/plugin.ts";
import { logIn } from "../../src/channel/setup/log-in.ts";
import { logOut } from "../../src/channel/setup/log-out.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { createSetupBench, localSection, type BenchOptions } from "../support/setup-bench.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

const bot = { clientId: "ding-one", clientSecret: "one" };
const withSection = (dingtalk: Record<string, unknown>, more: BenchOptions = {}) =>
  createSetupBench({ config: { channels: { dingtalk } }, ...more });
const sectionOf = (bench: ReturnType<typeof createSetupBench>) =>
  (bench.config() as { channels: { dingtalk: Record<string, unknown> } }).channels.dingtalk;

describe("a person who logs in", () => {
  test("is asked for the credentials of the account that OpenClaw names, and they are proved and written", async () => {
    const emulator = await start();
    const bench = withSection(localSection(emulator), {
      replies: ["manual", DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, "pairing", "", "write"],
      // OpenClaw starts the account after the login: waiting for it here would never end.
      gateway: () => [{ accountId: "sales", connected: false }],
    });
    const request = { host: bench.host, text: createText("en"), language: "en", accountId: "sales" } as const;
    expect(await logIn(request)).toBe(0);
    expect(sectionOf(bench)["accounts"]).toMatchObject({ sales: { clientId: DEFAULT_CLIENT_ID } });
    expect(bench.printed.join("\n")).toContain("✓ Credentials");
  });

  test("without a terminal is told what to run instead, and the host learns that nothing was done", async () => {
    const bench = withSection({});
    const host = { ...bench.host, isTerminal: false };
    const code = await logIn({ host, text: createText("en"), language: "en", accountId: "default" });
    expect(code).toBe(2);
    expect(bench.printed.join("\n")).toContain("openclaw china setup --no-input");
    expect(bench.writes()).toBe(0);
  });
});

describe("a person who logs out", () => {
  test("loses the credentials of that account and nothing else", async () => {
    const bench = withSection({
      ...bot,
      dmPolicy: "pairing",
      accounts: { sales: { ...bot, name: "Sales" } },
    });
    expect(await logOut(bench.host, "sales")).toEqual({ cleared: true, loggedOut: false });
    expect(sectionOf(bench)).toEqual({ ...bot, dmPolicy: "pairing", accounts: { sales: { name: "Sales" } } });
    expect(await logOut(bench.host, "default")).toEqual({ cleared: true, loggedOut: true });
    expect(sectionOf(bench)).toEqual({ dmPolicy: "pairing", accounts: { sales: { name: "Sales" } } });
  });

  test("of the account default loses those of its entry and those of the top level", async () => {
    const bench = withSection({ ...bot, accounts: { default: { ...bot } } });
    expect(await logOut(bench.host, "default")).toEqual({ cleared: true, loggedOut: true });
    expect(sectionOf(bench)).toEqual({ accounts: { default: {} } });
  });

  test("is told that the environment still has credentials, and nothing is written where nothing was", async () => {
    const env = { DINGTALK_CLIENT_ID: "ding-env", DINGTALK_CLIENT_SECRET: "from-env" };
    const bench = withSection({ dmPolicy: "open" }, { env });
    expect(await logOut(bench.host, "default")).toEqual({ cleared: false, loggedOut: false });
    expect(bench.writes()).toBe(0);
  });
});

test("OpenClaw finds both doors, so that neither command says that the channel does not support it", () => {
  const { plugin } = createDingTalk();
  expect(plugin.auth?.login).toBeTypeOf("function");
  expect(plugin.gateway?.logoutAccount).toBeTypeOf("function");
});

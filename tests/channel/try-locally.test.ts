/** `openclaw china try`: a passing account on a local DingTalk comes, and goes without a trace. */
import { expect, test } from "vitest";
import { TRY_ACCOUNT, tryLocally } from "../../src/channel/setup/try-locally.ts";
import { resolveDefaultAccountId } from "../../src/channel/config/accounts.ts";
import { findDuplicateAccounts } from "../../src/channel/config/issues.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, startForTrying } from "../../src/emulator/index.ts";
import { createSetupBench } from "../support/setup-bench.ts";

interface Wishes {
  readonly open?: boolean;
  readonly hasBrowser?: boolean;
}

async function tryWith(
  config: Record<string, unknown>,
  during?: (config: Record<string, unknown>) => void,
  { open = false, hasBrowser = true }: Wishes = {},
) {
  const bench = createSetupBench({
    config,
    hasBrowser,
    // The gateway is asked while the passing account is there.
    gateway: () => {
      during?.(bench.config());
      return [{ accountId: TRY_ACCOUNT, connected: true }];
    },
  });
  const code = await tryLocally({
    host: bench.host,
    text: createText("en"),
    startDingTalk: () => startForTrying("nowhere"),
    ended: () => Promise.resolve(),
    open,
  });
  return { ...bench, code };
}

test("a person's gateway gets an account on the local DingTalk while they try, and loses it after", async () => {
  const before = {
    channels: { dingtalk: { clientId: "dingmine01", accounts: { sales: { name: "Sales" } } } },
  };
  const { config, printed, code } = await tryWith(before);
  expect(code).toBe(0);
  expect(config()).toEqual(before);
  expect(printed[0]).toMatch(/^Local DingTalk: http:\/\/127\.0\.0\.1:\d+$/);
  expect(printed.join("\n")).toContain(`The account "${TRY_ACCOUNT}" is connected`);
});

test("a configuration without the channel is as it was, but for the empty place it left", async () => {
  let section: unknown;
  const { config } = await tryWith({ gateway: { port: 1 } }, (now) => {
    section = (now["channels"] as Record<string, unknown> | undefined)?.["dingtalk"];
  });
  expect(section).toMatchObject({ enabled: true, accounts: { [TRY_ACCOUNT]: { enabled: true } } });
  expect(config()).toEqual({ gateway: { port: 1 }, channels: {} });
});

test("a trial that was killed leaves nothing for good: the next one takes it away", async () => {
  const left = { [TRY_ACCOUNT]: { clientId: "dingold", endpoints: { api: "http://127.0.0.1:9" } } };
  const { config } = await tryWith({ channels: { dingtalk: { clientId: "dingmine01", accounts: left } } });
  expect(config()).toEqual({ channels: { dingtalk: { clientId: "dingmine01" } } });
});

test("the passing account has an app of its own, also where the person's is the emulator's", async () => {
  let duplicates: unknown;
  await tryWith({ channels: { dingtalk: { clientId: DEFAULT_CLIENT_ID, clientSecret: "s" } } }, (now) => {
    const { dingtalk } = now["channels"] as Record<string, unknown>;
    duplicates = findDuplicateAccounts(dingtalk, { env: {}, stateDir: "/", home: "/" });
  });
  expect(duplicates).toEqual([]);
});

test("the passing account is not the one that is used where none is named", () => {
  const accounts = { sales: { clientId: "dingsales01" }, zeta: { clientId: "dingzeta01" } };
  const before = resolveDefaultAccountId({ accounts });
  const during = resolveDefaultAccountId({ accounts: { ...accounts, [TRY_ACCOUNT]: { clientId: "ding" } } });
  expect(during).toBe(before);
});

test("a person who asks for it gets the page in the browser, nobody else does", async () => {
  const asked = await tryWith({}, undefined, { open: true });
  expect(asked.browsed).toEqual([/http:\S+/.exec(asked.printed[0]!)?.[0]]);
  expect((await tryWith({})).browsed).toEqual([]);
});

test("a person without a browser is told so, and still has the address", async () => {
  const { printed, code } = await tryWith({}, undefined, { open: true, hasBrowser: false });
  expect(printed.slice(0, 2)).toEqual([
    expect.stringMatching(/^Local DingTalk: http:/),
    "No browser could be opened from here.",
  ]);
  expect(code).toBe(0);
});

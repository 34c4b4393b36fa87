import { describe, expect, test } from "vitest";
import { findConsole, type ConsoleAddress } from "../../src/channel/host/console-address.ts";
import { showConsole } from "../../src/channel/setup/show-console.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createSetupBench } from "../support/setup-bench.ts";

const URL_HERE = "http://127.0.0.1:18800/dingtalk/console/";
const gateway = (auth: object, more: object = {}) => ({ gateway: { port: 18_800, auth, ...more } });

const find = async (config: object, env = {}) => findConsole(config, env);
const found = (token: string): ConsoleAddress => ({ url: URL_HERE, token, access: "token" });
const show = async (
  console: ConsoleAddress,
  options: { json?: boolean; withToken?: boolean; runs?: boolean } = {},
) => {
  const { json = false, withToken = true, runs = true } = options;
  const bench = createSetupBench({ console, gateway: () => (runs ? [] : undefined) });
  const code = await showConsole({ host: bench.host, text: createText("en"), json, withToken });
  return { code, printed: bench.printed };
};

describe("the console's address", () => {
  test("comes with the token or password as the gateway reads it", async () => {
    expect(await find(gateway({ mode: "token", token: "t1" }))).toEqual(found("t1"));
    expect(await find(gateway({ mode: "password", password: "p1", token: "t1" }))).toEqual(found("p1"));
    expect(await find(gateway({ mode: "token" }), { OPENCLAW_GATEWAY_TOKEN: "t2" })).toEqual(found("t2"));
    const reference = { source: "env", provider: "default", id: "MY_TOKEN" };
    expect(await find(gateway({ mode: "token", token: reference }), { MY_TOKEN: "t3" })).toEqual(found("t3"));
  });

  test("says why there is none, and is that of a gateway elsewhere where one is used", async () => {
    expect(await findConsole(gateway({ mode: "none" }), {})).toEqual({ url: URL_HERE, access: "none" });
    expect(await findConsole(gateway({ mode: "trusted-proxy" }), {})).toEqual({
      url: URL_HERE,
      access: "proxy",
    });
    expect(await findConsole(gateway({ mode: "token" }), {})).toEqual({ url: URL_HERE, access: "missing" });
    const tls = await findConsole(gateway({ mode: "none" }, { tls: { enabled: true } }), {});
    expect(tls.url).toBe("https://127.0.0.1:18800/dingtalk/console/");
    const remote = { mode: "remote", remote: { url: "wss://claw.example:444/", token: "far" } };
    expect(await findConsole({ gateway: remote }, {})).toEqual({
      url: "https://claw.example:444/dingtalk/console/",
      token: "far",
      access: "token",
    });
  });
});

describe("openclaw china console", () => {
  test("prints the address with the token in its fragment, and a warning not to pass it on", async () => {
    const { code, printed } = await show({ url: URL_HERE, token: "a b&c", access: "token" });
    expect(printed[0]).toBe(`${URL_HERE}#token=a%20b%26c`);
    expect(printed.slice(1)).toEqual([expect.stringContaining("do not pass it on")]);
    expect(code).toBe(0);
  });

  test("leaves the token out when asked to, and where the gateway wants none", async () => {
    const bare = await show({ url: URL_HERE, token: "secret", access: "token" }, { withToken: false });
    expect(bare).toEqual({ code: 0, printed: [URL_HERE] });
    expect(await show({ url: URL_HERE, access: "none" })).toEqual({ code: 0, printed: [URL_HERE] });
  });

  test("says what to do when the gateway does not run, or its token cannot be read", async () => {
    const stopped = await show({ url: URL_HERE, token: "t", access: "token" }, { runs: false });
    expect(stopped.printed.join()).toContain("openclaw gateway");
    expect(stopped.code).toBe(3);
    const unread = await show({ url: URL_HERE, access: "missing" }, { json: true });
    expect(JSON.parse(unread.printed.join())).toMatchObject({
      url: URL_HERE,
      tokenIncluded: false,
      access: "missing",
      notes: [expect.stringContaining("OPENCLAW_GATEWAY_TOKEN") as unknown],
    });
    expect(unread.code).toBe(3);
  });
});

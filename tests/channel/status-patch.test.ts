/** What the host shows of an account's connection. */
import { describe, expect, it } from "vitest";
import { toStatusPatch } from "../../src/channel/status/status-patch.ts";
import { zhCN } from "../../src/channel/text/zh-cn.ts";
import { en } from "../../src/channel/text/en.ts";
import { DingTalkError, type StreamState } from "../../src/client/index.ts";

const state = (change: Partial<StreamState>): StreamState => ({
  status: "connecting",
  attempt: 1,
  sockets: 0,
  ...change,
});
const fault = (code: "bad-credentials" | "network") => {
  const details = { operation: "openConnection", dispatched: "no", systemCode: "ECONNRESET" } as const;
  const error = new DingTalkError(code, "openConnection: in the client's English", details);
  const { message, hint } = error;
  return { code, message, hint, error, at: 5 };
};
const network =
  "The network connection to DingTalk failed (openConnection · ECONNRESET); look at this machine's network, DNS and proxy";

describe("the status of an account", () => {
  it.each([
    ["before the first attempt", state({ attempt: 0 }), "starting", false, null],
    ["after a failed attempt", state({ lastError: fault("network") }), "starting", false, network],
    [
      "with a wrong secret",
      state({ lastError: fault("bad-credentials") }),
      "blocked",
      false,
      en.badCredentials,
    ],
    ["connected", state({ status: "connected", attempt: 0, connectedSince: 9 }), "ready", true, null],
    [
      "connected again after a wrong secret",
      state({ status: "connected", attempt: 0, connectedSince: 9, lastError: fault("bad-credentials") }),
      "ready",
      true,
      null,
    ],
    [
      "while it moves on the platform's request",
      state({ status: "reconnecting", connectedSince: 9 }),
      "ready",
      true,
      null,
    ],
    [
      "after a lost line",
      state({ status: "reconnecting", lastError: fault("network") }),
      "recovering",
      false,
      network,
    ],
    [
      "after a lost line, when the secret was changed",
      state({ status: "reconnecting", lastError: fault("bad-credentials") }),
      "blocked",
      false,
      en.badCredentials,
    ],
    ["stopped", state({ status: "stopped", attempt: 0 }), "stopped", false, null],
    [
      "stopped with a wrong secret",
      state({ status: "stopped", lastError: fault("bad-credentials") }),
      "stopped",
      false,
      en.badCredentials,
    ],
  ])("%s", (_when, given, lifecycle, connected, error) => {
    const patch = toStatusPatch(given, en);
    expect([patch["lifecycle"], patch.connected]).toEqual([lifecycle, connected]);
    expect(patch.lastError).toBe(error);
  });

  it("says what broke the connection in the operator's language", () => {
    const patch = toStatusPatch(state({ lastError: fault("network") }), zhCN);
    expect(patch.lastError).toBe(
      "与钉钉的网络连接失败（openConnection · ECONNRESET）；检查本机的网络、DNS 和代理",
    );
  });

  it("has times only where they are known", () => {
    expect(toStatusPatch(state({}), en)).not.toHaveProperty("lastConnectedAt");
    expect(toStatusPatch(state({}), en)).not.toHaveProperty("lastEventAt");
    const patch = toStatusPatch(
      state({ status: "connected", connectedSince: 7, lastFrameAt: 8, attempt: 0 }),
      en,
    );
    expect(patch).toMatchObject({ lastConnectedAt: 7, lastEventAt: 8, reconnectAttempts: 0 });
  });
});

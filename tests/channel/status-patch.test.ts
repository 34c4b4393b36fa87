/** What the host shows of an account's connection. */
import { describe, expect, it } from "vitest";
import { toStatusPatch } from "../../src/channel/status/status-patch.ts";
import type { StreamState } from "../../src/client/index.ts";

const state = (change: Partial<StreamState>): StreamState => ({
  status: "connecting",
  attempt: 1,
  sockets: 0,
  ...change,
});
const fault = (code: "bad-credentials" | "network") => ({
  code,
  message: "openConnection: refused.",
  hint: "Check it.",
  at: 5,
});

describe("the status of an account", () => {
  it.each([
    ["before the first attempt", state({ attempt: 0 }), "starting", false, null],
    ["after a failed attempt", state({ lastError: fault("network") }), "starting", false, "refused"],
    ["with a wrong secret", state({ lastError: fault("bad-credentials") }), "blocked", false, "refused"],
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
      "refused",
    ],
    [
      "after a lost line, when the secret was changed",
      state({ status: "reconnecting", lastError: fault("bad-credentials") }),
      "blocked",
      false,
      "refused",
    ],
    ["stopped", state({ status: "stopped", attempt: 0 }), "stopped", false, null],
    [
      "stopped with a wrong secret",
      state({ status: "stopped", lastError: fault("bad-credentials") }),
      "stopped",
      false,
      "refused",
    ],
  ])("%s", (_when, given, lifecycle, connected, error) => {
    const patch = toStatusPatch(given);
    expect([patch["lifecycle"], patch.connected]).toEqual([lifecycle, connected]);
    if (error === null) expect(patch.lastError).toBeNull();
    else expect(patch.lastError).toBe("openConnection: refused. Check it.");
  });

  it("has times only where they are known", () => {
    expect(toStatusPatch(state({}))).not.toHaveProperty("lastConnectedAt");
    expect(toStatusPatch(state({}))).not.toHaveProperty("lastEventAt");
    const patch = toStatusPatch(
      state({ status: "connected", connectedSince: 7, lastFrameAt: 8, attempt: 0 }),
    );
    expect(patch).toMatchObject({ lastConnectedAt: 7, lastEventAt: 8, reconnectAttempts: 0 });
  });
});

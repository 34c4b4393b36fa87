/** One call: token, re-login, repeats by class of failure, time-outs, cancelling, reporting. */
import { getEventListeners } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDingTalkClient, type CallInfo, type DingTalkError } from "../../src/client/index.ts";
import { evaluateRetry } from "../../src/client/retry.ts";
import { DingTalkError as ErrorClass } from "../../src/client/errors.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { clientOf, eventually, pause, startLocalDingTalk, type LocalDingTalk } from "./local-dingtalk.ts";

const MESSAGE = { msgKey: "sampleText", msgParam: { content: "hi" } };
const TO_ANNA = { ...MESSAGE, userIds: ["anna"] };
const FRAME = { outTrackId: "card-1", guid: "g1", key: "msgContent", content: "text" };
const QPS = { status: 403, body: { code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", message: "qps" } };
const EXPIRED = { status: 400, body: { code: "InvalidAuthentication", message: "不合法的access_token" } };

const failureOf = (work: Promise<unknown>): Promise<DingTalkError> =>
  work.then(
    () => {
      throw new Error("expected a failure");
    },
    (error: unknown) => error as DingTalkError,
  );

describe("a call", () => {
  let local: LocalDingTalk;
  beforeEach(async () => {
    local = await startLocalDingTalk();
  });
  afterEach(() => local.close());
  const fast = { random: () => 0 };

  it("carries the token in the header, asks for JSON and posts JSON", async () => {
    await clientOf(local).robot.sendDirect(TO_ANNA);
    const call = local.callsOf("sendDirect")[0];
    expect(call?.headers).toMatchObject({
      "x-acs-dingtalk-access-token": "token-1",
      accept: "application/json",
      "content-type": "application/json",
    });
    expect(call?.query).toEqual({});
  });

  it("leaves no timer and no listener behind, and no listener's fault fails it", async () => {
    const clock = createManualClock();
    const caller = new AbortController();
    const client = clientOf(local, {
      clock,
      onCall: () => {
        throw new Error("broken counter");
      },
    });
    await client.robot.sendDirect({ ...TO_ANNA, signal: caller.signal });
    expect(clock.pending).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
  });

  it("tolerates a trailing slash in the base URL", async () => {
    await clientOf(local, { endpoints: { api: `${local.url}/` } }).robot.sendDirect(TO_ANNA);
    expect(local.callsOf("sendDirect")).toHaveLength(1);
  });

  for (const [name, refusal] of [
    ["InvalidAuthentication", EXPIRED],
    ["a 401", { status: 401, body: { code: "Unauthorized", message: "no" } }],
  ] as const) {
    it(`with an expired token (${name}) logs in again and is sent once more`, async () => {
      local.answer("sendDirect", (call) =>
        call.headers["x-acs-dingtalk-access-token"] === "token-1"
          ? refusal
          : { body: { processQueryKey: "p" } },
      );
      const result = await clientOf(local).robot.sendDirect(TO_ANNA);
      expect(result.delivered).toEqual(["anna"]);
      expect(local.callsOf("getAccessToken")).toHaveLength(2);
      expect(local.callsOf("sendDirect")).toHaveLength(2);
    });
  }

  it("whose fresh token is refused too gives up after that one repeat", async () => {
    local.answer("sendDirect", () => EXPIRED);
    const error = await failureOf(clientOf(local).robot.sendDirect(TO_ANNA));
    expect(error).toMatchObject({ code: "invalid-token", operation: "sendDirect" });
    expect(local.callsOf("sendDirect")).toHaveLength(2);
  });

  it("logs in once for ten calls whose token expired together", async () => {
    local.answer("streamCard", (call) =>
      call.headers["x-acs-dingtalk-access-token"] === "token-1" ? EXPIRED : { body: { success: true } },
    );
    const client = clientOf(local);
    await Promise.all(Array.from({ length: 10 }, () => client.card.stream(FRAME)));
    expect(local.callsOf("getAccessToken")).toHaveLength(2);
  });

  it("that was throttled waits a second and is repeated, even a send", async () => {
    const clock = createManualClock();
    local.answer("sendDirect", (_call, nth) => (nth < 3 ? QPS : { body: { processQueryKey: "p" } }));
    const sending = clientOf(local, { clock, ...fast }).robot.sendDirect(TO_ANNA);
    await eventually(() => local.callsOf("sendDirect").length === 1);
    await pause(20);
    await clock.advance(999);
    expect(local.callsOf("sendDirect")).toHaveLength(1);
    await clock.advance(1);
    await eventually(() => local.callsOf("sendDirect").length === 2);
    await pause(20);
    await clock.advance(1_000);
    expect((await sending).delivered).toEqual(["anna"]);
    expect(local.callsOf("sendDirect")).toHaveLength(3);
  });

  it("that stays throttled fails after three tries", async () => {
    const clock = createManualClock();
    local.answer("sendDirect", () => QPS);
    const failing = failureOf(clientOf(local, { clock, ...fast }).robot.sendDirect(TO_ANNA));
    for (const nth of [1, 2]) {
      await eventually(() => local.callsOf("sendDirect").length === nth);
      await pause(20);
      await clock.advance(1_000);
    }
    expect(await failing).toMatchObject({ code: "qps-limit", dispatched: "refused" });
    expect(local.callsOf("sendDirect")).toHaveLength(3);
  });

  it("whose caller wants the latest only is not repeated", async () => {
    local.answer("streamCard", () => QPS);
    const error = await failureOf(clientOf(local).card.stream({ ...FRAME, retry: "none" }));
    expect(error.code).toBe("qps-limit");
    expect(local.callsOf("streamCard")).toHaveLength(1);
  });

  const unclear = [
    ["an answer that never comes", { effect: "hang" as const }, "timeout"],
    ["a connection that is reset", { effect: "reset" as const }, "network"],
    ["a 500", { status: 500, body: { code: "system.error", message: "x" } }, "server"],
    ["a 504 in HTML", { status: 504, body: "<html>504</html>" }, "server"],
  ] as const;
  for (const [name, script, code] of unclear) {
    // Long enough for a busy machine to answer the repeat.
    const patience = code === "timeout" ? { timeoutMs: 500 } : {};
    it(`that sends a message is not repeated after ${name}: it might arrive twice`, async () => {
      local.answer("sendGroup", () => script);
      const client = clientOf(local, fast);
      await client.token.get();
      const error = await failureOf(
        client.robot.sendGroup({ ...MESSAGE, openConversationId: "cid", ...patience }),
      );
      expect(error).toMatchObject({ code, dispatched: "maybe", operation: "sendGroup" });
      expect(local.callsOf("sendGroup")).toHaveLength(1);
    });

    it(`that streams a card is repeated after ${name}, with the same guid`, async () => {
      local.answer("streamCard", (_call, nth) => (nth === 1 ? script : { body: { success: true } }));
      const client = clientOf(local, fast);
      await client.token.get();
      await client.card.stream({ ...FRAME, ...patience });
      expect(local.callsOf("streamCard").map((call) => call.body["guid"])).toEqual(["g1", "g1"]);
    });
  }

  it("that sends a message reaches the platform once when nothing is wrong", async () => {
    await clientOf(local, fast).robot.sendGroup({ ...MESSAGE, openConversationId: "cid" });
    expect(local.callsOf("sendGroup")).toHaveLength(1);
  });

  it("to a host that refuses connections proves that nothing was sent, and is tried three times", async () => {
    const port = await closedPort();
    const calls: CallInfo[] = [];
    const client = createDingTalkClient({
      clientId: "dingapp",
      clientSecret: "s",
      endpoints: { api: `http://127.0.0.1:${port}` },
      random: () => 0,
      onCall: (info) => calls.push(info),
    });
    const error = await failureOf(client.robot.sendGroup({ ...MESSAGE, openConversationId: "cid" }));
    expect(error).toMatchObject({ code: "network", dispatched: "no", operation: "getAccessToken" });
    expect(calls.map((call) => call.attempt)).toEqual([1, 2, 3]);
  });

  it("for which no token could be had says that it was not sent", async () => {
    local.answer("getAccessToken", () => ({ status: 500, body: { code: "system.error", message: "x" } }));
    const error = await failureOf(clientOf(local, fast).robot.sendDirect(TO_ANNA));
    expect(error).toMatchObject({ code: "server", dispatched: "no", operation: "getAccessToken" });
    expect(local.callsOf("sendDirect")).toHaveLength(0);
    expect(local.callsOf("getAccessToken")).toHaveLength(3);
  });

  it("does not follow a redirect with its token", async () => {
    local.answer("sendDirect", () => ({
      status: 302,
      headers: { location: `${local.url}/elsewhere` },
      body: "",
    }));
    const error = await failureOf(clientOf(local).robot.sendDirect(TO_ANNA));
    expect(error.code).toBe("bad-answer");
    expect(local.calls.some((call) => call.path === "/elsewhere")).toBe(false);
  });

  it("times out by the client's clock", async () => {
    const clock = createManualClock();
    local.answer("sendDirect", () => ({ effect: "hang" }));
    const failing = failureOf(clientOf(local, { clock }).robot.sendDirect(TO_ANNA));
    await eventually(() => local.callsOf("sendDirect").length === 1);
    await clock.advance(9_999);
    await clock.advance(1);
    expect(await failing).toMatchObject({ code: "timeout", dispatched: "maybe" });
    expect(clock.pending).toBe(0);
  });

  it("is cancelled by its caller's signal, in flight and while it waits to repeat", async () => {
    local.answer("sendDirect", () => ({ effect: "hang" }));
    const client = clientOf(local, { clock: createManualClock() });
    const inFlight = new AbortController();
    const first = failureOf(client.robot.sendDirect({ ...TO_ANNA, signal: inFlight.signal }));
    await eventually(() => local.callsOf("sendDirect").length === 1);
    inFlight.abort();
    expect(await first).toMatchObject({ code: "aborted", dispatched: "maybe" });

    local.answer("sendDirect", () => QPS);
    const waiting = new AbortController();
    const second = failureOf(client.robot.sendDirect({ ...TO_ANNA, signal: waiting.signal }));
    await eventually(() => local.callsOf("sendDirect").length === 2);
    await pause(20);
    waiting.abort();
    expect(await second).toMatchObject({ code: "aborted", dispatched: "refused" });

    const error = await failureOf(client.robot.sendDirect({ ...TO_ANNA, signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "aborted", dispatched: "no" });
    expect(local.callsOf("sendDirect")).toHaveLength(2);
  });

  it("in flight ends when the client is closed, and none starts after", async () => {
    local.answer("sendDirect", () => ({ effect: "hang" }));
    const client = clientOf(local);
    const failing = failureOf(client.robot.sendDirect(TO_ANNA));
    await eventually(() => local.callsOf("sendDirect").length === 1);
    await client.close();
    expect((await failing).code).toBe("aborted");
    expect((await failureOf(client.robot.sendDirect(TO_ANNA))).code).toBe("aborted");
    expect(local.callsOf("sendDirect")).toHaveLength(1);
    expect(() => client.stream({ onFrame() {} })).toThrow(/closed/);
  });

  it("is reported with what it costs: throttled and unsent calls cost nothing", async () => {
    const calls: CallInfo[] = [];
    const client = clientOf(local, { onCall: (info) => calls.push(info) });
    await client.robot.sendDirect(TO_ANNA);
    local.answer("streamCard", (_call, nth) =>
      nth === 1 ? QPS : { status: 500, body: { code: "unknownError" } },
    );
    await failureOf(client.card.stream({ ...FRAME, retry: "none" }));
    await failureOf(client.card.stream({ ...FRAME, retry: "none" }));
    expect(
      calls.map(({ operation, status, code, billed, attempt }) => ({
        operation,
        status,
        code,
        billed,
        attempt,
      })),
    ).toEqual([
      { operation: "getAccessToken", status: 200, code: undefined, billed: false, attempt: 1 },
      { operation: "sendDirect", status: 200, code: undefined, billed: true, attempt: 1 },
      { operation: "streamCard", status: 403, code: "qps-limit", billed: false, attempt: 1 },
      { operation: "streamCard", status: 500, code: "server", billed: true, attempt: 1 },
    ]);
  });

  it("that fails never shows the secret, the token or the session, not even in its causes", async () => {
    const client = clientOf(local, {
      endpoints: { api: local.url, oapi: "https://oapi.example" },
    });
    local.answer("sendDirect", () => ({
      status: 400,
      body: { code: "x", message: `echo accessToken=token-1` },
    }));
    const errors = [
      await failureOf(client.robot.sendDirect(TO_ANNA)),
      await failureOf(
        client.robot.sendBySession("https://evil.example/robot/sendBySession?session=abc123", { text: "x" }),
      ),
      new ErrorClass("network", "x", {
        operation: "openConnection",
        dispatched: "no",
        cause: new Error("Invalid URL: wss://host/connect?ticket=tick99"),
      }),
    ];
    for (const error of errors) {
      const shown = [error.message, error.hint, JSON.stringify(error), String(error.cause), error.stack].join(
        "\n",
      );
      expect(shown).not.toMatch(/s3cret-value|token-1|abc123|tick99/);
    }
  });
});

const failed = (
  code: DingTalkError["code"],
  dispatched: DingTalkError["dispatched"],
  retryAfterMs?: number,
) => new ErrorClass(code, "x", { operation: "sendGroup", dispatched, retryAfterMs });

describe("evaluateRetry", () => {
  it("waits with jitter, never longer than a few seconds, and gives up after three tries", () => {
    const rule = { attempt: 1, idempotent: true, random: 0.5 };
    expect(evaluateRetry(failed("qps-limit", "refused"), rule)).toBe(1_250);
    expect(evaluateRetry(failed("qps-limit", "refused", 3_000), rule)).toBe(3_250);
    expect(evaluateRetry(failed("qps-limit", "refused", 60_000), rule)).toBeUndefined();
    expect(evaluateRetry(failed("server", "maybe"), rule)).toBe(500);
    expect(evaluateRetry(failed("server", "maybe"), { ...rule, attempt: 2 })).toBe(1_000);
    expect(evaluateRetry(failed("server", "maybe"), { ...rule, attempt: 3 })).toBeUndefined();
  });

  it("repeats an unclear failure only where repeating is safe", () => {
    for (const code of ["server", "network", "timeout"] as const) {
      expect(
        evaluateRetry(failed(code, "maybe"), { attempt: 1, idempotent: false, random: 0.5 }),
      ).toBeUndefined();
      expect(
        evaluateRetry(failed(code, "maybe"), { attempt: 1, idempotent: true, random: 0.5 }),
      ).toBeDefined();
    }
    expect(
      evaluateRetry(failed("network", "no"), { attempt: 1, idempotent: false, random: 0.5 }),
    ).toBeDefined();
  });

  it("never repeats what the platform decided", () => {
    for (const code of [
      "refused",
      "scope-missing",
      "quota-gone",
      "bad-credentials",
      "session-expired",
      "flow-control",
      "hidden-failure",
      "bad-answer",
    ] as const) {
      expect(
        evaluateRetry(failed(code, "refused"), { attempt: 1, idempotent: true, random: 0.5 }),
      ).toBeUndefined();
    }
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

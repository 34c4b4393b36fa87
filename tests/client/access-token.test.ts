/** The access token: one request at a time, cached, renewed early, and no hammering with wrong credentials. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import { clientOf, eventually, pause, startLocalDingTalk, type LocalDingTalk } from "./local-dingtalk.ts";

const BAD_CREDENTIALS = {
  status: 400,
  body: { requestid: "r", code: "invalidClientIdOrSecret", message: "无效的clientId或者clientSecret" },
};

describe("the access token", () => {
  let local: LocalDingTalk;
  let clock: ManualClock;
  beforeEach(async () => {
    local = await startLocalDingTalk();
    clock = createManualClock();
  });
  afterEach(() => local.close());
  const tokenCalls = () => local.callsOf("getAccessToken").length;

  it("is asked for once when forty callers need it at the same time", async () => {
    const client = clientOf(local);
    const tokens = await Promise.all(Array.from({ length: 40 }, () => client.token.get()));
    expect(new Set(tokens)).toEqual(new Set(["token-1"]));
    expect(tokenCalls()).toBe(1);
  });

  it("sends the credentials as DingTalk names them, without stray blanks", async () => {
    await clientOf(local, { clientId: " dingapp ", clientSecret: async () => "s3cret-value\n" }).token.get();
    expect(local.callsOf("getAccessToken")[0]?.body).toEqual({
      appKey: "dingapp",
      appSecret: "s3cret-value",
    });
  });

  it("is kept until five minutes before its end, then renewed while callers go on with the old one", async () => {
    const client = clientOf(local, { clock });
    await client.token.get();
    await clock.advance(7_200_000 - 300_001);
    expect(await client.token.get()).toBe("token-1");
    expect(tokenCalls()).toBe(1);
    await clock.advance(1);
    expect(await client.token.get()).toBe("token-1");
    await eventually(() => tokenCalls() === 2);
    await pause(20);
    expect(await client.token.get()).toBe("token-2");
    expect(tokenCalls()).toBe(2);
  });

  it("stays in use when its early renewal fails, and is asked for again only after a pause", async () => {
    const client = clientOf(local, { clock, random: () => 0 });
    await client.token.get();
    local.answer("getAccessToken", () => ({ status: 400, body: { code: "weird", message: "no" } }));
    await clock.advance(7_200_000 - 200_000);
    for (let use = 0; use < 5; use += 1) {
      expect(await client.token.get()).toBe("token-1");
      await pause(5);
    }
    expect(tokenCalls()).toBe(2);
    await clock.advance(30_000);
    expect(await client.token.get()).toBe("token-1");
    await eventually(() => tokenCalls() === 3);
  });

  it("honours a short life", async () => {
    local.answer("getAccessToken", (_call, nth) => ({ body: { accessToken: `short-${nth}`, expireIn: 10 } }));
    const client = clientOf(local, { clock });
    expect(await client.token.get()).toBe("short-1");
    await clock.advance(7_000);
    expect(await client.token.get()).toBe("short-1");
    expect(tokenCalls()).toBe(1);
    await clock.advance(3_000);
    expect(await client.token.get()).toBe("short-2");
  });

  it("is dropped by whoever found it refused, but a newer one survives that", async () => {
    const client = clientOf(local);
    const old = await client.token.get();
    client.token.invalidate(old);
    expect(await client.token.get()).toBe("token-2");
    client.token.invalidate(old);
    expect(await client.token.get()).toBe("token-2");
  });

  it("is not asked for again for a minute after wrong credentials", async () => {
    local.answer("getAccessToken", () => BAD_CREDENTIALS);
    const client = clientOf(local, { clock });
    for (let use = 0; use < 5; use += 1) {
      await expect(client.token.get()).rejects.toMatchObject({ code: "bad-credentials" });
    }
    await clock.advance(59_999);
    await expect(client.token.get()).rejects.toMatchObject({ code: "bad-credentials" });
    expect(tokenCalls()).toBe(1);
    await clock.advance(1);
    await expect(client.token.get()).rejects.toMatchObject({ code: "bad-credentials" });
    expect(tokenCalls()).toBe(2);
  });

  it("is asked for at once when the operator corrected the secret within that minute", async () => {
    local.answer("getAccessToken", (call) =>
      call.body["appSecret"] === "right" ? { body: { accessToken: "t", expireIn: 7200 } } : BAD_CREDENTIALS,
    );
    let secret = "wrong";
    const client = clientOf(local, { clock, clientSecret: () => secret });
    await expect(client.token.get()).rejects.toMatchObject({ code: "bad-credentials" });
    secret = "right";
    expect(await client.token.get()).toBe("t");
  });

  it("is asked for each time when the failure was not about credentials", async () => {
    local.answer("getAccessToken", () => ({ status: 400, body: { code: "weird", message: "no" } }));
    const client = clientOf(local, { clock });
    await expect(client.token.get()).rejects.toMatchObject({ code: "refused" });
    await expect(client.token.get()).rejects.toMatchObject({ code: "refused" });
    expect(tokenCalls()).toBe(2);
  });

  it("comes after a repeat when DingTalk was busy", async () => {
    local.answer("getAccessToken", (_call, nth) =>
      nth < 3
        ? { status: 503, body: "<html>busy</html>" }
        : { body: { accessToken: "late", expireIn: 7200 } },
    );
    expect(await clientOf(local, { random: () => 0 }).token.get()).toBe("late");
    expect(tokenCalls()).toBe(3);
  });

  it("arrives for the others when one of those who wait gives up", async () => {
    const gate = Promise.withResolvers<void>();
    local.answer("getAccessToken", () => ({
      waitFor: gate.promise,
      body: { accessToken: "shared", expireIn: 7200 },
    }));
    const client = clientOf(local);
    const impatient = new AbortController();
    const first = client.token.get(impatient.signal);
    const second = client.token.get();
    impatient.abort(new Error("enough"));
    await expect(first).rejects.toMatchObject({ code: "aborted", dispatched: "no" });
    gate.resolve();
    expect(await second).toBe("shared");
    expect(tokenCalls()).toBe(1);
  });

  it("fails in words when the secret's source is broken", async () => {
    const client = clientOf(local, {
      clientSecret: () => {
        throw new Error("no such file");
      },
    });
    await expect(client.token.get()).rejects.toMatchObject({ code: "bad-credentials", dispatched: "no" });
    expect(tokenCalls()).toBe(0);
  });

  it("is refused when the answer has no token in it", async () => {
    local.answer("getAccessToken", () => ({ body: { expireIn: 7200 } }));
    await expect(clientOf(local).token.get()).rejects.toMatchObject({
      code: "bad-answer",
      message: expect.stringContaining("accessToken"),
    });
  });
});

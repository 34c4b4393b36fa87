/** Sending as the robot, replying by session webhook, and the probe. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DingTalkError } from "../../src/client/index.ts";
import { evaluateWebhookUrl } from "../../src/client/session-webhook.ts";
import { clientOf, startLocalDingTalk, type LocalDingTalk } from "./local-dingtalk.ts";

const MARKDOWN = { msgKey: "sampleMarkdown", msgParam: { title: "Hi", text: "**hi**" } };

describe("the robot", () => {
  let local: LocalDingTalk;
  beforeEach(async () => {
    local = await startLocalDingTalk();
  });
  afterEach(() => local.close());

  it("sends a direct message with its parameters as JSON text and its own code", async () => {
    const result = await clientOf(local).robot.sendDirect({ ...MARKDOWN, userIds: ["anna"] });
    expect(result).toEqual({
      processQueryKey: "pqk-1",
      processQueryKeys: ["pqk-1"],
      delivered: ["anna"],
      refused: [],
    });
    expect(local.callsOf("sendDirect")[0]?.body).toEqual({
      robotCode: "dingapp",
      userIds: ["anna"],
      msgKey: "sampleMarkdown",
      msgParam: '{"title":"Hi","text":"**hi**"}',
    });
  });

  it("uses the robot code it was given", async () => {
    await clientOf(local, { robotCode: "robot-2" }).robot.sendDirect({ ...MARKDOWN, userIds: ["anna"] });
    expect(local.callsOf("sendDirect")[0]?.body["robotCode"]).toBe("robot-2");
  });

  it("tells who got nothing although DingTalk answered 200", async () => {
    local.answer("sendDirect", () => ({
      body: { processQueryKey: "p", invalidStaffIdList: ["ghost"], flowControlledStaffIdList: ["busy"] },
    }));
    const result = await clientOf(local).robot.sendDirect({
      ...MARKDOWN,
      userIds: ["anna", "ghost", "busy"],
    });
    expect(result.delivered).toEqual(["anna"]);
    expect(result.refused).toEqual([
      { staffId: "ghost", reason: "invalid" },
      { staffId: "busy", reason: "flow-controlled" },
    ]);
  });

  it("writes to fifty people in three calls, each once", async () => {
    local.answer("sendDirect", (_call, nth) => ({ body: { processQueryKey: `p${nth}` } }));
    const people = Array.from({ length: 50 }, (_, index) => `u${index}`);
    const result = await clientOf(local).robot.sendDirect({ ...MARKDOWN, userIds: [...people, "u0"] });
    expect(result.delivered).toEqual(people);
    expect(result.processQueryKeys).toEqual(["p1", "p2", "p3"]);
    expect(local.callsOf("sendDirect").map((call) => (call.body["userIds"] as string[]).length)).toEqual([
      20, 20, 10,
    ]);
  });

  it("still reports the first twenty as delivered when the second call fails", async () => {
    local.answer("sendDirect", (_call, nth) =>
      nth === 2
        ? { status: 400, body: { code: "bot.stopped", message: "x" } }
        : { body: { processQueryKey: `p${nth}` } },
    );
    const people = Array.from({ length: 30 }, (_, index) => `u${index}`);
    const result = await clientOf(local).robot.sendDirect({ ...MARKDOWN, userIds: people });
    expect(result.delivered).toEqual(people.slice(0, 20));
    expect(result.refused).toHaveLength(10);
    expect(result.refused[0]).toMatchObject({
      staffId: "u20",
      reason: "failed",
      error: { platformCode: "bot.stopped" },
    });
  });

  it("refuses a message over 15,000 bytes before sending it, and sends one of exactly that size", async () => {
    const client = clientOf(local);
    const frame = '{"content":""}'.length;
    const content = (bytes: number) => ({
      msgKey: "sampleText",
      msgParam: { content: "a".repeat(bytes - frame) },
    });
    await expect(
      client.robot.sendGroup({ ...content(15_001), openConversationId: "cid" }),
    ).rejects.toMatchObject({
      code: "too-large",
      dispatched: "no",
      message: expect.stringContaining("15001 bytes"),
    });
    await expect(
      client.robot.sendDirect({
        msgKey: "sampleText",
        msgParam: { content: "字".repeat(5_000) },
        userIds: ["anna"],
      }),
    ).rejects.toMatchObject({ code: "too-large" });
    await client.robot.sendGroup({ ...content(15_000), openConversationId: "cid" });
    expect(local.calls.map((call) => call.path)).toEqual([
      "/v1.0/oauth2/accessToken",
      "/v1.0/robot/groupMessages/send",
    ]);
  });

  it("refuses to send to nobody", async () => {
    const client = clientOf(local);
    await expect(client.robot.sendDirect({ ...MARKDOWN, userIds: [] })).rejects.toMatchObject({
      code: "invalid-argument",
      dispatched: "no",
    });
    await expect(client.robot.sendGroup({ ...MARKDOWN, openConversationId: "" })).rejects.toMatchObject({
      code: "invalid-argument",
    });
  });

  it("sends to a group with the id's case kept", async () => {
    expect(await clientOf(local).robot.sendGroup({ ...MARKDOWN, openConversationId: "cidAbC==" })).toEqual({
      processQueryKey: "pqk-1",
    });
    expect(local.callsOf("sendGroup")[0]?.body["openConversationId"]).toBe("cidAbC==");
  });

  it("lists the groups it is in", async () => {
    expect(await clientOf(local).robot.queryGroups()).toEqual({
      openConversationIds: ["cidGroup"],
      hasMore: false,
    });
    expect(local.callsOf("queryRobotGroups")[0]?.body).toEqual({
      robotCode: "dingapp",
      pageNumber: 1,
      pageSize: 10,
    });
  });

  it("proves working credentials in two steps", async () => {
    const result = await clientOf(local).probe();
    expect(result.ok).toBe(true);
    expect(result.steps.map(({ name, ok }) => [name, ok])).toEqual([
      ["token", true],
      ["robot", true],
    ]);
  });

  it("names the step that failed and what to do, without throwing", async () => {
    local.answer("queryRobotGroups", () => ({
      status: 400,
      body: { code: "invalidParameter.robotCode.auth" },
    }));
    const robotless = await clientOf(local).probe();
    expect(robotless).toMatchObject({
      ok: false,
      error: { platformCode: "invalidParameter.robotCode.auth" },
    });
    expect(robotless.error?.hint).toMatch(/another app/);
    local.answer("getAccessToken", () => ({ status: 400, body: { code: "invalidClientIdOrSecret" } }));
    const wrong = await clientOf(local).probe();
    expect(wrong).toMatchObject({ ok: false, error: { code: "bad-credentials" } });
    expect(wrong.steps).toHaveLength(1);
  });
});

describe("a reply by session webhook", () => {
  let local: LocalDingTalk;
  let webhook: string;
  beforeEach(async () => {
    local = await startLocalDingTalk();
    webhook = `${local.url}/robot/sendBySession?session=abc123`;
    local.answer("sessionWebhook", () => ({ body: { errcode: 0, errmsg: "ok" } }));
  });
  afterEach(() => local.close());
  const seen = () => local.calls.filter((call) => call.path === "/robot/sendBySession");

  it("needs no token and carries the mention", async () => {
    const { robot } = clientOf(local);
    await robot.sendBySession(webhook, { text: "hi @anna", at: { userIds: ["anna"] } });
    await robot.sendBySession(webhook, { markdown: "**hi**", title: "Hi" });
    expect(seen().map((call) => call.body)).toEqual([
      {
        msgtype: "text",
        text: { content: "hi @anna" },
        at: { atUserIds: ["anna"], atMobiles: [], isAtAll: false },
      },
      { msgtype: "markdown", markdown: { title: "Hi", text: "**hi**" } },
    ]);
    expect(local.callsOf("getAccessToken")).toHaveLength(0);
  });

  it("fails although HTTP says 200 when errcode is not 0", async () => {
    local.answer("sessionWebhook", () => ({ body: { errcode: 400013, errmsg: "no" } }));
    await expect(clientOf(local).robot.sendBySession(webhook, { text: "x" })).rejects.toMatchObject({
      code: "hidden-failure",
      platformCode: "400013",
    });
  });

  it("fails when the answer has no errcode at all", async () => {
    local.answer("sessionWebhook", () => ({ body: { ok: true } }));
    await expect(clientOf(local).robot.sendBySession(webhook, { text: "x" })).rejects.toMatchObject({
      code: "bad-answer",
    });
  });

  it("says that the session has expired", async () => {
    local.answer("sessionWebhook", () => ({ body: { errcode: 300001, errmsg: "session 不存在" } }));
    await expect(clientOf(local).robot.sendBySession(webhook, { text: "x" })).rejects.toMatchObject({
      code: "session-expired",
      dispatched: "refused",
    });
  });

  it("is not repeated after a time-out", async () => {
    local.answer("sessionWebhook", () => ({ effect: "hang" }));
    const client = clientOf(local, { requestTimeoutMs: 50, random: () => 0 });
    await expect(client.robot.sendBySession(webhook, { text: "x" })).rejects.toMatchObject({
      code: "timeout",
    });
    expect(seen()).toHaveLength(1);
  });

  it("never goes to an address that a forged message brought", async () => {
    const foreign = await startLocalDingTalk();
    const client = clientOf(local, { endpoints: { api: local.url } });
    const error = await client.robot
      .sendBySession(`${foreign.url}/robot/sendBySession?session=abc123`, { text: "secret plans" })
      .catch((thrown: unknown) => thrown as DingTalkError);
    expect(error).toMatchObject({ code: "invalid-argument", dispatched: "no" });
    expect(foreign.calls).toHaveLength(0);
    await foreign.close();
  });

  const oapi = "https://oapi.dingtalk.com";
  const allowed: [string, string][] = [
    ["https://oapi.dingtalk.com/robot/sendBySession?session=x", oapi],
    ["https://oapi.dingtalk.io/robot/sendBySession?session=x", oapi],
    ["http://127.0.0.1:9/robot/sendBySession", "http://127.0.0.1:8080"],
    ["http://localhost:9/robot/sendBySession", "http://127.0.0.1:8080"],
    ["http://gateway.corp:8080/x", "http://gateway.corp:8080"],
  ];
  const forbidden: [string, string][] = [
    ["http://oapi.dingtalk.com/robot/sendBySession", oapi],
    ["https://dingtalk.com.evil.example/robot/sendBySession", oapi],
    ["https://evildingtalk.com/robot/sendBySession", oapi],
    ["https://oapi.dingtalk.com@evil.example/x", oapi],
    ["https://user:pw@oapi.dingtalk.com/x", oapi],
    ["http://127.0.0.1:9/x", oapi],
    ["http://169.254.169.254/latest", "http://127.0.0.1:8080"],
    ["http://127.0.0.1.evil.example/x", "http://127.0.0.1:8080"],
    ["file:///etc/passwd", "http://127.0.0.1:8080"],
    ["file://localhost/etc/passwd", "http://127.0.0.1:8080"],
    ["not a url", oapi],
    ["", oapi],
  ];
  for (const [url, home] of allowed) {
    it(`may go to ${url} when the client talks to ${home}`, () => {
      expect(evaluateWebhookUrl(url, home)).toBeUndefined();
    });
  }
  for (const [url, home] of forbidden) {
    it(`may not go to "${url}" when the client talks to ${home}`, () => {
      expect(evaluateWebhookUrl(url, home)).toEqual(expect.any(String));
    });
  }
});

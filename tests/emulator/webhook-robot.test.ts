/** The operation sendByWebhookRobot: a group's own robot sends by its address, as tools without an app do. */
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { EmulatorWebhookRobot } from "../../src/contract/emulator-console.ts";
import { type Emulator, defaultSeed, parseSeed } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, connectRobot, conversationsOf, JSON_HEADERS, logIn, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const DONE = { status: 200, body: { errcode: 0, errmsg: "ok" } };
const text = (content: string, more: object = {}) => ({ msgtype: "text", text: { content }, ...more });

const post = (url: string, body: unknown, headers: Record<string, string> = JSON_HEADERS) =>
  ask(url, { method: "POST", headers, body: JSON.stringify(body) });

/** Time and signature of a call, made as DingTalk's page on security describes it. */
function signed({ webhook }: EmulatorWebhookRobot, secret: string, timestamp: number): string {
  const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
  return `${webhook}&timestamp=${timestamp}&sign=${encodeURIComponent(sign)}`;
}

const refusal = (errcode: number, errmsg: RegExp | string = /./) => ({
  status: 200,
  body: { errcode, errmsg: typeof errmsg === "string" ? errmsg : expect.stringMatching(errmsg) },
});

/** A group's robot, and what the group has heard. */
function withRobot(emulator: Emulator, wishes: object = {}) {
  const { conversationId } = conversationsOf(emulator).group;
  const robot = emulator.addWebhookRobot({ conversationId, name: "告警", ...wishes });
  return { robot, conversationId, heard: () => emulator.messages(conversationId) };
}

describe("a group's own robot", () => {
  test("sends text and Markdown into its group by its address alone, and people answer without it hearing", async () => {
    const emulator = await start();
    const app = await connectRobot(emulator, { autoAck: true });
    const { robot, conversationId, heard } = withRobot(emulator);
    expect(await post(robot.webhook, text("磁盘满了"))).toMatchObject(DONE);
    const markdown = { msgtype: "markdown", markdown: { title: "告警", text: "**磁盘**满了" } };
    expect(await post(robot.webhook, markdown)).toMatchObject(DONE);
    expect(heard()).toMatchObject([
      { from: { kind: "robot", id: robot.id, name: "告警" }, kind: "text", text: "磁盘满了" },
      { kind: "markdown", title: "告警", text: "**磁盘**满了" },
    ]);
    expect(emulator.calls().at(-1)).toMatchObject({ operation: "sendByWebhookRobot", billed: false });
    const mentions = [emulator.snapshot().apps[0]!.clientId];
    const quote = heard()[0]!.id;
    await emulator.say({ from: "lina02", conversationId, text: "看到了", quote, mentions });
    expect(payloadOf(await app.next())).toMatchObject({
      text: { repliedMsg: { msgType: "text", content: { text: "磁盘满了" } } },
    });
  });

  test.each([
    ["link", { title: "题", text: "文", messageUrl: "https://example.com/p" }, "link"],
    [
      "actionCard",
      { title: "题", text: "问", singleTitle: "好", singleURL: "https://example.com/y" },
      "column",
    ],
    ["feedCard", { links: [{ title: "题", messageURL: "https://example.com/p" }] }, "feed"],
  ])("sends a %s", async (msgtype, content, layout) => {
    const emulator = await start();
    const { robot, heard } = withRobot(emulator);
    expect(await post(robot.webhook, { msgtype, [msgtype]: content })).toMatchObject(DONE);
    expect(heard()).toMatchObject([{ linkCard: { layout } }]);
  });

  test("mentions whom list and text both name, by staffId or mobile, or all; links mention nobody", async () => {
    const emulator = await start();
    const { robot, heard } = withRobot(emulator);
    const at = { atUserIds: ["lina02", "wangfang03"], atMobiles: ["10000000001", "10000000009"] };
    await post(robot.webhook, text("@lina02 @10000000001 @10000000009 看一下", { at }));
    await post(robot.webhook, text("大家看一下", { at: { isAtAll: true } }));
    const link = { title: "@lina02", text: "@lina02", messageUrl: "https://example.com/p" };
    await post(robot.webhook, { msgtype: "link", link, at: { atUserIds: ["lina02"] } });
    const [some, all, none] = heard().map(({ mentionedPeople }) => mentionedPeople);
    expect(some).toEqual(["zhangwei01", "lina02"]);
    expect(all).toHaveLength(4);
    expect(none).toBeUndefined();
  });

  test("that signs is refused without time and signature, with those of another secret, and an hour later", async () => {
    const clock = createManualClock();
    const emulator = await start({ clock });
    const { robot, heard } = withRobot(emulator, { sign: true });
    const { secret = "" } = robot;
    expect(secret).toMatch(/^SEC\w{64}$/);
    expect(await post(robot.webhook, text("x"))).toMatchObject(refusal(310_000, "invalid timestamp"));
    const wrong = signed(robot, `${secret}x`, clock.now());
    expect(await post(wrong, text("x"))).toMatchObject(refusal(310_000, "sign not match"));
    const url = signed(robot, secret, clock.now());
    expect(await post(url, text("签过名"))).toMatchObject(DONE);
    await clock.advance(60 * 60_000);
    expect(await post(url, text("刚好一小时"))).toMatchObject(DONE);
    await clock.advance(1);
    expect(await post(url, text("太晚"))).toMatchObject(refusal(310_000, "invalid timestamp"));
    expect(heard().map((message) => message.text)).toEqual(["签过名", "刚好一小时"]);
  });

  test("with keywords is refused where a message has none of them, and takes one in the title", async () => {
    const emulator = await start();
    const { robot } = withRobot(emulator, { keywords: ["告警", "恢复"] });
    expect(await post(robot.webhook, text("你好"))).toMatchObject(
      refusal(310_000, "keywords not in content"),
    );
    expect(await post(robot.webhook, text("已恢复"))).toMatchObject(DONE);
    const markdown = { title: "告警", text: "磁盘满了" };
    expect(await post(robot.webhook, { msgtype: "markdown", markdown })).toMatchObject(DONE);
  });

  test("with a list of addresses is refused elsewhere, by the caller's address", async () => {
    const emulator = await start();
    const closed = withRobot(emulator, { addresses: ["203.0.113.*"] }).robot;
    expect(await post(closed.webhook, text("x"))).toMatchObject(
      refusal(310_000, "ip 127.0.0.1 not in whitelist"),
    );
    const open = withRobot(emulator, { name: "另一个", addresses: ["127.0.0.1"] }).robot;
    expect(await post(open.webhook, text("x"))).toMatchObject(DONE);
  });

  test("may send 20 messages a minute; one more, and it is silent for ten minutes, another robot is not", async () => {
    const clock = createManualClock();
    const emulator = await start({ clock });
    const { robot, heard } = withRobot(emulator);
    const send = () => post(robot.webhook, text("x"));
    expect(await post(robot.webhook, text(""))).toMatchObject(refusal(40_035));
    for (let nth = 1; nth <= 20; nth += 1) expect(await send()).toMatchObject(DONE);
    await clock.advance(59_999);
    expect(await send()).toMatchObject(refusal(410_100));
    expect(await post(withRobot(emulator, { name: "另一个" }).robot.webhook, text("x"))).toMatchObject(DONE);
    await clock.advance(10 * 60_000 - 1);
    expect(await send()).toMatchObject(refusal(410_100));
    await clock.advance(1);
    expect(await send()).toMatchObject(DONE);
    expect(heard()).toHaveLength(22);
  });

  test("that keeps to 20 messages a minute is never silent", async () => {
    const clock = createManualClock();
    const emulator = await start({ clock });
    const { robot } = withRobot(emulator);
    for (let minute = 0; minute < 3; minute += 1) {
      for (let nth = 1; nth <= 20; nth += 1) expect(await post(robot.webhook, text("x"))).toMatchObject(DONE);
      await clock.advance(60_000);
    }
  });

  test.each([
    ["a type that it does not know", { msgtype: "image", image: {} }, 400_105],
    ["no type", {}, 40_035],
    ["Markdown without a title", { msgtype: "markdown", markdown: { text: "x" } }, 40_035],
    ["20,001 bytes", text("x".repeat(20_001)), 460_101],
    ["what is no object", [1], 40_035],
  ])("is refused %s, and takes the next message", async (_what, body, errcode) => {
    const emulator = await start();
    const { robot, heard } = withRobot(emulator);
    expect(await post(robot.webhook, body)).toMatchObject(refusal(errcode));
    expect(await post(robot.webhook, text("x".repeat(20_000)))).toMatchObject(DONE);
    expect(heard()).toHaveLength(1);
  });

  test("answers a wrong Content-Type and an unknown token, and a taken away robot as an unknown one", async () => {
    const emulator = await start();
    const { robot } = withRobot(emulator);
    expect(await post(robot.webhook, text("x"), { "content-type": "text/plain" })).toMatchObject(
      refusal(43_004),
    );
    expect(await post(`${robot.webhook}0`, text("x"))).toMatchObject(refusal(300_005, "token is not exist"));
    expect(await post(robot.webhook, text("x"))).toMatchObject(DONE);
    emulator.removeWebhookRobot(robot.id);
    expect(await post(robot.webhook, text("x"))).toMatchObject(refusal(300_005));
    expect(() => emulator.removeWebhookRobot(robot.id)).toThrow(/no webhook robot/);
  });
});

test("a group's robot is given and taken away by the door, where its address is shown; the wire masks it", async () => {
  const emulator = await start();
  const { conversationId } = conversationsOf(emulator).group;
  const door = (method: string, path: string, body?: object) =>
    ask(`${emulator.url}/_emulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const made = await door("POST", "/webhook-robots", { conversationId, name: "告警", sign: true });
  const { webhook, id, secret } = made.body as unknown as EmulatorWebhookRobot;
  expect((await door("GET", "/console")).body["webhookRobots"]).toMatchObject([{ id, webhook, secret }]);
  await post(webhook, text("x"));
  const token = new URL(webhook).searchParams.get("access_token") ?? "";
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(emulator.wire())).not.toContain(token);
  expect(JSON.stringify(emulator.snapshot())).not.toContain(token);
  const twice = await door("POST", "/webhook-robots", { conversationId, name: "告警" });
  expect(twice).toMatchObject({ status: 400, body: { message: expect.stringContaining("already") } });
  const { direct } = conversationsOf(emulator);
  const wrong = { conversationId: direct.conversationId, name: "告警" };
  expect((await door("POST", "/webhook-robots", wrong)).status).toBe(400);
  expect((await door("DELETE", `/webhook-robots/${id}`)).status).toBe(200);
  expect((await door("GET", "/console")).body["webhookRobots"]).toEqual([]);
});

test("a group's robot comes from a seed, is saved with its messages, and is forgotten by a reset when it came later", async () => {
  const seed = defaultSeed();
  const groups = seed.groups!.map((group) => ({
    ...group,
    webhookRobots: [{ name: "告警", accessToken: "made-up-token", keywords: ["告警"] }],
  }));
  const first = await start({ seed: parseSeed(JSON.stringify({ ...seed, groups })) });
  const { robot } = withRobot(first, { name: "后来的", sign: true });
  const url = `${first.url}/robot/send?access_token=made-up-token`;
  expect(await post(url, text("告警：满了"))).toMatchObject(DONE);
  const saved = parseSeed(JSON.stringify(first.snapshotSeed()));
  const second = await start({ seed: saved });
  expect(second.messages()).toMatchObject([{ from: { name: "告警" }, text: "告警：满了" }]);
  expect(second.console().webhookRobots.map(({ name, secret }) => [name, secret])).toEqual([
    ["告警", undefined],
    ["后来的", robot.secret],
  ]);
  first.reset();
  expect(first.console().webhookRobots.map(({ name }) => name)).toEqual(["告警"]);
  expect(await post(robot.webhook, text("x"))).toMatchObject(refusal(300_005));
  const app = await logIn(first);
  const { conversationId: openConversationId } = conversationsOf(first).group;
  expect((await app.call("listGroupRobots", { openConversationId })).body).toMatchObject({
    chatbotInstanceVOList: [{ robotCode: app.clientId }, { name: "告警" }],
  });
});

import { afterEach, expect, test } from "vitest";
import { MAX_CALLS } from "../../src/emulator/call-log.ts";
import type { Emulator } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import {
  ask,
  connectRobot,
  conversationsOf,
  JSON_HEADERS,
  payloadOf,
  useEmulators,
} from "./platform-caller.ts";

const start = useEmulators(afterEach);

/** Has a person write and returns the webhook of that message. */
async function webhookOf(emulator: Emulator): Promise<string> {
  const robot = await connectRobot(emulator, { autoAck: true });
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "问" });
  return payloadOf(await robot.next())["sessionWebhook"] as string;
}

const send = (url: string, body: unknown, headers: Record<string, string> = JSON_HEADERS) =>
  ask(url, { method: "POST", headers, body: JSON.stringify(body) });

const text = { msgtype: "text", text: { content: "答" } };

test("a robot answers by the message's webhook, in text and in Markdown, without a token", async () => {
  const emulator = await start();
  const url = await webhookOf(emulator);
  expect(await send(url, text)).toMatchObject({ status: 200, body: { errcode: 0, errmsg: "ok" } });
  const markdown = { msgtype: "markdown", markdown: { title: "题", text: "**答**" } };
  expect((await send(url, markdown)).body["errcode"]).toBe(0);
  const { conversationId } = conversationsOf(emulator).direct;
  expect(emulator.messages(conversationId).slice(1)).toMatchObject([
    { from: { kind: "robot", name: "小龙虾助手" }, kind: "text", text: "答" },
    { kind: "markdown", title: "题", text: "**答**" },
  ]);
});

test("a webhook dies after 90 minutes, and its failure hides in HTTP 200", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const url = await webhookOf(emulator);
  await clock.advance(90 * 60_000 - 1);
  expect((await send(url, text)).body["errcode"]).toBe(0);
  await clock.advance(1);
  expect(await send(url, text)).toMatchObject({
    status: 200,
    body: { errcode: 300001, errmsg: "session 不存在" },
  });
  expect(emulator.calls().at(-1)).toMatchObject({ operation: "sessionWebhook", status: 200, code: "300001" });
});

test("a test can make all webhooks expire", async () => {
  const emulator = await start();
  const url = await webhookOf(emulator);
  expect((await send(url, text)).body["errcode"]).toBe(0);
  emulator.expireSessionWebhooks();
  expect((await send(url, text)).body["errcode"]).toBe(300001);
});

test("a webhook refuses what is not text or Markdown, what lacks its text, and what is not called JSON", async () => {
  const emulator = await start();
  const url = await webhookOf(emulator);
  expect((await send(url, { msgtype: "image", image: {} })).body).toMatchObject({ errcode: 400105 });
  expect((await send(url, { msgtype: "text", text: { content: "" } })).body).toMatchObject({
    errcode: 40035,
  });
  expect((await send(url, { msgtype: "markdown", markdown: { text: "x" } })).body).toMatchObject({
    errcode: 40035,
  });
  expect((await send(url, {})).body).toMatchObject({ errcode: 40035 });
  expect((await send(url, text, { "content-type": "text/plain" })).body).toMatchObject({ errcode: 43004 });
  expect(emulator.messages()).toHaveLength(1);
  expect(emulator.calls().length).toBeLessThan(MAX_CALLS);
});

test("a robot's message with buttons shows them as links, and one without any is refused", async () => {
  const emulator = await start();
  const url = await webhookOf(emulator);
  const card = { title: "题", text: "**问**", btns: [{ title: "好", actionURL: "https://example.com/y" }] };
  expect((await send(url, { msgtype: "actionCard", actionCard: card })).body["errcode"]).toBe(0);
  const { conversationId } = conversationsOf(emulator).direct;
  expect(emulator.messages(conversationId).at(-1)).toMatchObject({
    kind: "markdown",
    text: "**问**\n\n[好](https://example.com/y)",
  });
  const bare = { title: "题", text: "**问**" };
  expect((await send(url, { msgtype: "actionCard", actionCard: bare })).body["errcode"]).toBe(40035);
});

import { afterEach, describe, expect, test } from "vitest";
import { MAX_CALLS } from "../../src/emulator/call-log.ts";
import type { Emulator } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, connectRobot, conversationsOf, JSON_HEADERS, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

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

test("a robot that has nothing to say may say so, and mentions people by mobile where the text names them", async () => {
  const emulator = await start();
  const url = await webhookOf(emulator);
  expect((await send(url, { msgtype: "empty" })).body["errcode"]).toBe(0);
  expect(emulator.messages()).toHaveLength(1);
  const at = { atMobiles: ["10000000807"] };
  await send(url, { ...text, at });
  await send(url, { msgtype: "text", text: { content: "@10000000807 答" }, at });
  const named = emulator.messages().map(({ mentionedPeople }) => mentionedPeople);
  expect(named).toEqual([undefined, undefined, ["manager807"]]);
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

describe("a robot's message with buttons or links, by webhook", () => {
  const btns = [{ title: "好", actionURL: "https://example.com/y" }];
  const card = { title: "题", text: "**问**" };
  const link = { label: "好", url: "https://example.com/y" };
  const [page, picUrl] = ["https://example.com/p", "https://example.com/p.png"];
  test.each([
    ["actionCard", { ...card, btns }, { layout: "column", text: "**问**", links: [link] }],
    ["actionCard", { ...card, btns, btnOrientation: "1" }, { layout: "row", text: "**问**", links: [link] }],
    [
      "actionCard",
      { ...card, singleTitle: "好", singleURL: "https://example.com/y" },
      { layout: "column", text: "**问**", links: [link] },
    ],
    [
      "link",
      { title: "题", text: "文", messageUrl: page, picUrl },
      { layout: "link", text: "文", links: [{ label: "题", url: page, picUrl }] },
    ],
    [
      "feedCard",
      { links: [{ title: "题", messageURL: page, picURL: picUrl }] },
      { layout: "feed", text: "", links: [{ label: "题", url: page, picUrl }] },
    ],
  ])(
    "shows a %s as people see it, and as Markdown to who reads its words",
    async (msgtype, body, linkCard) => {
      const emulator = await start();
      const url = await webhookOf(emulator);
      expect((await send(url, { msgtype, [msgtype]: body })).body["errcode"]).toBe(0);
      const { conversationId } = conversationsOf(emulator).direct;
      const message = emulator.messages(conversationId).at(-1);
      expect(message).toMatchObject({ kind: "markdown", linkCard });
      for (const { label, url: to } of linkCard.links) expect(message?.text).toContain(`[${label}](${to})`);
    },
  );

  test.each([
    ["actionCard", { title: "题", text: "**问**" }],
    ["actionCard", { text: "**问**", btns }],
    ["link", { title: "题", messageUrl: page }],
    ["feedCard", { links: [{ title: "题", messageURL: page }, { title: "没有地址" }] }],
    ["feedCard", { links: [] }],
  ])("is refused as a %s that lacks a part", async (msgtype, body) => {
    const emulator = await start();
    const url = await webhookOf(emulator);
    expect((await send(url, { msgtype, [msgtype]: body })).body["errcode"]).toBe(40035);
  });
});

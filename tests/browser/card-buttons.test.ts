/**
 * Cards that take something from a person on the emulator's chat page: buttons that stop an answer and judge it, with a
 * real account behind, and a form that is submitted.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCardAction } from "../../src/channel/inbound/parse-card-action.ts";
import { Topic } from "../../src/contract/stream.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { BUTTON_CARD, FORM_CARD } from "../../src/emulator/seed.ts";
import { connectRobot, logIn, openRequest, type RawRobot } from "../emulator/platform-caller.ts";
import { openChatWindow } from "../support/chat-window.ts";
import { ANN, startCardPage, type CardPage } from "../support/card-page.ts";
import { chatPages } from "../support/built-pages.ts";
import { canSkipPages, launchChromium } from "../support/chromium.ts";

describe.skipIf(canSkipPages)("a card with buttons", () => {
  let scene: CardPage;

  beforeAll(async () => {
    const { id: templateId, contentKey, statusKey } = BUTTON_CARD;
    scene = await startCardPage({ card: { templateId, contentKey, statusKey } });
  }, 60_000);

  afterAll(() => scene?.[Symbol.asyncDispose]());

  it("is stopped by the person who asked, and judged afterwards", async () => {
    scene.rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onRunStart("run");
      for (const tell of scene.rig.listeners)
        tell({ kind: "text", runId: "run", itemId: "i", text: "An answer that goes on and on" });
      await new Promise<void>((resolve) => turn.stopSignal.addEventListener("abort", () => resolve()));
      return "completed";
    };
    const window = await scene.openChat();
    await window.composer.fill("tell me everything");
    await window.composer.press("Enter");
    await window.cardWords.filter({ hasText: "on and on" }).waitFor();
    const button = (name: string) => window.cards.getByRole("button", { name });
    expect(await button("赞").count()).toBe(0);
    expect(await window.findBarriers()).toEqual([]);
    await button("停止").click();
    await window.cardWords.filter({ hasText: "(Stopped.)" }).waitFor();
    await button("赞").waitFor();
    expect(await button("停止").count()).toBe(0);
    await button("赞").click();
    await expect
      .poll(() => scene.rig.logger.lines.some((line) => line.includes('"verdict":"up"')))
      .toBe(true);
    expect(await window.findBarriers()).toEqual([]);
    const shot = process.env["SCREENSHOT_FOLDER"];
    if (shot) await window.page.screenshot({ path: join(shot, "card-buttons.png") });
    expect(window.complaints).toEqual([]);
    await window.close();
  }, 30_000);

  it("tells the person when no bot answers the press", async () => {
    const window = await scene.openChat();
    await window.cards.first().waitFor();
    scene.emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "half-open" });
    await window.cards.getByRole("button", { name: "踩" }).first().click();
    await window.page.getByText("两秒").waitFor();
    await window.close();
  }, 30_000);
});

describe.skipIf(canSkipPages)("a card with a form", () => {
  let browser: Browser;
  let emulator: Emulator;
  let robot: RawRobot;
  let chat: string;
  const options = [
    { value: "annual", text: "年假" },
    { value: "sick", text: "病假" },
  ];
  const fields = [
    { name: "kind", label: "类型", type: "CHECKBOX_GROUP", required: true, options },
    { name: "from", label: "开始日期", type: "DATE", required: true },
    { name: "city", label: "城市", type: "SELECT", options: [{ value: "hz", text: "杭州" }] },
    { name: "who", label: "通知谁", type: "MULTI_CHECKBOX_GROUP", options: [{ value: "li", text: "李娜" }] },
    { name: "reason", label: "事由", type: "TEXT_AREA", required: true, requiredMsg: "请写明事由" },
    { name: "urgent", label: "紧急", type: "SWITCH" },
  ];

  beforeAll(async () => {
    browser = await launchChromium();
    emulator = await createEmulator({ webRoot: chatPages });
    const subscriptions = [{ type: "CALLBACK", topic: Topic.cardAction }];
    robot = await connectRobot(emulator, { request: { ...openRequest(), subscriptions } });
    chat = emulator.openDirect(DEFAULT_CLIENT_ID, ANN);
    const app = await logIn(emulator);
    await app.call("createAndDeliverCard", {
      cardTemplateId: FORM_CARD.id,
      outTrackId: "leave-1",
      callbackType: "STREAM",
      cardData: { cardParamMap: { content: "**请假申请**", form: JSON.stringify({ fields }) } },
      openSpaceId: `dtv1.card//IM_ROBOT.${ANN}`,
      imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode: DEFAULT_CLIENT_ID },
    });
  }, 60_000);

  afterAll(async () => {
    await robot?.close();
    await browser?.close();
    await emulator?.close();
  });

  it("is filled in and submitted by a person, and the bot's answer takes its place", async () => {
    const window = await openChatWindow(browser, { url: emulator.url, person: ANN, chat });
    const form = window.cards.getByRole("form");
    await form.getByRole("radio", { name: "病假" }).check();
    await form.getByLabel("开始日期").fill("2026-11-23");
    await form.getByLabel("城市").selectOption({ label: "杭州" });
    await form.getByRole("checkbox", { name: "李娜" }).check();
    await form.getByRole("button", { name: "提交" }).click();
    await form.getByText("请写明事由").waitFor();
    expect(robot.frames.filter(({ type }) => type === "CALLBACK")).toEqual([]);
    expect(await window.findBarriers()).toEqual([]);
    await form.getByLabel("事由").fill("发烧");
    await form.getByRole("switch", { name: "紧急" }).check();
    const shot = process.env["SCREENSHOT_FOLDER"];
    if (shot) await window.page.screenshot({ path: join(shot, "card-form.png") });
    await form.getByRole("button", { name: "提交" }).click();
    const frame = await robot.next(Topic.cardAction);
    expect(parseCardAction(frame.data ?? "")?.params["form"]).toEqual({
      kind: "sick",
      from: "2026-11-23",
      city: { index: 0, value: "hz" },
      who: ["li"],
      reason: "发烧",
      urgent: true,
    });
    const cardParamMap = { content: "已提交：病假", form: "{}" };
    const data = JSON.stringify({ response: { cardData: { cardParamMap } } });
    const { messageId } = frame.headers;
    robot.socket.send(JSON.stringify({ code: 200, headers: { messageId }, message: "OK", data }));
    await window.cardWords.filter({ hasText: "已提交：病假" }).waitFor();
    await window.page.getByText("表单已提交").waitFor();
    expect(await window.cards.getByRole("form").count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  }, 30_000);
});

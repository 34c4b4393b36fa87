/**
 * What people do with one another on the chat page: two side by side, read marks, forwarding, naming colleagues, emoji,
 * and finding a bot. The emulator serves the page built from the sources for this run.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { sayLink } from "../../src/contract/robot-send.ts";
import { logIn } from "../emulator/platform-caller.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { canSkipPages } from "../support/chromium.ts";
import { ANN, useEmulatorPages } from "../support/emulator-pages.ts";

const BEN = "zhangwei01";
const BOT = "小龙虾助手";
const GROUP = "产品讨论群";
const values = (content: string) => ({ cardParamMap: { content } });
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const pages = useEmulatorPages();
const { openChat: open, connectBot, conversationId: idOf } = pages;
let emulator: Emulator;
beforeEach(() => {
  emulator = pages.emulator;
});

describe.skipIf(canSkipPages)("people on the chat page", () => {
  it("a person shows a colleague beside themselves, both write in one window, and a reload keeps both", async () => {
    const { page, findBarriers } = await open({ person: ANN, chat: idOf("group") });
    await page.getByRole("button", { name: "当前身份：陈思远" }).click();
    await page.getByRole("menuitem", { name: "在旁边显示张伟" }).click();
    const beside = page.locator('chat-app[side="second"]');
    await beside.locator("conversation-list .row", { hasText: GROUP }).click();
    await beside.locator("chat-composer textarea").fill("我是张伟");
    await beside.locator("chat-composer textarea").press("Enter");
    await emulator.waitFor(({ messages }) => messages.some(({ from }) => from.id === BEN));

    const mine = page.locator("chat-app > chat-composer, chat-composer").first().locator("textarea");
    await mine.fill("我是陈思远");
    await mine.press("Enter");
    await expect
      .poll(() => beside.locator("message-item .bubble").allInnerTexts())
      .toEqual(["我是张伟", "我是陈思远"]);
    expect(emulator.messages().map(({ from }) => from.id)).toEqual([BEN, ANN]);
    expect(await findBarriers()).toEqual([]);

    await page.reload();
    await expect.poll(() => beside.locator("message-item").count()).toBe(2);
    expect(await page.title()).toContain("陈思远");
    await page.getByRole("button", { name: "关闭这一侧" }).click();
    await expect.poll(() => beside.count()).toBe(0);
  });

  it("a writer in a group sees who has read, as it happens", async () => {
    const ann = await open({ person: ANN, chat: idOf("group") });
    await ann.composer.fill("请确认");
    await ann.composer.press("Enter");
    const mark = ann.page.locator("[data-readers]");
    await expect.poll(() => mark.innerText()).toBe("3 人未读");
    const ben = await open({ person: BEN, chat: idOf("direct", BEN) });
    await expect.poll(() => ben.conversation(GROUP).innerText()).toContain("产品讨论群");
    expect(await mark.innerText()).toBe("3 人未读");
    await ben.conversation(GROUP).click();
    await expect.poll(() => mark.innerText()).toBe("2 人未读");
    await mark.click();
    const names = ann.page.getByRole("dialog", { name: "消息接收人" });
    expect(await names.getByRole("listitem").allInnerTexts()).toEqual(["李娜", "王芳", "张伟"]);
    expect(await names.getByRole("heading").allInnerTexts()).toEqual(["未读（2）", "已读（1）"]);
    expect(await ann.findBarriers()).toEqual([]);
    await ann.page.keyboard.press("Escape");
    for (const staffId of ["lina02", "wangfang03"]) emulator.markRead(staffId, idOf("group"));
    await expect.poll(() => mark.innerText()).toBe("全部已读");
  });

  it("a person forwards words, a picture and a bot's card into another conversation, and the bot hears them", async () => {
    const bot = await connectBot();
    const [group, direct] = [idOf("group"), idOf("direct")];
    await emulator.say({ from: BEN, conversationId: group, text: "周五交报告" });
    await emulator.say({ from: BEN, conversationId: group, content: { kind: "picture", data: PNG } });
    await (await bot.startCard({ group })).finish("**结论**：可以");
    const { page, messages } = await open({ person: ANN, chat: group });
    const forward = async (index: number) => {
      await messages.nth(index).hover();
      await messages.nth(index).getByRole("button", { name: /^转发/ }).click();
      await page.getByRole("menuitem", { name: BOT }).click();
    };
    await forward(0);
    expect((await bot.hear(() => true)).text.content).toBe("周五交报告");
    await forward(1);
    await emulator.waitFor(({ messages: all }) =>
      all.some(({ conversationId, attachments }) => conversationId === direct && attachments !== undefined),
    );
    await forward(2);
    await page.getByText(`已转发到${BOT}。`).first().waitFor();
    await emulator.waitFor(({ messages: all }) =>
      all.some(({ text, from }) => from.id === ANN && text.includes("结论")),
    );
    expect(emulator.messages(direct).map(({ from }) => from.id)).toEqual([ANN, ANN, ANN]);
  });

  it("a person names a colleague and a bot with @ and the keyboard; only the bot hears it", async () => {
    const bot = await connectBot();
    const { composer, page } = await open({ person: ANN, chat: idOf("group") });
    await composer.pressSequentially("@李");
    expect(await page.getByRole("option").allInnerTexts()).toEqual(["李娜"]);
    await composer.press("Tab");
    await composer.pressSequentially("@");
    await expect.poll(() => page.getByRole("option").count()).toBe(5);
    await composer.press("Enter");
    await composer.pressSequentially("看一下");
    await composer.press("Enter");
    expect((await bot.hear(() => true)).text.content.trim()).toMatch(/^@李娜 +看一下$/);
    expect(emulator.messages()[0]).toMatchObject({ mentions: [DEFAULT_CLIENT_ID] });
  });

  it("a person puts an emoji where the caret stands, by keyboard alone", async () => {
    const bot = await connectBot();
    const { composer, page } = await open({ person: ANN, chat: idOf("direct") });
    await composer.fill("好的谢谢");
    await composer.press("ArrowLeft");
    await composer.press("ArrowLeft");
    await page.getByRole("button", { name: "表情" }).press("Enter");
    await page.getByRole("dialog", { name: "表情" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect.poll(() => composer.inputValue()).toBe("好的😄谢谢");
    await composer.press("Enter");
    expect((await bot.hear(() => true)).text.content).toBe("好的😄谢谢");
  });

  it("a person finds a published bot and their groups by name, and nobody else's", async () => {
    const { corpId } = emulator.createOrganisation({ name: "别家", by: ANN });
    emulator.publish(emulator.createApp({ name: "别家的助手", corpId }).clientId);
    const draft = emulator.createApp({
      name: "没发布的助手",
      corpId: emulator.snapshot().organisations[0]!.corpId,
    });
    const { page } = await open({ person: ANN, chat: idOf("group"), width: 360 });
    await page.getByRole("button", { name: "返回会话列表" }).click();
    const search = page.getByRole("searchbox");
    const hits = page.locator("chat-search .hit");
    await search.fill("助手");
    await expect.poll(() => hits.allInnerTexts()).toEqual([BOT]);
    emulator.publish(draft.clientId);
    await search.fill("助");
    await expect.poll(() => hits.allInnerTexts()).toEqual([BOT, "没发布的助手"]);
    await hits.nth(1).click();
    await page.locator("conversation-header").getByText("没发布的助手").waitFor();
  });

  it("a person presses a bot's button that makes them say something, and its links open beside the page", async () => {
    const bot = await connectBot();
    const app = await logIn(emulator);
    const send = (msgKey: string, param: Record<string, string>) =>
      app.call("sendGroup", {
        robotCode: DEFAULT_CLIENT_ID,
        openConversationId: idOf("group"),
        msgKey,
        msgParam: JSON.stringify(param),
      });
    await send("sampleActionCard2", {
      title: "审批",
      text: "可以运行 **make** 吗？",
      actionTitle1: "允许",
      actionURL1: sayLink("/approve AB12 允许"),
      actionTitle2: "打开应用",
      actionURL2: "dtmd://dingtalkclient/openApp?id=1",
    });
    await send("sampleLink", { title: "公告", text: "放假安排", messageUrl: "https://example.com/notice" });
    const page = await open({ person: ANN, chat: idOf("group") });
    const card = page.page.locator("link-card");
    await card.first().waitFor();
    expect(await card.getByRole("link", { name: "公告" }).getAttribute("href")).toBe(
      "https://example.com/notice",
    );
    expect(await card.getByRole("button", { name: "打开应用" }).isDisabled()).toBe(true);
    expect(await page.findBarriers()).toEqual([]);
    await card.getByRole("button", { name: "允许" }).click();
    await page.bubbles.filter({ hasText: `@${BOT} /approve AB12 允许` }).waitFor();
    const heard = await bot.hear(({ text }) => text.content.includes("/approve"));
    expect(heard.text.content.trim()).toBe("/approve AB12 允许");
    expect(page.complaints).toEqual([]);
  });

  it("a person takes back a message, and both sides see that it is gone", async () => {
    await emulator.say({ from: BEN, conversationId: idOf("group"), text: "early words" });
    const { msgId } = await emulator.say({ from: ANN, conversationId: idOf("group"), text: "wrong words" });
    const mine = await open({ person: ANN, chat: idOf("group") });
    const theirs = await open({ person: BEN, chat: idOf("group") });
    const message = mine.messages.filter({ hasText: "wrong words" });
    await message.hover();
    await message.getByRole("button", { name: "撤回" }).click();
    await mine.page.getByText("你撤回了一条消息").waitFor();
    await theirs.page.getByText("陈思远撤回了一条消息").waitFor();
    expect(await theirs.page.getByText("wrong words").count()).toBe(0);
    expect(await mine.messages.getByRole("button", { name: "撤回" }).count()).toBe(0);
    expect(emulator.messages().find(({ id }) => id === msgId)?.recalled).toBe(true);
    expect(await mine.findBarriers()).toEqual([]);
  });

  it("a person renames a group, puts somebody and the bot out and in again, and makes a new one", async () => {
    const group = idOf("group");
    const { page, conversation, findBarriers } = await open({ person: ANN, chat: group });
    const now = (id: string) => emulator.snapshot().conversations.find((one) => one.conversationId === id)!;
    await page.getByRole("button", { name: "群设置" }).click();
    const settings = page.getByRole("dialog", { name: "群设置" });
    expect(await findBarriers()).toEqual([]);
    await settings.getByRole("textbox", { name: "群名称" }).fill("新的群名");
    await settings.getByRole("button", { name: "修改" }).click();
    await conversation("新的群名").waitFor();
    await settings.getByRole("button", { name: "移出张伟" }).click();
    await settings.getByRole("button", { name: `移出${BOT}` }).click();
    await settings.getByText("群里还没有机器人。").waitFor();
    expect(now(group)).toMatchObject({ title: "新的群名", robotIds: [] });
    expect(now(group).memberIds).not.toContain(BEN);
    await settings.getByRole("button", { name: "添加成员" }).click();
    await settings.getByRole("menuitem", { name: "张伟" }).click();
    await settings.getByRole("button", { name: "添加机器人" }).click();
    await settings.getByRole("menuitem", { name: BOT }).click();
    await expect.poll(() => now(group)).toMatchObject({ robotIds: [DEFAULT_CLIENT_ID] });
    expect(now(group).memberIds).toContain(BEN);
    await settings.getByRole("button", { name: "关闭" }).click();

    await page.getByRole("button", { name: "新建群聊" }).click();
    const making = page.getByRole("dialog", { name: "新建群聊" });
    await making.getByRole("textbox", { name: "群名称" }).fill("午饭");
    await making.getByRole("checkbox", { name: "王芳" }).uncheck();
    await making.getByRole("button", { name: "创建" }).click();
    await page.locator("conversation-header h2", { hasText: "午饭" }).waitFor();
    const made = emulator.snapshot().conversations.find(({ title }) => title === "午饭");
    expect(made).toMatchObject({ robotIds: [DEFAULT_CLIENT_ID], memberIds: [ANN, BEN, "lina02"] });
  });

  it("each person reads what a card holds for them alone, switched to or beside one another", async () => {
    const app = await logIn(emulator);
    const group = idOf("group");
    await app.call("createAndDeliverCard", {
      cardTemplateId: BUTTON_CARD.id,
      outTrackId: "card-1",
      cardData: { cardParamMap: { content: "给大家看的", flowStatus: "3" } },
      privateData: { [BEN]: values("只给张伟看") },
      openSpaceId: `dtv1.card//IM_GROUP.${group}`,
      imGroupOpenDeliverModel: { robotCode: DEFAULT_CLIENT_ID },
    });
    const ann = await open({ person: ANN, chat: group });
    const ben = await open({ person: BEN, chat: group });
    await ann.cardWords.getByText("给大家看的").waitFor();
    await ben.cardWords.getByText("只给张伟看").waitFor();
    expect(await ann.cardWords.count()).toBe(1);
    await app.call("updateCard", { outTrackId: "card-1", privateData: { [ANN]: values("只给陈思远看") } });
    await ann.cardWords.getByText("只给陈思远看").waitFor();
    await ben.cardWords.getByText("只给张伟看").waitFor();
  });
});

/**
 * The emulator's chat page in a real browser, with a bot of raw HTTP and WebSocket on the other side.
 * The page is built from the sources for this run, and served by the emulator under its own policy.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { canSkipPages } from "../support/chromium.ts";
import { ANN, useEmulatorPages } from "../support/emulator-pages.ts";

const BEN = "zhangwei01";
const BOT = "小龙虾助手";
const GROUP = "产品讨论群";
const RICH = `# 汇总

| 地区 | 负责人 | 销售额（万元） | 同比 | 备注 |
|:--|:-:|--:|--:|:--|
| 华东 | 张伟 | 1,280.50 | +18.2% | 新签三家大客户，续约率百分之九十六 |

1. 一
   - 二
     - 三

\`\`\`ts
const answer: string = "a line that is much wider than a narrow screen, so that it has to scroll sideways";
\`\`\`

> 引用 [链接](https://example.com/a)`;

const pages = useEmulatorPages();
const { openChat: openWindow, connectBot, conversationId } = pages;
let emulator: Emulator;
beforeEach(() => {
  emulator = pages.emulator;
});

describe.skipIf(canSkipPages)("chat page", () => {
  it("a person writes to the bot and sees the message wait for it, then acknowledged", async () => {
    const { composer, page } = await openWindow({ person: ANN, chat: conversationId("direct") });
    await page.locator("conversation-header").getByText("机器人离线").waitFor();
    await composer.fill("你好");
    await composer.press("Enter");
    await page.locator('[data-delivery="waiting"]').waitFor();
    expect(await composer.inputValue()).toBe("");

    const bot = await connectBot();
    expect((await bot.hear(() => true)).text.content).toBe("你好");
    await page.locator('[data-delivery="acknowledged"]').waitFor();
    await page.locator("conversation-header").getByText("机器人在线：1").waitFor();
  });

  it("a person who presses Shift+Enter or is composing with an input method sends nothing yet", async () => {
    const { composer } = await openWindow({ person: ANN, chat: conversationId("direct") });
    await composer.fill("第一行");
    await composer.press("Shift+Enter");
    await composer.pressSequentially("第二行");
    await composer.dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });
    expect(emulator.messages()).toEqual([]);

    await composer.dispatchEvent("keydown", { key: "Enter", bubbles: true });
    await emulator.waitFor(({ messages }) => messages.length > 0);
    expect(emulator.messages()[0]?.text).toBe("第一行\n第二行");
  });

  it("a reader watches a card appear, grow and finish", async () => {
    const bot = await connectBot();
    const { cards, cardWords } = await openWindow({ person: ANN, chat: conversationId("direct") });
    const card = await bot.startCard({ person: ANN });
    await expect.poll(() => cards.getAttribute("data-state")).toBe("processing");
    expect(await cards.locator(".dots").count()).toBe(1);

    await card.grow("正在");
    await expect.poll(() => cardWords.innerText()).toContain("正在");
    expect(await cards.getAttribute("aria-busy")).toBe("true");
    await card.grow("正在**想**");
    await expect.poll(() => cards.locator("strong").innerText()).toBe("想");

    await card.finish("正在**想**，想好了。");
    await expect.poll(() => cards.getAttribute("data-state")).toBe("finished");
    await expect.poll(() => cardWords.innerText()).toBe("正在想，想好了。");
    expect(await cards.locator(".dots").count()).toBe(0);
    expect(await cards.count()).toBe(1);
  });

  it("a reader sees clearly that a card failed, and what it had said", async () => {
    const bot = await connectBot();
    const { cards, cardWords } = await openWindow({ person: ANN, chat: conversationId("direct") });
    const card = await bot.startCard({ person: ANN });
    await card.grow("开始");
    await card.fail("模型出错");
    await expect.poll(() => cards.getAttribute("data-state")).toBe("failed");
    expect(await cards.locator(".state.failed").innerText()).toBe("失败");
    expect(await cardWords.innerText()).toContain("模型出错");
    expect(await cards.locator(".dots").count()).toBe(0);
  });

  it("a listener with a screen reader is told the end of a card and not its frames", async () => {
    const bot = await connectBot();
    const { page, cardWords } = await openWindow({ person: ANN, chat: conversationId("direct") });
    const told = page.locator('[aria-live="polite"]');
    const card = await bot.startCard({ person: ANN });
    await expect.poll(() => told.textContent()).toBe(`${BOT}正在处理`);
    await card.grow("半句");
    await expect.poll(() => cardWords.innerText()).toContain("半句");
    expect(await told.textContent()).toBe(`${BOT}正在处理`);
    await card.finish("**整**句");
    await expect.poll(() => told.textContent()).toBe(`${BOT}：整句`);
  });

  it("a hostile name, message or card never becomes markup, a script or a request", async () => {
    const attack = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
    const seed = defaultSeed();
    emulator = await pages.restart({
      seed: {
        ...seed,
        company: attack,
        people: [{ staffId: ANN, name: attack }, ...seed.people.slice(1)],
        apps: seed.apps.map((app) => ({ ...app, name: `${app.name}<b>x</b>` })),
        groups: (seed.groups ?? []).map((group) => ({ ...group, title: attack })),
      },
    });
    const bot = await connectBot();
    const group = conversationId("group");
    const { page, cards, bubbles } = await openWindow({ person: BEN, chat: group });
    await emulator.say({
      from: ANN,
      conversationId: group,
      text: `${attack} [x](javascript:window.hacked=1)`,
    });
    const hostile = [
      attack,
      "[click](javascript:window.hacked=1)",
      "![pic](https://tracker.example/pixel.png)",
      "<a href='javascript:window.hacked=1'>a</a>",
      "[data](data:text/html,<script>window.hacked=1</script>)",
      "<svg/onload=window.hacked=1>",
      "<style>*{display:none}</style>",
      '<https://example.com/" onmouseover="window.hacked=1>',
      "[fine](https://example.com)",
    ].join("\n\n");
    const card = await bot.startCard({ group });
    await card.finish(hostile);
    await expect.poll(() => cards.getByRole("link", { name: "fine" }).count()).toBe(1);

    expect(await bubbles.first().innerText()).toContain(attack);
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(
      await page.locator("img, script:not([type=module]), iframe, [onerror], [onmouseover]").count(),
    ).toBe(0);
    expect(await page.locator("markdown-view style, markdown-view svg").count()).toBe(0);
    const links = await cards.getByRole("link").all();
    const targets = await Promise.all(links.map((link) => link.getAttribute("href")));
    expect(targets).toEqual([
      "https://tracker.example/pixel.png",
      "https://example.com/",
      "https://example.com",
    ]);
    const fine = cards.getByRole("link", { name: "fine" });
    expect(await fine.getAttribute("rel")).toContain("noopener");
    expect(await fine.getAttribute("target")).toBe("_blank");
  });

  it("two windows are two people who see each other's words and their own unread counts", async () => {
    const bot = await connectBot();
    const group = conversationId("group");
    const ann = await openWindow({ person: ANN, chat: group });
    const ben = await openWindow({ person: BEN, chat: conversationId("direct", BEN) });

    await ann.composer.pressSequentially("@小");
    await ann.page.getByRole("option", { name: BOT }).waitFor();
    await ann.composer.press("Enter");
    await ann.composer.pressSequentially("总结一下");
    await ann.composer.press("Enter");
    expect((await bot.hear(() => true)).text.content.trim()).toBe("总结一下");
    await expect.poll(() => ben.conversation(GROUP).innerText()).toContain("1 条未读");
    expect(await ann.conversation(GROUP).innerText()).not.toContain("未读");
    expect(await ben.page.title()).toBe("(1) 张伟 · 钉钉模拟器");

    await ben.conversation(GROUP).click();
    await expect.poll(() => ben.bubbles.innerText()).toContain(`@${BOT} 总结一下`);
    expect(await ben.page.locator("message-item .name").innerText()).toContain("陈思远");
    await expect.poll(() => ben.conversation(GROUP).innerText()).not.toContain("未读");
    await ben.page.reload();
    await expect.poll(() => ben.page.locator("message-item .name").innerText()).toContain("陈思远");
  });

  it("a person who mentions no bot in a group is told so, and no bot hears it", async () => {
    const bot = await connectBot();
    const group = conversationId("group");
    const { composer, page, messages } = await openWindow({ person: ANN, chat: group });
    await page.getByText("机器人只能收到 @ 它的消息。").waitFor();
    await composer.fill("大家好");
    await composer.press("Enter");
    await expect.poll(() => messages.count()).toBe(1);
    expect(await page.locator("[data-delivery]").count()).toBe(0);

    await page.getByRole("button", { name: `添加 @${BOT}` }).click();
    await composer.pressSequentially("在吗");
    expect(await page.getByText("机器人只能收到 @ 它的消息。").count()).toBe(0);
    await composer.press("Enter");
    await bot.hear(() => true);
    expect(bot.heard.map(({ text }) => text.content.trim())).toEqual(["在吗"]);
  });

  it("a newcomer tries a suggestion with one click", async () => {
    const bot = await connectBot();
    const { page } = await openWindow({ person: ANN, chat: conversationId("direct"), locale: "en-US" });
    await page.getByRole("button", { name: "A table" }).click();
    expect((await bot.hear(() => true)).text.content).toBe("table");
    await expect.poll(() => page.locator("suggestion-row").count()).toBe(0);
  });

  it("a person on a narrow screen goes from the list to a chat and back, and nothing is cut off", async () => {
    const bot = await connectBot();
    const card = await bot.startCard({ person: ANN });
    await card.finish(RICH);
    const { page, composer, conversation, cards } = await openWindow({ person: ANN, width: 360 });
    expect(await composer.count()).toBe(0);
    await conversation(BOT).click();
    await cards.waitFor();
    expect(await page.locator("conversation-list").isVisible()).toBe(false);
    for (const edge of [cards, composer, page.locator(".send"), page.locator(".badge")]) {
      const box = await edge.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await composer.fill("收到");
    await page.locator(".send").click();
    await emulator.waitFor(({ messages }) => messages.some(({ text }) => text === "收到"));

    await page.getByRole("button", { name: "返回会话列表" }).click();
    await conversation(BOT).waitFor();
    await conversation(GROUP).click();
    await page.locator("conversation-header").getByText(GROUP).waitFor();
    await page.goBack();
    await conversation(GROUP).waitFor();
  });

  it("a reader who scrolled up stays there while a card grows, and jumps to the latest when they want", async () => {
    const bot = await connectBot();
    const chat = conversationId("direct");
    for (let line = 0; line < 40; line += 1) {
      await emulator.say({ from: ANN, conversationId: chat, text: `第 ${line} 条` });
    }
    const { page, cardWords } = await openWindow({ person: ANN, chat });
    const scroll = page.locator("message-list .scroll");
    const fromEnd = () =>
      scroll.evaluate((area: { scrollHeight: number; scrollTop: number; clientHeight: number }) =>
        Math.round(area.scrollHeight - area.scrollTop - area.clientHeight),
      );
    const top = () => scroll.evaluate((area: { scrollTop: number }) => area.scrollTop);
    const card = await bot.startCard({ person: ANN });
    await card.grow("一\n\n".repeat(30));
    await expect.poll(() => cardWords.innerText()).toContain("一");
    await expect.poll(fromEnd).toBeLessThan(2);

    await scroll.hover();
    await page.mouse.wheel(0, -600);
    await page.getByRole("button", { name: "回到最新" }).waitFor();
    const before = await top();
    await card.grow("一\n\n".repeat(60));
    await expect.poll(fromEnd).toBeGreaterThan(1_000);
    expect(await top()).toBe(before);

    await bot.sendDirect(ANN, "sampleText", { content: "新消息" });
    await page.getByRole("button", { name: "1 条新消息" }).click();
    await expect.poll(fromEnd).toBeLessThan(2);
  });

  it("a person whose emulator is gone is told what to do, keeps the text, and is reconnected", async () => {
    const { page, composer } = await openWindow({ person: ANN, chat: conversationId("direct") });
    const { port } = emulator;
    await emulator.close();
    await page.getByRole("alert").getByText("npm start").waitFor();
    await composer.fill("还在吗");
    await composer.press("Enter");
    await page.getByText("内容已放回输入框").waitFor();
    expect(await composer.inputValue()).toBe("还在吗");

    emulator = await pages.restart({ port });
    await expect.poll(() => page.getByText("npm start").count(), { timeout: 10_000 }).toBe(0);
    await composer.press("Enter");
    await emulator.waitFor(({ messages }) => messages.length > 0);
    pages.expectComplaint(/net::ERR_/);
  });

  it("a person breaks the bot's connection and clears the emulator from the page", async () => {
    await connectBot();
    const { page, messages } = await openWindow({ person: ANN, chat: conversationId("direct") });
    await emulator.say({ from: ANN, conversationId: conversationId("direct"), text: "你好" });
    await expect.poll(() => messages.count()).toBe(1);
    await page.getByRole("button", { name: "机器人在线：1" }).click();
    await page.getByRole("menuitem", { name: "切断连接" }).click();
    await page.locator("conversation-header").getByText("机器人离线").waitFor();

    await page.getByRole("button", { name: "更多" }).press("ArrowDown");
    await page.getByRole("menuitem", { name: "清空所有消息" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => messages.count()).toBe(0);
  });

  it("a person switches who they are, the language and the colours, and a reload keeps them", async () => {
    const { page } = await openWindow({ person: ANN, chat: conversationId("group") });
    await page.getByRole("button", { name: "当前身份：陈思远" }).click();
    await page.getByRole("menuitemradio", { name: "李娜" }).click();
    await page.getByRole("button", { name: "切换到 English" }).click();
    await page.getByRole("button", { name: "Colours" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.reload();
    await page.getByRole("button", { name: "You write as 李娜" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.evaluate("getComputedStyle(document.documentElement).colorScheme")).toBe("dark");
  });

  it.each([
    { width: 1440, locale: "zh-CN", colorScheme: "light" },
    { width: 1440, locale: "en-US", colorScheme: "dark" },
    { width: 360, locale: "en-US", colorScheme: "light" },
    { width: 360, locale: "zh-CN", colorScheme: "dark" },
  ] as const)(
    "a person with assistive technology meets no serious barrier at $width px, $locale, $colorScheme",
    async (look) => {
      const bot = await connectBot();
      const group = conversationId("group");
      await emulator.say({
        from: BEN,
        conversationId: group,
        text: `@${BOT} 你好`,
        mentions: [DEFAULT_CLIENT_ID],
      });
      await emulator.say({
        from: ANN,
        conversationId: group,
        text: `@${BOT} 你好`,
        mentions: [DEFAULT_CLIENT_ID],
      });
      await (await bot.startCard({ group })).finish(RICH);
      await (await bot.startCard({ group })).fail("出错了");
      await (await bot.startCard({ group })).grow("还在写");
      const open = await openWindow({ person: ANN, chat: group, ...look });
      await expect.poll(() => open.cards.count()).toBe(3);
      expect(await open.findBarriers()).toEqual([]);
      await open.composer.fill("@");
      await open.composer.press("End");
      await open.page.getByRole("option").first().waitFor();
      expect(await open.findBarriers()).toEqual([]);
      await open.page.locator("conversation-header menu-button button").click();
      await open.page.getByRole("menu").waitFor();
      expect(await open.findBarriers()).toEqual([]);

      const list = await openWindow({ person: BEN, ...look });
      await bot.close();
      expect(await list.findBarriers()).toEqual([]);
    },
  );
});

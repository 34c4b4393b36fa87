/**
 * What people are used to from DingTalk's own client: long histories, unread marks, drafts, menus, pictures, names.
 * The emulator serves the page built from the sources for this run.
 */
import type { Locator } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { WINDOW_LIMIT } from "../../src/web/chat/state/message-window.ts";
import { ask, logIn } from "../emulator/platform-caller.ts";
import { canSkipPages } from "../support/chromium.ts";
import { ANN, useEmulatorPages } from "../support/emulator-pages.ts";

const BEN = "zhangwei01";
const BOT = "小龙虾助手";
const GROUP = "产品讨论群";
const LONG = 3_000;
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** What the page's own globals are called, for code that runs there. */
interface PageGlobals {
  readonly DataTransfer: new () => { readonly items: { add(file: File): void } };
  readonly DragEvent: new (name: string, init: object) => Event;
  readonly MouseEvent: new (name: string, init: object) => Event;
}

const pages = useEmulatorPages();
const { openChat: open, connectBot, conversationId: idOf } = pages;
let emulator: Emulator;
beforeEach(() => {
  emulator = pages.emulator;
});

/** Three thousand messages of four people; the last one quotes the fifth. */
async function restartWithLongTalk(): Promise<string> {
  const seed = defaultSeed();
  const conversationId = seed.groups![0]!.conversationId!;
  const start = Date.now() - LONG * 60_000;
  const messages = Array.from({ length: LONG }, (_, index) => ({
    id: `m${index}`,
    conversationId,
    from: { kind: "person" as const, id: seed.people[index % seed.people.length]!.staffId },
    at: start + index * 60_000,
    kind: "text" as const,
    text: `第 ${index} 条${"，说得比较长".repeat(index % 7)}`,
    ...(index === LONG - 1 ? { quotes: "m5" } : {}),
  }));
  emulator = await pages.restart({ seed: { ...seed, messages } });
  return conversationId;
}

const dropFile = (target: Locator, name: string, data = "x", type = ""): Promise<boolean> =>
  target.evaluate(
    (element, [fileName, content, mime]) => {
      const dom = globalThis as unknown as PageGlobals;
      const files = new dom.DataTransfer();
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      files.items.add(new File([bytes], fileName, { type: mime }));
      const event = new dom.DragEvent("drop", {
        bubbles: true,
        composed: true,
        cancelable: true,
        dataTransfer: files,
      });
      // Nobody took it: the browser would go to the file and leave the page.
      return !element.dispatchEvent(event as never);
    },
    [name, data === "x" ? btoa("x") : data, type] as const,
  );

describe.skipIf(canSkipPages)("the chat page as people know DingTalk", () => {
  it("a person in a talk of three thousand messages reads up to the first one, and nothing they look at jumps", async () => {
    const chat = await restartWithLongTalk();
    const bot = await connectBot();
    const { page, messages, cardWords } = await open({ person: ANN, chat });
    const scroll = page.locator("message-list .scroll");
    const place = (words: string) =>
      page
        .locator("message-list li[data-message]")
        .filter({ hasText: words })
        .first()
        .evaluate(
          (row) =>
            (row as unknown as { getBoundingClientRect(): { top: number } }).getBoundingClientRect().top,
        );
    const fromEnd = () =>
      scroll.evaluate((area: { scrollHeight: number; scrollTop: number; clientHeight: number }) =>
        Math.round(area.scrollHeight - area.scrollTop - area.clientHeight),
      );
    await messages.filter({ hasText: `第 ${LONG - 1} 条` }).waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);
    expect(await messages.count()).toBeLessThanOrEqual(WINDOW_LIMIT);

    await scroll.hover();
    for (let step = 0; step < 60 && (await messages.count()) <= 60; step += 1) {
      const top = await place(`第 ${LONG - 60} 条`);
      await page.mouse.wheel(0, -200);
      await expect
        .poll(() => place(`第 ${LONG - 60} 条`).then((now) => Math.abs(now - top - 200)))
        .toBeLessThan(2);
    }
    expect(await messages.count()).toBeGreaterThan(60);
    const seen = `第 ${LONG - 25} 条`;
    const before = await place(seen);
    const card = await bot.startCard({ group: chat });
    await card.grow("一\n\n".repeat(30));
    await page.getByRole("button", { name: "1 条新消息" }).waitFor();
    expect(Math.abs((await place(seen)) - before)).toBeLessThan(2);

    await page.getByRole("button", { name: "1 条新消息" }).click();
    await cardWords.waitFor();
    await expect.poll(fromEnd).toBeLessThan(2);

    await page.locator("message-item .quoted").click();
    await messages.filter({ hasText: "第 5 条" }).first().waitFor();
    await expect.poll(() => place("第 5 条")).toBeGreaterThan(0);
    for (let step = 0; step < 3; step += 1) await page.mouse.wheel(0, -3_000);
    await messages.filter({ hasText: "第 0 条" }).first().waitFor();
    expect(await messages.count()).toBeLessThanOrEqual(WINDOW_LIMIT);
    await page.getByRole("button", { name: "回到最新" }).click();
    await expect.poll(fromEnd).toBeLessThan(2);
    expect(await cardWords.count()).toBe(1);

    await page.getByRole("searchbox").fill("第 1234 条");
    await page.getByRole("list", { name: "聊天记录" }).getByRole("button", { name: "第 1234 条" }).click();
    await messages.filter({ hasText: "第 1234 条" }).waitFor();
    await expect.poll(() => place("第 1234 条")).toBeGreaterThan(0);
  });

  it("a reader sees a card's text run in, without the signs of half-written Markdown, and its end at once", async () => {
    const bot = await connectBot();
    const { page, cardWords } = await open({ person: ANN, chat: idOf("direct"), motion: true });
    const card = await bot.startCard({ person: ANN });
    await page.locator("robot-card").waitFor();
    await page.evaluate(`(() => {
      window.seen = [];
      const look = () => {
        const card = document.querySelector("chat-app").shadowRoot.querySelector("chat-pane")?.shadowRoot
          .querySelector("message-list").shadowRoot.querySelector("message-item")?.shadowRoot
          .querySelector("robot-card").shadowRoot.querySelector("markdown-view")?.shadowRoot;
        const words = card?.querySelector(".markdown").textContent ?? "";
        if (words !== window.seen.at(-1)) window.seen.push(words);
        requestAnimationFrame(look);
      };
      look();
    })()`);
    await card.grow(`${"一二三四五六七八九十".repeat(12)}**要紧的${"事".repeat(60)}**`);
    await expect.poll(() => cardWords.innerText()).toMatch(/事{60}$/);
    const seen = await page.evaluate<string[]>("window.seen");
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.filter((words) => words.includes("*"))).toEqual([]);
    expect(seen.map(({ length }) => length)).toEqual(
      seen.map(({ length }) => length).toSorted((a, b) => a - b),
    );
    await card.finish("好了");
    await expect.poll(() => cardWords.innerText()).toBe("好了");
  });

  it("a person who comes back to a group is told what is new and that they are named, and led to where it begins", async () => {
    const group = idOf("group");
    for (let line = 0; line < 6; line += 1)
      await emulator.say({ from: BEN, conversationId: group, text: `早先的话 ${line}` });
    const { page, conversation, composer, findBarriers } = await open({ person: ANN, chat: group });
    await composer.fill("写了一半");
    await conversation(BOT).click();
    await expect.poll(() => conversation(GROUP).innerText()).toContain("[草稿] 写了一半");
    for (let line = 0; line < 30; line += 1)
      await emulator.say({ from: BEN, conversationId: group, text: `新的话 ${line}` });
    await emulator.say({
      from: BEN,
      conversationId: group,
      text: "@陈思远 你看 https://example.com/a，好吗",
    });
    await expect.poll(() => conversation(GROUP).innerText()).toContain("[有人@我]");

    await conversation(GROUP).click();
    expect(await composer.inputValue()).toBe("写了一半");
    await expect.poll(() => page.locator("message-item .mention.me").innerText()).toBe("@陈思远");
    const address = page.locator("message-item").getByRole("link");
    expect(await address.getAttribute("href")).toBe("https://example.com/a");
    expect(await address.getAttribute("rel")).toContain("noopener");
    await page.getByRole("button", { name: "31 条未读" }).click();
    const line = page.getByText("以下为新消息");
    await expect.poll(() => line.isVisible()).toBe(true);
    await page.locator("message-item", { hasText: "新的话 0" }).waitFor();
    expect(await page.getByRole("button", { name: "31 条未读" }).count()).toBe(0);
    expect(await findBarriers()).toEqual([]);

    await page.reload();
    await expect.poll(() => composer.inputValue()).toBe("写了一半");
    expect(await line.count()).toBe(0);
    await composer.press("End");
    await composer.press("Shift+Home");
    await composer.press("Delete");
    await conversation(BOT).click();
    await expect.poll(() => conversation(GROUP).innerText()).not.toContain("[草稿]");
  });

  it("a person opens a message's menu with the right button, copies it, forwards it, and quotes it by keyboard", async () => {
    const group = idOf("group");
    await emulator.say({ from: BEN, conversationId: group, text: "看 https://example.com/a 吧" });
    const { page, bubbles, composer, findBarriers } = await open({
      person: ANN,
      chat: group,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const item = (name: string) => page.getByRole("menuitem", { name, exact: true });
    await bubbles.click({ button: "right", position: { x: 8, y: 8 } });
    await item("复制").waitFor();
    expect(await page.getByRole("menuitem").allInnerTexts()).toEqual(["复制", "引用", "转发…"]);
    expect(await findBarriers()).toEqual([]);
    await item("复制").click();
    await page.getByText("已复制。").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("看 https://example.com/a 吧");

    await bubbles.click({ button: "right", position: { x: 8, y: 8 } });
    await item("转发…").click();
    await item(BOT).click();
    await emulator.waitFor(({ messages }) => messages.some(({ conversationId }) => conversationId !== group));

    const asksBrowser = page
      .locator("message-item")
      .getByRole("link")
      .evaluate((link) => {
        const dom = globalThis as unknown as PageGlobals;
        const init = { bubbles: true, composed: true, cancelable: true };
        return link.dispatchEvent(new dom.MouseEvent("contextmenu", init) as never);
      });
    expect(await asksBrowser).toBe(true);
    expect(await item("复制").count()).toBe(0);
    const copy = page.locator("message-item").getByRole("button", { name: "复制" });
    await copy.focus();
    await copy.dispatchEvent("contextmenu", { clientX: 0, clientY: 0 });
    await expect.poll(() => item("复制").evaluate((first) => first.matches(":focus"))).toBe(true);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("composer-extras .quoting").getByText("引用张伟").waitFor();
    await expect.poll(() => composer.evaluate((area) => area.matches(":focus"))).toBe(true);
  });

  it("a person drops files anywhere on the conversation, and what they picked stays with it", async () => {
    const { page, conversation, messages } = await open({ person: ANN, chat: idOf("group") });
    const picked = page.locator("composer-extras li");
    expect(await dropFile(page.locator("message-list"), "a.txt")).toBe(true);
    expect(await dropFile(page.locator("conversation-header"), "图.png", PIXEL, "image/png")).toBe(true);
    await expect.poll(() => picked.count()).toBe(2);
    expect(await dropFile(page.locator("conversation-list"), "beside.txt")).toBe(true);
    await expect.poll(() => page.locator("picked-thumb img").count()).toBe(1);

    await conversation(BOT).click();
    await page.locator("conversation-header h2", { hasText: BOT }).waitFor();
    expect(await picked.count()).toBe(0);
    await conversation(GROUP).click();
    await expect.poll(() => picked.count()).toBe(2);
    await page.locator("chat-composer .send").click();
    await expect.poll(() => messages.count()).toBe(2);
    expect(
      emulator.messages().flatMap(({ attachments = [] }) => attachments.map(({ name }) => name)),
    ).toEqual(expect.arrayContaining(["a.txt"]));
  });

  it("a person looks at pictures large, one after the other, without leaving the page", async () => {
    const parts = [{ text: "两张" }, { picture: PIXEL }, { picture: PIXEL }];
    await emulator.say({ from: BEN, conversationId: idOf("group"), content: { kind: "richText", parts } });
    const app = await logIn(emulator);
    const body = new FormData();
    body.append("media", new Blob([Buffer.from(PIXEL, "base64")]), "chart.png");
    const upload = `${emulator.url}/media/upload?access_token=${app.token}&type=image`;
    const media = (await ask(upload, { method: "POST", body })).body["media_id"] as string;
    const bot = await connectBot();
    await (await bot.startCard({ group: idOf("group") })).finish(`看图\n\n![趋势图](${media})`);
    const { page, findBarriers } = await open({ person: ANN, chat: idOf("group") });
    await page.getByRole("button", { name: "查看图片 趋势图" }).click();
    await page.getByRole("dialog", { name: "图片" }).getByText("趋势图").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "查看图片" }).first().click();
    const viewer = page.getByRole("dialog", { name: "图片" });
    await viewer.getByRole("button", { name: "下一张" }).waitFor();
    expect(await findBarriers()).toEqual([]);
    await page.keyboard.press("ArrowRight");
    await viewer.getByRole("button", { name: "上一张" }).waitFor();
    expect(await viewer.getByRole("button", { name: "下一张" }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await expect.poll(() => viewer.count()).toBe(0);
  });

  it("a person in a group of fifty finds whom to name by the keyboard, always in sight", async () => {
    const seed = defaultSeed();
    const more = Array.from({ length: 46 }, (_, index) => ({
      staffId: `more${index}`,
      name: `同事${index}`,
    }));
    const [group] = seed.groups!;
    const memberIds = [...group!.memberIds, ...more.map(({ staffId }) => staffId)];
    emulator = await pages.restart({
      seed: { ...seed, people: [...seed.people, ...more], groups: [{ ...group!, memberIds }] },
    });
    const { page, composer } = await open({ person: ANN, chat: idOf("group") });
    await composer.pressSequentially("@");
    const list = page.getByRole("listbox");
    await expect.poll(() => list.getByRole("option").count()).toBe(51);
    await composer.press("ArrowUp");
    const last = list.getByRole("option", { name: "同事45" });
    await expect.poll(() => last.getAttribute("aria-selected")).toBe("true");
    const [box, frame] = [(await last.boundingBox())!, (await list.boundingBox())!];
    expect(frame.y).toBeGreaterThan(0);
    expect(box.y).toBeGreaterThanOrEqual(frame.y);
    expect(box.y + box.height).toBeLessThanOrEqual(frame.y + frame.height);
    await composer.press("Enter");
    await expect.poll(() => composer.inputValue()).toBe("@同事45 ");
  });

  it("a person names everybody, so that the bot hears it, and writes again what they took back", async () => {
    const bot = await connectBot();
    const { page, composer, messages } = await open({ person: ANN, chat: idOf("group") });
    await composer.pressSequentially("@所");
    await page.getByRole("option", { name: "所有人" }).waitFor();
    await composer.press("Enter");
    await composer.pressSequentially("开会");
    expect(await page.getByText("机器人只能收到 @ 它的消息。").count()).toBe(0);
    await composer.press("Enter");
    expect((await bot.hear(() => true)).text.content).toContain("开会");

    await messages.hover();
    await messages.getByRole("button", { name: "撤回" }).click();
    await page.getByRole("button", { name: "重新编辑" }).click();
    await expect.poll(() => composer.inputValue()).toBe("@所有人 开会");
    await expect.poll(() => composer.evaluate((area) => area.matches(":focus"))).toBe(true);
  });

  it("a finger that taps a message presses nothing that it cannot see, and a long press opens the menu", async () => {
    const group = idOf("group");
    for (const text of ["在吗", "请看一下这个"])
      await emulator.say({ from: BEN, conversationId: group, text });
    const { page, ...window } = await open({ person: ANN, chat: group, width: 360, touch: true });
    const bubble = window.bubbles.last();
    const box = (await bubble.boundingBox())!;
    for (const x of [12, box.width / 2, box.width - 12]) await bubble.tap({ position: { x, y: 6 } });
    expect(await page.locator("notice-stack .note, composer-extras li, [role=menuitem]").count()).toBe(0);
    await bubble.dispatchEvent("contextmenu", { clientX: box.x + 5, clientY: box.y + 5, bubbles: true });
    await page.getByRole("menuitem", { name: "引用" }).tap();
    await page.locator("composer-extras .quoting").waitFor();
  });
});

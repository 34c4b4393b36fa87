/**
 * What the channel makes of a model's Markdown, in a real browser: as a card and as a message on the emulator's
 * chat page, sent by the channel's own card calls and message sender.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardApiOf } from "../../src/channel/card/card-api.ts";
import { createSendText } from "../../src/channel/outbound/send-text.ts";
import { createDingTalkClient, type DingTalkClient } from "../../src/client/index.ts";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { openChatWindow, type ChatWindow } from "../support/chat-window.ts";
import { chatPages } from "../support/built-pages.ts";
import { canSkipPages, launchChromium } from "../support/chromium.ts";

const ANN = "manager807";
const ANSWER = `汇总
======
第一行
第二行有 Vec<String>
地区 | 数量
:-|-:
华东 | 12
华北 | 7

- 一
  1. 甲
  2. 乙
     - 子项
- [x] 完成

~~~ts
const a = "<b>";
~~~

![图](https://example.com/a.png) 与 <https://example.com/b>`;

let browser: Browser;
let emulator: Emulator;
let client: DingTalkClient;
let window: ChatWindow;

describe.skipIf(canSkipPages)("an answer in Markdown", () => {
  beforeAll(async () => {
    emulator = await createEmulator({ webRoot: chatPages });
    client = createDingTalkClient({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      endpoints: { api: emulator.url, oapi: emulator.url },
    });
    browser = await launchChromium();
    const chat = emulator.openDirect(DEFAULT_CLIENT_ID, ANN);
    window = await openChatWindow(browser, { url: emulator.url, person: ANN, chat });
  }, 60_000);

  afterAll(async () => {
    await window?.close();
    await browser?.close();
    await client?.close();
    await emulator?.close();
  });

  it("is seen by a reader of a card with its table, lists, code and line breaks", async () => {
    const api = cardApiOf(client.card);
    const outTrackId = "markdown-1";
    const to = { kind: "user", staffId: ANN } as const;
    const params = { [PUBLIC_AI_CARD.contentKey]: "…" };
    await api.create({ outTrackId, template: PUBLIC_AI_CARD, params, to });
    const frame = { outTrackId, guid: "1", key: PUBLIC_AI_CARD.contentKey, content: ANSWER, finalize: true };
    await api.stream(frame);
    const card = window.cards.first();
    await card.getByRole("heading", { name: "汇总", level: 1 }).waitFor();
    expect(await card.locator("p").first().innerHTML()).toMatch(/^第一行<br>\s*第二行有 Vec&lt;String&gt;$/);
    expect(await card.locator("th").allInnerTexts()).toEqual(["地区", "数量"]);
    expect(await card.locator("tbody tr").count()).toBe(2);
    expect(await card.locator("td.align-right").first().innerText()).toBe("12");
    expect(await card.locator("ul ul").first().locator("> li").allInnerTexts()).toEqual([
      "(1) 甲",
      expect.stringMatching(/^\(2\) 乙\s+子项$/),
    ]);
    expect(await card.locator("ul ul ul li").innerText()).toBe("子项");
    expect(await card.locator("pre code").innerText()).toContain('const a = "<b>";');
    expect(await card.getByRole("link").allInnerTexts()).toEqual(["图", "https://example.com/b"]);
    expect(await card.getByText("☑ 完成").count()).toBe(1);
  });

  it("is seen by a reader of a message with its table as a list", async () => {
    const sender = createSendText({ client, clock: systemClock, logger: silentLogger });
    await sender.send({ target: { kind: "user", staffId: ANN } }, ANSWER);
    const bubble = window.bubbles.last();
    await bubble.getByRole("heading", { name: "汇总", level: 1 }).waitFor();
    expect(await bubble.locator("p").first().innerHTML()).toMatch(
      /^第一行<br>\s*第二行有 Vec&lt;String&gt;$/,
    );
    expect(await bubble.locator("table").count()).toBe(0);
    expect(await bubble.locator("p > strong").allInnerTexts()).toEqual(["地区: 华东", "地区: 华北"]);
    const items = await bubble.locator("li").allInnerTexts();
    expect(items.slice(0, 2)).toEqual(["数量: 12", "数量: 7"]);
    expect(await bubble.locator("pre code").innerText()).toContain('const a = "<b>";');
  });
});

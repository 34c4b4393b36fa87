/** A window with the emulator's chat page, as one person. */
import type { Browser, Locator } from "playwright-core";
import { openWatchedPage, type Look, type WatchedPage } from "./watched-page.ts";

export interface ChatWindowOptions extends Look {
  /** The emulator's address. */
  readonly url: string;
  /** staffId; absent means whoever the page chooses. */
  readonly person?: string;
  /** conversationId to open. */
  readonly chat?: string;
  /** What the browser grants the page. */
  readonly permissions?: readonly string[];
}

export interface ChatWindow extends WatchedPage {
  readonly composer: Locator;
  readonly messages: Locator;
  /** The bubbles of messages that are not cards. */
  readonly bubbles: Locator;
  readonly cards: Locator;
  /** What the cards say. */
  readonly cardWords: Locator;
  conversation(title: string): Locator;
}

export async function openChatWindow(browser: Browser, options: ChatWindowOptions): Promise<ChatWindow> {
  const { url, person, chat, ...look } = options;
  const watched = await openWatchedPage(browser, { ...look, isOwn: (to) => to.startsWith(`${url}/`) });
  const { page } = watched;
  const route = new URLSearchParams({ ...(person ? { person } : {}), ...(chat ? { chat } : {}) });
  await page.goto(`${url}/#${route.toString()}`);
  await page.locator("conversation-list .row").first().waitFor({ state: "attached" });
  return {
    ...watched,
    composer: page.locator("chat-composer textarea"),
    messages: page.locator("message-item"),
    bubbles: page.locator("message-item .bubble"),
    cards: page.locator("robot-card article"),
    cardWords: page.locator("robot-card .markdown"),
    conversation: (title) => page.locator("conversation-list .row").filter({ hasText: title }),
  };
}

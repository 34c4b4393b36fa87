/**
 * The emulator's pages in Chromium, for a group of tests: one browser for all, an emulator of its own for each, and at
 * the end of each a look at what went wrong on any page.
 */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
  type EmulatorOptions,
} from "../../src/emulator/index.ts";
import { chatPages } from "./built-pages.ts";
import { openChatWindow, type ChatWindow, type ChatWindowOptions } from "./chat-window.ts";
import { launchChromium } from "./chromium.ts";
import {
  openDeveloperWindow,
  type DeveloperWindow,
  type DeveloperWindowOptions,
} from "./developer-window.ts";
import { startRawBot, type RawBot } from "./raw-bot.ts";
import type { WatchedPage } from "./watched-page.ts";

/** Chen Siyuan of the default company. */
export const ANN = "manager807";

export interface EmulatorPages {
  readonly browser: Browser;
  /** The running test's. */
  readonly emulator: Emulator;
  openChat(options?: Omit<ChatWindowOptions, "url">): Promise<ChatWindow>;
  openDeveloper(options?: Omit<DeveloperWindowOptions, "url">): Promise<DeveloperWindow>;
  /** A bot of raw HTTP and WebSocket; without arguments the default company's. */
  connectBot(clientId?: string, clientSecret?: string): Promise<RawBot>;
  /** The first conversation of that kind with that person in it. */
  conversationId(type: "direct" | "group", staffId?: string): string;
  /** Another emulator in the place of the running one. */
  restart(options: EmulatorOptions): Promise<Emulator>;
  /** What the browser may complain of in this test, as the page expects and explains it. */
  expectComplaint(like: RegExp): void;
}

/** Called once in a file, before hooks that need it. */
export function useEmulatorPages(): EmulatorPages {
  let browser: Browser;
  let emulator: Emulator;
  let windows: WatchedPage[];
  let bots: RawBot[];
  let expected: RegExp[];
  const watch = <Window extends WatchedPage>(window: Window): Window => {
    windows.push(window);
    return window;
  };

  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    windows = [];
    bots = [];
    expected = [];
    emulator = await createEmulator({ webRoot: chatPages });
  });
  afterEach(async () => {
    const complaints = windows.flatMap((window) => window.complaints);
    for (const window of windows) await window.close();
    for (const bot of bots) await bot.close();
    await emulator.close();
    expect(complaints.filter((line) => !expected.some((like) => like.test(line)))).toEqual([]);
  });

  return {
    async restart(options) {
      await emulator.close();
      emulator = await createEmulator({ webRoot: chatPages, ...options });
      return emulator;
    },
    expectComplaint: (like) => void expected.push(like),
    get browser() {
      return browser;
    },
    get emulator() {
      return emulator;
    },
    openChat: async (options = {}) => watch(await openChatWindow(browser, { url: emulator.url, ...options })),
    openDeveloper: async (options = {}) =>
      watch(await openDeveloperWindow(browser, { url: emulator.url, ...options })),
    async connectBot(clientId = DEFAULT_CLIENT_ID, clientSecret = DEFAULT_CLIENT_SECRET) {
      const bot = await startRawBot({ url: emulator.url, clientId, clientSecret });
      bots.push(bot);
      return bot;
    },
    conversationId: (type, staffId = ANN) =>
      emulator.snapshot().conversations.find((one) => one.type === type && one.memberIds.includes(staffId))!
        .conversationId,
  };
}

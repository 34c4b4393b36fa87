/**
 * A window with the emulator's chat page, as one person. Notes what must never happen on it: errors,
 * violations of the content security policy, requests to other hosts.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Locator, Page } from "playwright-core";

export interface ChatWindowOptions {
  /** The emulator's address. */
  readonly url: string;
  /** staffId; absent means whoever the page chooses. */
  readonly person?: string;
  /** conversationId to open. */
  readonly chat?: string;
  /** Default 1440. */
  readonly width?: number;
  /** Default zh-CN. */
  readonly locale?: string;
  readonly colorScheme?: "light" | "dark";
}

export interface ChatWindow {
  readonly page: Page;
  readonly composer: Locator;
  readonly messages: Locator;
  /** The bubbles of messages that are not cards. */
  readonly bubbles: Locator;
  readonly cards: Locator;
  /** What the cards say. */
  readonly cardWords: Locator;
  /** Console errors, page errors and requests to other hosts so far. */
  readonly complaints: readonly string[];
  conversation(title: string): Locator;
  /** axe-core's serious and critical findings. */
  findBarriers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export async function openChatWindow(browser: Browser, options: ChatWindowOptions): Promise<ChatWindow> {
  const { url, person, chat, width = 1440, locale = "zh-CN", colorScheme = "light" } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < 720 ? 740 : 900 },
    locale,
    colorScheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`request to ${request.url()}`);
  });
  const route = new URLSearchParams({ ...(person ? { person } : {}), ...(chat ? { chat } : {}) });
  await page.goto(`${url}/#${route.toString()}`);
  await page.locator("conversation-list .row").first().waitFor({ state: "attached" });
  return {
    page,
    complaints,
    composer: page.locator("chat-composer textarea"),
    messages: page.locator("message-item"),
    bubbles: page.locator("message-item .bubble"),
    cards: page.locator("robot-card article"),
    cardWords: page.locator("robot-card .markdown"),
    conversation: (title) => page.locator("conversation-list .row").filter({ hasText: title }),
    findBarriers: () => findBarriers(page),
    close: () => context.close(),
  };
}

/** axe-core's serious and critical findings on a page. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axePath, "utf8"));
  const { violations } = await page.evaluate<AxeResult>("axe.run(document, { resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ""}`,
      ),
    );
}

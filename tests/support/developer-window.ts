/**
 * A window with the emulator's developer page. Notes what must never happen on it: errors, violations of the content
 * security policy, requests to other hosts.
 */
import type { Browser, Locator, Page } from "playwright-core";
import { findBarriers } from "./chat-window.ts";

export interface DeveloperWindowOptions {
  /** The emulator's address. */
  readonly url: string;
  /** The address's hash, for example `view=wire`. */
  readonly route?: string;
  /** A path instead of the page's own, for links that lead to it. */
  readonly path?: string;
  /** Default 1440. */
  readonly width?: number;
  /** Default zh-CN. */
  readonly locale?: string;
  readonly colorScheme?: "light" | "dark";
}

export interface DeveloperWindow {
  readonly page: Page;
  readonly complaints: readonly string[];
  button(name: string | RegExp): Locator;
  /** Every word on the page, also inside of elements. */
  words(): Promise<string>;
  /** What the clipboard holds. */
  clipboard(): Promise<string>;
  findBarriers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** `innerText` ends at a shadow root; this does not. Words of style sheets are none. */
const ALL_WORDS = `(() => {
  const words = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeName === "STYLE") return "";
    const children = node.shadowRoot ? [node.shadowRoot, ...node.childNodes] : [...node.childNodes];
    return children.map(words).join(" ");
  };
  return words(document.body);
})()`;

export async function openDeveloperWindow(
  browser: Browser,
  options: DeveloperWindowOptions,
): Promise<DeveloperWindow> {
  const { url, route = "", width = 1440, locale = "zh-CN", colorScheme = "light" } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < 720 ? 740 : 900 },
    locale,
    colorScheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("request", (request) => {
    const own = request.url().startsWith(`${url}/`) || request.url().startsWith(`blob:${url}/`);
    if (!own) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(`${url}${options.path ?? `/developer.html#${route}`}`);
  await page.locator("developer-app nav").waitFor();
  await page.locator("developer-app main > *:not(.loading)").first().waitFor();
  return {
    page,
    complaints,
    words: () => page.evaluate<string>(ALL_WORDS),
    button: (name) => page.getByRole("button", { name }),
    clipboard: () => page.evaluate<string>("navigator.clipboard.readText()"),
    findBarriers: () => findBarriers(page),
    close: () => context.close(),
  };
}

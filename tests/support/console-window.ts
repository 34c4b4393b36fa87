/**
 * A window with the console's page. Notes what must never happen on it: errors, violations of the content security
 * policy, requests to other hosts.
 */
import type { Browser, Page } from "playwright-core";
import { findBarriers } from "./chat-window.ts";

export interface ConsoleWindowOptions {
  /** The page's address, with a slash at its end. */
  readonly page: string;
  /** The address's hash without `#`, for example `view=people`. */
  readonly route?: string;
  /** Default 1440. */
  readonly width?: number;
  /** Default zh-CN. */
  readonly locale?: string;
  readonly colorScheme?: "light" | "dark";
}

export interface ConsoleWindow {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** Every word on the page, also inside of elements. */
  words(): Promise<string>;
  /** How many pixels the page is too wide. */
  overflow(): Promise<number>;
  /** axe-core's serious and critical findings. */
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

const OVERFLOW = `(() => {
  const app = document.querySelector("console-app").shadowRoot;
  const places = [document.documentElement, ...app.querySelectorAll("main, header, nav")];
  return Math.max(...places.map((place) => place.scrollWidth - place.clientWidth));
})()`;

/** A browser calls an answer that the page expects and explains an error too. */
const EXPECTED = /status of (?:401|403|404|409|503)|net::ERR_(?:EMPTY_RESPONSE|CONNECTION)/;

export async function openConsoleWindow(
  browser: Browser,
  options: ConsoleWindowOptions,
): Promise<ConsoleWindow> {
  const { page: address, route = "", width = 1440, locale = "zh-CN", colorScheme = "light" } = options;
  const { origin } = new URL(address);
  const context = await browser.newContext({
    viewport: { width, height: width < 720 ? 740 : 900 },
    locale,
    colorScheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(`dialog ${dialog.message()}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(`${address}${route === "" ? "" : `#${route}`}`);
  await page.locator("console-app h1").first().waitFor({ state: "attached" });
  return {
    page,
    complaints,
    words: () => page.evaluate<string>(ALL_WORDS),
    overflow: () => page.evaluate<number>(OVERFLOW),
    findBarriers: () => findBarriers(page),
    close: () => context.close(),
  };
}

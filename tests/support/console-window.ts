/** A window with the console's page. */
import type { Browser } from "playwright-core";
import { openWatchedPage, type Look, type WatchedPage } from "./watched-page.ts";

export interface ConsoleWindowOptions extends Look {
  /** The page's address, with a slash at its end. */
  readonly page: string;
  /** The address's hash without `#`, for example `view=people`. */
  readonly route?: string;
}

export interface ConsoleWindow extends WatchedPage {
  /** How many pixels the page is too wide. */
  overflow(): Promise<number>;
}

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
  const { page: address, route = "", ...look } = options;
  const { origin } = new URL(address);
  const watched = await openWatchedPage(browser, {
    ...look,
    expected: EXPECTED,
    isOwn: (to) => to.startsWith(`${origin}/`),
  });
  const { page } = watched;
  await page.goto(`${address}${route === "" ? "" : `#${route}`}`);
  await page.locator("console-app h1").first().waitFor({ state: "attached" });
  return { ...watched, overflow: () => page.evaluate<number>(OVERFLOW) };
}

/** A window with the emulator's developer page. */
import type { Browser, Locator } from "playwright-core";
import { openWatchedPage, type Look, type WatchedPage } from "./watched-page.ts";

export interface DeveloperWindowOptions extends Look {
  /** The emulator's address. */
  readonly url: string;
  /** The address's hash, for example `view=wire`. */
  readonly route?: string;
  /** A path instead of the page's own, for links that lead to it. */
  readonly path?: string;
}

export interface DeveloperWindow extends WatchedPage {
  button(name: string | RegExp): Locator;
  /** What the clipboard holds. */
  clipboard(): Promise<string>;
}

export async function openDeveloperWindow(
  browser: Browser,
  options: DeveloperWindowOptions,
): Promise<DeveloperWindow> {
  const { url, route = "", path = `/developer.html#${route}`, ...look } = options;
  const watched = await openWatchedPage(browser, {
    ...look,
    permissions: ["clipboard-read", "clipboard-write"],
    isOwn: (to) => to.startsWith(`${url}/`) || to.startsWith(`blob:${url}/`),
  });
  const { page } = watched;
  await page.goto(`${url}${path}`);
  await page.locator("developer-app nav").waitFor();
  await page.locator("developer-app main > *:not(.loading)").first().waitFor();
  return {
    ...watched,
    button: (name) => page.getByRole("button", { name }),
    clipboard: () => page.evaluate<string>("navigator.clipboard.readText()"),
  };
}

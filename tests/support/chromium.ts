/** The browser of the page tests: Debian's Chromium, or the one `CHROMIUM` names. Nothing is downloaded. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

export const CHROMIUM_PATH = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** A developer's machine may lack a browser; in CI its absence is a failure, not a skipped test. */
export const canSkipPages = !existsSync(CHROMIUM_PATH) && process.env["CI"] === undefined;

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM_PATH, args: ARGUMENTS });
}

/**
 * The browser of the page tests: Debian's Chromium. On Debian as root it is installed when it is missing;
 * elsewhere a person is told what to do.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Overrides where the browser is. */
export const CHROMIUM_VARIABLE = "CHROMIUM";
const APT_PACKAGES = ["chromium", "fonts-noto-cjk"];

const CANDIDATES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export function findChromium(): string | undefined {
  const chosen = process.env[CHROMIUM_VARIABLE];
  return [...(chosen ? [chosen] : []), ...CANDIDATES].find((path) => existsSync(path));
}

/** Path of the browser, after an attempt to install it; undefined when there is none. */
export function ensureChromium(): string | undefined {
  const found = findChromium();
  if (found || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return found;
  console.log("Installing Chromium with apt-get…");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
  apt("update");
  apt("install", "-y", "--no-install-recommends", ...APT_PACKAGES);
  return findChromium();
}

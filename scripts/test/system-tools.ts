/**
 * Programs of the machine that tests need and npm does not bring: Debian's Chromium for the pages, ffmpeg for sounds and
 * films. On Debian as root what is missing is installed, beside the build and the first lanes; elsewhere a person is
 * told what to do.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** Overrides where the browser is. */
export const CHROMIUM_VARIABLE = "CHROMIUM";

const CHROMIUM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
/** Where OpenClaw looks: it trusts the folders of the system alone. */
const FFMPEG_PATHS = ["/usr/bin/ffmpeg", "/usr/local/bin/ffmpeg", "/opt/homebrew/bin/ffmpeg"];

const findFirst = (paths: readonly string[]) => paths.find((path) => existsSync(path));

function findChromium(): string | undefined {
  const chosen = process.env[CHROMIUM_VARIABLE];
  return findFirst([...(chosen ? [chosen] : []), ...CHROMIUM_PATHS]);
}

const hasFfmpeg = () => findFirst(FFMPEG_PATHS) !== undefined;

/** These machines live for one run: neither a flush for each file nor manuals are worth the time. */
const QUICK = [
  "--force-unsafe-io",
  "--path-exclude=/usr/share/man/*",
  "--path-exclude=/usr/share/doc/*",
].flatMap((option) => ["-o", `Dpkg::Options::=${option}`]);

function runApt(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return new Promise((resolve) => {
    const apt = spawn("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
    // What is still missing afterwards is found out by looking.
    apt.once("error", () => resolve());
    apt.once("exit", () => resolve());
  });
}

async function install(packages: readonly string[]): Promise<void> {
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`Installing with apt-get, meanwhile: ${packages.join(", ")}`);
  await runApt("update");
  await runApt("install", "-y", "--no-install-recommends", ...QUICK, ...packages);
}

export interface SystemTools {
  /** Path of the browser, after the attempt to install it; undefined when there is none. */
  chromium(): Promise<string | undefined>;
  /** Whether there is an ffmpeg that OpenClaw uses, after the attempt to install it. */
  ffmpeg(): Promise<boolean>;
}

/** Begins to install what is wanted and missing. */
export function bringSystemTools(wanted: {
  readonly chromium: boolean;
  readonly ffmpeg: boolean;
}): SystemTools {
  const installed = install([
    ...(wanted.chromium && !findChromium() ? ["chromium", "fonts-noto-cjk"] : []),
    ...(wanted.ffmpeg && !hasFfmpeg() ? ["ffmpeg"] : []),
  ]);
  return {
    chromium: () => installed.then(findChromium),
    ffmpeg: () => installed.then(hasFfmpeg),
  };
}

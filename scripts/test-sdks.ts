/**
 * `npm run test:sdks`: installs the official Python SDK with pip into the work folder and runs bots on it against the
 * emulator, the example among them, by environment variable and through the proxy. Not part of `npm test`: the registry
 * of Python's packages is not everywhere. pip's own settings and variables choose another one. Ends with code 1 when
 * something fails or cannot be installed.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../src/emulator/index.ts";
import { openLocalAuthority, type LocalAuthority } from "../src/emulator/tls/local-authority.ts";
import { projectRoot, workFolder } from "./gateway/project-paths.ts";
import { tryExample, tryFeatures, type Bot } from "./test/try-sdk-bot.ts";

const SDK = "dingtalk-stream==0.24.3";
const INSTALL_LIMIT_MS = 300_000;
const folder = join(workFolder, "sdks");
const run = promisify(execFile);

/** A Python of its own with the SDK in it. Rejects with pip's words. */
async function installPython(): Promise<string> {
  const place = join(folder, SDK);
  const windows = process.platform === "win32";
  const python = windows ? join(place, "Scripts", "python.exe") : join(place, "bin", "python");
  if (!existsSync(python)) await run(windows ? "python" : "python3", ["-m", "venv", place]);
  const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", SDK, "requests"];
  await run(python, args, { timeout: INSTALL_LIMIT_MS });
  return python;
}

const byVariable = (emulator: Emulator) => ({ DINGTALK_OPENAPI_ENDPOINT: emulator.url });
const byProxy = (emulator: Emulator, { bundleFile }: LocalAuthority) => ({
  HTTPS_PROXY: emulator.url,
  SSL_CERT_FILE: bundleFile,
  REQUESTS_CA_BUNDLE: bundleFile,
});
/** Its upload has a fixed address, its asynchronous card methods take no proxy: a bot with both needs both. */
const byBoth = (emulator: Emulator, authority: LocalAuthority) => ({
  ...byVariable(emulator),
  ...byProxy(emulator, authority),
});

const TRIALS = [
  {
    title: "the example by its environment variable",
    file: "examples/python/echo_bot.py",
    aim: byVariable,
    tryIt: tryExample,
  },
  {
    title: "the example through the proxy",
    file: "examples/python/echo_bot.py",
    aim: byProxy,
    tryIt: tryExample,
  },
  {
    title: "cards, pictures, presses and events, by both",
    file: "tests/sdks/feature_bot.py",
    aim: byBoth,
    tryIt: tryFeatures,
  },
] as const;

async function runTrial(python: string, { file, aim, tryIt }: (typeof TRIALS)[number]): Promise<void> {
  const authority = await openLocalAuthority(join(folder, "tls"), Date.now());
  const emulator = await createEmulator({ tls: { cert: authority.cert, key: authority.key, port: 0 } });
  const credentials = { CLIENT_ID: DEFAULT_CLIENT_ID, CLIENT_SECRET: DEFAULT_CLIENT_SECRET };
  const child = spawn(python, ["-u", join(projectRoot, file)], {
    cwd: folder,
    env: { ...process.env, ...credentials, ...aim(emulator, authority) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const bot: Bot = { emulator, output: () => output };
  try {
    await tryIt(bot);
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split("\n");
    throw new Error([why, ...output.trim().split("\n").slice(-15)].join("\n    "), { cause: error });
  } finally {
    child.kill("SIGKILL");
    await Promise.all([ended, emulator.close()]);
  }
}

let passed = 0;
let failed = 0;
try {
  const python = await installPython();
  for (const trial of TRIALS) {
    const outcome = await runTrial(python, trial).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    console.log(`${outcome === undefined ? "✓" : "✗"} ${SDK}: ${trial.title}`);
    if (outcome === undefined) passed += 1;
    else {
      failed += 1;
      console.log(`    ${outcome}`);
    }
  }
} catch (error) {
  failed += 1;
  const { stderr = "", message } = error as Error & { stderr?: string };
  console.log(`✗ ${SDK} could not be installed: it was not tried.\n    ${stderr.trim() || message}`);
  console.log(
    "    It needs Python 3 with venv, and pip a registry that has the SDK: PIP_INDEX_URL, PIP_FIND_LINKS.",
  );
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

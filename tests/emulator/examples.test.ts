/** The programs of `examples`, run as a reader runs them, against the emulator. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, type Emulator } from "../../src/emulator/index.ts";
import { AUTHORITY, CERTIFICATE, CERTIFICATE_KEY } from "../support/local-certificate.ts";
import { conversationsOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const folder = join(import.meta.dirname, "../../examples/node");
/** Starting Node takes seconds on a busy machine. */
const PATIENCE_MS = 30_000;

function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = once(child, "close");
  return {
    output: () => output,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const asApp = { CLIENT_ID: DEFAULT_CLIENT_ID, CLIENT_SECRET: DEFAULT_CLIENT_SECRET };

/** A person writes, and the bot answers. */
async function expectEcho(emulator: Emulator, bot: ReturnType<typeof run>): Promise<void> {
  const isThere = emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1, PATIENCE_MS);
  await isThere.catch((error: unknown) => {
    throw new Error(`The bot did not connect. ${bot.output()}`, { cause: error });
  });
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "Good morning" });
  const answer = await emulator.waitFor(({ messages }) => messages.find(({ from }) => from.kind === "robot"));
  expect(answer.text).toBe("陈思远: Good morning");
  expect(emulator.ignoredAcks()).toEqual([]);
}

test("the example bot on the official Node SDK answers a person", { timeout: 2 * PATIENCE_MS }, async () => {
  const emulator = await start();
  const env = { ...asApp, DINGTALK_EMULATOR: emulator.url };
  await using bot = run(["--import", "./aim-at-emulator.mjs", "echo-bot.mjs"], env);
  await expectEcho(emulator, bot);
});

test(
  "the same bot comes by the emulator as its proxy, with nothing loaded before it",
  { timeout: 2 * PATIENCE_MS },
  async () => {
    const emulator = await start({ tls: { cert: CERTIFICATE, key: CERTIFICATE_KEY, port: 0 } });
    const place = await mkdtemp(join(tmpdir(), "emulator-proxy-"));
    try {
      const authority = join(place, "authority.pem");
      await writeFile(authority, AUTHORITY);
      const proxy = { HTTPS_PROXY: emulator.url, NODE_USE_ENV_PROXY: "1", NODE_EXTRA_CA_CERTS: authority };
      await using bot = run(["echo-bot.mjs"], { ...asApp, ...proxy });
      await expectEcho(emulator, bot);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
);

test("a program that is aimed at the emulator reaches it by fetch, https.request and https.get", async () => {
  const emulator = await start();
  const program = `
    import https, { get } from "node:https";
    const body = async (answer) => { let text = ""; for await (const part of answer) text += part; return text; };
    const byGet = (address) => new Promise((resolve) => get(address, (answer) => resolve(body(answer))));
    const key = "appkey=${DEFAULT_CLIENT_ID}&appsecret=${DEFAULT_CLIENT_SECRET}";
    const byOptions = new Promise((resolve) => https.request(
      { hostname: "oapi.dingtalk.com", port: 443, path: "/gettoken?" + key, method: "GET", agent: https.globalAgent },
      (answer) => resolve(body(answer))).end());
    const byFetch = await fetch(new Request("https://api.dingtalk.com/v1.0/oauth2/accessToken", {
      method: "POST", headers: { "content-type": "application/json" },
      body: JSON.stringify({ appKey: "${DEFAULT_CLIENT_ID}", appSecret: "${DEFAULT_CLIENT_SECRET}" }) }));
    const { accessToken } = await byFetch.json();
    const others = [await byOptions, await byGet("https://oapi.dingtalk.com/gettoken?" + key)];
    console.log(others.every((text) => JSON.parse(text).access_token === accessToken));`;
  await using child = run(["--import", "./aim-at-emulator.mjs", "--input-type=module", "--eval", program], {
    DINGTALK_EMULATOR: emulator.url,
  });
  await child.ended;
  expect(child.output()).toBe("true\n");
  const operations = emulator.calls().map(({ operation }) => operation);
  expect(operations.toSorted()).toEqual(["getAccessToken", "getOldToken", "getOldToken"]);
});

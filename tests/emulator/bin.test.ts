import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { fakeBrowser } from "../support/fake-browser.ts";
import { CERTIFICATE, CERTIFICATE_KEY } from "../support/local-certificate.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const BIN = fileURLToPath(new URL("../../src/emulator/bin.ts", import.meta.url));
const children: ChildProcess[] = [];

/** Starting Node takes seconds on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Nothing of the machine that runs the tests: the command speaks the language of its environment. */
const { OPENCLAW_LOCALE: _, LC_ALL: __, LANG: ___, ...PLAIN } = process.env;

function runIn(locale: Record<string, string>, ...args: string[]): ChildProcess {
  const env = { ...PLAIN, ...locale };
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "pipe", "pipe"], env });
  children.push(child);
  return child;
}

const run = (...args: string[]) => runIn({ LANG: "en_US.UTF-8" }, ...args);

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const runToEnd = (...args: string[]) => toEnd(run(...args));

async function toEnd(child: ChildProcess): Promise<Outcome> {
  let output = "";
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk) => (output += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error("it said nothing");
}

test("a user starts the emulator, is told where it is and how to log in, and stops it with Ctrl-C", async () => {
  const child = run("emulator", "--port", "0");
  let output = "";
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    output += `${line}\n`;
    url ??= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (line.includes("Ctrl-C")) break;
  }
  expect(output).toContain(DEFAULT_CLIENT_ID);
  expect((await fetch(`${url}/_emulator/state`)).status).toBe(200);
  const exited = once(child, "exit");
  const before = performance.now();
  child.kill("SIGINT");
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - before).toBeLessThan(1_500);
});

test("a user starts it from a saved file, and is told what is wrong with one that is none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-seed-"));
  try {
    const file = join(folder, "seed.json");
    const person = { staffId: "a", name: "甲" };
    const app = { clientId: "dingmine", clientSecret: "mine", name: "我的机器人", scopes: [] };
    await writeFile(file, JSON.stringify({ company: "我的公司", people: [person], apps: [app] }));
    const child = run("emulator", "--port", "0", "--seed", file);
    let output = "";
    for await (const line of createInterface({ input: child.stdout! })) {
      output += `${line}\n`;
      if (line.includes("Ctrl-C")) break;
    }
    expect(output).toContain("dingmine");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    expect(await (await fetch(`${url}/_emulator/state`)).json()).toMatchObject({ company: "我的公司" });
    await writeFile(file, JSON.stringify({ company: "我的公司" }));
    expect(await runToEnd("emulator", "--port", "0", "--seed", file)).toMatchObject({
      code: 2,
      output: expect.stringMatching(/seed\.json cannot be used\..*people/),
    });
    // As Windows' Notepad saves it.
    await writeFile(file, `\uFEFF${JSON.stringify({ company: "我的公司", people: [person], apps: [app] })}`);
    const again = run("emulator", "--port", "0", "--seed", file);
    expect(await firstLine(again)).toContain("Local DingTalk: http");
    const wrong = async (content: string) => {
      await writeFile(file, content);
      return (await runToEnd("emulator", "--port", "0", "--seed", file)).output;
    };
    expect(await wrong('{\n  "company": "secret words",,\n}')).toBe(
      `openclaw-dingtalk: The seed ${file} cannot be used. Not JSON: line 2, column 29.\n`,
    );
    const group = { title: "群", memberIds: ["b"], robotIds: [] };
    expect(
      await wrong(JSON.stringify({ company: "c", people: [person], apps: [app], groups: [group] })),
    ).toContain('groups.0.memberIds.0: there is no person "b" in the seed.');
    await rm(file);
    expect((await runToEnd("emulator", "--seed", file)).output).toContain("There is no such file.");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a user starts it behind TLS as well, and is told when one of the two files is missing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-tls-"));
  try {
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    await Promise.all([writeFile(cert, CERTIFICATE), writeFile(key, CERTIFICATE_KEY)]);
    const files = ["--tls-cert", cert, "--tls-key", key];
    const child = run("emulator", "--port", "0", "--tls-port", "0", ...files);
    let output = "";
    for await (const line of createInterface({ input: child.stdout! })) {
      output += `${line}\n`;
      if (line.includes("Ctrl-C")) break;
    }
    expect(output).toMatch(/behind TLS: +https:\/\/127\.0\.0\.1:\d+/);
    const [half, missing] = await Promise.all([
      runToEnd("emulator", "--tls-cert", cert),
      runToEnd("emulator", "--tls-cert", cert, "--tls-key", join(folder, "none.pem")),
    ]);
    expect(half).toMatchObject({ code: 2, output: expect.stringContaining("--tls-cert and --tls-key") });
    expect(missing).toMatchObject({ code: 2, output: expect.stringContaining("none.pem") });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a user lets it make its own authority, and a program with DingTalk's addresses in its code comes to it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "emulator-own-tls-"));
  try {
    const child = run("emulator", "--port", "0", "--tls", "--tls-folder", join(folder, "tls"));
    let output = "";
    for await (const line of createInterface({ input: child.stdout! })) {
      output += `${line}\n`;
      if (line.includes("Ctrl-C")) break;
    }
    // The line as it stands there, in front of a program that nobody prepared.
    const line = /^ +Node +(.+)$/m.exec(output)?.[1] ?? "";
    const env = Object.fromEntries(line.split(" ").map((pair) => pair.split("=") as [string, string]));
    expect(Object.keys(env)).toEqual(["HTTPS_PROXY", "NODE_USE_ENV_PROXY", "NODE_EXTRA_CA_CERTS"]);
    const program = `
      const ask = async (url) => (await fetch(url)).json();
      const { access_token: token } = await ask("https://oapi.dingtalk.com/gettoken?appkey=${DEFAULT_CLIENT_ID}&appsecret=${DEFAULT_CLIENT_SECRET}");
      const body = JSON.stringify({ robotCode: "${DEFAULT_CLIENT_ID}" });
      const headers = { "x-acs-dingtalk-access-token": token, "content-type": "application/json" };
      const groups = await fetch("https://api.dingtalk.com/v1.0/robot/groups/query", { method: "POST", headers, body });
      console.log(JSON.stringify(await groups.json()));`;
    const bot = spawn(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(bot);
    let said = "";
    for await (const part of bot.stdout!) said += String(part);
    expect(JSON.parse(said)).toMatchObject({ openConversationIds: [expect.stringMatching(/^cid/)] });
    const wrong = await Promise.all([
      runToEnd("emulator", "--tls", "--tls-cert", "x"),
      runToEnd("emulator", "--tls-folder", folder),
      runToEnd("emulator", "--tls-port", "1"),
    ]);
    expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a user who mistypes a flag, a command or a port is told so, with exit code 2", async () => {
  const [none, missing, negative, unwanted, more] = await Promise.all([
    runToEnd(),
    runToEnd("emulator", "--seed", "--tls"),
    runToEnd("emulator", "--port", "-1"),
    runToEnd("emulator", "--tls=yes"),
    runToEnd("emulator", "now"),
  ]);
  expect([none.code, missing.code, negative.code, unwanted.code, more.code]).toEqual([2, 2, 2, 2, 2]);
  expect(none.output).toContain("openclaw-dingtalk emulator --help");
  expect(missing.output).toContain("--seed needs a value");
  expect(negative.output).toContain('from 0 to 65535, not "-1"');
  expect(unwanted.output).toContain("--tls takes no value");
  expect(more.output).toContain('Unexpected argument "now"');
  const [flag, command, port, host] = await Promise.all([
    runToEnd("emulator", "--prot", "1"),
    runToEnd("simulator"),
    runToEnd("emulator", "--port", "http"),
    runToEnd("emulator", "--host", "0.0.0.0"),
  ]);
  expect(flag).toMatchObject({ code: 2, output: expect.stringContaining("--prot") });
  expect(command).toMatchObject({ code: 2, output: expect.stringContaining('no command "simulator"') });
  expect(port).toMatchObject({ code: 2, output: expect.stringContaining("--port needs a number") });
  expect(host).toMatchObject({ code: 2, output: expect.stringContaining("loopback only") });
});

test("a user whose port is taken is advised to use another", async () => {
  const emulator = await start();
  const { code, output } = await runToEnd("emulator", "--port", String(emulator.port));
  expect(code).toBe(1);
  expect(output).toContain("--port 0");
  expect(output).not.toContain("at ");
});

/** The command with `--open` and a browser of its own, once it has said that it is ready. */
async function openWith(
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string | undefined }> {
  const child = spawn(process.execPath, [BIN, "emulator", "--port", "0", "--open"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...PLAIN, LANG: "en_US.UTF-8", DISPLAY: ":0", ...env },
  });
  children.push(child);
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    url ??= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (line.includes("Ctrl-C")) break;
  }
  return { child, url };
}

test("a user who wants the browser opened gets the page in it, and Ctrl-C leaves the browser alone", async () => {
  await using browser = await fakeBrowser(`echo $$ > "$(dirname "$0")/pid"; exec sleep 300`);
  const { child, url } = await openWith(browser.env);
  const opened = () => readFile(join(browser.folder, "opened"), "utf8").catch(() => "");
  await expect.poll(opened, { timeout: 30_000 }).toBe(url);
  const readPid = () => readFile(join(browser.folder, "pid"), "utf8").catch(() => "");
  await expect.poll(readPid, { timeout: 30_000 }).toMatch(/^\d+\n$/);
  const pid = Number(await readPid());
  try {
    const exited = once(child, "exit");
    child.kill("SIGINT");
    expect(await exited).toEqual([0, null]);
    expect(process.kill(pid, 0)).toBe(true);
    const [group] = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) \S+ \d+ /, "").split(" ");
    expect(Number(group)).not.toBe(child.pid);
  } finally {
    process.kill(pid, "SIGKILL");
  }
});

test("a user whose machine has no browser is told to open the address, and the emulator runs on", async () => {
  await using browser = await fakeBrowser("exit 3");
  const { child, url } = await openWith(browser.env);
  const [line] = (await once(createInterface({ input: child.stderr! }), "line")) as [string];
  expect(line).toContain("open the address yourself");
  expect((await fetch(`${url}/_emulator/state`)).status).toBe(200);
});

test("a user reads the command in their own language, chosen as by the other commands", async () => {
  const zh = { LANG: "zh_CN.UTF-8" };
  const chinese = runIn(zh, "emulator", "--port", "0");
  expect(await firstLine(chinese)).toMatch(/^本地钉钉：http:\/\/127\.0\.0\.1:\d+$/);
  const emulator = await start();
  const [port, flag, noLocale, english] = await Promise.all([
    toEnd(runIn(zh, "emulator", "--port", String(emulator.port))),
    toEnd(runIn(zh, "emulator", "--prot")),
    toEnd(runIn({ LANG: "C.UTF-8" }, "emulator", "--help")),
    toEnd(runIn({ ...zh, OPENCLAW_LOCALE: "en" }, "emulator", "--help")),
  ]);
  expect(port).toMatchObject({ code: 1, output: expect.stringContaining("已被占用") });
  expect(flag).toMatchObject({ code: 2, output: expect.stringContaining("没有 --prot 这个选项。") });
  expect(noLocale.output).toContain("用法：");
  expect(english.output).toContain("Usage:");
});

const flags = (text: string) => [...new Set(text.match(/--[a-z-]+/g))].toSorted();

/** Columns of a terminal: Chinese characters take two. */
const columns = (line: string) =>
  [...line].reduce((sum, sign) => sum + (/[\u3000-\u9FFF\uFF00-\uFFEF]/.test(sign) ? 2 : 1), 0);

test("a user's terminal of 80 columns holds the help, and both languages name the same flags", async () => {
  const [en, zh] = await Promise.all(
    ["en", "zh_CN"].map(async (locale) => (await toEnd(runIn({ LANG: locale }, "emulator", "-h"))).output),
  );
  expect(flags(zh!)).toEqual(flags(en!));
  for (const line of [...en!.split("\n"), ...zh!.split("\n")]) expect(columns(line)).toBeLessThanOrEqual(80);
});

test("a user who asks for help gets it", async () => {
  const { code, output } = await runToEnd("emulator", "--help");
  expect(code).toBe(0);
  expect(output).toContain("Usage: openclaw-dingtalk emulator");
  expect(output).toContain("--open");
});

/**
 * `openclaw china` as an operator has it: the packed plugin, the host's own command line on a real terminal, the
 * local DingTalk, and a gateway that takes what was written.
 */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readHostConfig, writeHostConfig } from "../../scripts/gateway/host-config.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
  type EmulatorSnapshot,
} from "../../src/emulator/index.ts";
import { zhCN } from "../../src/channel/text/zh-cn.ts";
import { aroundSection, readConfigText, writeByHand } from "../support/by-hand.ts";
import { fakeBrowser } from "../support/fake-browser.ts";
import { answered, connected } from "../support/dingtalk-rig.ts";
import { enterByHand } from "../support/enter-by-hand.ts";
import { prepareGatewayState, startGateway, type Gateway, type GatewayState } from "../support/gateway.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";
import { Key, openTerminal, type Terminal } from "../support/terminal.ts";
import { localSection } from "../support/setup-bench.ts";

const CHINESE = { LANG: "zh_CN.UTF-8" };
const ENGLISH = { LANG: "en_US.UTF-8" };
const SECRET = { DT_SECRET: DEFAULT_CLIENT_SECRET };

let emulator: Emulator;
let model: ScriptedModel;
let state: GatewayState;
const terminals: Terminal[] = [];

beforeAll(async () => {
  emulator = await createEmulator();
  model = await createScriptedModel();
  state = await prepareGatewayState({ model: { baseUrl: model.baseUrl }, dingtalk: localSection(emulator) });
}, 120_000);
afterAll(async () => {
  await Promise.all(terminals.map((terminal) => terminal.kill()));
  await model?.close();
  await emulator?.close();
  state?.remove();
});

function sit(args: readonly string[], env: Readonly<Record<string, string>>): Terminal {
  const terminal = openTerminal(state.stateDir, args, env);
  terminals.push(terminal);
  return terminal;
}

const section = () =>
  (readHostConfig(state.stateDir) as { channels: { dingtalk: Record<string, unknown> } }).channels.dingtalk;

/** Puts the section back to what it was before anybody set up. */
function forget(): void {
  const config = readHostConfig(state.stateDir);
  writeHostConfig(state.stateDir, {
    ...config,
    session: {},
    channels: { dingtalk: localSection(emulator) },
  });
}

describe("openclaw china", () => {
  test("on a cold start lists its commands in the terminal's language, and is no failure", async () => {
    const { code, output } = await state.cli(["china"], { env: CHINESE });
    for (const name of "setup doctor status try migrate media dead-letters quota console".split(" "))
      expect(output).toMatch(new RegExp(`^  ${name} .*[\\u4e00-\\u9fff]`, "m"));
    expect(code).toBe(0);
  }, 120_000);

  test("without a terminal names the flags that are missing, with an exit code of its own", async () => {
    const { code, output } = await state.cli(["china", "setup"], { env: ENGLISH, allowFailure: true });
    expect(output).toContain("Missing: --client-id, --client-secret-env");
    expect(code).toBe(2);
  }, 120_000);
});

describe("openclaw channels add with flags", () => {
  test("writes the account with its name, and says what is wrong with its secret and what to do", async () => {
    forget();
    const credentials = ["--client-id", DEFAULT_CLIENT_ID, "--client-secret", "mistyped"];
    const named = ["channels", "add", "--channel", "dingtalk", "--account", "bot2", "--name", "Second"];
    const { output } = await state.cli([...named, ...credentials], { env: ENGLISH });
    expect(output).toMatch(
      /Added DingTalk account "bot2"[\s\S]*✗ Credentials: [\s\S]*→ Client ID or Client Secret is wrong/,
    );
    expect(output).not.toContain("mistyped");
    expect(section()).toMatchObject({ accounts: { bot2: { name: "Second", clientId: DEFAULT_CLIENT_ID } } });
    forget();
  }, 120_000);
});

describe("the wizard on a terminal", () => {
  test("sets a bot up by one scan, meets its owner, shows the difference and writes it", async () => {
    const terminal = sit(["china", "setup"], CHINESE);
    await terminal.see(/扫码创建应用/);
    terminal.type(Key.enter);
    await terminal.see(/▄▄▄▄▄▄▄[\s\S]*确认码/);
    await terminal.see(/等待扫码/);
    const [code] = emulator.registrations();
    const { clientId = "" } = emulator.scan(code?.userCode ?? "", "approve");
    await terminal.see(/✓ 凭证[\s\S]*✓ Stream 连接[\s\S]*✓ 发消息权限[\s\S]*✓ 卡片权限/);
    await terminal.see(/谁可以使用机器人/);
    terminal.type(Key.down);
    await terminal.see(/● 私聊需要配对/);
    terminal.type(Key.enter);
    await terminal.see(/现在到钉钉里/);
    await connected(emulator, clientId, 60_000);
    await emulator.say({
      from: "lina02",
      conversationId: emulator.openDirect(clientId, "lina02"),
      text: "在吗",
    });
    await terminal.see(/收到 李娜 的消息，staffId：lina02/);
    await terminal.see(/是你吗/);
    terminal.type(Key.enter);
    await terminal.see(/\+ channels\.dingtalk\.allowFrom: \["lina02"\]/);
    await terminal.see(/写入吗/);
    terminal.type(Key.enter);
    await terminal.see(/已写入[\s\S]*网关没有运行/);
    expect(await terminal.ended).toBe(0);
    const { clientSecret } = section();
    expect(section()).toMatchObject({ clientId, dmPolicy: "pairing", allowFrom: ["lina02"] });
    expect(terminal.shown()).not.toContain(String(clientSecret));
  }, 240_000);
});

/** OpenClaw's own onboarding at a terminal, by its short way. */
function onboard(...flags: string[]): Terminal {
  const skipped = ["skills", "health", "ui", "search", "hooks"].map((step) => `--skip-${step}`);
  const common = [
    "onboard",
    "--accept-risk",
    "--mode",
    "local",
    "--flow",
    "quickstart",
    "--auth-choice",
    "skip",
  ];
  return sit([...common, ...skipped, ...flags], ENGLISH);
}

describe("openclaw onboard", () => {
  test("leads to our questions and proofs, and leaves the channel alone once it is set up", async () => {
    forget();
    const terminal = onboard("--skip-daemon");
    await terminal.see(/● No thanks/);
    terminal.type(Key.enter);
    await terminal.see(/first agent\?/);
    terminal.type(Key.enter);
    await terminal.see(/Select channel/);
    terminal.type("dingtalk");
    await terminal.see(/● DingTalk/);
    terminal.type(Key.enter);
    await terminal.see(/Scan a code/);
    await enterByHand(terminal);
    await terminal.see(/✓ Credentials[\s\S]*✓ Permission for cards[\s\S]*Who may use the bot/);
    terminal.type(Key.enter);
    await terminal.see(/Now write to the bot/);
    terminal.type(Key.enter);
    await terminal.see(/● Skip for now/);
    terminal.type(Key.enter);
    expect(await terminal.ended).toBe(0);
    const written = section();
    expect(written).toMatchObject({ clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET });
    expect(terminal.shown()).not.toContain(DEFAULT_CLIENT_SECRET);
    const again = onboard("--install-daemon");
    await again.see(/Select channel[\s\S]*● Skip for now/);
    again.type(Key.enter);
    expect(await again.ended).toBe(0);
    expect(again.shown()).not.toContain("Client ID (AppKey)");
    expect(section()).toEqual(written);
  }, 300_000);
});

const script = (...more: string[]) =>
  state.cli(
    [
      "china",
      "setup",
      "--no-input",
      "--json",
      "--client-id",
      DEFAULT_CLIENT_ID,
      "--client-secret-env",
      "DT_SECRET",
      ...more,
    ],
    { env: { ...ENGLISH, ...SECRET }, allowFailure: true },
  );
const read = (stdout: string) =>
  JSON.parse(stdout.slice(stdout.indexOf('{"ok"'))) as Record<string, unknown> & {
    changes: { path: string }[];
  };

describe("openclaw channels add", () => {
  test("asks the same questions and proves the same things, and writes by itself", async () => {
    forget();
    const terminal = sit(["channels", "add", "--channel", "dingtalk"], ENGLISH);
    await terminal.see(/Scan a code/);
    await enterByHand(terminal);
    await terminal.see(/✓ Credentials[\s\S]*✓ Permission for cards/);
    await terminal.see(/Who may use the bot/);
    terminal.type(Key.enter);
    await terminal.see(/Now write to the bot/);
    terminal.type(Key.enter);
    // The host's own question about its owners.
    await terminal.see(/Skip for now/);
    terminal.type(Key.enter);
    await terminal.see(/Channels updated/);
    expect(await terminal.ended).toBe(0);
    expect(section()).toMatchObject({ clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET });
    expect(terminal.shown()).not.toContain(DEFAULT_CLIENT_SECRET);
  }, 240_000);
});

describe("set-up by a script", () => {
  test("writes nothing when a check fails, and says which", async () => {
    forget();
    emulator.fault({
      operation: "openConnection",
      effect: { kind: "refuse", status: 400, code: "invalidParameter" },
      times: 1,
    });
    const { code, stdout } = await script();
    expect(code).toBe(1);
    expect(read(stdout)).toMatchObject({
      ok: false,
      written: false,
      checks: expect.arrayContaining([expect.objectContaining({ check: "stream", state: "problem" })]),
    });
    expect(section()).not.toHaveProperty("clientId");
  }, 120_000);

  test("of a file with comments leaves every byte of it outside of its own section, and changes no key but those it says", async () => {
    forget();
    const byHand = writeByHand(state.stateDir);
    const { code, stdout } = await script("--dm-policy", "pairing", "--allow-from", "lina02");
    expect(code).toBe(0);
    const answer = read(stdout);
    expect(stdout).not.toContain(DEFAULT_CLIENT_SECRET);
    expect(answer).not.toHaveProperty("copy");
    expect(aroundSection(readConfigText(state.stateDir))).toEqual(aroundSection(byHand));
    expect(readdirSync(state.stateDir).filter((name) => /\d{4}-.*\.bak$/.test(name))).toEqual([]);
    expect(section()).toEqual({
      ...localSection(emulator),
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: { source: "env", provider: "default", id: "DT_SECRET" },
      dmPolicy: "pairing",
      allowFrom: ["lina02"],
    });
    expect(answer.changes.map(({ path: key }) => key)).toEqual([
      "channels.dingtalk.clientId",
      "channels.dingtalk.clientSecret",
      "channels.dingtalk.dmPolicy",
      "channels.dingtalk.allowFrom",
    ]);
  }, 120_000);
});

describe("beside a running gateway", () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(state, { env: SECRET });
    await connected(emulator);
  }, 120_000);
  afterAll(() => gateway?.stop());

  test("a script is told when the account is live, and the person on the list is answered", async () => {
    const { code, stdout } = await script("--ai-card", "off", "--sessions", "separate");
    expect([code, read(stdout)["gateway"]]).toEqual([0, "live"]);
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, "lina02");
    model.on("are you there", "I am.");
    await emulator.say({ from: "lina02", conversationId, text: "are you there" });
    await answered(emulator, conversationId, "I am.", 60_000);
  }, 240_000);

  test("status says that it is connected, and doctor that nothing is wrong", async () => {
    const env = { ...ENGLISH, ...SECRET };
    const status = await state.cli(["china", "status", "--json"], { env });
    expect(status.stdout).toContain('"connection":"connected"');
    const doctor = await state.cli(["china", "doctor"], { env });
    expect(doctor.output).toMatch(/✓ Credentials[\s\S]*✓ Journal[\s\S]*No problem was found/);
    expect(doctor.output).not.toContain(DEFAULT_CLIENT_SECRET);
  }, 240_000);

  test("an operator counts at a terminal, and the agent is asked nothing", async () => {
    const before = model.exchanges.length;
    const terminal = sit(["china", "doctor", "--count", "2"], { ...ENGLISH, ...SECRET });
    await terminal.see(/Write the numbers 1 to 2[\s\S]*Arrived: nothing yet \(0 of 2\); \d:\d\d left/);
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, "lina02");
    await emulator.say({ from: "lina02", conversationId, text: "1" });
    await terminal.see(/Arrived: 1 \(1 of 2\)/);
    await emulator.say({ from: "lina02", conversationId, text: "2" });
    await terminal.see(/✓ All 2 arrived here[\s\S]*once in 4 counts/);
    expect(await terminal.ended).toBe(0);
    // In the gateway's language.
    const counted = [1, 2].map((number) => zhCN.countTaken({ numbers: String(number) }));
    const said = emulator.messages(conversationId).map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(counted));
    expect(model.exchanges.length).toBe(before);
  }, 120_000);

  test("a person tries their own agent on a local DingTalk, and Ctrl-C takes it all away", async () => {
    const before = readConfigText(state.stateDir);
    // A browser that stays in the foreground must not keep the command from ending.
    await using browser = await fakeBrowser("exec sleep 300");
    const terminal = sit(["china", "try", "--open"], { ...ENGLISH, ...browser.env });
    const [url = ""] = /http:\S+/.exec(await terminal.see(/Local DingTalk: http:\S+\n/)) ?? [];
    const opened = () => readFile(join(browser.folder, "opened"), "utf8").catch(() => "");
    await expect.poll(opened, { timeout: 60_000 }).toBe(url);
    await terminal.see(/The account "zz-try" is connected/, 120_000);
    const door = async <Answer>(path: string, body?: object) => {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      return (await (await fetch(`${url}/_emulator${path}`, init)).json()) as Answer;
    };
    const { apps } = await door<EmulatorSnapshot>("/state");
    const clientId = apps[0]?.clientId ?? "";
    const { conversationId } = await door<{ conversationId: string }>("/conversations", {
      clientId,
      staffId: "lina02",
    });
    model.on("who are you", "Your own agent.");
    await door("/say", { from: "lina02", conversationId, text: "who are you" });
    await expect
      .poll(async () => (await door<EmulatorSnapshot>("/state")).messages.map(({ text }) => text), {
        timeout: 60_000,
        interval: 200,
      })
      .toContain("Your own agent.");
    terminal.type(Key.ctrlC);
    await terminal.see(/Over; the passing account is gone/);
    expect(await terminal.ended).toBe(0);
    // With comments and all.
    expect(readConfigText(state.stateDir)).toBe(before);
  }, 300_000);

  test("channels logout takes the credentials and the connection, and channels login brings both back", async () => {
    const env = { ...ENGLISH, ...SECRET };
    const { dmPolicy } = section();
    const around = aroundSection(readConfigText(state.stateDir));
    const out = await state.cli(["channels", "logout", "--channel", "dingtalk"], { env });
    expect(out.output).toContain("Cleared saved auth for dingtalk/default.");
    expect(Object.keys(section())).not.toEqual(expect.arrayContaining(["clientId"]));
    expect(section()).toMatchObject({ dmPolicy });
    await emulator.waitFor(({ snapshot }) => snapshot.apps.every((app) => app.connections === 0), 60_000);
    // In the gateway's own process, which has to take the change up first.
    await expect
      .poll(() => readConfigText(state.stateDir), { timeout: 40_000, interval: 200 })
      .toContain("// mine, by hand");
    expect(aroundSection(readConfigText(state.stateDir))).toEqual(around);
    const closed = await state.cli(["channels", "login", "--channel", "dingtalk"], {
      env: ENGLISH,
      allowFailure: true,
    });
    expect(closed.output).toContain("openclaw china setup --no-input");
    expect(closed.code).toBe(2);
    const terminal = sit(["channels", "login", "--channel", "dingtalk"], ENGLISH);
    await terminal.see(/Scan a code/);
    await enterByHand(terminal);
    await terminal.see(/Who may use the bot/);
    terminal.type(Key.enter);
    await terminal.see(/Now write to the bot/);
    terminal.type(Key.enter);
    await terminal.see(/Write it\?/);
    terminal.type(Key.enter);
    await terminal.see(/Written to/);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).not.toContain(DEFAULT_CLIENT_SECRET);
    await connected(emulator);
    expect(aroundSection(readConfigText(state.stateDir))).toEqual(around);
  }, 300_000);
});

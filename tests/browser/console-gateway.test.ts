/**
 * The console's page on the real gateway, by a person's hands: from an empty configuration to an answered message, a
 * wrong secret, a changed policy, a pairing, a dead letter; and its tab in the dashboard, which is a sandboxed frame
 * with an opaque origin. DingTalk is the emulator, one gateway for all.
 */
import { join } from "node:path";
import type { Browser, Frame } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";
import {
  CONSOLE_FRAME_HEADER,
  CONSOLE_FRAME_META,
  CONSOLE_PAGE,
  CONSOLE_PANEL,
} from "../../src/contract/console.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { canSkipPages, launchChromium } from "../support/chromium.ts";
import { openConsoleWindow, type ConsoleWindow } from "../support/console-window.ts";
import { answered, connected, crowdedSeed, robotMessages, shownText } from "../support/dingtalk-rig.ts";
import { prepareGatewayState, startGateway, type Gateway } from "../support/gateway.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

const HOSTILE = '<img src=x onerror="document.title=1">**boss**';
const FIRST = "tester00";
const STRANGER = "tester01";
const LETTER = "tester02";

let browser: Browser;
let emulator: Emulator;
let model: ScriptedModel;
let gateway: Gateway;
let windows: ConsoleWindow[] = [];

async function open(view: string, options: { width?: number; colorScheme?: "dark" } = {}) {
  const window = await openConsoleWindow(browser, {
    page: new URL(CONSOLE_PAGE, gateway.url).href,
    route: `token=${gateway.token}&view=${view}`,
    locale: "en-GB",
    ...options,
  });
  windows.push(window);
  return window;
}

async function look(window: ConsoleWindow, name: string): Promise<void> {
  const folder = process.env["SCREENSHOT_FOLDER"];
  if (folder) await window.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

const write = (from: string, text: string) => {
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, from);
  return emulator.say({ from, conversationId, text }).then(() => conversationId);
};

async function enterCredentials({ page }: ConsoleWindow, secret: string): Promise<void> {
  await page.getByRole("textbox", { name: "Client ID" }).fill(DEFAULT_CLIENT_ID);
  await page.getByRole("textbox", { name: "Client Secret" }).fill(secret);
  await page.getByRole("button", { name: "Continue" }).click();
}

const scripts: number[] = [];

const isPanel = (frame: Frame) => new URL(frame.url(), "http://none.invalid").pathname === CONSOLE_PANEL;

/** As the dashboard does it: the parent signs in, then mounts the sandboxed frame. */
async function openFrame(): Promise<Frame> {
  const page = await browser.newPage();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith(CONSOLE_PAGE) && pathname.endsWith(".js")) scripts.push(response.status());
  });
  await page.goto(`${gateway.url}/`);
  await page.evaluate(`fetch("/control-ui-config.json", { headers: { authorization: "Bearer ${gateway.token}" } })
    .then(() => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.src = "${CONSOLE_PANEL}";
      return new Promise((resolve) => {
        frame.addEventListener("load", resolve);
        document.body.append(frame);
      });
    })
    .then(() => true)`);
  const frame = page.frames().find(isPanel);
  if (!frame) throw new Error("The frame shows no panel.");
  return frame;
}

/** The status of a view, asked as the page does. */
const ask = (
  word: string,
) => `fetch("../console/api/settings", { headers: { "${CONSOLE_FRAME_HEADER}": ${word} } })
  .then((answer) => answer.json().then((view) => answer.status + " " + Object.keys(view).includes("scopes")))
  .catch(() => "unreadable")`;

/** A message that was given up before this gateway started. */
async function leaveLetter(stateDir: string): Promise<void> {
  const directory = join(stateDir, "dingtalk", "journal");
  const journal = openSqliteJournal({ directory, channelId: "dingtalk", accountId: "default" });
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, LETTER);
  const message = {
    msgId: "msg-of-a-dead-letter",
    msgtype: "text",
    text: { content: "words that nobody answered" },
    conversationId,
    conversationType: "1",
    senderStaffId: LETTER,
    senderNick: "测试员2",
    senderId: "$:LWCP_v1:$letter",
    chatbotCorpId: "dingcorp",
    chatbotUserId: "$:LWCP_v1:$bot",
    robotCode: DEFAULT_CLIENT_ID,
    createAt: Date.now(),
  };
  const id = `${DEFAULT_CLIENT_ID}:${message.msgId}`;
  const payload = { version: 1, rawEvent: JSON.stringify(message) };
  await journal.enqueue(id, payload, { laneKey: `direct:${conversationId}` });
  const claim = await journal.claim(id);
  if (claim) await journal.fail(claim, { reason: "retries-exhausted", message: "the model was never there" });
  journal.close();
}

describe.skipIf(canSkipPages)("an operator with the console's page", () => {
  beforeAll(async () => {
    const seed = crowdedSeed();
    const people = seed.people.map((one) => (one.staffId === STRANGER ? { ...one, name: HOSTILE } : one));
    emulator = await createEmulator({ seed: { ...seed, people } });
    model = await createScriptedModel();
    const { url } = emulator;
    const state = await prepareGatewayState({
      model: { baseUrl: model.baseUrl },
      // Where the local DingTalk is; everything else comes by the page.
      dingtalk: { endpoints: { api: url, oapi: url }, network: { allowPrivate: true } },
      config: { session: { dmScope: "per-account-channel-peer" } },
    });
    await leaveLetter(state.stateDir);
    gateway = await startGateway(state);
    browser = await launchChromium();
  }, 180_000);

  afterEach(async () => {
    const complaints = windows.flatMap((window) => window.complaints);
    await Promise.all(windows.map((window) => window.close()));
    windows = [];
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.[Symbol.asyncDispose]();
    await model?.close();
    await emulator?.close();
  });

  test("comes from an empty configuration to an answered message, past a wrong secret", async () => {
    model.on("hello from the page", "Hello, I am here.");
    const window = await open("setup");
    const { page } = window;
    await page.getByText("Enter them by hand").click();
    await look(window, "setup-by-hand");
    await enterCredentials(window, "a-wrong-secret");
    await page.getByRole("button", { name: "Check and connect" }).click();
    await page.getByText("It does not work yet. Nothing was written.").waitFor();
    await look(window, "setup-wrong-secret");
    expect(await window.findBarriers()).toEqual([]);
    expect(emulator.snapshot().apps.every(({ connections }) => connections === 0)).toBe(true);
    await page.getByRole("button", { name: "Change the credentials" }).click();
    await enterCredentials(window, DEFAULT_CLIENT_SECRET);
    await look(window, "setup-behaviour");
    await page.getByRole("button", { name: "Check and connect" }).click();
    await page.getByRole("heading", { name: "Now write to the bot" }).waitFor({ timeout: 60_000 });
    await look(window, "setup-first");
    await connected(emulator);
    const conversationId = await write(FIRST, "hello from the page");
    await page.getByText("It works. The bot has answered.").waitFor({ timeout: 60_000 });
    await look(window, "setup-answered");
    await answered(emulator, conversationId, "Hello, I am here.");
    expect(await window.words()).not.toContain(DEFAULT_CLIENT_SECRET);
    expect(await window.findBarriers()).toEqual([]);
  }, 180_000);

  test("sees the bot and its first message, and retries one that was given up", async () => {
    model.on("words that nobody answered", "Answered after all.");
    const window = await open("now");
    const { page } = window;
    await page.getByText("Connected").first().waitFor();
    await look(window, "now");
    await page.getByRole("button", { name: /^Retry/ }).click();
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, LETTER);
    await answered(emulator, conversationId, "Answered after all.");
    await expect.poll(() => page.getByRole("button", { name: /^Retry/ }).count()).toBe(0);
    const messages = await open("messages", { width: 360, colorScheme: "dark" });
    await messages.page.getByText("测试员0").first().waitFor();
    await look(messages, "messages-360-dark");
    expect(await messages.words()).not.toContain("hello from the page");
    expect(await messages.overflow()).toBe(0);
  }, 120_000);

  test("changes who may write, and lets a stranger with a hostile name in", async () => {
    model.on("may I", "You may.");
    const window = await open("settings");
    const { page } = window;
    const policy = page.getByRole("radiogroup", { name: "Direct messages", exact: true });
    await policy.getByText("pairing", { exact: true }).click();
    await page.getByRole("button", { name: "Update configuration" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: "What will change" }).waitFor();
    await dialog.getByText("dmPolicy").first().waitFor();
    await look(window, "settings-diff");
    await dialog.getByRole("button", { name: "Update configuration" }).click();
    await page.getByText("The configuration is updated.").waitFor({ timeout: 60_000 });
    await look(window, "settings-updated");

    await write(STRANGER, "may I");
    const people = await open("people");
    const approve = people.page.getByRole("button", { name: /^Approve/ });
    await approve.waitFor({ timeout: 60_000 });
    await look(people, "people-request");
    expect(await people.words()).toContain(HOSTILE);
    expect(await people.page.title()).not.toBe("1");
    expect(await people.findBarriers()).toEqual([]);
    await approve.click();
    await people.page.getByText("Nobody is waiting for approval.").waitFor();
    const conversationId = await write(STRANGER, "may I");
    await answered(emulator, conversationId, "You may.");
    expect(robotMessages(emulator, conversationId).map(shownText)).toHaveLength(3);
    await look(await open("permissions"), "permissions");
    await look(await open("settings", { width: 360 }), "settings-360");
    await look(await open("now", { width: 360, colorScheme: "dark" }), "now-360-dark");
  }, 180_000);

  test("has a tab in the dashboard that loads its script and reads the API without cookies from its opaque origin", async () => {
    const frame = await openFrame();
    expect(await frame.evaluate("origin")).toBe("null");
    expect(scripts).toContain(200);
    const word = `document.querySelector('meta[name="${CONSOLE_FRAME_META}"]').content`;
    expect(await frame.evaluate(ask(word))).toBe("200 true");
    expect(await frame.evaluate(ask('"guessed"'))).toBe("unreadable");
  }, 60_000);
});

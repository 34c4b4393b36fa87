/**
 * The console in the real gateway: who sees it, who may change something, and what a change of the configuration does.
 * One gateway with an account that connects and one that is switched off.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readHostConfig } from "../../scripts/gateway/host-config.ts";
import {
  CONSOLE_API,
  CONSOLE_FRAME_META,
  CONSOLE_PAGE,
  CONSOLE_PANEL,
  type ConsoleRefusal,
} from "../../src/contract/console.ts";
import type {
  SettingsPlan,
  SettingsProgress,
  SettingsRequest,
  SettingsView,
} from "../../src/contract/console-settings.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { consoleCaller, frameCaller, frameWord, type ConsoleCaller } from "../support/console-caller.ts";
import { robotMessages, shownText, startRig, type Rig } from "../support/dingtalk-rig.ts";
import { aroundSection, readConfigText, writeByHand } from "../support/by-hand.ts";
import { linkGateway } from "../support/gateway-client.ts";

const SPARE_NAME = "Spare Robot of Nobody";
const ENGLISH = { language: "en" };

let rig: Rig;
let page: ConsoleCaller;
let stranger: ConsoleCaller;
beforeAll(async () => {
  rig = await startRig({
    dingtalk: {
      ...ENGLISH,
      dmPolicy: "open",
      accounts: {
        spare: { enabled: false, name: SPARE_NAME, clientId: "dingspare", clientSecret: "secret-of-spare" },
      },
    },
  });
  writeByHand(rig.gateway.state.stateDir);
  page = consoleCaller(rig.gateway.url, rig.gateway.token);
  stranger = consoleCaller(rig.gateway.url);
}, 180_000);
afterAll(async () => {
  await rig?.close();
});

const section = () =>
  (readHostConfig(rig.gateway.state.stateDir)["channels"] as { dingtalk: Record<string, unknown> }).dingtalk;

async function request(edits: SettingsRequest["edits"]): Promise<SettingsRequest> {
  const { body } = await page.get<SettingsView>("settings");
  return { revision: body.revision, edits };
}

const secret = (value: string) => [{ accountId: "", path: "clientSecret", value }];
const over = () => page.until<SettingsProgress>("settings/progress", ({ done }) => done);

async function update(edits: SettingsRequest["edits"]): Promise<SettingsProgress> {
  const { status, body } = await page.post<SettingsProgress>("settings/apply", await request(edits));
  expect(body).toMatchObject({ changeId: expect.any(String) as unknown });
  expect(status).toBe(200);
  return over();
}

/** What the dashboard's parent gets for its frame: a cookie that the frame's requests carry. */
async function frameCookie(): Promise<string> {
  const response = await fetch(new URL("/control-ui-config.json", rig.gateway.url), {
    headers: { authorization: `Bearer ${rig.gateway.token}` },
  });
  const grants = response.headers.getSetCookie().filter((cookie) => cookie.includes("Path=/dingtalk/panel"));
  expect(grants).toHaveLength(1);
  return grants[0]!.split(";")[0]!;
}

describe("somebody without the gateway's token", () => {
  test("sees no address of the API and no panel", async () => {
    for (const path of ["settings", "settings/progress", "now", "messages", "people", "nothing"]) {
      const { status, body } = await stranger.get(path);
      expect({ path, status }).toEqual({ path, status: 401 });
      expect(JSON.stringify(body)).not.toContain("spare");
    }
    for (const path of ["settings/apply", "settings/plan", "settings/undo"])
      expect((await stranger.post(path, {})).status).toBe(401);
    for (const path of [CONSOLE_PANEL, CONSOLE_PANEL.slice(0, -1), `${CONSOLE_PANEL}index.html`])
      expect((await fetch(new URL(path, rig.gateway.url))).status).toBe(401);
    expect((await fetch(new URL(CONSOLE_API, rig.gateway.url), { method: "OPTIONS" })).status).toBe(401);
    expect((await consoleCaller(rig.gateway.url, "wrong").get("settings")).status).toBe(401);
  });

  test("gets the page of its own, which says nothing of the installation", async () => {
    const response = await fetch(new URL(CONSOLE_PAGE, rig.gateway.url));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
    );
    expect(html).not.toMatch(new RegExp(`${DEFAULT_CLIENT_ID}|${SPARE_NAME}|spare|${CONSOLE_FRAME_META}`));
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    const asset = await fetch(new URL(script, new URL(CONSOLE_PAGE, rig.gateway.url)));
    expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    const outside = await fetch(new URL(`${CONSOLE_PAGE}..%2f..%2fpackage.json`, rig.gateway.url));
    expect(outside.status).toBe(404);
  });
});

describe("a frame of the dashboard", () => {
  test("has a tab that shows the panel", async () => {
    const link = await linkGateway(rig.gateway);
    try {
      const { controlUiTabs } = await link.request<{ controlUiTabs: readonly Record<string, unknown>[] }>(
        "plugins.uiDescriptors",
      );
      expect(controlUiTabs).toContainEqual(
        expect.objectContaining({
          pluginId: "dingtalk",
          id: "console",
          path: CONSOLE_PANEL,
          slug: "dingtalk",
          requiresGatewayAuth: true,
        }),
      );
    } finally {
      await link.close();
    }
  });

  test("reads with the word in its page, which the cookie opens, and changes nothing", async () => {
    const cookie = await frameCookie();
    const panel = await fetch(new URL(CONSOLE_PANEL, rig.gateway.url), { headers: { cookie } });
    const html = await panel.text();
    expect(panel.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    const script = /src="(\.\.\/console\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    const asset = await fetch(new URL(script, panel.url), { headers: { origin: "null" } });
    expect(asset.headers.get("access-control-allow-origin")).toBe("*");

    const frame = frameCaller(rig.gateway.url, frameWord(html));
    const read = await frame.get<SettingsView>("settings");
    expect(read.status).toBe(200);
    expect(read.headers.get("access-control-allow-origin")).toBe("null");
    expect(read.body.scopes.map(({ accountId }) => accountId)).toEqual(["", "spare"]);
    const before = section();
    expect((await frame.post("settings/undo", {})).status).toBe(403);
    expect((await stranger.post("settings/undo", {}, { cookie })).status).toBe(401);
    expect(section()).toEqual(before);
  });

  test("that another site made may have the cookie and not the word, and sees nothing", async () => {
    const cookie = await frameCookie();
    const made = { cookie, origin: "null", "sec-fetch-site": "cross-site" };
    const { status, headers } = await stranger.get<ConsoleRefusal>("settings", made);
    expect(status).toBe(403);
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect((await frameCaller(rig.gateway.url, "guessed").get("settings", { cookie })).status).toBe(401);
    expect((await stranger.get("settings", { cookie })).status).toBe(401);
  });
});

describe("the page of its own, with the token", () => {
  test("sees the settings of each scope, and no secret", async () => {
    const { body } = await page.get<SettingsView>("settings");
    const [root, spare] = body.scopes;
    expect(root).toMatchObject({
      values: { dmPolicy: "open", clientId: DEFAULT_CLIENT_ID },
      secrets: { clientSecret: "text" },
    });
    expect(spare).toMatchObject({ accountId: "spare", name: SPARE_NAME, values: { enabled: false } });
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${DEFAULT_CLIENT_SECRET}|secret-of-spare`));
    const { headers } = await page.get("settings");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("is refused from another site's page even with the token", async () => {
    const before = section();
    const edits = [{ accountId: "", path: "dmPolicy", value: "disabled" }];
    const { status, body } = await page.post<ConsoleRefusal>("settings/apply", await request(edits), {
      origin: "https://evil.example",
    });
    expect(status).toBe(403);
    expect(body.error.text).toContain("another site");
    expect(section()).toEqual(before);
  });

  test("changes who may write, which holds for the next message, and takes it back", async () => {
    const { staffId, conversationId } = rig.newPerson();
    const edits = [{ accountId: "", path: "dmPolicy", value: "disabled" }];
    const plan = await page.post<SettingsPlan>("settings/plan", await request(edits));
    expect(plan.body).toMatchObject({
      effect: "live",
      restarts: [],
      problems: [],
      diff: [
        { sign: "-", key: "channels.dingtalk.dmPolicy", value: '"open"' },
        { sign: "+", key: "channels.dingtalk.dmPolicy", value: '"disabled"' },
      ],
    });
    expect(section()["dmPolicy"]).toBe("open");

    const ended = await update(edits);
    expect(ended).toMatchObject({ done: true, failed: false });
    expect(ended.steps.map(({ step, state }) => `${step}: ${state}`)).toEqual([
      "saved: done",
      "applied: done",
      "connected: done",
    ]);
    rig.emulator.say({ from: staffId, conversationId, text: "anybody?" });
    await rig.gateway.waitForLog(/A message started no turn/);
    expect(robotMessages(rig.emulator, conversationId)).toEqual([]);

    const record = join(rig.gateway.state.stateDir, "dingtalk", "console", "last-change.json");
    expect(statSync(record).mode & 0o777).toBe(0o600);
    expect(readFileSync(record, "utf8")).not.toContain(DEFAULT_CLIENT_SECRET);
    expect((await page.post("settings/undo", {})).status).toBe(200);
    expect(await over()).toMatchObject({ failed: false });
    expect(section()["dmPolicy"]).toBe("open");
    rig.emulator.say({ from: staffId, conversationId, text: "and now?" });
    const replies = await rig.emulator.waitFor(() => {
      const said = robotMessages(rig.emulator, conversationId).map(shownText);
      return said.length > 0 && said[0] !== "" ? said : undefined;
    }, 60_000);
    expect(replies).not.toEqual([]);
  }, 120_000);

  test("is refused a wrong type, with the field and the schema's words, and nothing is written", async () => {
    const before = section();
    const edits = [{ accountId: "", path: "inboundMedia.keepDays", value: "a week" }];
    const { body: plan } = await page.post<SettingsPlan>("settings/plan", await request(edits));
    expect(plan.problems).toMatchObject([{ accountId: "", field: "inboundMedia.keepDays" }]);
    const { status, body } = await page.post<ConsoleRefusal>("settings/apply", await request(edits));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "invalid-value", field: "inboundMedia.keepDays" });
    expect(body.error.text).toMatch(/"a week"; wanted: a number of days/);
    expect(section()).toEqual(before);
  });

  test("sees why an account did not connect with a wrong secret, and that it is back with the right one", async () => {
    const failed = await update(secret("made-up-secret-that-is-wrong"));
    expect(failed).toMatchObject({ done: true, failed: true });
    expect(failed.steps.at(-1)).toMatchObject({
      step: "connected",
      state: "failed",
      sentence: { text: expect.stringMatching(/"default" did not connect: .*[Ss]ecret/) as unknown },
    });
    const { body } = await page.get<SettingsView>("settings");
    expect(body.lastChange).toBeUndefined();
    const mended = await update(secret(DEFAULT_CLIENT_SECRET));
    expect(mended).toMatchObject({ done: true, failed: false });
    expect(mended.steps.at(-1)?.sentence.text).toContain('"default" is connected');
    expect(rig.gateway.logs().join("\n")).not.toMatch(/made-up-secret-that-is-wrong/);
  }, 150_000);
});

/** How often the gateway found the file with other bytes and the same values; OpenClaw writes that down. */
function found(): number {
  const database = new DatabaseSync(join(rig.gateway.state.stateDir, "state", "openclaw.sqlite"), {
    readOnly: true,
  });
  try {
    const rows = database.prepare("SELECT payload_json AS record FROM diagnostic_events").all();
    return rows.filter(({ record }) => String(record).includes('"opaqueChange":true')).length;
  } finally {
    database.close();
  }
}
const reloads = () =>
  rig.gateway.logs().filter((line) => line.includes("config change detected; evaluating reload")).length;

test("a change leaves the comments of the file, which the gateway reads again without starting anything anew", async () => {
  const { stateDir } = rig.gateway.state;
  const text = () => readConfigText(stateDir);
  await expect.poll(text, { timeout: 40_000, interval: 200 }).toContain("// mine, by hand");
  const [around, reloaded, looked] = [aroundSection(text()), reloads(), found()];
  const connections = () =>
    rig.emulator.calls().filter(({ operation }) => operation === "openConnection").length;
  const opened = connections();
  await update([{ accountId: "", path: "name", value: "Commented" }]);
  await expect.poll(text, { timeout: 40_000, interval: 200 }).toContain("// mine, by hand");
  expect(aroundSection(text())).toEqual(around);
  expect(section()).toMatchObject({ name: "Commented" });
  await expect.poll(found, { timeout: 40_000, interval: 200 }).toBeGreaterThan(looked);
  await page.get("settings");
  expect({ reloads: reloads() - reloaded, opened: connections() - opened }).toEqual({
    reloads: 1,
    opened: 1,
  });
}, 150_000);

describe("openclaw china console", () => {
  test("prints the address with the token in its fragment, which opens the console, and can leave it out", async () => {
    const { code, stdout } = await rig.gateway.state.cli(["china", "console", "--json", "--lang", "en"]);
    expect(code).toBe(0);
    const said = JSON.parse(stdout) as { url: string; tokenIncluded: boolean; running: boolean };
    expect(said).toMatchObject({ tokenIncluded: true, running: true });
    const { origin, pathname, search, hash } = new URL(said.url);
    expect({ origin, pathname, search }).toEqual({
      origin: rig.gateway.url,
      pathname: CONSOLE_PAGE,
      search: "",
    });
    const token = new URLSearchParams(hash.slice(1)).get("token") ?? "";
    expect((await consoleCaller(origin, token).get("settings")).status).toBe(200);
    const bare = await rig.gateway.state.cli(["china", "console", "--no-token", "--lang", "en"]);
    expect(bare.output).toContain(`${rig.gateway.url}${CONSOLE_PAGE}`);
    expect(bare.output).not.toContain(rig.gateway.token);
  }, 120_000);
});

const starts = () => rig.gateway.logs().filter((line) => line.endsWith("[gateway] ready")).length;

describe("a gateway that restarts", () => {
  test("is not held up by pages that look on, and its page follows an update over the restart", async () => {
    const over = new AbortController();
    const onlookers = [1, 2, 3].map(async () => {
      while (!over.signal.aborted) {
        await page.get("settings").catch(() => undefined);
        await pause(200);
      }
    });
    const link = await linkGateway(rig.gateway);
    try {
      const edits = [{ accountId: "", path: "enableAICard", value: false }];
      const { body } = await page.post<SettingsProgress>("settings/apply", await request(edits));
      await link.request("gateway.restart.request", { reason: "somebody asked for it" });
      await expect.poll(starts, { timeout: 90_000 }).toBe(2);
      const ended = await page.until<SettingsProgress>("settings/progress", ({ done }) => done);
      expect(ended).toMatchObject({ changeId: body.changeId, failed: false });
      expect(ended.steps.at(-1)?.sentence.text).toContain('"default" is connected');
    } finally {
      over.abort();
      await Promise.all([...onlookers, link.close()]);
    }
  }, 180_000);
});

/** The settings of single groups in a real browser against the console's stub: a person sets them up without JSON. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canSkipPages, launchChromium } from "../support/chromium.ts";
import { startConsoleStub, type ConsoleStub } from "../support/console-stub.ts";
import {
  openConsoleWindow,
  type ConsoleWindow,
  type ConsoleWindowOptions,
} from "../support/console-window.ts";

let browser: Browser;
let webRoot: string;
let stub: ConsoleStub;
let window: ConsoleWindow;

async function open(options: Omit<ConsoleWindowOptions, "page">): Promise<ConsoleWindow> {
  window = await openConsoleWindow(browser, { page: stub.page, ...options });
  return window;
}

const plans = () => stub.answers.posted.filter(({ path }) => path === "settings/plan");

describe.skipIf(canSkipPages)("the console's groups", () => {
  beforeAll(async () => {
    webRoot = await mkdtemp(join(tmpdir(), "console-groups-"));
    const configFile = fileURLToPath(new URL("../../src/web/vite-console.config.ts", import.meta.url));
    await build({ configFile, build: { outDir: webRoot }, logLevel: "error" });
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(webRoot, { recursive: true, force: true });
  });

  beforeEach(async () => {
    stub = await startConsoleStub({ webRoot, stepMs: 60 });
  });

  afterEach(async () => {
    await window.close();
    await stub.close();
  });

  it("sets single groups up by the keyboard, each key by its own control, and sends them together", async () => {
    const { page, complaints, findBarriers } = await open({ route: "view=settings", locale: "en-US" });
    const groups = page.locator("group-entries");
    await page.getByLabel("Group", { exact: true }).focus();
    await page.keyboard.type("nobody knows");
    await page.keyboard.press("Enter");
    await groups.getByText("No group that is known has this title").waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("销售群");
    await page.keyboard.press("Enter");
    const sales = groups.locator('[data-entry="cidSales003"]');
    await sales.getByText("销售群").waitFor();
    // The fold is open and has the keyboard: the next control is its first.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    const answer = sales.getByRole("switch", { name: "Answer in this group" });
    expect(await answer.isChecked()).toBe(false);
    const mention = sales.locator('setting-field[data-key="requireMention"]');
    await mention.getByText("as for all groups").waitFor();
    expect(await mention.getByRole("switch").isChecked()).toBe(true);
    const prompt = sales.locator('setting-field[data-key="systemPrompt"] textarea');
    await prompt.focus();
    await page.keyboard.type("Be brief.");
    await page.keyboard.press("Enter");
    await page.keyboard.type("In English.");
    await groups.locator('[data-entry="cidProject001"] > summary').click();
    await groups.getByRole("button", { name: "Remove the settings of: 项目群" }).click();
    await expect.poll(() => groups.locator('[data-entry="cidProject001"]').count()).toBe(0);
    expect(await findBarriers()).toEqual([]);
    await page.getByText("1 change").waitFor();
    await page.getByRole("button", { name: "Update configuration" }).click();
    await page.getByRole("dialog").getByText("Be brief.").waitFor();
    expect(plans().at(-1)?.body).toMatchObject({
      edits: [
        {
          accountId: "",
          path: "groups",
          value: {
            "*": { requireMention: true },
            cidHostile002: { systemPrompt: "<b>第一行</b>\n第二行" },
            cidSales003: { enabled: false, systemPrompt: "Be brief.\nIn English." },
          },
        },
      ],
    });
    expect(complaints).toEqual([]);
  });

  it("keeps the groups' JSON for whoever prefers it, and a wrong value of a group from being sent", async () => {
    const { page, overflow } = await open({ route: "view=settings", width: 360 });
    const groups = page.locator("group-entries");
    await groups.getByText("JSON", { exact: true }).click();
    const json = groups.getByRole("textbox", { name: "单个群的设置: JSON" });
    await json.fill("{ not json");
    await json.blur();
    await page.getByRole("button", { name: "更新配置" }).click();
    await groups.getByText("不是有效的 JSON 对象").waitFor();
    await json.fill('{"cidProject001": {"mergeWindowMs": 99999}}');
    await json.blur();
    await page.getByRole("button", { name: "更新配置" }).click();
    await groups.getByText("请先改正下面标出的内容").waitFor();
    await groups.locator('[data-entry="cidProject001"] > summary').click();
    await groups.getByText("不能大于 10000").waitFor();
    expect(plans()).toEqual([]);
    expect(await overflow()).toBe(0);
    // What a bot inherits stands among its own groups, and its first edit makes the key its own.
    await page.getByRole("button", { name: "放弃修改" }).click();
    await page.getByRole("link", { name: "主机器人" }).click();
    const project = groups.locator('[data-entry="cidProject001"]');
    await project.getByText("沿用全局").first().waitFor();
    await project.locator("> summary").click();
    await project.getByRole("switch", { name: "仅在被 @ 时回复" }).check();
    await project.getByText("已设置 1 项").waitFor();
    await page.getByText("1 项修改").waitFor();
  });
});

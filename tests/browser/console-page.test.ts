/**
 * What is the console page's own, in a real browser against a stub: signing in, moving about by keyboard, languages,
 * narrow screens, lost connections, set-up and settings from end to end, and that nothing a sender writes is markup.
 * What a gateway does with it is tested against a real gateway.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canSkipPages, launchChromium } from "../support/chromium.ts";
import { HOSTILE_NAMES } from "../support/console-sample.ts";
import { WRONG_SECRET } from "../support/console-stub-answers.ts";
import { startConsoleStub, type ConsoleStub, type ConsoleStubOptions } from "../support/console-stub.ts";
import {
  openConsoleWindow,
  type ConsoleWindow,
  type ConsoleWindowOptions,
} from "../support/console-window.ts";

const TOKEN = "a-token-of-the-gateway";
const LIMIT_BYTES = 150 * 1024;
const VIEWS = ["now", "messages", "people", "permissions", "settings", "setup"] as const;

let browser: Browser;
let webRoot: string;
let stubs: ConsoleStub[];
let windows: ConsoleWindow[];

async function startStub(options: Omit<ConsoleStubOptions, "webRoot"> = {}): Promise<ConsoleStub> {
  const stub = await startConsoleStub({ webRoot, stepMs: 60, ...options });
  stubs.push(stub);
  return stub;
}

async function open(
  stub: ConsoleStub,
  options: Omit<ConsoleWindowOptions, "page"> = {},
): Promise<ConsoleWindow> {
  const window = await openConsoleWindow(browser, { page: stub.page, ...options });
  windows.push(window);
  return window;
}

const posts = (stub: ConsoleStub, path: string) => stub.answers.posted.filter((one) => one.path === path);

describe.skipIf(canSkipPages)("the console's page", () => {
  beforeAll(async () => {
    webRoot = await mkdtemp(join(tmpdir(), "console-page-"));
    const configFile = fileURLToPath(new URL("../../src/web/vite-console.config.ts", import.meta.url));
    await build({ configFile, build: { outDir: webRoot }, logLevel: "error" });
    browser = await launchChromium();
  }, 60_000);

  beforeEach(() => {
    stubs = [];
    windows = [];
  });

  afterEach(async () => {
    await Promise.all(windows.map((window) => window.close()));
    await Promise.all(stubs.map((stub) => stub.close()));
  });

  afterAll(async () => {
    await browser?.close();
    await rm(webRoot, { recursive: true, force: true });
  });

  it("is small, and has nothing inline", async () => {
    const entries = await readdir(webRoot, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const sizes = await Promise.all(
      files.map(async ({ parentPath, name }) => gzipSync(await readFile(join(parentPath, name))).length),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    process.stdout.write(
      `The console's page: ${(total / 1024).toFixed(1)} kB gzipped in ${files.length} files.\n`,
    );
    expect(total).toBeLessThan(LIMIT_BYTES);
    const html = await readFile(join(webRoot, "index.html"), "utf8");
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/(?:src|href)="(?!\.\/)/);
  });

  it("shows nothing to somebody without the token, and everything once it is right", async () => {
    const stub = await startStub({ token: TOKEN });
    const { page, words, complaints, findBarriers } = await open(stub);
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(await words()).not.toContain("主机器人");
    expect(await findBarriers()).toEqual([]);
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("网关不接受这个令牌").waitFor();
    await page.keyboard.type(TOKEN);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "概览", level: 1 }).waitFor();
    expect(stub.requests.filter((line) => line.includes(TOKEN))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("takes the token out of the address, and knows it after reloading", async () => {
    const stub = await startStub({ token: TOKEN });
    const { page } = await open(stub, { route: `token=${TOKEN}&view=people` });
    const heading = page.getByRole("heading", { name: "人员与群", level: 1 });
    await heading.waitFor();
    expect(page.url()).toBe(`${stub.page}#view=people`);
    await page.reload();
    await heading.waitFor();
    await page.getByRole("button", { name: "外观" }).click();
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(stub.requests.filter((line) => line.includes(TOKEN))).toEqual([]);
  });

  it("works below a base path of the gateway", async () => {
    const stub = await startStub({ basePath: "/gate" });
    const { page, complaints } = await open(stub, { route: "view=settings" });
    await page.getByRole("button", { name: "更新配置" }).waitFor();
    expect(stub.requests.every((line) => line.includes(" /gate/dingtalk/"))).toBe(true);
    expect(complaints).toEqual([]);
  });

  for (const look of [
    { width: 360, locale: "en-US", colorScheme: "dark" },
    { width: 1440, locale: "zh-CN", colorScheme: "light" },
  ] as const) {
    it(`shows hostile names as text, fits and has no barriers at ${look.width} px, ${look.colorScheme}, ${look.locale}`, async () => {
      const stub = await startStub();
      const window = await open(stub, look);
      const { page } = window;
      for (const view of VIEWS) {
        await page.goto(`${stub.page}#view=${view}`);
        await page.locator(`nav a[aria-current="page"][href*="view=${view}"]`).waitFor();
        await expect.poll(() => page.locator("main .bone").count()).toBe(0);
        expect([view, await window.overflow()]).toEqual([view, 0]);
        expect([view, await window.findBarriers()]).toEqual([view, []]);
        expect(await page.locator("img").count()).toBe(0);
        expect(await page.title()).not.toContain("owned");
      }
      await page.goto(`${stub.page}#view=people`);
      await expect.poll(window.words).toContain(HOSTILE_NAMES[0]);
      expect(window.complaints).toEqual([]);
    });
  }

  it("is walked through by keyboard: the heading of the new view is where one goes on", async () => {
    const stub = await startStub();
    const { page } = await open(stub);
    await page.getByRole("heading", { name: "概览", level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "跳到正文" }).waitFor();
    await page.getByRole("link", { name: "权限" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("h1:focus").filter({ hasText: "权限" }).waitFor();
    expect(await page.title()).toContain("权限");
    await page.goBack();
    await page.locator("h1:focus").filter({ hasText: "概览" }).waitFor();
  });

  it("speaks the language that one chooses, with the gateway's sentences too, and remembers it", async () => {
    const stub = await startStub();
    const { page } = await open(stub, { route: "view=settings" });
    await page.getByText("私聊策略").first().waitFor();
    await page.getByRole("button", { name: "EN · Switch to English" }).click();
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
    await page.getByText("Direct messages").first().waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.reload();
    await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  });

  it("says that the connection is lost, and that the gateway has started anew", async () => {
    const stub = await startStub();
    const { page } = await open(stub);
    await page.getByRole("heading", { name: "概览", level: 1 }).waitFor();
    stub.setDown(true);
    await page.getByText("与网关的连接断开了").waitFor();
    stub.answers.restart();
    stub.setDown(false);
    await page.getByText("网关已重新启动").waitFor();
    expect(await page.getByText("与网关的连接断开了").count()).toBe(0);
  });

  it("changes nothing in the dashboard's tab, and leads to the page that can", async () => {
    const stub = await startStub({ mayChange: false });
    const { page } = await open(stub, { route: "view=settings&scope=backup" });
    const link = page.getByRole("link", { name: "在独立页面中打开" }).last();
    expect(await link.getAttribute("href")).toBe("/dingtalk/console/#view=settings&scope=backup");
    expect(await page.locator("setting-field input, setting-field button").count()).toBe(0);
    expect(await page.getByRole("button", { name: "更新配置" }).count()).toBe(0);
    await page.goto(`${stub.page}#view=permissions`);
    await page.getByRole("heading", { name: "主机器人" }).waitFor();
    expect(await page.getByRole("button", { name: "重新检查" }).count()).toBe(0);
    await page.goto(`${stub.page}#view=setup`);
    await page.getByText("请在独立页面中操作").waitFor();
    expect(stub.answers.posted).toEqual([]);
  });

  it("works in the dashboard's frame, which lets it neither store anything nor open windows", async () => {
    const stub = await startStub({ token: TOKEN, frameWord: "w0rd", mayChange: false });
    const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1280, height: 860 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(stub.dashboard);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("heading", { name: "概览", level: 1 }).waitFor();
    await frame.getByRole("link", { name: "权限" }).click();
    await frame.getByRole("heading", { name: "权限", level: 1 }).waitFor();
    await frame.getByRole("link", { name: "在独立页面中打开" }).first().click();
    const address = frame.getByRole("textbox", { name: /不允许这个标签页打开新窗口/ });
    expect(await address.inputValue()).toBe(`${stub.page}#view=permissions`);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("updates the configuration after showing what will change, and takes it back when it fails", async () => {
    const stub = await startStub();
    const { page, complaints } = await open(stub, { route: "view=settings" });
    const update = page.getByRole("button", { name: "更新配置" });
    expect(await update.isDisabled()).toBe(true);
    await page.getByRole("button", { name: "更换：Client Secret（AppSecret）" }).click();
    await page.keyboard.type(WRONG_SECRET);
    await page
      .locator('setting-field[data-path="dmPolicy"]')
      .getByRole("radio", { name: "allowlist" })
      .check();
    await update.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("dmPolicy").first().waitFor();
    expect(await dialog.textContent()).not.toContain(WRONG_SECRET);
    expect(posts(stub, "settings/apply")).toEqual([]);
    await dialog.getByRole("button", { name: "更新配置" }).click();
    await dialog.getByText("钉钉不接受这个 Client Secret").waitFor();
    await dialog.getByRole("button", { name: "恢复原配置" }).click();
    await dialog.getByText("已恢复原来的配置").waitFor();
    expect(posts(stub, "settings/undo")).toHaveLength(1);
    await dialog.getByRole("button", { name: "关闭" }).last().click();
    await page.getByText("没有修改").waitFor();
    expect(complaints).toEqual([]);
  });

  it("follows an update over a restart of the gateway", async () => {
    const stub = await startStub({ stepMs: 300 });
    const { page } = await open(stub, { route: "view=settings" });
    await page
      .locator('setting-field[data-path="groupPolicy"]')
      .getByRole("radio", { name: "disabled" })
      .check();
    await page.getByRole("button", { name: "更新配置" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "更新配置" }).click();
    await dialog.getByText("保存配置").waitFor();
    stub.setDown(true);
    await dialog.getByText("网关正在重启").waitFor();
    stub.setDown(false);
    await dialog.getByText("配置已更新").waitFor();
  });

  it("does not send a value that cannot be, and goes to it", async () => {
    const stub = await startStub();
    const { page } = await open(stub, { route: "view=settings&scope=backup" });
    const delay = page.locator('setting-field[data-path="longTaskNoticeDelayMs"]');
    await delay.getByRole("textbox").fill("-1");
    await delay.getByText(/不能小于 0。 要求：0 到 86400000/).waitFor();
    await page.getByRole("button", { name: "更新配置" }).click();
    await delay.locator("input:focus").waitFor();
    expect(posts(stub, "settings/plan")).toEqual([]);
    await delay.getByRole("textbox").fill("");
    await delay.getByRole("textbox").pressSequentially("1500");
    await page.getByRole("button", { name: "更新配置" }).click();
    await page.getByRole("dialog").getByText("accounts.backup.longTaskNoticeDelayMs").first().waitFor();
    expect(posts(stub, "settings/plan")[0]?.body).toMatchObject({
      edits: [{ accountId: "backup", path: "longTaskNoticeDelayMs", value: 1_500 }],
    });
  });

  it("keeps edits while one looks elsewhere, and shows what a bot inherits", async () => {
    const stub = await startStub();
    const { page } = await open(stub, { route: "view=settings&scope=main" });
    const policy = page.locator('setting-field[data-path="dmPolicy"]');
    await policy.getByText("沿用全局").first().waitFor();
    await policy.getByRole("button", { name: "单独设置：私聊策略" }).click();
    await policy.getByText("沿用“全部机器人”的值：pairing").waitFor();
    await page.getByRole("link", { name: "人员与群" }).click();
    await page.getByRole("navigation").getByRole("link", { name: "设置" }).click();
    await page.getByText("1 项修改").waitFor();
    await page.getByRole("link", { name: "主机器人" }).click();
    await policy.getByRole("button", { name: "沿用全局：私聊策略" }).click();
    await page.getByText("没有修改").waitFor();
  });

  it("finds settings by their words, folded ones too", async () => {
    const stub = await startStub();
    const { page } = await open(stub, { route: "view=settings" });
    await page.getByRole("searchbox").fill("旧版 api");
    await page.locator('setting-field[data-path="endpoints.oapi"]').waitFor();
    expect(await page.locator("setting-field").count()).toBe(1);
    await page.getByRole("searchbox").fill("没有这样的设置");
    await page.getByText("没有与“没有这样的设置”匹配的配置项").waitFor();
  });

  it("sets up the first bot by hand, up to its first message", async () => {
    const stub = await startStub({ empty: true });
    const { page, words, complaints } = await open(stub);
    await page.getByRole("heading", { name: "把钉钉接入 OpenClaw" }).waitFor();
    await page.getByRole("radio", { name: /手动填写/ }).check();
    const next = page.getByRole("button", { name: "下一步" });
    await next.click();
    await page.locator("#clientId:focus").waitFor();
    await page.getByLabel("Client ID（AppKey）").fill("dingnew1234567890");
    await page.getByLabel("Client Secret（AppSecret）").fill(WRONG_SECRET);
    await next.click();
    await page
      .getByRole("radio", { name: /仅名单内/ })
      .first()
      .check();
    await page.getByRole("button", { name: "检查并连接" }).click();
    await page.getByText("还没有连通，配置没有改动").waitFor();
    await page.getByRole("button", { name: "修改凭证" }).click();
    await page.getByLabel("Client Secret（AppSecret）").fill("right-secret");
    await next.click();
    await page.getByRole("button", { name: "检查并连接" }).click();
    await page.getByRole("heading", { name: "现在给机器人发条消息" }).waitFor();
    expect(posts(stub, "setup/prove").at(-1)?.body).toMatchObject({
      accountId: "default",
      write: true,
      answers: { clientId: "dingnew1234567890", clientSecret: "right-secret", dmPolicy: "allowlist" },
    });
    await page.getByText("接入成功，机器人已经回复").waitFor();
    expect(await words()).not.toContain("right-secret");
    expect(complaints).toEqual([]);
  });

  it("sets up a further bot by scanning a code that it draws", async () => {
    const stub = await startStub();
    const { page, findBarriers } = await open(stub, { route: "view=setup" });
    await page.getByLabel("机器人名称（选填）").fill("客服");
    await page.getByRole("button", { name: "显示二维码" }).click();
    await page.getByRole("img", { name: "用钉钉扫描的二维码" }).waitFor();
    await page.getByText(/有效期还剩 (?:10:00|9:5\d)/).waitFor();
    expect(await findBarriers()).toEqual([]);
    await page.getByText("应用已创建，Client ID：dingscanned00000001").waitFor();
    await page.getByRole("button", { name: "下一步" }).click();
    await page.getByRole("button", { name: "检查并连接" }).click();
    await page.getByRole("heading", { name: "现在给机器人发条消息" }).waitFor();
    const { body } = posts(stub, "setup/prove")[0] ?? {};
    expect(body).toMatchObject({ accountId: "default", name: "客服", scanJob: "job-1" });
    expect(JSON.stringify(body)).not.toContain("clientSecret");
  });

  it("comes through set-up though the gateway restarts on it and forgets the proof", async () => {
    const stub = await startStub({ restartsOnWrite: true });
    const { page } = await open(stub, { route: "view=setup" });
    await page.getByRole("radio", { name: /主机器人/ }).check();
    await page.getByRole("radio", { name: /沿用现有凭证/ }).check();
    await page.getByRole("button", { name: "下一步" }).click();
    await page.getByRole("button", { name: "检查并连接" }).click();
    await page.getByText("接入成功，机器人已经回复").waitFor();
    expect(posts(stub, "setup/prove")[0]?.body).toEqual({
      accountId: "main",
      answers: expect.objectContaining({ dmPolicy: "pairing" }),
      write: true,
    });
  });

  it("checks permissions live, and links to where they are applied for", async () => {
    const stub = await startStub({ stepMs: 500 });
    const { page } = await open(stub, { route: "view=permissions&account=main" });
    const apply = page.getByRole("link", { name: "申请权限：AI 卡片流式回复" });
    expect(await apply.getAttribute("href")).toContain("scope=Card.Instance.Write");
    expect(await page.getByRole("button", { name: "重新检查" }).count()).toBe(1);
    await page.getByRole("button", { name: "重新检查" }).click();
    await page.getByRole("button", { name: "正在检查" }).waitFor();
    await page.getByRole("button", { name: "重新检查" }).waitFor();
    expect(posts(stub, "permissions/check")).toEqual([
      { path: "permissions/check", body: { accountId: "main" } },
    ]);
  });
});

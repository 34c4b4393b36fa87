/**
 * The console's views Now, Messages and People in a real browser, against a stub that answers as the contract says:
 * what is the page's own. What a real gateway answers is tested with a real gateway.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canSkipPages, launchChromium } from "../support/chromium.ts";
import { stageViews, type ViewStage } from "../support/console-stub-views.ts";
import { startConsoleStub, type ConsoleStub } from "../support/console-stub.ts";
import {
  openConsoleWindow,
  type ConsoleWindow,
  type ConsoleWindowOptions,
} from "../support/console-window.ts";

/** As much of the page's own types as is needed here. */
interface Rooted {
  getRootNode(): { readonly activeElement: unknown };
}

let browser: Browser;
let webRoot: string;
let stub: ConsoleStub;
let stage: ViewStage;
let windows: ConsoleWindow[];

type Look = Omit<ConsoleWindowOptions, "page" | "route">;

async function openWindow(route: string, look: Look = {}): Promise<ConsoleWindow> {
  const window = await openConsoleWindow(browser, { page: stub.page, route, locale: "en-US", ...look });
  windows.push(window);
  return window;
}

const open = async (route: string, look?: Look): Promise<Page> => (await openWindow(route, look)).page;

/** Requests of the API whose address holds `part`. */
const asked = (part: string) => stub.requests.filter((line) => line.includes(`/api/${part}`));
const posted = (path: string) =>
  stub.answers.posted.filter((one) => one.path === path).map(({ body }) => body);

/** Waits until the page has asked for the open view that many times more. */
async function polls(part: string, count = 2): Promise<void> {
  const until = asked(part).length + count;
  await expect.poll(() => asked(part).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(until);
}

const rows = (page: Page) => page.locator("message-row");
const row = (page: Page, id: string) => page.locator(`message-row[data-row="${id}"]`);
const trace = (page: Page) => page.locator("message-trace");
/** Also inside of shadow roots, where the document knows only the outermost element. */
const isFocused = (element: Locator) =>
  element.evaluate((node) => {
    const { activeElement } = (node as unknown as Rooted).getRootNode();
    return activeElement === node;
  });

describe.skipIf(canSkipPages)("console views", () => {
  beforeAll(async () => {
    webRoot = await mkdtemp(join(tmpdir(), "console-views-"));
    const configFile = fileURLToPath(new URL("../../src/web/vite-console.config.ts", import.meta.url));
    await build({ configFile, build: { outDir: webRoot }, logLevel: "error" });
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(webRoot, { recursive: true, force: true });
  });

  beforeEach(async () => {
    windows = [];
    stub = await startConsoleStub({ webRoot });
    stage = stageViews(stub);
  });

  afterEach(async () => {
    const complaints = windows.flatMap((window) => window.complaints);
    for (const window of windows) await window.close();
    await stub.close();
    expect(complaints).toEqual([]);
  });

  describe("messages", () => {
    it("a reader filters by outcome and words, the address keeps both, and all come back with one click", async () => {
      const page = await open("view=messages");
      await expect.poll(() => rows(page).count()).toBe(50);
      await page.getByRole("button", { name: "Refused" }).click();
      await expect.poll(() => rows(page).count()).toBeLessThan(50);
      expect(await page.locator('message-row:not([data-outcome="refused"])').count()).toBe(0);
      const search = page.getByRole("searchbox");
      await search.pressSequentially("小明");
      await expect.poll(() => asked("messages?").at(-1)).toContain(`search=${encodeURIComponent("小明")}`);
      expect(asked("messages?").at(-1)).toContain("outcome=refused");
      await expect.poll(() => decodeURIComponent(page.url())).toContain("search=小明");
      await page.locator("ul.rows:not(.stale)").waitFor();
      const senders = await page.locator("message-row strong").allInnerTexts();
      expect(senders.length).toBeGreaterThan(3);
      expect(new Set(senders)).toEqual(new Set(["王小明"]));
      await search.fill("nobody wrote this");
      await page.getByText("No message fits.").waitFor();
      await page.getByRole("button", { name: "Show all messages" }).click();
      await expect.poll(() => rows(page).count()).toBe(50);
      expect(await search.inputValue()).toBe("");
    });

    it("a reader goes on typing while answers come, and loses no letter", async () => {
      const page = await open("view=messages");
      const search = page.getByRole("searchbox");
      await search.pressSequentially("wa");
      await polls("messages?", 2);
      await search.pressSequentially("y");
      expect(await search.inputValue()).toBe("way");
      await expect.poll(() => asked("messages?").at(-1)).toContain("search=way");
      expect(await isFocused(search)).toBe(true);
    });

    it("an open trace stays open and where it is while messages arrive, and those wait behind a button", async () => {
      const page = await open("view=messages");
      await row(page, "49999").click();
      const heading = trace(page).getByRole("heading", { name: "Trace of a message" });
      await trace(page).getByText("卡片已完成。").waitFor();
      await expect.poll(() => isFocused(heading)).toBe(true);
      const before = await row(page, "49999").boundingBox();

      const id = stage.arrive({ outcome: "running" });
      stage.change("49998", { outcome: "failed" });
      const news = page.getByRole("button", { name: "1 new message" });
      await news.waitFor();
      await expect.poll(() => row(page, "49998").getAttribute("data-outcome")).toBe("failed");
      expect(await row(page, id).count()).toBe(0);
      expect(await row(page, "49999").boundingBox()).toEqual(before);
      expect(await trace(page).getByText("卡片已完成。").isVisible()).toBe(true);
      expect(await isFocused(heading)).toBe(true);

      await news.click();
      await row(page, id).waitFor();
      expect(await trace(page).getByText("卡片已完成。").isVisible()).toBe(true);
      await trace(page).getByRole("button", { name: "Close the trace" }).click();
      await expect.poll(() => trace(page).count()).toBe(0);
      await expect.poll(() => isFocused(row(page, "49999").locator("a"))).toBe(true);
    });

    it("a message that arrives while nobody reads the list comes in by itself", async () => {
      const page = await open("view=messages");
      await expect.poll(() => rows(page).count()).toBe(50);
      const id = stage.arrive();
      await row(page, id).waitFor();
      expect(await rows(page).first().getAttribute("data-row")).toBe(id);
    });

    it("the trace of a link opens by itself, and on a narrow screen Escape leads back to the list", async () => {
      const page = await open("view=messages&message=49998", { width: 360 });
      await page.getByRole("dialog", { name: "Trace of a message" }).waitFor();
      await trace(page).getByText("允许：王小明 在名单里。").waitFor();
      await polls("messages/49998", 2);
      expect(await page.getByRole("dialog").isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
      await expect.poll(() => isFocused(row(page, "49998").locator("a"))).toBe(true);
      await expect.poll(() => page.url()).not.toContain("message=");
    });

    it("a trace that is not kept any more says so in the gateway's words", async () => {
      const page = await open("view=messages&message=1");
      await trace(page).getByText("没有这一项。").waitFor();
    });

    it("texts come only after somebody asked for them, and are hidden again after leaving", async () => {
      const page = await open("view=messages");
      await expect.poll(() => rows(page).count()).toBe(50);
      await expect.poll(() => rows(page).first().locator("a").innerText()).toContain("43 characters");
      expect(asked("messages").some((line) => line.includes("reveal"))).toBe(false);
      const reveal = page.getByRole("switch", { name: "Show texts" });
      await reveal.click();
      await rows(page).first().getByText("请帮我看一下第 0 份报表").waitFor();
      expect(await reveal.getAttribute("aria-checked")).toBe("true");
      await page.getByRole("link", { name: "People" }).click();
      await page.locator("people-view h2").first().waitFor();
      await page.getByRole("link", { name: "Messages" }).click();
      await expect.poll(() => rows(page).first().locator("a").innerText()).toContain("43 characters");
      expect(asked("messages?").at(-1)).not.toContain("reveal");
    });

    it("a reader goes back to the first message by the keyboard alone", async () => {
      const page = await open("view=messages&outcome=failed&account=main");
      const more = page.getByRole("button", { name: "Older messages" });
      await expect.poll(() => rows(page).count()).toBeGreaterThan(5);
      expect(await more.count()).toBe(0);
      await page.goto(`${stub.page}#view=messages`);
      await expect.poll(() => rows(page).count()).toBe(50);
      await more.press("Enter");
      await expect.poll(() => rows(page).count()).toBe(100);
      expect(asked("messages?").some((line) => line.includes("before=49951"))).toBe(true);
      await more.press("Enter");
      await expect.poll(() => rows(page).count()).toBe(120);
      await expect.poll(() => isFocused(row(page, "49900").locator("a"))).toBe(true);
      await polls("messages?", 2);
      expect(await rows(page).count()).toBe(120);
      await page.getByText("the trail goes back 7 days").waitFor();
    });

    it("somebody without messages is told how the first one comes", async () => {
      stage.clearMessages();
      const page = await open("view=messages");
      await page.getByText("Write to the bot in DingTalk").waitFor();
      const id = stage.arrive();
      await row(page, id).waitFor();
    });
  });

  describe("now", () => {
    it("an operator retries a dead letter: the right one is asked for, it goes, and the page says so", async () => {
      const page = await open("view=now");
      const letters = page.locator("dead-letters");
      await letters.locator('[data-letter="dead-1"]').getByRole("button", { name: "Retry" }).click();
      const status = letters.getByRole("status");
      await expect.poll(() => status.innerText()).toContain("on its way to the agent again");
      await expect.poll(() => isFocused(status)).toBe(true);
      expect(posted("dead-letters/act")).toEqual([{ accountId: "main", id: "dead-1", action: "retry" }]);
      expect(await letters.locator("[data-letter]").count()).toBe(1);
    });

    it("dropping a dead letter is asked first, and Escape keeps it", async () => {
      const page = await open("view=now");
      const letter = page.locator('dead-letters [data-letter="dead-2"]');
      await letter.getByRole("button", { name: "Drop the message of Without a name" }).click();
      await letter.getByText("Drop it for good?").waitFor();
      await polls("now", 2);
      await expect
        .poll(() => isFocused(letter.getByRole("button", { name: "Drop", exact: true })))
        .toBe(true);
      await page.keyboard.press("Escape");
      await expect.poll(() => letter.getByText("Drop it for good?").count()).toBe(0);
      expect(posted("dead-letters/act")).toEqual([]);
      await letter.getByRole("button", { name: "Drop the message of" }).click();
      await letter.getByRole("button", { name: "Drop", exact: true }).click();
      await expect.poll(() => letter.count()).toBe(0);
      expect(posted("dead-letters/act")).toEqual([{ accountId: "main", id: "dead-2", action: "drop" }]);
    });

    it("a dead letter says who, where and why, and of its text only the length", async () => {
      stage.adjustNow((view) => ({
        ...view,
        deadLetters: view.deadLetters.map((letter) => ({ ...letter, preview: "···· 31" })),
      }));
      const page = await open("view=now");
      const letter = page.locator('dead-letters [data-letter="dead-1"]');
      await letter.getByText("31 characters").waitFor();
      expect(await letter.innerText()).toContain("<script>document.title='owned'</script>");
      expect(await letter.innerText()).toContain("三次都没有送达：模型服务没有响应。");
      expect(await letter.innerText()).not.toContain("····");
    });

    it("an operator's keyboard and open table stay where they are while figures change", async () => {
      const page = await open("view=now");
      const table = page.locator("quota-chart details");
      await table.locator("summary").click();
      const button = page
        .locator('dead-letters [data-letter="dead-2"]')
        .getByRole("button", { name: "Retry" });
      await button.focus();
      stage.adjustNow((view) => ({
        ...view,
        turns: [],
        deadLetters: view.deadLetters.filter(({ id }) => id !== "dead-1"),
        accounts: view.accounts.map((account) => ({ ...account, name: `${account.accountId} two` })),
      }));
      await page.locator("account-card").getByText("main two").waitFor();
      await page.getByText("Nobody is waiting for an answer.").waitFor();
      expect(await isFocused(button)).toBe(true);
      expect(await table.getAttribute("open")).not.toBeNull();
    });

    it("a moment ages by itself while the gateway is silent", async () => {
      const page = await open("view=now");
      const elapsed = page.locator('turn-list [data-turn="turn-2"] time');
      const before = await elapsed.innerText();
      stub.setDown(true);
      await expect.poll(() => elapsed.innerText()).not.toBe(before);
      await page.getByText("The connection to the gateway is lost.").waitFor();
    });

    it("a chart is a sentence and a table for those who do not see it", async () => {
      const page = await open("view=now", { width: 360 });
      await page
        .getByRole("img", { name: /^API calls of November 2026: 3,712 so far, limit 5,000\.$|^API calls of/ })
        .waitFor();
      const quota = page.locator("quota-chart");
      await quota.getByText("As a table").press("Enter");
      const total = quota.getByRole("row").last().getByRole("cell").last();
      expect(Number((await total.innerText()).replace(",", ""))).toBeGreaterThan(0);

      await page
        .getByRole("img", { name: "Times of the last 24 turns. First word: half within 1.2s" })
        .waitFor();
      const latency = page.locator("latency-chart");
      await latency.getByText("As a table").press("Enter");
      expect(await latency.getByRole("row").count()).toBe(25);
      await latency.getByRole("link").first().click();
      await expect.poll(() => page.url()).toContain("message=t0023");
    });

    it("in the dashboard's tab nothing can be changed, and a link leads to where it can", async () => {
      await stub.close();
      stub = await startConsoleStub({ webRoot, mayChange: false });
      const page = await open("view=now");
      await page.locator("dead-letters [data-letter]").first().waitFor();
      expect(await page.locator("dead-letters").getByRole("button").count()).toBe(0);
      const link = page.locator("dead-letters").getByRole("link");
      expect(await link.getAttribute("href")).toBe("/dingtalk/console/#view=now");
      await page.getByRole("link", { name: "People" }).click();
      await page.locator("pairing-requests [data-request]").first().waitFor();
      for (const part of ["pairing-requests", "allow-list"]) {
        expect(await page.locator(part).getByRole("button").count(), part).toBe(0);
      }
      expect(await page.getByRole("button", { name: "Allow" }).count()).toBe(0);
    });
  });

  describe("people and groups", () => {
    it("an operator approves one request and refuses another, each by its id", async () => {
      const page = await open("view=people");
      const requests = page.locator("pairing-requests");
      const status = requests.getByRole("status");
      await requests.getByRole("button", { name: "Approve <img" }).click();
      await expect.poll(() => status.innerText()).toContain("已处理。");
      await expect.poll(() => isFocused(status)).toBe(true);
      await requests.getByRole("button", { name: "Refuse staff0078" }).click();
      await requests.getByText("Nobody is waiting for approval.").waitFor();
      expect(posted("people/pairing")).toEqual([
        { accountId: "main", requestId: "7QK2MZPA", decision: "approve" },
        { accountId: "main", requestId: "9XW4RTBC", decision: "refuse" },
      ]);
    });

    it("an operator puts somebody on a list by name and takes another off, which is asked first", async () => {
      const page = await open("view=people");
      const list = page.locator('allow-list [data-list="allowFrom"]');
      const field = list.getByRole("combobox", { name: "Add to: May write directly" });
      await field.pressSequentially("同事");
      await polls("people", 2);
      await field.pressSequentially(" 3");
      await field.press("Enter");
      await list.locator('[data-entry="staff3"]').waitFor();
      expect(await field.inputValue()).toBe("");
      await list.getByRole("button", { name: "Remove 同事 1" }).click();
      await list.getByText("Remove 同事 1?").waitFor();
      await list.getByRole("button", { name: "Remove", exact: true }).click();
      await expect.poll(() => list.locator('[data-entry="staff1"]').count()).toBe(0);
      expect(posted("people/list")).toEqual([
        { accountId: "main", list: "allowFrom", action: "add", entry: "staff3" },
        { accountId: "main", list: "allowFrom", action: "remove", entry: "staff1" },
      ]);
    });

    it("an operator finds a person, lets them in, and reads what the policy means after it changed", async () => {
      const page = await open("view=people");
      await page.getByText("gets a code and waits until you approve it").waitFor();
      const known = page.locator('known-list [data-known="person"]');
      const search = page.getByRole("searchbox", { name: "Find by name or id" });
      await search.fill("staff5");
      await expect.poll(() => known.locator("li").count()).toBe(1);
      await known.getByRole("button", { name: "Allow 同事 5" }).click();
      await expect
        .poll(() => posted("people/list"))
        .toEqual([{ accountId: "main", list: "allowFrom", action: "add", entry: "staff5" }]);
      stage.adjustPeople((view) => ({ ...view, dmPolicy: "disabled" }));
      await page.getByText("Nobody may write to the bot directly.").waitFor();
      expect(await search.inputValue()).toBe("staff5");
    });
  });

  it("names, titles, texts and file names that look like markup stay words in every view", async () => {
    for (const route of ["now", "messages&reveal=1", "messages&message=49997&reveal=1", "people"]) {
      const page = await open(`view=${route}`);
      await page.getByText("onerror=").or(page.getByText("<script>")).first().waitFor();
      expect(
        await page.locator("img, iframe, object, main script, [onerror], a[href^='javascript']").count(),
      ).toBe(0);
      expect(await page.title()).not.toBe("owned");
    }
  });

  it.each([
    { width: 1440, locale: "zh-CN", colorScheme: "light" },
    { width: 1440, locale: "en-US", colorScheme: "dark" },
    { width: 360, locale: "en-US", colorScheme: "light" },
    { width: 360, locale: "zh-CN", colorScheme: "dark" },
  ] as const)(
    "somebody with assistive technology meets no serious barrier at $width px, $locale, $colorScheme",
    async (look) => {
      for (const route of ["now", "messages", "messages&message=49999&reveal=1", "people"]) {
        const { page, findBarriers, overflow } = await openWindow(`view=${route}`, look);
        const inside = page.locator("quota-panel, message-row, known-list").first();
        await inside.locator("a, h2").first().waitFor({ state: "attached" });
        for (const table of await page.locator("summary").all()) await table.click();
        expect(await findBarriers(), route).toEqual([]);
        expect(await overflow(), route).toBe(0);
      }
    },
  );
});

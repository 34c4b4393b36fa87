/** Buttons of a card on the emulator's chat page: a person stops an answer and judges it, with a real account behind. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { startAccountRig, type AccountRig } from "../support/account-rig.ts";
import { openChatWindow } from "../support/chat-window.ts";
import { chatPages } from "../support/built-pages.ts";
import { canSkipPages, launchChromium } from "../support/chromium.ts";

const ANN = "manager807";

describe.skipIf(canSkipPages)("a card with buttons", () => {
  let browser: Browser;
  let emulator: Emulator;
  let rig: AccountRig;

  beforeAll(async () => {
    browser = await launchChromium();
    emulator = await createEmulator({ webRoot: chatPages });
    const { id: templateId, contentKey, statusKey } = BUTTON_CARD;
    rig = await startAccountRig({
      url: emulator.url,
      section: { card: { templateId, contentKey, statusKey } },
    });
    await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  }, 60_000);

  afterAll(async () => {
    await rig?.account.stop();
    await browser?.close();
    await emulator?.close();
    if (rig) await rm(rig.directory, { recursive: true, force: true });
  });

  it("is stopped by the person who asked, and judged afterwards", async () => {
    rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onRunStart("run");
      for (const tell of rig.listeners)
        tell({ kind: "text", runId: "run", itemId: "i", text: "An answer that goes on and on" });
      await new Promise<void>((resolve) => turn.stopSignal.addEventListener("abort", () => resolve()));
      return "completed";
    };
    const chat = emulator.openDirect(DEFAULT_CLIENT_ID, ANN);
    const window = await openChatWindow(browser, { url: emulator.url, person: ANN, chat });
    await window.composer.fill("tell me everything");
    await window.composer.press("Enter");
    await window.cardWords.filter({ hasText: "on and on" }).waitFor();
    const button = (name: string) => window.cards.getByRole("button", { name });
    expect(await button("赞").count()).toBe(0);
    expect(await window.findBarriers()).toEqual([]);
    await button("停止").click();
    await window.cardWords.filter({ hasText: "(Stopped.)" }).waitFor();
    await button("赞").waitFor();
    expect(await button("停止").count()).toBe(0);
    await button("赞").click();
    await expect.poll(() => rig.logger.lines.some((line) => line.includes('"verdict":"up"'))).toBe(true);
    expect(await window.findBarriers()).toEqual([]);
    const shot = process.env["SCREENSHOT_FOLDER"];
    if (shot) await window.page.screenshot({ path: join(shot, "card-buttons.png") });
    expect(window.complaints).toEqual([]);
    await window.close();
  }, 30_000);

  it("tells the person when no bot answers the press", async () => {
    const chat = emulator.openDirect(DEFAULT_CLIENT_ID, ANN);
    const window = await openChatWindow(browser, { url: emulator.url, person: ANN, chat });
    await window.cards.first().waitFor();
    emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "half-open" });
    await window.cards.getByRole("button", { name: "踩" }).first().click();
    await window.page.getByText("两秒").waitFor();
    await window.close();
  }, 30_000);
});

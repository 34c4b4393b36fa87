/** The emulator's chat page in Chromium with one account of ours behind it, connected, and what its first person sees. */
import { rm } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { startAccountRig, type AccountRig } from "./account-rig.ts";
import { chatPages } from "./built-pages.ts";
import { openChatWindow, type ChatWindow } from "./chat-window.ts";
import { launchChromium } from "./chromium.ts";

/** Chen Siyuan of the default company. */
export const ANN = "manager807";

export interface CardPage extends AsyncDisposable {
  readonly browser: Browser;
  readonly emulator: Emulator;
  readonly rig: AccountRig;
  /** Ann's direct chat with the bot, in a window of its own. */
  openChat(): Promise<ChatWindow>;
}

/** `section` is laid over the account's configuration. */
export async function startCardPage(section: Readonly<Record<string, unknown>> = {}): Promise<CardPage> {
  await using undo = new AsyncDisposableStack();
  const browser = await launchChromium();
  undo.defer(() => browser.close());
  const emulator = await createEmulator({ webRoot: chatPages });
  undo.defer(() => emulator.close());
  const rig = await startAccountRig({ url: emulator.url, section });
  undo.defer(() => rm(rig.directory, { recursive: true, force: true }));
  undo.defer(() => rig.account.stop());
  await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
  const started = undo.move();
  return {
    browser,
    emulator,
    rig,
    openChat: () => {
      const chat = emulator.openDirect(DEFAULT_CLIENT_ID, ANN);
      return openChatWindow(browser, { url: emulator.url, person: ANN, chat });
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

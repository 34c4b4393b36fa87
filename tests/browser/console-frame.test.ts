/** The console's tab as Chromium shows it: a sandboxed frame with an opaque origin, on a page of the real gateway. */
import type { Browser, Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CONSOLE_FRAME_HEADER,
  CONSOLE_FRAME_META,
  CONSOLE_PAGE,
  CONSOLE_PANEL,
} from "../../src/contract/console.ts";
import { canSkipPages, launchChromium } from "../support/chromium.ts";
import { startRig, type Rig } from "../support/dingtalk-rig.ts";

let rig: Rig;
let browser: Browser;
const scripts: number[] = [];

const isPanel = (frame: Frame) => new URL(frame.url(), "http://none.invalid").pathname === CONSOLE_PANEL;

/** As the dashboard does it: the parent signs in, then mounts the sandboxed frame. */
async function openFrame(): Promise<Frame> {
  const page = await browser.newPage();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith(CONSOLE_PAGE) && pathname.endsWith(".js")) scripts.push(response.status());
  });
  await page.goto(`${rig.gateway.url}/`);
  await page.evaluate(`fetch("/control-ui-config.json", { headers: { authorization: "Bearer ${rig.gateway.token}" } })
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

describe.skipIf(canSkipPages)("the console's tab", () => {
  beforeAll(async () => {
    rig = await startRig();
    browser = await launchChromium();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await rig?.close();
  });

  test("loads its script and reads the API without cookies from its opaque origin", async () => {
    const frame = await openFrame();
    expect(await frame.evaluate("origin")).toBe("null");
    expect(scripts).toContain(200);
    const word = `document.querySelector('meta[name="${CONSOLE_FRAME_META}"]').content`;
    expect(await frame.evaluate(ask(word))).toBe("200 true");
    expect(await frame.evaluate(ask('"guessed"'))).toBe("unreadable");
  }, 60_000);
});

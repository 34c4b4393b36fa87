/**
 * A page in a window of its own that is watched for what must never happen on one of ours: errors, violations of the
 * content security policy, dialogs, requests to other hosts. What each page is made of is in the windows beside this file.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";

/** How a person has their browser. */
export interface Look {
  /** Default 1440. */
  readonly width?: number;
  /** Default zh-CN. */
  readonly locale?: string;
  readonly colorScheme?: "light" | "dark";
  /** A finger instead of a mouse. Default false. */
  readonly touch?: boolean;
  /** Things move. Default false: most tests ask for what is there in the end. */
  readonly motion?: boolean;
}

export interface WatchedPageOptions extends Look {
  /** Requests go nowhere else. */
  readonly isOwn: (url: string) => boolean;
  /** Errors on the console that the page expects and explains. */
  readonly expected?: RegExp;
  readonly permissions?: readonly string[];
}

export interface WatchedPage {
  readonly page: Page;
  /** Console errors, page errors and requests to other hosts so far. */
  readonly complaints: readonly string[];
  /** Every word on the page, also inside of elements. */
  words(): Promise<string>;
  /** axe-core's serious and critical findings. */
  findBarriers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** `innerText` ends at a shadow root; this does not. Words of style sheets are none. */
const ALL_WORDS = `(() => {
  const words = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeName === "STYLE") return "";
    const children = node.shadowRoot ? [node.shadowRoot, ...node.childNodes] : [...node.childNodes];
    return children.map(words).join(" ");
  };
  return words(document.body);
})()`;

export async function openWatchedPage(browser: Browser, options: WatchedPageOptions): Promise<WatchedPage> {
  const {
    width = 1440,
    locale = "zh-CN",
    colorScheme = "light",
    touch = false,
    motion = false,
    isOwn,
    expected,
    permissions = [],
  } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < 720 ? 740 : 900 },
    locale,
    colorScheme,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: motion ? "no-preference" : "reduce",
    permissions: [...permissions],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(`dialog ${dialog.message()}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected?.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!isOwn(request.url())) complaints.push(`request to ${request.url()}`);
  });
  return {
    page,
    complaints,
    words: () => page.evaluate<string>(ALL_WORDS),
    findBarriers: () => findBarriers(page),
    close: () => context.close(),
  };
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axePath, "utf8"));
  const { violations } = await page.evaluate<AxeResult>("axe.run(document, { resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ""}`,
      ),
    );
}

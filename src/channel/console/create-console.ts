/**
 * The console's two doors as HTTP handlers: the page of its own, and the panel with the API below it. Subjects hand
 * over their addresses as routes; who is let in at all is the gateway's decision, made before.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  CONSOLE_API,
  CONSOLE_FRAME_API,
  CONSOLE_FRAME_HEADER,
  CONSOLE_FRAME_META,
  CONSOLE_PAGE,
  CONSOLE_PANEL,
  type ConsoleLanguage,
} from "../../contract/console.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { redact } from "../../lib/redact.ts";
import { createText, type Text } from "../text/text.ts";
import {
  allowFrame,
  readJsonBody,
  sendFile,
  sendFramePreflight,
  sendJson,
  sendRedirect,
  sendRefusal,
  BODY_LIMIT_BYTES,
} from "./answer.ts";
import { ConsoleError, REFUSAL_STATUS, type ConsoleRoute, type RefusalCode } from "./console-route.ts";
import {
  evaluateReader,
  isForeignName,
  mayRead,
  type HostPolicy,
  type HostVerdict,
} from "./evaluate-reader.ts";
import { findRoute } from "./find-route.ts";
import { createFrameWords } from "./frame-words.ts";
import { readPageFiles, toPageFile, type PageFiles } from "./page-files.ts";

export interface ConsoleOptions {
  readonly routes: readonly ConsoleRoute[];
  /** Folder of the built page. */
  readonly pageRoot: string;
  /** For a request that asks for none, and for whoever cannot say. */
  readonly language: () => ConsoleLanguage;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Console {
  /** Serves `CONSOLE_PAGE`, files that anybody may have, and views to frames below it. */
  page(request: IncomingMessage, response: ServerResponse, policy: HostPolicy): Promise<void>;
  /** Serves `CONSOLE_PANEL` and the API; `verdict` is what the gateway says of the asker. */
  panel(request: IncomingMessage, response: ServerResponse, verdict: HostVerdict): Promise<void>;
}

const pathOf = (request: IncomingMessage): URL => new URL(request.url ?? "/", "http://console.invalid");

function below(root: string, pathname: string): string | undefined {
  return pathname.startsWith(root) ? pathname.slice(root.length) : undefined;
}

/** A last word such as `/dingtalk/console` without its slash: relative addresses would lead astray. */
function redirectsToFolder(root: string, { pathname, search }: URL): string | undefined {
  return `${pathname}/` === root ? `${root.split("/").at(-2)}/${search}` : undefined;
}

const isRead = (request: IncomingMessage) => request.method === "GET" || request.method === "HEAD";

/**
 * The page as the panel shows it: its files come from the page's public address, since a frame with an opaque origin
 * may load scripts only where no credentials are needed, and the frame's word stands in its head.
 */
function panelHtml(files: PageFiles, word: string) {
  const html = files.get("index.html")?.body.toString("utf8");
  if (html === undefined) return undefined;
  const at = `../${CONSOLE_PAGE.split("/").at(-2)}/`;
  const moved = html.replaceAll(/(\s(?:src|href)=")\.\//g, `$1${at}`);
  const meta = `<meta name="${CONSOLE_FRAME_META}" content="${word}">`;
  return toPageFile(
    "index.html",
    Buffer.from(moved.replace(/<head[^>]*>/i, (head) => `${head}\n    ${meta}`)),
  );
}

interface Wording {
  readonly language: ConsoleLanguage;
  readonly text: Text;
}

/** `?lang=`, else the given language. */
function wording(query: URLSearchParams, fallback: ConsoleLanguage): Wording {
  const asked = query.get("lang");
  const language = asked === "en" || asked === "zh-CN" ? asked : fallback;
  return { language, text: createText(language) };
}

const refusal = (code: RefusalCode, text: string, remedy?: string) =>
  new ConsoleError(code, { text, ...(remedy === undefined ? {} : { remedy }) });

const REASONS: Readonly<Record<"signed-out" | "foreign" | "read-only", (text: Text) => ConsoleError>> = {
  "signed-out": (text) => refusal("unauthorized", text.consoleSignedOut, text.consoleSignedOutRemedy),
  foreign: (text) => refusal("read-only", text.consoleForeignPage, text.consoleForeignPageRemedy),
  "read-only": (text) => refusal("read-only", text.consoleReadOnly, text.consoleReadOnlyRemedy),
};

async function readBody(request: IncomingMessage, response: ServerResponse, text: Text): Promise<unknown> {
  const reading = await readJsonBody(request);
  if (reading.kind === "json") return reading.value;
  response.setHeader("connection", "close");
  const kilobytes = String(BODY_LIMIT_BYTES / 1024);
  throw refusal(
    "invalid-value",
    reading.reason === "too-big" ? text.consoleBodyTooBig({ kilobytes }) : text.consoleBodyNotJson,
  );
}

const refuse = (response: ServerResponse, error: ConsoleError) =>
  sendRefusal(response, REFUSAL_STATUS[error.code], error.refusal);

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly words: Wording;
}

/** Runs the address that `path` names, below the API. Throws `ConsoleError` where there is none. */
async function callRoute(
  routes: readonly ConsoleRoute[],
  { request, response, url, words }: Asked,
  path: string,
  mayChange: boolean,
): Promise<void> {
  const { text } = words;
  const found = findRoute(routes, request.method ?? "GET", path);
  if (found === undefined || found === "wrong-method") throw refusal("not-found", text.consoleUnknownAddress);
  const { route, params } = found;
  const body = route.method === "POST" ? await readBody(request, response, text) : undefined;
  sendJson(response, 200, await route.run({ ...words, query: url.searchParams, params, body, mayChange }));
}

export function createConsole(options: ConsoleOptions): Console {
  const { routes, pageRoot, language, clock, logger } = options;
  const files = readPageFiles(pageRoot);
  const frameWords = createFrameWords(clock);

  function missing(text: Text): ConsoleError {
    return files.size === 0
      ? refusal("unavailable", text.consoleNotBuilt, text.consoleNotBuiltRemedy)
      : refusal("not-found", text.consoleUnknownAddress);
  }

  /** A view for a frame: its word is all that lets it in, whatever else the browser sends. */
  async function callForFrame(asked: Asked, path: string, { authPolicy }: HostPolicy): Promise<void> {
    const { request, response, words } = asked;
    const { origin } = request.headers;
    if (request.method === "OPTIONS" && origin === "null") return sendFramePreflight(response);
    const word = request.headers[CONSOLE_FRAME_HEADER];
    if (!isRead(request)) throw REASONS["read-only"](words.text);
    if (typeof word !== "string" || !frameWords.use(word, authPolicy))
      throw REASONS["signed-out"](words.text);
    if (origin === "null") allowFrame(response);
    await callRoute(routes, asked, path, false);
  }

  async function callForReader(asked: Asked, path: string, verdict: HostVerdict): Promise<void> {
    const { method = "GET", headers } = asked.request;
    const reader = evaluateReader({ ...verdict, method, headers });
    if (reader.kind === "refused") throw REASONS[reader.reason](asked.words.text);
    await callRoute(routes, asked, path, reader.mayChange);
  }

  async function servePage({ request, response, url, words }: Asked, policy: HostPolicy): Promise<void> {
    const view = below(CONSOLE_FRAME_API, url.pathname);
    if (view !== undefined) return callForFrame({ request, response, url, words }, view, policy);
    const folder = redirectsToFolder(CONSOLE_PAGE, url);
    if (isRead(request) && folder !== undefined) return sendRedirect(response, folder);
    const name = below(CONSOLE_PAGE, url.pathname);
    const file = name === undefined ? undefined : files.get(name === "" ? "index.html" : name);
    if (!isRead(request) || !file) throw missing(words.text);
    sendFile(request, response, file, { framedBy: "nobody", public: true });
  }

  async function servePanel({ request, response, url, words }: Asked, verdict: HostVerdict): Promise<void> {
    const path = below(CONSOLE_API, url.pathname);
    if (path !== undefined) return callForReader({ request, response, url, words }, path, verdict);
    const folder = redirectsToFolder(CONSOLE_PANEL, url);
    if (isRead(request) && folder !== undefined) return sendRedirect(response, folder);
    if (!isRead(request) || url.pathname !== CONSOLE_PANEL) throw missing(words.text);
    if (!mayRead(verdict.scopes)) throw REASONS["signed-out"](words.text);
    if (isForeignName(request.headers, verdict)) throw REASONS.foreign(words.text);
    const page = panelHtml(files, frameWords.issue(verdict.authPolicy));
    if (!page) throw missing(words.text);
    sendFile(request, response, page, { framedBy: "dashboard", public: false });
  }

  /** What nobody foresaw is said plainly to the page and once, with its cause, to the log. */
  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    serve: (asked: Asked) => Promise<void>,
  ): Promise<void> {
    const url = pathOf(request);
    const words = wording(url.searchParams, language());
    try {
      await serve({ request, response, url, words });
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      if (error instanceof ConsoleError) return refuse(response, error);
      const { text } = words;
      logger.error("The console could not answer", { path: url.pathname, error: redact(error) });
      refuse(response, refusal("failed", text.consoleFailed, text.consoleFailedRemedy));
    }
  }

  return {
    page: (request, response, policy) => answer(request, response, (asked) => servePage(asked, policy)),
    panel: (request, response, verdict) => answer(request, response, (asked) => servePanel(asked, verdict)),
  };
}

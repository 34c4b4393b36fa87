/**
 * Serves the built console as a gateway would, with made-up answers of the contract's shape: for tests of what is the
 * page's own, and for looking at it (`node tests/support/console-stub.ts`). What a real gateway answers is tested
 * against a real gateway.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import type { AddressInfo } from "node:net";
import { CONSOLE_FRAME_HEADER, CONSOLE_FRAME_META } from "../../src/contract/console.ts";
import { createConsoleStubAnswers, type ConsoleStubAnswers } from "./console-stub-answers.ts";

export const CONSOLE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

const KINDS: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

export interface ConsoleStubOptions {
  /** Folder of the built page. */
  readonly webRoot: string;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Absent: nobody is asked for one. */
  readonly token?: string;
  /** The gateway's base path, such as `/gate`. */
  readonly basePath?: string;
  /** Default true. */
  readonly mayChange?: boolean;
  /** No bot is configured. */
  readonly empty?: boolean;
  /** The panel is handed out with this word, as the dashboard's frame gets it; `dashboard` shows it in such a frame. */
  readonly frameWord?: string;
  /** What set-up writes makes the gateway start anew. */
  readonly restartsOnWrite?: boolean;
  /** Milliseconds between the steps of what takes a while; default 400. */
  readonly stepMs?: number;
}

export interface ConsoleStub {
  /** Without a slash at the end. */
  readonly url: string;
  /** Of the page, with a slash at the end. */
  readonly page: string;
  /** A page with the panel in a frame that may run scripts and nothing else, as the dashboard's does. */
  readonly dashboard: string;
  readonly answers: ConsoleStubAnswers;
  /** Every request so far, as `GET /path?query`. */
  readonly requests: readonly string[];
  /** Answers nothing any more, until `come back` is wanted: connections are dropped. */
  setDown(down: boolean): void;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString("utf8"));
}

export async function startConsoleStub(options: ConsoleStubOptions): Promise<ConsoleStub> {
  const { webRoot, port = 0, token, basePath = "", mayChange = true } = options;
  const requests: string[] = [];
  let down = false;
  const pagePath = `${basePath}/dingtalk/console/`;
  const panelPath = `${basePath}/dingtalk/panel/`;
  const panelApi = `${panelPath}api/`;
  const frameApi = `${pagePath}api/`;
  const answers = createConsoleStubAnswers({
    mayChange,
    pageAddress: pagePath,
    empty: options.empty ?? false,
    stepMs: options.stepMs ?? 400,
    restartsOnWrite: options.restartsOnWrite ?? false,
  });

  /** As the gateway moves and marks the page for the frame. */
  function framedPage(html: string): string {
    const meta = `<meta name="${CONSOLE_FRAME_META}" content="${options.frameWord}">`;
    return html.replaceAll(/(\s(?:src|href)=")\.\//g, "$1../console/").replace("<head>", `<head>${meta}`);
  }

  function mayAsk(request: IncomingMessage, framed: boolean): boolean {
    if (framed) return request.headers[CONSOLE_FRAME_HEADER] === options.frameWord;
    return token === undefined || request.headers.authorization === `Bearer ${token}`;
  }

  async function serveApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const framed = url.pathname.startsWith(frameApi);
    if (framed) response.setHeader("access-control-allow-origin", "null");
    if (framed && request.method === "OPTIONS")
      return void response.writeHead(204, { "access-control-allow-headers": CONSOLE_FRAME_HEADER }).end();
    if (!mayAsk(request, framed)) return void response.writeHead(401).end("Unauthorized");
    const path = url.pathname.slice((framed ? frameApi : panelApi).length);
    const posted = await readBody(request);
    const { status, body } = answers.answer(request.method ?? "GET", path, url.searchParams, posted);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stub");
    requests.push(`${request.method} ${request.url}`);
    if (down) return void request.socket.destroy();
    const isApi = url.pathname.startsWith(panelApi) || url.pathname.startsWith(frameApi);
    if (isApi) return serveApi(request, response, url);
    if (url.pathname === "/dashboard") {
      const frame = `<!doctype html><title>Dashboard</title><iframe sandbox="allow-scripts" width="1200" height="800" src="${panelPath}"></iframe>`;
      return void response.writeHead(200, { "content-type": "text/html" }).end(frame);
    }
    const folder = [pagePath, panelPath].find((one) => url.pathname.startsWith(one));
    if (folder === undefined) return void response.writeHead(302, { location: pagePath }).end();
    const name = normalize(`/${url.pathname.slice(folder.length) || "index.html"}`);
    const file = await readFile(join(webRoot, name)).catch(() => undefined);
    if (file === undefined) return void response.writeHead(404).end();
    const isFrame = folder === panelPath && name === "/index.html" && options.frameWord !== undefined;
    response
      .writeHead(200, {
        "content-type": KINDS[extname(name)] ?? "application/octet-stream",
        "content-security-policy": CONSOLE_POLICY,
        "access-control-allow-origin": "*",
      })
      .end(isFrame ? framedPage(file.toString("utf8")) : file);
  }

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    page: `${url}${pagePath}`,
    dashboard: `${url}/dashboard`,
    answers,
    requests,
    setDown: (next) => (down = next),
    async close() {
      answers.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

if (import.meta.main) {
  const webRoot =
    process.env["WEB_ROOT"] ?? fileURLToPath(new URL("../../dist/web/console", import.meta.url));
  const flags = new Set(process.argv.slice(2));
  const stub = await startConsoleStub({
    webRoot,
    empty: flags.has("--empty"),
    mayChange: !flags.has("--read-only"),
    ...(flags.has("--token") ? { token: "stub-token" } : {}),
  });
  process.stdout.write(`${stub.page}\n`);
}

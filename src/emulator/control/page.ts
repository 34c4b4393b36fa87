/**
 * `GET /`: the built chat page and its assets, or a short page that says how to build it.
 * The content security policy allows nothing inline and no other host.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono, MiddlewareHandler } from "hono";
import type { NodeEnv } from "../platform/routes.ts";
import { loopbackGuard } from "./loopback-guard.ts";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE_HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Local DingTalk</title></head>
<body><h1>Local DingTalk</h1>
<p>The emulator is running, but its chat page was not built. Run <code>npm run build</code> and start it again.</p>
<p>The HTTP interface works without the page: <a href="/_emulator/state">/_emulator/state</a>.</p>
</body></html>`;

/** The developer's page, beside the chat page. */
export const DEVELOPER_PAGE = "developer.html";

/** Whether the pages were built into that folder. */
export function hasPages(webRoot: string | undefined): webRoot is string {
  return webRoot !== undefined && existsSync(join(webRoot, "index.html"));
}

/** Files beside index.html; no path of the platform has a dot in a single segment. */
const ROOT_FILE = "/:file{[\\w-]+\\.[a-z0-9]+}";

const addHeaders: MiddlewareHandler<NodeEnv> = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value);
};

/** `webRoot`: the folder with the built page. Without it only `/` answers. */
export function mountPage(app: Hono<NodeEnv>, webRoot: string | undefined): void {
  app.use("/", loopbackGuard, addHeaders);
  if (!hasPages(webRoot)) {
    app.on("GET", "/", (c) => c.html(NOT_BUILT));
    return;
  }
  app.on("GET", "/", serveStatic({ root: webRoot, path: "index.html" }));
  for (const path of ["/assets/*", ROOT_FILE])
    app.on("GET", path, loopbackGuard, addHeaders, serveStatic({ root: webRoot }));
}

import { request as httpRequest } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { ConsoleError, type ConsoleRoute } from "../../src/channel/console/console-route.ts";
import {
  CONSOLE_FRAME_API,
  CONSOLE_FRAME_HEADER,
  CONSOLE_PAGE,
  CONSOLE_PANEL,
  type ConsoleRefusal,
} from "../../src/contract/console.ts";
import { createLogger } from "../../src/lib/logger.ts";
import { consoleCaller, frameCaller, frameWord, type ConsoleCaller } from "../support/console-caller.ts";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import { ALL_SCOPES, startConsoleServer, type ConsoleServer } from "../support/console-server.ts";

const COOKIE = "other=1; __openclaw_plugin_tab_auth_a1b2_c3=v1.x.y";
const INDEX = `<!doctype html>
<html><head><link rel="stylesheet" crossorigin href="./assets/page-AbCd1234.css">
<script type="module" crossorigin src="./assets/page-AbCd1234.js"></script></head><body></body></html>`;
const FILES = {
  "index.html": INDEX,
  "assets/page-AbCd1234.js": "void 0;",
  "assets/page-AbCd1234.css": "a{}",
};

const echo: ConsoleRoute = {
  method: "GET",
  path: "messages/:id",
  run: ({ params, language, mayChange, text }) => ({ ...params, language, mayChange, word: text.consoleTab }),
};
const routes: readonly ConsoleRoute[] = [
  echo,
  { method: "GET", path: "messages/newest", run: () => ({ id: "the newest one" }) },
  { method: "POST", path: "act", run: ({ body }) => ({ got: body }) },
  {
    method: "GET",
    path: "refuses",
    run: () => {
      throw new ConsoleError("conflict", { text: "Somebody was faster.", field: "name" });
    },
  },
  {
    method: "GET",
    path: "breaks",
    run: async () => {
      throw new Error('cannot read {"clientSecret":"very-secret"}');
    },
  },
];

let server: ConsoleServer;
let log: string[];
const start = async (files: Record<string, string> = FILES, clock?: ManualClock) => {
  log = [];
  const logger = createLogger((_level, line) => log.push(line));
  server = await startConsoleServer({ routes, files, logger, ...(clock ? { clock } : {}) });
  return server.url;
};
const statusOf = async (caller: ConsoleCaller) => (await caller.get("messages/1")).status;
afterEach(() => server.close());

/** The path as it is, which `fetch` would tidy up. */
function rawStatus(url: string, path: string, method = "GET"): Promise<number> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = httpRequest({ host: "127.0.0.1", port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on("error", reject);
    call.end();
  });
}

describe("an address of the API", () => {
  test("gets the names in its path decoded, the language, and whether the asker may change things", async () => {
    const url = await start();
    const { body } = await consoleCaller(url, "t", "zh-CN").get(`messages/${encodeURIComponent("cid/1==")}`);
    expect(body).toEqual({ id: "cid/1==", language: "zh-CN", mayChange: true, word: "钉钉" });
    expect((await consoleCaller(url, "t").get("messages/newest")).body).toEqual({ id: "the newest one" });
  });

  test("that is not there, or is there for another method, says so in a sentence", async () => {
    const page = consoleCaller(await start(), "t");
    for (const path of ["nothing", "messages", "messages/a/b", "act", "messages/%zz"]) {
      const { status, body } = await page.get<ConsoleRefusal>(path);
      expect({ path, status, code: body.error.code }).toEqual({ path, status: 404, code: "not-found" });
    }
  });

  test("passes a refusal on as it is, with its status", async () => {
    const { status, body } = await consoleCaller(await start(), "t").get("refuses");
    expect(status).toBe(409);
    expect(body).toEqual({ error: { code: "conflict", text: "Somebody was faster.", field: "name" } });
  });

  test("that fails unforeseen answers plainly, and the log has the cause once without the secret", async () => {
    const { status, body } = await consoleCaller(await start(), "t").get<ConsoleRefusal>("breaks");
    expect(status).toBe(500);
    expect(body.error).toMatchObject({ code: "failed", text: "The gateway failed on this request." });
    expect(JSON.stringify(body)).not.toContain("cannot read");
    expect(log).toEqual([expect.stringContaining("cannot read")]);
    expect(log.join()).not.toContain("very-secret");
  });

  test("takes JSON up to its limit and no form, which any page could send", async () => {
    const page = consoleCaller(await start(), "t");
    expect((await page.post("act", { a: 1 })).body).toEqual({ got: { a: 1 } });
    const form = await page.post<ConsoleRefusal>("act", {}, { "content-type": "text/plain" });
    expect(form.status).toBe(400);
    expect(form.body.error.text).toContain("no JSON");
    const big = await page.post<ConsoleRefusal>("act", { text: "x".repeat(300 * 1024) });
    expect(big.status).toBe(400);
    expect(big.body.error.text).toContain("above 256 KB");
  });
});

describe("who may read and change", () => {
  const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

  test("a page of another site changes nothing and reads nothing, with a token or without", async () => {
    const url = await start();
    for (const caller of [consoleCaller(url, "t"), consoleCaller(url)]) {
      expect((await caller.post("act", {}, foreign)).status).toBe(403);
      expect((await caller.get("messages/1", foreign)).status).toBe(403);
    }
  });

  test("a picture or script of another site, which brings no origin, reads nothing either", async () => {
    const url = await start();
    server.verdict = { ...server.verdict, scopes: ALL_SCOPES, authMode: "none", allowedOrigins: [] };
    const { status } = await consoleCaller(url).get("messages/1", { "sec-fetch-site": "cross-site" });
    expect(status).toBe(403);
  });

  test("an address that the gateway lists as its dashboard's may, and a wildcard lists nothing", async () => {
    const url = await start();
    const origin = { origin: "https://claw.example" };
    server.verdict = {
      ...server.verdict,
      scopes: ALL_SCOPES,
      authMode: "token",
      allowedOrigins: ["https://claw.example/"],
    };
    expect((await consoleCaller(url, "t").post("act", {}, origin)).status).toBe(200);
    server.verdict = { ...server.verdict, allowedOrigins: ["*"] };
    expect((await consoleCaller(url, "t").post("act", {}, origin)).status).toBe(403);
    expect((await consoleCaller(url, "t").post("act", {}, { origin: url })).status).toBe(200);
  });

  test("a device that may only read is told so when it changes something", async () => {
    const url = await start();
    server.verdict = { ...server.verdict, scopes: ["operator.read"], authMode: "token", allowedOrigins: [] };
    const caller = consoleCaller(url, "t");
    expect((await caller.get("messages/1")).body).toMatchObject({ mayChange: false });
    const { status, body } = await caller.post<ConsoleRefusal>("act", {});
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ code: "read-only" });
    server.verdict = { ...server.verdict, scopes: ["operator.pairing"] };
    expect((await caller.get("messages/1")).status).toBe(401);
  });

  test("a frame reads with the word of its page only, from its opaque origin, and never changes anything", async () => {
    const url = await start();
    const word = frameWord(await (await fetch(new URL(CONSOLE_PANEL, url))).text());
    const frame = frameCaller(url, word);
    const read = await frame.get("messages/1");
    expect(read.body).toMatchObject({ id: "1", mayChange: false });
    expect(read.headers.get("access-control-allow-origin")).toBe("null");
    expect(read.headers.get("access-control-allow-credentials")).toBeNull();
    expect((await frame.post("act", {})).status).toBe(403);
    const stranger = await frameCaller(url, `${word}x`).get("messages/1", { cookie: COOKIE });
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull();
    // The word opens nothing at the other door.
    const other = consoleCaller(url);
    const opaque = { cookie: COOKIE, origin: "null", [CONSOLE_FRAME_HEADER]: word };
    expect((await other.get("messages/1", opaque)).status).toBe(403);
    expect((await other.post("act", {}, opaque)).status).toBe(403);
  });

  test("a frame's browser may ask whether the word may be sent, and learns nothing else", async () => {
    const url = await start();
    const asked = await fetch(new URL(`${CONSOLE_FRAME_API}messages/1`, url), {
      method: "OPTIONS",
      headers: { origin: "null", "access-control-request-headers": CONSOLE_FRAME_HEADER },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-headers")).toBe(CONSOLE_FRAME_HEADER);
    expect(asked.headers.get("access-control-allow-methods")).toBe("GET");
    const foreigner = await fetch(new URL(`${CONSOLE_FRAME_API}messages/1`, url), {
      method: "OPTIONS",
      headers: { origin: "https://evil.example" },
    });
    expect(foreigner.status).toBe(403);
    expect(foreigner.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("a frame's word ends when it is silent, when half a day is over, and when the authentication changes", async () => {
    const clock = createManualClock();
    const url = await start(FILES, clock);
    const open = async () =>
      frameCaller(url, frameWord(await (await fetch(new URL(CONSOLE_PANEL, url))).text()));
    const quiet = await open();
    const busy = await open();
    for (let minutes = 0; minutes < 12; minutes += 4) {
      await clock.advance(4 * 60_000);
      expect(await statusOf(busy)).toBe(200);
    }
    expect(await statusOf(quiet)).toBe(401);
    for (let hours = 0; hours < 12; hours += 0.1) {
      await clock.advance(6 * 60_000);
      await statusOf(busy);
    }
    expect(await statusOf(busy)).toBe(401);
    const renewed = await open();
    server.verdict = { ...server.verdict, authPolicy: "another token" };
    expect(await statusOf(renewed)).toBe(401);
  });

  test("the dashboard's cookie alone does not sign anybody in to the page of its own", async () => {
    const url = await start();
    server.verdict = { ...server.verdict, scopes: ["operator.read"], authMode: "token", allowedOrigins: [] };
    const own = { cookie: COOKIE, "sec-fetch-site": "same-origin" };
    const { status, body } = await consoleCaller(url).get<ConsoleRefusal>("messages/1", own);
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ code: "unauthorized" });
    expect((await consoleCaller(url, "t").get("messages/1", own)).status).toBe(200);
  });

  test("where the gateway asks for no token, a name that another site could own opens nothing", async () => {
    const url = await start();
    server.verdict = { ...server.verdict, scopes: ALL_SCOPES, authMode: "none", allowedOrigins: [] };
    expect((await consoleCaller(url).get("messages/1", { "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
    const rebound = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { host: "rebound.example:18789", "sec-fetch-site": "same-origin" };
        const call = httpRequest(new URL(path, url), { headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        call.on("error", reject);
        call.end();
      });
    expect(await rebound(`${CONSOLE_PANEL}api/messages/1`)).toBe(403);
    expect(await rebound(CONSOLE_PANEL)).toBe(403);
    expect((await consoleCaller(url).post("act", {})).status).toBe(403);
    expect((await consoleCaller(url).post("act", {}, { origin: url })).status).toBe(200);
  });
});

describe("the page's files", () => {
  test("come with their types and a policy without inline scripts, other hosts or frames", async () => {
    const url = await start();
    const page = await fetch(new URL(CONSOLE_PAGE, url));
    expect(await page.text()).toBe(INDEX);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    const style = await fetch(new URL("assets/page-AbCd1234.css", new URL(CONSOLE_PAGE, url)));
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(style.headers.get("cache-control")).toContain("immutable");
  });

  test("are not sent again when nothing changed", async () => {
    const url = new URL(CONSOLE_PAGE, await start());
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    const again = await fetch(url, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  test("are all that can be asked for, whatever the path", async () => {
    const url = await start();
    for (const path of [
      `${CONSOLE_PAGE}../../package.json`,
      `${CONSOLE_PAGE}..%2f..%2fpackage.json`,
      `${CONSOLE_PAGE}%2e%2e/%2e%2e/etc/passwd`,
      `${CONSOLE_PAGE}//etc/passwd`,
      `${CONSOLE_PAGE}assets`,
      `${CONSOLE_PAGE}__proto__`,
      `${CONSOLE_PANEL}assets/page-AbCd1234.js`,
    ])
      expect({ path, status: await rawStatus(url, path) }).toEqual({ path, status: 404 });
    expect(await rawStatus(url, CONSOLE_PAGE, "POST")).toBe(404);
    expect(await rawStatus(url, `${CONSOLE_PANEL}api/act`, "OPTIONS")).toBe(403);
  });

  test("stand in the panel at the page's own address, so that a frame with no origin can load them", async () => {
    const url = await start();
    const panel = await fetch(new URL(CONSOLE_PANEL, url));
    const html = await panel.text();
    expect(html).toContain('src="../console/assets/page-AbCd1234.js"');
    expect(html).toContain('href="../console/assets/page-AbCd1234.css"');
    expect(panel.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect(panel.headers.get("cache-control")).toBe("no-store");
    expect(panel.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("are found without the last slash too, and a package without them says what to do", async () => {
    const url = await start();
    const moved = await fetch(new URL(CONSOLE_PAGE.slice(0, -1), url));
    expect(moved.url).toBe(`${url}${CONSOLE_PAGE}`);
    await server.close();
    const bare = await fetch(new URL(CONSOLE_PAGE, await start({})));
    expect(bare.status).toBe(503);
    expect(await bare.json()).toMatchObject({ error: { code: "unavailable" } });
  });
});

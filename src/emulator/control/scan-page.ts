/**
 * `/_emulator/scan`: where the code of one-scan app creation leads. A person of the local company sees what is asked
 * and approves or refuses; plain HTML without a script. The same decision by JSON: `POST /_emulator/registrations`.
 */
import type { Context, Hono } from "hono";
import { EmulatorRefusal } from "../refusal.ts";
import { SCAN_PATH } from "../platform/registration-begin.ts";
import type { NodeEnv } from "../platform/routes.ts";
import { loopbackGuard } from "./loopback-guard.ts";
import type { ControlTarget } from "./answer-with.ts";

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const page = (body: string) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>本地钉钉 · 扫码</title></head><body><main>${body}</main></body></html>`;

function form(company: string, userCode: string): string {
  return page(
    `<h1>创建机器人应用 / Create a bot</h1><p>${escape(company)}</p>` +
      `<p>确认码 / Code: <strong>${escape(userCode)}</strong></p>` +
      `<form method="post" action="${SCAN_PATH}"><input type="hidden" name="user_code" value="${escape(userCode)}">` +
      `<button name="decision" value="approve">同意并创建 / Approve</button> ` +
      `<button name="decision" value="refuse">取消 / Cancel</button></form>`,
  );
}

const said = (text: string) => page(`<h1 role="status">${escape(text)}</h1>`);

async function decide(c: Context<NodeEnv>, target: ControlTarget): Promise<Response> {
  const fields = new URLSearchParams(await c.req.text());
  const decision = fields.get("decision") === "approve" ? "approve" : "refuse";
  try {
    const { clientId } = target.scan(fields.get("user_code") ?? "", decision);
    return c.html(said(clientId ? `已创建 / Created: ${clientId}` : "已取消 / Cancelled"), 200, HEADERS);
  } catch (error) {
    if (!(error instanceof EmulatorRefusal)) throw error;
    return c.html(said(error.message), 400, HEADERS);
  }
}

export function mountScanPage(app: Hono<NodeEnv>, target: ControlTarget): void {
  app.on("GET", SCAN_PATH, loopbackGuard, (c) =>
    c.html(form(target.snapshot().company, c.req.query("user_code") ?? ""), 200, HEADERS),
  );
  app.on("POST", SCAN_PATH, loopbackGuard, (c) => decide(c, target));
}

/** Answers of the console over HTTP: their headers, JSON, refusals and bodies. Knows no subject of the console. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { CONSOLE_FRAME_HEADER, type ConsoleRefusal } from "../../contract/console.ts";
import type { PageFile } from "./page-files.ts";

export const BODY_LIMIT_BYTES = 256 * 1024;

/** Nothing inline, no other host, no frame but the dashboard's. */
function contentPolicy(frameAncestors: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join("; ");
}

function setCommonHeaders(response: ServerResponse): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
}

/** The answer to a frame of the dashboard may be read by its opaque origin; what it is, its word has proved. */
export function allowFrame(response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", "null");
}

/** What a browser asks before a frame may send its word: nothing of anybody is in it. */
export function sendFramePreflight(response: ServerResponse): void {
  allowFrame(response);
  response.setHeader("access-control-allow-methods", "GET");
  response.setHeader("access-control-allow-headers", CONSOLE_FRAME_HEADER);
  response.setHeader("access-control-max-age", "7200");
  response.setHeader("cache-control", "no-store");
  response.statusCode = 204;
  response.end();
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  setCommonHeaders(response);
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("cache-control", "no-store");
  response.setHeader("vary", "Origin, Authorization, Cookie");
  // No page of another origin may take it for a script or a picture; a frame reads it by CORS.
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.end(JSON.stringify(body));
}

export function sendRefusal(response: ServerResponse, status: number, refusal: ConsoleRefusal): void {
  sendJson(response, status, refusal);
}

export interface FileAnswer {
  readonly framedBy: "nobody" | "dashboard";
  /** The dashboard's frame takes scripts and styles from here, from its opaque origin: they hold nothing of anybody. */
  readonly public: boolean;
}

export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: PageFile,
  { framedBy, public: isPublic }: FileAnswer,
): void {
  setCommonHeaders(response);
  response.setHeader("content-type", file.type);
  response.setHeader("content-security-policy", contentPolicy(framedBy === "nobody" ? "'none'" : "'self'"));
  if (framedBy === "nobody") response.setHeader("x-frame-options", "DENY");
  if (isPublic) {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("etag", file.etag);
    response.setHeader("cache-control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.headers["if-none-match"] === file.etag) {
      response.statusCode = 304;
      response.end();
      return;
    }
  } else response.setHeader("cache-control", "no-store");
  response.statusCode = 200;
  response.setHeader("content-length", file.body.length);
  response.end(request.method === "HEAD" ? undefined : file.body);
}

export function sendRedirect(response: ServerResponse, to: string): void {
  setCommonHeaders(response);
  response.statusCode = 308;
  response.setHeader("location", to);
  response.end();
}

export type BodyReading =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "refused"; readonly reason: "not-json" | "too-big" };

/** Reads and parses the body; what is above the limit is refused, and the rest of it is not kept. */
export async function readJsonBody(request: IncomingMessage): Promise<BodyReading> {
  // A form or a plain text could come from any page without the browser asking first.
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    return { kind: "refused", reason: "not-json" };
  const parts: Buffer[] = [];
  let size = 0;
  // The request must live on, or the answer could not go out.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > BODY_LIMIT_BYTES) return { kind: "refused", reason: "too-big" };
    parts.push(bytes);
  }
  try {
    return { kind: "json", value: JSON.parse(Buffer.concat(parts).toString("utf8")) as unknown };
  } catch {
    return { kind: "refused", reason: "not-json" };
  }
}

/**
 * Puts the operations of the contract onto the HTTP server, both hosts' paths on one origin, and answers every
 * other path in the envelope. The table decides method and path; nothing is listed twice.
 */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono } from "hono";
import { SESSION_WEBHOOK_PATH } from "../../contract/endpoints.ts";
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../contract/other-operations.ts";
import { APP_HANDLERS, OPEN_HANDLERS } from "./handlers.ts";
import type { Pipeline, PlatformOperation } from "./pipeline.ts";
import type { Reply } from "./reply.ts";
import type { UploadedPart } from "./upload-media.ts";

/** Hono's view of the Node server. */
export interface NodeEnv {
  Bindings: HttpBindings & {
    /** It came through the emulator as a proxy. */
    readonly tunnelled?: boolean;
  };
}

function parseBody(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A multipart body as `{ <part>: File or text }`; everything else is JSON or nothing. */
async function readBody(c: Context<NodeEnv>): Promise<unknown> {
  if (!c.req.header("content-type")?.startsWith("multipart/form-data")) return parseBody(await c.req.text());
  try {
    const form = await c.req.formData();
    const parts: Record<string, unknown> = {};
    for (const [name, value] of form.entries())
      parts[name] = typeof value === "string" ? value : await readPart(value);
    return parts;
  } catch {
    return {};
  }
}

async function readPart(file: File): Promise<UploadedPart> {
  return { name: file.name, data: Buffer.from(await file.arrayBuffer()) };
}

function respond(reply: Reply): Response {
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  const contentType = reply.contentType ?? "application/json;charset=utf-8";
  return new Response(text, { status: reply.status, headers: { "content-type": contentType } });
}

/** The operations that have a handler, from the table. */
export function handledOperations(): EmulatedOperationId[] {
  const handled = { ...OPEN_HANDLERS, ...APP_HANDLERS };
  return (Object.keys(EMULATED_OPERATIONS) as EmulatedOperationId[]).filter(
    (id) => handled[id] !== undefined,
  );
}

/**
 * Host and port as a caller behind TLS names them. Who comes through the proxy, or names `https` to it without a tunnel,
 * reaches no other port of this machine by that name.
 */
function secureHostOf({ env }: Context<NodeEnv>, url: URL): { secureHost?: string } {
  const { socket } = env.incoming;
  if (!("encrypted" in socket) || env.tunnelled === true) return {};
  return { secureHost: `${url.hostname}:${url.port || "443"}` };
}

/** A tunnel through the proxy has the address of who opened it. */
function addressOf({ env }: Context<NodeEnv>): string {
  return (env.incoming.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}

function answerWith(operation: PlatformOperation, pipeline: Pipeline) {
  return async (c: Context<NodeEnv>): Promise<Response> => {
    const url = new URL(c.req.url);
    const reply = await pipeline.run({
      operation,
      method: c.req.method,
      path: url.pathname,
      query: url.searchParams,
      header: (name) => c.req.header(name),
      params: c.req.param(),
      body: await readBody(c),
      address: addressOf(c),
      ...secureHostOf(c, url),
      ...(c.env.tunnelled === true ? { tunnelled: true } : {}),
    });
    if (reply !== "reset") return respond(reply);
    c.env.incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  };
}

export function mountPlatform(app: Hono<NodeEnv>, pipeline: Pipeline): void {
  for (const id of handledOperations()) {
    const { method, path } = EMULATED_OPERATIONS[id];
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), answerWith(id, pipeline));
  }
  app.on("POST", SESSION_WEBHOOK_PATH, answerWith("sessionWebhook", pipeline));
}

/** Mounted last: unknown paths are answered in the envelope and recorded. */
export function mountUnknown(app: Hono<NodeEnv>, pipeline: Pipeline): void {
  app.all("*", answerWith("unknown", pipeline));
}

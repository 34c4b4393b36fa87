/**
 * `GET` of a pre-signed URL, as OSS answers it: 403 in XML for a wrong or expired signature and for a request with
 * a `Content-Type` header; else the bytes. Scripted faults may cut the body, slow it down or answer for it.
 */
import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono } from "hono";
import type { FaultEffect } from "../../contract/emulator-control.ts";
import { sleep } from "../../lib/clock.ts";
import { ids } from "../ids.ts";
import { OSS_PATH, type StoredFile, type UrlRefusal } from "../media-store.ts";
import type { PlatformContext } from "./platform-call.ts";
import type { NodeEnv } from "./routes.ts";

const DEFAULT_PIECES = 10;

interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly body: Buffer;
  readonly contentType: string;
}

const REFUSALS: Record<UrlRefusal | "content-type", readonly [number, string, string]> = {
  signature: [403, "SignatureDoesNotMatch", "The request signature we calculated does not match."],
  "content-type": [403, "SignatureDoesNotMatch", "The request signature we calculated does not match."],
  expired: [403, "AccessDenied", "Request has expired."],
  gone: [404, "NoSuchKey", "The specified key does not exist."],
};

function refusal([status, code, message]: readonly [number, string, string]): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>${ids.requestId()}</RequestId></Error>`;
  return { status, code, body: Buffer.from(xml), contentType: "application/xml" };
}

function answerTo(context: PlatformContext, c: Context<NodeEnv>): Answer {
  const url = new URL(c.req.url);
  if (c.req.header("content-type") !== undefined) return refusal(REFUSALS["content-type"]);
  const found: StoredFile | UrlRefusal = context.media.open(url.pathname, url.searchParams);
  if (typeof found === "string") return refusal(REFUSALS[found]);
  return { status: 200, body: found.data, contentType: "application/octet-stream" };
}

function scriptedRefusal(effect: Extract<FaultEffect, { kind: "refuse" }>): Answer {
  return {
    status: effect.status,
    code: effect.code,
    body: Buffer.from(effect.message ?? effect.code),
    contentType: "text/html",
  };
}

export interface MessageFiles {
  mount(app: Hono<NodeEnv>): void;
  /** Ends all waits. */
  dispose(): void;
}

export function createMessageFiles(context: PlatformContext): MessageFiles {
  const ended = new AbortController();
  const wait = (ms: number) => sleep(context.clock, ms, ended.signal).catch(() => undefined);

  const record = (
    url: URL,
    { status, code, body }: { status: number; code?: string; body?: Buffer },
    fault?: string,
  ) => {
    const entry = {
      at: context.clock.now(),
      operation: "messageFile" as const,
      method: "GET",
      path: url.pathname,
      status,
      billed: false,
      durationMs: 0,
      ...(code === undefined ? {} : { code }),
    };
    context.calls.record(entry);
    context.wire.call({
      ...entry,
      query: Object.fromEntries(url.searchParams),
      headers: {},
      requestBody: undefined,
      responseBody: status === 200 && body ? `[${body.length} bytes]` : body?.toString(),
      ...(fault === undefined ? {} : { fault }),
    });
  };

  async function trickle(outgoing: ServerResponse, body: Buffer, ms: number, pieces: number): Promise<void> {
    const size = Math.max(1, Math.ceil(body.length / pieces));
    for (let from = 0; from < body.length && !outgoing.destroyed; from += size) {
      outgoing.write(body.subarray(from, from + size));
      await wait(ms);
    }
    outgoing.end();
  }

  async function send(outgoing: ServerResponse, answer: Answer, effect?: FaultEffect): Promise<void> {
    const { status, body, contentType } = answer;
    outgoing.writeHead(status, { "content-type": contentType, "content-length": body.length });
    if (effect?.kind === "trickle")
      return trickle(outgoing, body, effect.ms, effect.pieces ?? DEFAULT_PIECES);
    if (effect?.kind !== "cut") return void outgoing.end(body);
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.socket?.destroy());
  }

  async function serve(c: Context<NodeEnv>): Promise<Response> {
    const { outgoing, incoming } = c.env;
    const url = new URL(c.req.url);
    const effect = context.faults.take("messageFile");
    if (effect?.kind === "reset") {
      record(url, { status: 0, code: "reset" }, effect.kind);
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    }
    if (effect?.kind === "delay" || effect?.kind === "hang-before") await wait(effect.ms);
    const answer = effect?.kind === "refuse" ? scriptedRefusal(effect) : answerTo(context, c);
    record(url, answer, effect?.kind);
    void send(outgoing as ServerResponse, answer, effect);
    return RESPONSE_ALREADY_SENT;
  }

  return {
    mount: (app) => void app.on("GET", `${OSS_PATH}*`, serve),
    dispose: () => ended.abort(new Error("the emulator was closed")),
  };
}

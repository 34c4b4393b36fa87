/**
 * Replies through a message's `sessionWebhook`. The URL came in with a message, so it is untrusted and secret:
 * it is posted to only on DingTalk's hosts (or where `endpoints.oapi` points), and never quoted.
 * Success is `errcode == 0`; no message id comes back.
 */
import { z } from "zod";
import { DINGTALK_DOMAINS } from "../contract/endpoints.ts";
import { OldCode } from "../contract/errors.ts";
import type { ActionButton } from "../contract/robot-send.ts";
import { DingTalkError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { ResolvedOptions } from "./options.ts";
import { parseAnswer } from "./parse-answer.ts";
import type { CallOptions } from "./request.ts";
import { runWithRetry } from "./retry.ts";

/** People to mention. The text must name them too (`@staffId`), or nobody is notified. */
export interface SessionMention {
  readonly userIds?: readonly string[];
  readonly mobiles?: readonly string[];
  readonly all?: boolean;
}

export type SessionMessage =
  | { readonly text: string; readonly at?: SessionMention }
  | { readonly markdown: string; readonly title: string; readonly at?: SessionMention }
  | { readonly markdown: string; readonly title: string; readonly buttons: readonly ActionButton[] };

/**
 * Rejects with code `session-expired` when the URL no longer holds, `invalid-argument` when it is not DingTalk's.
 * Not repeated after an unclear failure.
 */
export type SendBySession = (
  webhookUrl: string,
  message: SessionMessage,
  options?: CallOptions,
) => Promise<void>;

const operation = "sessionWebhook";
/** Any other errcode was classified as a failure before; an answer without one is not DingTalk's. */
const sentSchema = z.looseObject({ errcode: z.union([z.literal(OldCode.ok), z.literal("0")]) });

export function createSendBySession(options: ResolvedOptions, exchange: Exchange): SendBySession {
  return async (webhookUrl, message, { signal, retry, timeoutMs } = {}) => {
    const refusal = evaluateWebhookUrl(webhookUrl, options.endpoints.oapi);
    if (refusal !== undefined) throw refuse(refusal);
    const body = encodeMessage(message);
    await runWithRetry(
      async (attempt) => {
        const request = { operation, method: "POST", url: webhookUrl, body, signal, timeoutMs } as const;
        parseAnswer(operation, sentSchema, await exchange({ ...request, attempt, billed: false }));
      },
      { operation, idempotent: false, clock: options.clock, random: options.random, signal, mode: retry },
    );
  };
}

/** `undefined`: may be posted to. Else why not. Pure. */
export function evaluateWebhookUrl(webhookUrl: string, oapi: string): string | undefined {
  if (!URL.canParse(webhookUrl)) return "the session webhook is no URL";
  const url = new URL(webhookUrl);
  if (url.username !== "" || url.password !== "") return "the session webhook carries credentials";
  const home = URL.canParse(oapi) ? new URL(oapi) : undefined;
  if (home && url.origin === home.origin) return undefined;
  const local = home !== undefined && isLoopback(home.hostname) && isLoopback(url.hostname);
  if (local && (url.protocol === "http:" || url.protocol === "https:")) return undefined;
  if (url.protocol !== "https:") return "the session webhook is not https";
  return isDingTalkHost(url.hostname) ? undefined : "the session webhook does not point to DingTalk";
}

function isDingTalkHost(hostname: string): boolean {
  return DINGTALK_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function refuse(why: string): DingTalkError {
  return new DingTalkError("invalid-argument", `${operation}: ${why}`, {
    operation,
    dispatched: "no",
    hint: "Nothing was sent. Such a URL does not come from DingTalk; look at where the message came from.",
  });
}

function encodeMessage(message: SessionMessage): unknown {
  if ("buttons" in message) {
    const btns = message.buttons.map(({ title, url }) => ({ title, actionURL: url }));
    const { title, markdown: text } = message;
    return { msgtype: "actionCard", actionCard: { title, text, btnOrientation: "0", btns } };
  }
  const at = message.at === undefined ? {} : { at: encodeMention(message.at) };
  if ("text" in message) return { msgtype: "text", text: { content: message.text }, ...at };
  return { msgtype: "markdown", markdown: { title: message.title, text: message.markdown }, ...at };
}

function encodeMention(at: SessionMention): unknown {
  return { atUserIds: at.userIds ?? [], atMobiles: at.mobiles ?? [], isAtAll: at.all ?? false };
}

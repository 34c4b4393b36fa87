/**
 * `POST /robot/sendBySession?session=…`: an answer into the conversation of one message, for 90 minutes, without
 * a token. Business failures are HTTP 200. No media: the documents know none here. `empty` is taken and says nothing.
 */
import { OldCode } from "../../contract/errors.ts";
import { WebhookRefusal } from "../../contract/webhook-robot.ts";
import { ids } from "../ids.ts";
import { isObject, textAt } from "../validate.ts";
import { parseWebhookMessage, WEBHOOK_TYPES } from "./parse-webhook-message.ts";
import type { OpenHandler } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseOld } from "./reply.ts";

const SILENT_TYPE = "empty";

export const sessionWebhook: OpenHandler = ({ context, body, query, header }) => {
  if (!header("content-type")?.includes("application/json"))
    return refuseOld(WebhookRefusal.wrongContentType, "无效的HTTP HEADER Content-Type");
  const session = context.credentials.checkSession(query.get("session") ?? "");
  const app = session && context.state.apps.get(session.clientId);
  const conversation = context.state.conversations.get(session?.conversationId ?? "");
  if (!session || !app || !conversation) return refuseOld(OldCode.sessionNotFound, "session 不存在");
  if (!isObject(body)) return refuseOld(WebhookRefusal.wrongParameter, "缺少参数 json");
  const msgtype = textAt(body, "msgtype");
  if (msgtype === undefined) return refuseOld(WebhookRefusal.wrongParameter, "缺少参数 msgtype");
  const done = ok({ errcode: OldCode.ok, errmsg: "ok" });
  if (msgtype === SILENT_TYPE) return done;
  if (!WEBHOOK_TYPES.has(msgtype))
    return refuseOld(WebhookRefusal.unsupportedType, `不支持的消息类型 ${msgtype.slice(0, 40)}`);
  const message = parseWebhookMessage(msgtype, body, conversation, context.state.people);
  if (!message) return refuseOld(WebhookRefusal.wrongParameter, `缺少参数 ${msgtype}`);
  const sender = { id: app.clientId, name: app.name };
  postMessage(context, sender, session.conversationId, ids.processQueryKey(), message);
  return done;
};

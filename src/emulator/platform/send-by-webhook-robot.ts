/**
 * `POST /robot/send?access_token=…&timestamp=…&sign=…`: a group's own robot says something. All failures are HTTP 200. The
 * order of the checks is unproven, and so is that a message without what its type needs counts for nothing.
 */
import { createHmac } from "node:crypto";
import { OldCode } from "../../contract/errors.ts";
import { MAX_WEBHOOK_BYTES, WEBHOOK_SIGN_SKEW_MS, WebhookRefusal } from "../../contract/webhook-robot.ts";
import { ids } from "../ids.ts";
import { byteLength, isObject, textAt } from "../validate.ts";
import type { WebhookRobotRecord } from "../webhook-robots.ts";
import { isAllowed } from "./is-allowed.ts";
import { parseWebhookMessage, WEBHOOK_TYPES, type WebhookMessage } from "./parse-webhook-message.ts";
import type { OpenHandler, PlatformCall } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseOld, type Reply } from "./reply.ts";

/** «自定义机器人安全设置»: the secret signs the time and itself. */
const signatureOf = (timestamp: string, secret: string) =>
  createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");

/** What is wrong with time or signature; undefined where nothing is. */
function wrongSign({ query, context }: PlatformCall, secret: string): string | undefined {
  const timestamp = query.get("timestamp") ?? "";
  const skew = Math.abs(context.clock.now() - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || skew > WEBHOOK_SIGN_SKEW_MS) return "invalid timestamp";
  return query.get("sign") === signatureOf(timestamp, secret) ? undefined : "sign not match";
}

/** The address of the caller and the signature; the keywords come with the message. */
function refuseCaller(call: PlatformCall, robot: WebhookRobotRecord): Reply | undefined {
  const wrong = robot.secret === undefined ? undefined : wrongSign(call, robot.secret);
  if (wrong !== undefined) return refuseOld(WebhookRefusal.security, wrong);
  return isAllowed(robot, call.address)
    ? undefined
    : refuseOld(WebhookRefusal.security, `ip ${call.address} not in whitelist`);
}

/** A title counts as much as the words do: unproven. */
function hasKeyword({ keywords = [] }: WebhookRobotRecord, { title = "", text }: WebhookMessage): boolean {
  return keywords.length === 0 || keywords.some((word) => text.includes(word) || title.includes(word));
}

export const sendByWebhookRobot: OpenHandler = (call) => {
  const { context, body, query, header } = call;
  if (!header("content-type")?.includes("application/json"))
    return refuseOld(WebhookRefusal.wrongContentType, "无效的HTTP HEADER Content-Type");
  const robot = context.state.webhookRobots.find(query.get("access_token") ?? "");
  const group = context.state.conversations.get(robot?.conversationId ?? "");
  if (!robot || !group) return refuseOld(WebhookRefusal.unknownToken, "token is not exist");
  const refusal = refuseCaller(call, robot);
  if (refusal) return refusal;
  if (!isObject(body)) return refuseOld(WebhookRefusal.wrongParameter, "缺少参数 json");
  const msgtype = textAt(body, "msgtype");
  if (msgtype === undefined) return refuseOld(WebhookRefusal.wrongParameter, "缺少参数 msgtype");
  if (!WEBHOOK_TYPES.has(msgtype))
    return refuseOld(WebhookRefusal.unsupportedType, `不支持的消息类型 ${msgtype.slice(0, 40)}`);
  const message = parseWebhookMessage(msgtype, body, group, context.state.people);
  if (!message) return refuseOld(WebhookRefusal.wrongParameter, `缺少参数 ${msgtype}`);
  if (byteLength(message.text) > MAX_WEBHOOK_BYTES)
    return refuseOld(WebhookRefusal.tooLong, `message too long, exceed ${MAX_WEBHOOK_BYTES} bytes`);
  if (!hasKeyword(robot, message)) return refuseOld(WebhookRefusal.security, "keywords not in content");
  if (!context.limits.admitWebhook(robot.id)) return refuseOld(WebhookRefusal.tooFast, "发送速度太快而限流");
  postMessage(context, robot, group.conversationId, ids.processQueryKey(), message);
  return ok({ errcode: OldCode.ok, errmsg: "ok" });
};

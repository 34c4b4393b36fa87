/**
 * Raw JSON of a bot message → InboundMessage. Pure: no host, no files, no timers.
 * Unknown types survive as a text that names them.
 */
import { ConversationType, robotMessageSchema, type RobotMessage } from "../../contract/robot-message.ts";
import type { Conversation, InboundMessage, Refusal, Sender } from "../model.ts";
import { nameUnsupported } from "./name-unsupported.ts";
import { parseContent } from "./parse-content.ts";
import { parseQuote } from "./parse-quote.ts";
import { readObject, type Fields } from "./read-fields.ts";

export type ParsedMessage =
  | { readonly kind: "message"; readonly message: InboundMessage }
  /** The organisation's monthly pushes are spent; the platform sends a notice instead of the message. */
  | { readonly kind: "push-quota-gone"; readonly conversation: Conversation; readonly sender: Sender }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Identity of a message in the journal: the same message may reach several robots. */
export function eventKey(robotCode: string, msgId: string): string {
  return `${robotCode}:${msgId}`;
}

export function laneKey(conversation: Conversation): string {
  return `${conversation.kind}:${conversation.id}`;
}

function parseConversation(raw: RobotMessage): Conversation {
  const kind = raw.conversationType === ConversationType.group ? "group" : "direct";
  return {
    kind,
    id: raw.conversationId,
    ...(raw.conversationTitle ? { title: raw.conversationTitle } : {}),
  };
}

function parseSender(raw: RobotMessage): Sender {
  return {
    ...(raw.senderStaffId ? { staffId: raw.senderStaffId } : {}),
    ...(raw.senderId ? { senderId: raw.senderId } : {}),
    name: raw.senderNick || raw.senderStaffId || raw.senderId || "?",
  };
}

/**
 * Whether THIS bot is among the mentioned. A list that names anybody decides; `@all` and a mention of another robot
 * set `isInAtList` too, so the flag decides only where the list is silent.
 */
function isMentioned(raw: RobotMessage): boolean {
  if (raw.conversationType !== ConversationType.group) return true;
  const named = (raw.atUsers ?? []).flatMap(({ dingtalkId }) => dingtalkId || []);
  if (named.length > 0 && raw.chatbotUserId) return named.includes(raw.chatbotUserId);
  return raw.isInAtList === true;
}

/** «消息发送与接收类型»: the notice carries a code, and neither text nor content. */
function isQuotaNotice({ errorCode, text, content }: RobotMessage): boolean {
  return text === undefined && (content ?? undefined) === undefined && Number(errorCode ?? 0) !== 0;
}

/** `text` has a field of its own; everything else is in `content`, and a text may be there as well. */
function readContent(raw: RobotMessage): Fields {
  const bare = typeof raw.content === "string" && !/^\s*[{[]/.test(raw.content) ? raw.content : "";
  if (bare) return { ...readObject(raw.text), text: bare };
  return { ...readObject(raw.text), ...readObject(raw.content) };
}

function toMessage(raw: RobotMessage, fallbackRobotCode: string): InboundMessage {
  const kind = raw.msgtype || (raw.text ? "text" : "unknown");
  const found = parseContent(kind, readContent(raw));
  const quote = parseQuote(raw);
  const empty = found.text === "" && found.attachments.length === 0;
  const unsupported = empty && kind !== "text";
  return {
    id: raw.msgId,
    robotCode: raw.robotCode || fallbackRobotCode,
    conversation: parseConversation(raw),
    sender: parseSender(raw),
    text: unsupported ? nameUnsupported(kind) : found.text,
    kind,
    unsupported,
    mentioned: isMentioned(raw),
    attachments: found.attachments,
    ...(quote ? { quote } : {}),
    sentAt: raw.createAt !== undefined && Number.isFinite(raw.createAt) ? raw.createAt : 0,
    ...(raw.sessionWebhook
      ? { session: { url: raw.sessionWebhook, expiresAt: raw.sessionWebhookExpiredTime ?? 0 } }
      : {}),
  };
}

/** Parses the `data` text of a CALLBACK frame. Never throws. */
export function parseMessage(data: string, fallbackRobotCode: string): ParsedMessage {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return { kind: "refused", refusal: { reason: "not-json" } };
  }
  const result = robotMessageSchema.safeParse(json);
  if (!result.success) {
    const where = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
    return { kind: "refused", refusal: { reason: "wrong-shape", detail: where } };
  }
  const raw = result.data;
  if (isQuotaNotice(raw)) {
    return { kind: "push-quota-gone", conversation: parseConversation(raw), sender: parseSender(raw) };
  }
  return { kind: "message", message: toMessage(raw, fallbackRobotCode) };
}

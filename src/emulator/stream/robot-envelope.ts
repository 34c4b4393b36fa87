/**
 * A person's message as the payload of `/v1.0/im/bot/messages/get` for one robot.
 * In groups the robot's own mention is cut, which leaves the leading blank that DingTalk leaves. The staffId comes
 * for people of the robot's organisation, and only once the app has a published version.
 */
import { ConversationType } from "../../contract/robot-message.ts";
import { SESSION_WEBHOOK_PATH } from "../../contract/endpoints.ts";
import type { WireQuote } from "../quote.ts";
import type { WireContent } from "../say-content.ts";
import type { AppRecord, ConversationRecord, PersonRecord } from "../records.ts";

export interface RobotEnvelopeInput {
  readonly msgId: string;
  readonly at: number;
  readonly text: string;
  readonly person: PersonRecord;
  readonly conversation: ConversationRecord;
  readonly robot: AppRecord;
  /** All robots mentioned, this one included. */
  readonly mentioned: readonly AppRecord[];
  readonly corpId: string;
  readonly origin: string;
  /** What was sent instead of a plain text. */
  readonly wire?: WireContent;
  readonly quote?: WireQuote;
  readonly session: { readonly session: string; readonly expiresAt: number };
}

/** Cuts the robot's first mention. Where a longer name of another mentioned robot fits, that one is meant. */
function groupText(text: string, robot: AppRecord, mentioned: readonly AppRecord[]): string {
  const lower = text.toLowerCase();
  const names = (app: AppRecord, at: number) => lower.startsWith(`@${app.name.toLowerCase()}`, at);
  for (let at = lower.indexOf("@"); at >= 0; at = lower.indexOf("@", at + 1)) {
    if (!names(robot, at)) continue;
    if (mentioned.some((app) => app.name.length > robot.name.length && names(app, at))) continue;
    return ` ${`${text.slice(0, at)}${text.slice(at + 1 + robot.name.length)}`.trimStart()}`;
  }
  return ` ${text.trimStart()}`;
}

/** `msgtype` with `text` or `content`. A quote's inner part has no place in a content that is JSON text. */
function messageBody(input: RobotEnvelopeInput): Record<string, unknown> {
  const { wire, quote, conversation, robot, mentioned } = input;
  if (wire === undefined) {
    const content = conversation.type === "group" ? groupText(input.text, robot, mentioned) : input.text;
    return { msgtype: "text", text: { content, ...quote?.inner } };
  }
  const { msgtype, content } = wire;
  if (typeof content === "string") return { msgtype, content };
  if (robot.stream?.contentAsText) return { msgtype, content: JSON.stringify(content) };
  return { msgtype, content: { ...content, ...quote?.inner } };
}

export function robotEnvelope(input: RobotEnvelopeInput): Record<string, unknown> {
  const { person, conversation, robot, session } = input;
  const isGroup = conversation.type === "group";
  const knowsStaff = robot.version !== undefined && person.corpId === robot.corpId;
  return {
    conversationId: conversation.conversationId,
    conversationType: isGroup ? ConversationType.group : ConversationType.direct,
    ...(robot.stream?.omit?.includes("openThreadId") ? {} : { openThreadId: conversation.conversationId }),
    chatbotCorpId: input.corpId,
    chatbotUserId: robot.chatbotUserId,
    robotCode: robot.clientId,
    msgId: input.msgId,
    createAt: input.at,
    senderId: person.senderId,
    ...(knowsStaff ? { senderStaffId: person.staffId } : {}),
    senderUnionId: person.unionId,
    senderNick: person.name,
    senderCorpId: person.corpId,
    senderPlatform: "Win",
    isAdmin: person.isAdmin ?? false,
    sessionWebhook: `${input.origin}${SESSION_WEBHOOK_PATH}?session=${encodeURIComponent(session.session)}`,
    sessionWebhookExpiredTime: session.expiresAt,
    ...messageBody(input),
    ...input.quote?.envelope,
    ...(isGroup
      ? {
          conversationTitle: conversation.title,
          isInAtList: true,
          atUsers: input.mentioned.map((app) => ({ dingtalkId: app.chatbotUserId })),
        }
      : {}),
  };
}

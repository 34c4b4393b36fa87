/**
 * The inbound bot message (`/v1.0/im/bot/messages/get`) as it comes on the wire.
 * Fields keep the platform's spelling. Unknown fields and types survive parsing, and a field that is null or of a
 * type we do not know reads as absent: only what names the message and its conversation can refuse it.
 */
import { z } from "zod";

const numberLike = z.union([z.number(), z.string()]).transform(Number).optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** `conversationType`: "1" direct message, "2" group. */
export const ConversationType = { direct: "1", group: "2" } as const;

export const atUserSchema = z.looseObject({
  dingtalkId: text,
  staffId: text,
  unionId: text,
});

export const repliedMsgSchema = z.looseObject({
  msgType: text,
  msgId: text,
  senderId: text,
  createdAt: numberLike,
  content: z.unknown().optional(),
});

export const textContentSchema = z.looseObject({
  content: text,
  isReplyMsg: flag,
  repliedMsg: repliedMsgSchema.optional().catch(undefined),
});

export const robotMessageSchema = z.looseObject({
  conversationId: z.string(),
  conversationType: z.union([z.string(), z.number()]).transform(String),
  conversationTitle: text,
  openThreadId: text,
  chatbotCorpId: text,
  chatbotUserId: text,
  robotCode: text,
  msgId: z.string(),
  msgtype: text,
  /** Milliseconds; a number on the wire, a string in the document. */
  createAt: numberLike,
  senderId: text,
  /** Absent for people outside the robot's organisation and before the app is published. */
  senderStaffId: text,
  senderUnionId: text,
  senderNick: text,
  senderCorpId: text,
  senderPlatform: text,
  isAdmin: flag,
  isInAtList: flag,
  atUsers: z.array(atUserSchema).optional().catch(undefined),
  /** A secret: whoever has it can write into the conversation. */
  sessionWebhook: text,
  sessionWebhookExpiredTime: numberLike,
  text: textContentSchema.optional().catch(undefined),
  /** An object, sometimes JSON text. */
  content: z.unknown().optional(),
  originalMsgId: text,
  originalProcessQueryKey: text,
  /** Set to "20001" when the organisation's push quota is spent; then text and content are missing. */
  errorCode: z.union([z.string(), z.number()]).optional().catch(undefined),
  errorMessage: text,
});
export type RobotMessage = z.infer<typeof robotMessageSchema>;

/** A session webhook lives 90 minutes in the samples seen; the field on the message is what counts. */
export const SESSION_WEBHOOK_TTL_MS = 90 * 60_000;

/**
 * The inbound bot message (`/v1.0/im/bot/messages/get`) as it comes on the wire.
 * Fields keep the platform's spelling. Unknown fields and types survive parsing.
 */
import { z } from "zod";

const numberLike = z.union([z.number(), z.string()]).transform(Number);

/** `conversationType`: "1" direct message, "2" group. */
export const ConversationType = { direct: "1", group: "2" } as const;

export const atUserSchema = z.looseObject({
  dingtalkId: z.string().optional(),
  staffId: z.string().optional(),
  unionId: z.string().optional(),
});

export const repliedMsgSchema = z.looseObject({
  msgType: z.string().optional(),
  msgId: z.string().optional(),
  senderId: z.string().optional(),
  createdAt: numberLike.optional(),
  content: z.unknown().optional(),
});

export const textContentSchema = z.looseObject({
  content: z.string().optional(),
  isReplyMsg: z.boolean().optional(),
  repliedMsg: repliedMsgSchema.optional(),
});

export const robotMessageSchema = z.looseObject({
  conversationId: z.string(),
  conversationType: z.string(),
  conversationTitle: z.string().optional(),
  openThreadId: z.string().optional(),
  chatbotCorpId: z.string().optional(),
  chatbotUserId: z.string().optional(),
  robotCode: z.string().optional(),
  msgId: z.string(),
  msgtype: z.string().optional(),
  /** Milliseconds; a number on the wire, a string in the document. */
  createAt: numberLike.optional(),
  senderId: z.string().optional(),
  /** Absent for people outside the robot's organisation and before the app is published. */
  senderStaffId: z.string().optional(),
  senderUnionId: z.string().optional(),
  senderNick: z.string().optional(),
  senderCorpId: z.string().optional(),
  senderPlatform: z.string().optional(),
  isAdmin: z.boolean().optional(),
  isInAtList: z.boolean().optional(),
  atUsers: z.array(atUserSchema).optional(),
  /** A secret: whoever has it can write into the conversation. */
  sessionWebhook: z.string().optional(),
  sessionWebhookExpiredTime: numberLike.optional(),
  text: textContentSchema.optional(),
  /** An object, sometimes JSON text. */
  content: z.unknown().optional(),
  originalMsgId: z.string().optional(),
  originalProcessQueryKey: z.string().optional(),
  /** Set to "20001" when the organisation's push quota is spent; then text and content are missing. */
  errorCode: z.union([z.string(), z.number()]).optional(),
  errorMessage: z.string().optional(),
});
export type RobotMessage = z.infer<typeof robotMessageSchema>;

/** A session webhook lives 90 minutes in the samples seen; the field on the message is what counts. */
export const SESSION_WEBHOOK_TTL_MS = 90 * 60_000;

/**
 * The inbound bot message (`/v1.0/im/bot/messages/get`) as it comes on the wire.
 * Fields keep the platform's spelling. Unknown fields and types survive parsing, and a field that is null or of a
 * type we do not know reads as absent: only what names the message and its conversation can refuse it.
 */
import { z } from "zod";

const numberLike = z.union([z.number(), z.string()]).transform(Number).optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const textLike = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
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

/** What a quoting message adds: beside the words of a `text`, inside `content` of every other type. */
const quoteParts = { isReplyMsg: flag, repliedMsg: repliedMsgSchema.optional().catch(undefined) };

export const textContentSchema = z.looseObject({ content: text, ...quoteParts });

/** Media are named by these. `downloadCode` first, the other where it is missing. */
const locator = { downloadCode: text, pictureDownloadCode: text };

/** One run: `{text}`, `{type:"picture", downloadCode}`, `{type:"at", atName}`, others with a code and a file name. */
export const richTextRunSchema = z.looseObject({
  type: text,
  text,
  atName: text,
  atUserId: text,
  fileName: text,
  ...locator,
  /** Runs of a quoted rich text say `msgType` and `content` instead of `type` and `text`. */
  msgType: text,
  content: text,
});
export type RichTextRun = z.infer<typeof richTextRunSchema>;

/** A list that sometimes comes as JSON text; an entry that is no object is left out. */
function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z.preprocess(readList, z.array(entry).optional()).optional().catch(undefined);
}

function readList(value: unknown): unknown {
  const list = parseJsonText(value);
  return Array.isArray(list) ? list.filter((one) => typeof one === "object" && one !== null) : undefined;
}

function parseJsonText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** `msgtype: "richText"`; `richTextList` is the older name. */
export const richTextContentSchema = z.looseObject({
  richText: listOf(richTextRunSchema),
  richTextList: listOf(richTextRunSchema),
  ...quoteParts,
});
export type RichTextContent = z.infer<typeof richTextContentSchema>;

export const pictureContentSchema = z.looseObject({ ...locator, ...quoteParts });
export type PictureContent = z.infer<typeof pictureContentSchema>;

/** `duration` in milliseconds; `recognition` is the platform's transcript. */
export const audioContentSchema = z.looseObject({
  ...locator,
  duration: numberLike,
  recognition: text,
  ...quoteParts,
});
export type AudioContent = z.infer<typeof audioContentSchema>;

/** `duration`: milliseconds by the document, seconds in a sample: a hint. */
export const videoContentSchema = z.looseObject({
  ...locator,
  duration: numberLike,
  videoType: text,
  ...quoteParts,
});
export type VideoContent = z.infer<typeof videoContentSchema>;

/** Files sent by API have `dentryId` and no `downloadCode`. Numbers may be strings. */
export const fileContentSchema = z.looseObject({
  ...locator,
  fileName: text,
  spaceId: textLike,
  fileId: textLike,
  dentryId: textLike,
  fileType: text,
  fileSize: numberLike,
  filePath: text,
  ...quoteParts,
});
export type FileContent = z.infer<typeof fileContentSchema>;

export const markdownContentSchema = z.looseObject({ title: text, text, ...quoteParts });
export type MarkdownContent = z.infer<typeof markdownContentSchema>;

/** A part of another bot's card; parts nest. */
export const cardElementSchema = z.looseObject({
  elementType: text,
  value: text,
  children: z.array(z.unknown()).optional().catch(undefined),
});
export type CardElement = z.infer<typeof cardElementSchema>;

/** Another bot's mention, or a file of a shared drive behind `biz_custom_action_url`. */
export const interactiveCardContentSchema = z.looseObject({
  cardContent: listOf(cardElementSchema),
  biz_custom_action_url: text,
  ...quoteParts,
});
export type InteractiveCardContent = z.infer<typeof interactiveCardContentSchema>;

export const actionCardContentSchema = z.looseObject({
  title: text,
  text,
  actionUrlItemList: listOf(z.looseObject({ actionUrl: text })),
  ...quoteParts,
});
export type ActionCardContent = z.infer<typeof actionCardContentSchema>;

/** Voice, video and files inside a record are a bare `unknownMsgType` without a code. */
export const chatRecordEntrySchema = z.looseObject({
  msgType: text,
  content: text,
  senderNick: text,
  fileName: text,
  ...locator,
});
export type ChatRecordEntry = z.infer<typeof chatRecordEntrySchema>;

/** The entries come under one of four names, usually as JSON text. */
export const chatRecordContentSchema = z.looseObject({
  title: text,
  summary: text,
  chatRecord: listOf(chatRecordEntrySchema),
  contents: listOf(chatRecordEntrySchema),
  records: listOf(chatRecordEntrySchema),
  messages: listOf(chatRecordEntrySchema),
  ...quoteParts,
});
export type ChatRecordContent = z.infer<typeof chatRecordContentSchema>;

export const unknownContentSchema = z.looseObject({ unknownMsgType: text, ...quoteParts });

/** The schema of `content` by `msgtype`; a `text` message has its words in `text`. */
export const MESSAGE_CONTENT_SCHEMAS = {
  richText: richTextContentSchema,
  picture: pictureContentSchema,
  audio: audioContentSchema,
  video: videoContentSchema,
  file: fileContentSchema,
  markdown: markdownContentSchema,
  interactiveCard: interactiveCardContentSchema,
  actionCard: actionCardContentSchema,
  chatRecord: chatRecordContentSchema,
  unknownMsgType: unknownContentSchema,
} as const;

/** `content` of a quoted message (`repliedMsg`), whatever its `msgType`. It may itself quote. */
export const repliedContentSchema = z.looseObject({
  text,
  title: text,
  summary: text,
  fileName: text,
  recognition: text,
  unknownMsgType: text,
  richText: listOf(richTextRunSchema),
  ...locator,
  ...quoteParts,
});
export type RepliedContent = z.infer<typeof repliedContentSchema>;
export type RepliedMsg = z.infer<typeof repliedMsgSchema>;

/** What a quoted card reads where its body should be. */
export const QUOTED_CARD_TEXT = "[interactive card message]";

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

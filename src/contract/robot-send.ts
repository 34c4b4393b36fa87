/**
 * Sending: session webhook and the robot APIs.
 * Success of a webhook is `errcode == 0`, never HTTP 200 alone; a batch send may fail in part inside HTTP 200.
 */
import { z } from "zod";

export const sessionSendRequestSchema = z.looseObject({
  msgtype: z.string(),
  text: z.looseObject({ content: z.string() }).optional(),
  markdown: z.looseObject({ title: z.string(), text: z.string() }).optional(),
  actionCard: z
    .looseObject({
      title: z.string(),
      text: z.string(),
      btns: z.array(z.looseObject({ title: z.string(), actionURL: z.string() })),
    })
    .optional(),
  at: z
    .looseObject({
      atUserIds: z.array(z.string()).optional(),
      atMobiles: z.array(z.string()).optional(),
      isAtAll: z.boolean().optional(),
    })
    .optional(),
});
export type SessionSendRequest = z.infer<typeof sessionSendRequestSchema>;

export const directSendRequestSchema = z.looseObject({
  robotCode: z.string(),
  userIds: z.array(z.string()),
  msgKey: z.string(),
  /** JSON text. */
  msgParam: z.string(),
});
export type DirectSendRequest = z.infer<typeof directSendRequestSchema>;

export const directSendResponseSchema = z.looseObject({
  processQueryKey: z.string().optional(),
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
});
export type DirectSendResponse = z.infer<typeof directSendResponseSchema>;

export const groupSendRequestSchema = z.looseObject({
  robotCode: z.string(),
  openConversationId: z.string(),
  msgKey: z.string(),
  msgParam: z.string(),
});
export type GroupSendRequest = z.infer<typeof groupSendRequestSchema>;

export const groupSendResponseSchema = z.looseObject({ processQueryKey: z.string().optional() });

/** Buttons of an ActionCard; `url` may be a link that makes the person say something (`sayLink`). */
export interface ActionButton {
  readonly title: string;
  readonly url: string;
}

/** `sampleActionCard` has one button, `sampleActionCard2` to `5` have as many as their number, one below the other. */
export const MAX_ACTION_BUTTONS = 5;

/**
 * A link on which DingTalk's app sends `content` in the name of the person who taps it, in a group with the robot
 * mentioned. Works in Markdown and ActionCard messages, not in a card's Markdown component. The host part must be
 * lower case and blanks must be `+`. Source: reports from live tenants (hermes-agent issue 92254); unproven here.
 */
export function sayLink(content: string): string {
  return `dtmd://dingtalkclient/sendMessage?${new URLSearchParams({ content }).toString()}`;
}

export const MsgKey = {
  text: "sampleText",
  markdown: "sampleMarkdown",
  /** `photoURL`: a URL or a media id. */
  image: "sampleImageMsg",
  /** `mediaId`, `fileName`, `fileType` (the ending). */
  file: "sampleFile",
  /** `mediaId`, `duration`: MILLISECONDS as text. A wrong one makes a bubble of 0 seconds that does not play. */
  audio: "sampleAudio",
  /** `videoMediaId`, `videoType`, `picMediaId` (a cover is demanded), `duration`: SECONDS as text, `width`, `height`. */
  video: "sampleVideo",
} as const;

/** A robot's message can be taken back for this long; a recall leaves no trace in the chat. */
export const RECALL_WINDOW_MS = 24 * 60 * 60_000;
/** Documented limit of `processQueryKeys` in one recall. */
export const MAX_RECALL_KEYS = 20;

export const recallDirectRequestSchema = z.looseObject({
  robotCode: z.string(),
  processQueryKeys: z.array(z.string()),
});
export const recallGroupRequestSchema = z.looseObject({
  robotCode: z.string(),
  openConversationId: z.string(),
  processQueryKeys: z.array(z.string()),
});
/** Partial failure is HTTP 200: `failedResult` maps a key to a reason. */
export const recallResponseSchema = z.looseObject({
  successResult: z.array(z.string()).nullish(),
  failedResult: z.record(z.string(), z.unknown()).nullish(),
});

/** Of a message that was sent: `RECALLED` when the robot took it back. */
export const sendStatusSchema = z.enum(["SUCCESS", "RECALLED", "PROCESSING"]);

export const directReadStatusSchema = z.looseObject({
  sendStatus: sendStatusSchema.optional(),
  messageReadInfoList: z
    .array(
      z.looseObject({
        userId: z.string(),
        name: z.string().optional(),
        readStatus: z.enum(["READ", "UNREAD"]),
        /** Milliseconds since the Unix epoch. */
        readTimestamp: z.number().optional(),
      }),
    )
    .nullish(),
});

export const groupReadStatusSchema = z.looseObject({
  sendStatus: sendStatusSchema.optional(),
  readUserIds: z.array(z.string()).nullish(),
  hasMore: z.boolean().optional(),
  nextToken: z.string().nullish(),
});
/** Documented limit of `maxResults`. */
export const MAX_READ_PAGE = 200;

/** Hard limit of `msgParam`, in bytes of UTF-8. */
export const MAX_MSG_PARAM_BYTES = 15_000;
/** Documented limit of `userIds` in one direct send. */
export const MAX_DIRECT_RECIPIENTS = 20;
/** Titles are cut by clients at about this many characters. */
export const MAX_TITLE_CHARACTERS = 20;

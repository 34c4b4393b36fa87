/**
 * Sending: session webhook and the robot APIs.
 * Success of a webhook is `errcode == 0`, never HTTP 200 alone; a batch send may fail in part inside HTTP 200.
 */
import { z } from "zod";

export const sessionSendRequestSchema = z.looseObject({
  msgtype: z.string(),
  text: z.looseObject({ content: z.string() }).optional(),
  markdown: z.looseObject({ title: z.string(), text: z.string() }).optional(),
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

/** Hard limit of `msgParam`, in bytes of UTF-8. */
export const MAX_MSG_PARAM_BYTES = 15_000;
/** Documented limit of `userIds` in one direct send. */
export const MAX_DIRECT_RECIPIENTS = 20;
/** Titles are cut by clients at about this many characters. */
export const MAX_TITLE_CHARACTERS = 20;

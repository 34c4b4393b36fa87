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

export const MsgKey = { text: "sampleText", markdown: "sampleMarkdown" } as const;

/** Hard limit of `msgParam`, in bytes of UTF-8. */
export const MAX_MSG_PARAM_BYTES = 15_000;
/** Documented limit of `userIds` in one direct send. */
export const MAX_DIRECT_RECIPIENTS = 20;
/** Titles are cut by clients at about this many characters. */
export const MAX_TITLE_CHARACTERS = 20;

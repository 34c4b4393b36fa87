/**
 * Who has read what the robot said, by the receipts of the sends. Nothing is remembered here.
 * Source: «批量查询人与机器人会话机器人消息是否已读», «查询企业机器人群聊消息用户已读状态», SDK robot_1_0.
 */
import {
  directReadStatusSchema,
  groupReadStatusSchema,
  MAX_READ_PAGE,
  type sendStatusSchema,
} from "../contract/robot-send.ts";
import type { z } from "zod";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

export interface MessageReadStatus {
  /** Absent when the platform does not say. */
  readonly sent?: z.infer<typeof sendStatusSchema>;
  /** staffIds of those who have read it. */
  readonly readBy: readonly string[];
}

export interface ReadStatus {
  /** By the `processQueryKey` of a direct message. */
  direct(key: string, options?: CallOptions): Promise<MessageReadStatus>;
  /** By the `processQueryKey` of a message in one group, whose id is case-sensitive; all pages. */
  group(openConversationId: string, key: string, options?: CallOptions): Promise<MessageReadStatus>;
}

const withSent = (sent: MessageReadStatus["sent"], readBy: readonly string[]): MessageReadStatus => ({
  ...(sent === undefined ? {} : { sent }),
  readBy,
});

export function createReadStatus({ robotCode }: ResolvedOptions, call: Call): ReadStatus {
  return {
    async direct(processQueryKey, options = {}) {
      const query = { robotCode, processQueryKey };
      const answer = await call("readDirectStatus", { ...options, query, answer: directReadStatusSchema });
      const readers = (answer?.messageReadInfoList ?? []).filter(({ readStatus }) => readStatus === "READ");
      return withSent(
        answer?.sendStatus,
        readers.map(({ userId }) => userId),
      );
    },
    async group(openConversationId, processQueryKey, options = {}) {
      const about = { robotCode, openConversationId, processQueryKey, maxResults: MAX_READ_PAGE };
      const readBy: string[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const body = { ...about, ...(nextToken === undefined ? {} : { nextToken }) };
        const answer = await call("readGroupStatus", { ...options, body, answer: groupReadStatusSchema });
        readBy.push(...(answer?.readUserIds ?? []));
        const next = answer?.nextToken ?? undefined;
        // A page that leads back to itself would never end.
        if (answer?.hasMore !== true || next === undefined || next === nextToken)
          return withSent(answer?.sendStatus, readBy);
        nextToken = next;
      }
    },
  };
}

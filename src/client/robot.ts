/**
 * Sending as the robot: to people, to groups, by session webhook; and the groups it is in.
 * A send is never repeated after an unclear failure: the platform has no idempotency key here.
 */
import { z } from "zod";
import { MAX_DIRECT_RECIPIENTS, MAX_MSG_PARAM_BYTES } from "../contract/robot-send.ts";
import { directSendResponseSchema, groupSendResponseSchema } from "../contract/robot-send.ts";
import { DingTalkError, isDingTalkError } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

/** `msgKey` with its fields, e.g. `sampleMarkdown` with `{title, text}`; JSON-encoded here. */
export interface RobotContent {
  readonly msgKey: string;
  readonly msgParam: Readonly<Record<string, unknown>>;
}

export interface SendDirectRequest extends RobotContent, CallOptions {
  /** staffIds; more than 20 go out in several calls. */
  readonly userIds: readonly string[];
}

export interface RefusedRecipient {
  readonly staffId: string;
  /** `failed`: a later batch failed after an earlier one was delivered; see `error`. */
  readonly reason: "invalid" | "flow-controlled" | "failed";
  readonly error?: DingTalkError;
}

export interface SendDirectResult {
  /** Receipt of the first call. */
  readonly processQueryKey?: string;
  /** One receipt per call. */
  readonly processQueryKeys: readonly string[];
  /** staffIds the platform accepted. */
  readonly delivered: readonly string[];
  readonly refused: readonly RefusedRecipient[];
}

export interface SendGroupRequest extends RobotContent, CallOptions {
  /** Case-sensitive `cid…` of a group. */
  readonly openConversationId: string;
}

export interface SendGroupResult {
  readonly processQueryKey?: string;
}

export interface QueryGroupsRequest extends CallOptions {
  /** From 1. */
  readonly pageNumber?: number;
  readonly pageSize?: number;
}

export interface QueryGroupsResult {
  readonly openConversationIds: readonly string[];
  readonly hasMore: boolean;
}

export interface RobotSender {
  /**
   * Partial failure is a result, not an error: look at `refused`.
   * Rejects when the first call fails; nothing was delivered then, unless `dispatched` says `maybe`.
   */
  sendDirect(request: SendDirectRequest): Promise<SendDirectResult>;
  sendGroup(request: SendGroupRequest): Promise<SendGroupResult>;
  queryGroups(request?: QueryGroupsRequest): Promise<QueryGroupsResult>;
}

const groupsResponseSchema = z.looseObject({
  openConversationIds: z.array(z.string()).nullish(),
  hasMore: z.boolean().nullish(),
});

export function createRobot(options: ResolvedOptions, call: Call): RobotSender {
  const { robotCode, logger } = options;

  const sendBatch = async (request: SendDirectRequest, userIds: readonly string[], msgParam: string) => {
    const { msgKey, signal, retry, timeoutMs } = request;
    const body = { robotCode, userIds, msgKey, msgParam };
    return call("sendDirect", { body, answer: directSendResponseSchema, signal, retry, timeoutMs });
  };

  return {
    async sendDirect(request) {
      const msgParam = encodeMsgParam("sendDirect", request.msgParam);
      const userIds = [...new Set(request.userIds)];
      if (userIds.length === 0) throw invalidArgument("sendDirect", "no recipient given");
      const batches = splitBatches(userIds, MAX_DIRECT_RECIPIENTS);
      const processQueryKeys: string[] = [];
      const delivered: string[] = [];
      const refused: RefusedRecipient[] = [];
      for (const [index, batch] of batches.entries()) {
        try {
          const answer = await sendBatch(request, batch, msgParam);
          const refusedHere = refusedOf(answer);
          const names = new Set(refusedHere.map((recipient) => recipient.staffId));
          refused.push(...refusedHere);
          delivered.push(...batch.filter((staffId) => !names.has(staffId)));
          if (answer?.processQueryKey) processQueryKeys.push(answer.processQueryKey);
        } catch (error) {
          if (index === 0 || !isDingTalkError(error)) throw error;
          refused.push(...batch.map((staffId) => ({ staffId, reason: "failed" as const, error })));
        }
      }
      const [processQueryKey] = processQueryKeys;
      return { processQueryKeys, delivered, refused, ...(processQueryKey ? { processQueryKey } : {}) };
    },

    async sendGroup({ openConversationId, msgKey, msgParam, signal, retry, timeoutMs }) {
      if (openConversationId === "") throw invalidArgument("sendGroup", "no group given");
      const body = { robotCode, openConversationId, msgKey, msgParam: encodeMsgParam("sendGroup", msgParam) };
      const answer = await call("sendGroup", {
        body,
        answer: groupSendResponseSchema,
        signal,
        retry,
        timeoutMs,
      });
      if (!answer?.processQueryKey) logger.warn("A group message was accepted without a receipt");
      return answer?.processQueryKey ? { processQueryKey: answer.processQueryKey } : {};
    },

    async queryGroups({ pageNumber = 1, pageSize = 10, signal, retry, timeoutMs } = {}) {
      const body = { robotCode, pageNumber, pageSize };
      const answer = await call("queryRobotGroups", {
        body,
        answer: groupsResponseSchema,
        signal,
        retry,
        timeoutMs,
      });
      return { openConversationIds: answer?.openConversationIds ?? [], hasMore: answer?.hasMore ?? false };
    },
  };
}

function refusedOf(answer: z.infer<typeof directSendResponseSchema> | undefined): RefusedRecipient[] {
  const invalid = (answer?.invalidStaffIdList ?? []).map((staffId) => ({
    staffId,
    reason: "invalid" as const,
  }));
  const slowed = (answer?.flowControlledStaffIdList ?? []).map((staffId) => ({
    staffId,
    reason: "flow-controlled" as const,
  }));
  return [...invalid, ...slowed];
}

/** JSON text of `msgParam`; rejects before sending what the platform would refuse as too long. */
function encodeMsgParam(operation: "sendDirect" | "sendGroup", msgParam: RobotContent["msgParam"]): string {
  const text = JSON.stringify(msgParam);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_MSG_PARAM_BYTES) return text;
  const message = `${operation}: the message has ${bytes} bytes, DingTalk accepts ${MAX_MSG_PARAM_BYTES}`;
  throw new DingTalkError("too-large", message, { operation, dispatched: "no" });
}

function invalidArgument(operation: "sendDirect" | "sendGroup", what: string): DingTalkError {
  return new DingTalkError("invalid-argument", `${operation}: ${what}`, { operation, dispatched: "no" });
}

function splitBatches<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return batches;
}

/**
 * Taking back what the robot said, by the receipts of the sends. The window is 24 hours; nothing is left in the chat.
 * Partial failure is a result, not an error.
 */
import { MAX_RECALL_KEYS, recallResponseSchema } from "../contract/robot-send.ts";
import type { z } from "zod";
import { DingTalkError } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

export interface RecallFailure {
  readonly key: string;
  /** The platform's words. */
  readonly reason: string;
}

export interface RecallResult {
  /** Keys of messages that are gone. */
  readonly recalled: readonly string[];
  readonly failed: readonly RecallFailure[];
}

export interface Recall {
  /** `processQueryKey`s (or `carrierId`s of cards) of direct messages, at most 20. */
  direct(keys: readonly string[], options?: CallOptions): Promise<RecallResult>;
  /** The same in one group; its id is case-sensitive. */
  group(openConversationId: string, keys: readonly string[], options?: CallOptions): Promise<RecallResult>;
}

function readResult(
  keys: readonly string[],
  answer: z.infer<typeof recallResponseSchema> | undefined,
): RecallResult {
  const recalled = answer?.successResult ?? [];
  const reasons = answer?.failedResult ?? {};
  const failed = Object.entries(reasons).map(([key, reason]) => ({ key, reason: String(reason) }));
  const named = new Set([...recalled, ...failed.map(({ key }) => key)]);
  // A key that is in neither list was not said to be gone.
  const silent = keys.filter((key) => !named.has(key)).map((key) => ({ key, reason: "unknown" }));
  return { recalled, failed: [...failed, ...silent] };
}

function checkKeys(operation: "recallDirect" | "recallGroup", keys: readonly string[]): void {
  if (keys.length > 0 && keys.length <= MAX_RECALL_KEYS && keys.every((key) => key !== "")) return;
  throw new DingTalkError(
    "invalid-argument",
    `${operation}: 1 to ${MAX_RECALL_KEYS} receipts are wanted, not ${keys.length}`,
    { operation, dispatched: "no" },
  );
}

export function createRecall({ robotCode }: ResolvedOptions, call: Call): Recall {
  return {
    async direct(keys, options = {}) {
      checkKeys("recallDirect", keys);
      const body = { robotCode, processQueryKeys: keys };
      return readResult(keys, await call("recallDirect", { ...options, body, answer: recallResponseSchema }));
    },
    async group(openConversationId, keys, options = {}) {
      checkKeys("recallGroup", keys);
      const body = { robotCode, openConversationId, processQueryKeys: keys };
      return readResult(keys, await call("recallGroup", { ...options, body, answer: recallResponseSchema }));
    },
  };
}

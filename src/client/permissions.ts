/**
 * Does the app have a permission? Each is tried with a call that DingTalk's gateway checks and that then has nothing
 * to act on: no person sees anything. Costs one call of the month's quota each; looking people up costs none.
 * That the gateway looks at permissions before it looks at the arguments is what was seen, not what is documented.
 */
import { z } from "zod";
import { MsgKey } from "../contract/robot-send.ts";
import { classifyThrown } from "./classify-thrown.ts";
import type { CallName, DingTalkError, DingTalkErrorCode } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call } from "./request.ts";

/** What a bot needs: to send messages, to create cards, to write into them while they grow; to look people up. */
export type PermissionName =
  | "send-messages"
  | "create-cards"
  | "stream-cards"
  | "read-people"
  | "search-people";

export type PermissionAnswer =
  | { readonly kind: "granted" }
  | { readonly kind: "missing"; readonly error: DingTalkError }
  /** Something else stood in the way. */
  | { readonly kind: "unknown"; readonly error: DingTalkError };

export type ProbePermission = (name: PermissionName, signal?: AbortSignal) => Promise<PermissionAnswer>;

/** Nobody and nothing is called so. */
const NOBODY = "openclaw-permission-check";

const STANDING_IN_THE_WAY: ReadonlySet<DingTalkErrorCode> = new Set<DingTalkErrorCode>([
  "qps-limit",
  "quota-gone",
  "ip-blocked",
  "ip-not-allowed",
  "org-not-certified",
  "bad-credentials",
  "invalid-token",
  "network",
  "timeout",
  "aborted",
  "bad-answer",
  "invalid-argument",
]);

type Tried = "sendDirect" | "updateCard" | "streamCard" | "getUser" | "searchUsers";

/** Never rejects. */
export function createProbePermission(options: ResolvedOptions, call: Call): ProbePermission {
  const { robotCode } = options;
  const guid = NOBODY;
  const outTrackId = NOBODY;
  const tries: Readonly<Record<PermissionName, { operation: Tried; body: object }>> = {
    "send-messages": {
      operation: "sendDirect",
      body: {
        robotCode,
        userIds: [NOBODY],
        msgKey: MsgKey.text,
        msgParam: JSON.stringify({ content: "-" }),
      },
    },
    "create-cards": { operation: "updateCard", body: { outTrackId, cardData: { cardParamMap: {} } } },
    "stream-cards": {
      operation: "streamCard",
      body: { outTrackId, guid, key: "msgContent", content: "-", isFull: true, isFinalize: true },
    },
    "read-people": { operation: "getUser", body: { userid: NOBODY, language: "zh_CN" } },
    "search-people": { operation: "searchUsers", body: { queryWord: NOBODY, offset: 0, size: 1 } },
  };
  return async (name, signal) => {
    const { operation, body } = tries[name];
    try {
      await call(operation, { body, answer: z.unknown(), signal, retry: "none" });
      return { kind: "granted" };
    } catch (thrown) {
      return readRefusal(operation, thrown);
    }
  };
}

/** A refusal that is about the arguments comes from behind the check of permissions. */
function readRefusal(operation: CallName, thrown: unknown): PermissionAnswer {
  const error = classifyThrown(operation, thrown);
  if (error.code === "scope-missing") return { kind: "missing", error };
  return STANDING_IN_THE_WAY.has(error.code) ? { kind: "unknown", error } : { kind: "granted" };
}

/**
 * What a failed card call means for a card. Pure: decides by `code` and `platformCode`, never by message text.
 */
import { ApiCode } from "../../contract/errors.ts";
import type { DingTalkErrorCode } from "../../client/errors.ts";
import { isCardApiError } from "./card-api.ts";

/**
 * - `throttled`: too fast; nothing happened, wait and go on.
 * - `passing`: time-out, reset, 5xx, hidden failure; may have taken effect, a repeat may help.
 * - `exists`: the card is already there: an earlier try took effect.
 * - `gone`: the platform does not know this card.
 * - `permission`, `template`: refused for every card of this app until somebody changes something.
 * - `refused`: refused for this card or chat.
 */
export type CardFaultKind =
  | "throttled"
  | "passing"
  | "exists"
  | "gone"
  | "permission"
  | "template"
  | "quota"
  | "refused";

export interface CardFault {
  readonly kind: CardFaultKind;
  /** A repeat of the same call may succeed. */
  readonly retryable: boolean;
  /** The call may have taken effect although it failed. */
  readonly maybeDone: boolean;
  /** Earliest moment of a repeat, in milliseconds from now; 0 when the other side named none. */
  readonly retryAfterMs: number;
}

/** The documentation says to sleep one second after a QPS refusal. */
const THROTTLE_PAUSE_MS = 1_000;

const KINDS: Partial<Record<DingTalkErrorCode, CardFaultKind>> = {
  "qps-limit": "throttled",
  "flow-control": "passing",
  "quota-gone": "quota",
  "scope-missing": "permission",
  server: "passing",
  network: "passing",
  timeout: "passing",
  "hidden-failure": "passing",
  "bad-answer": "passing",
  "ip-blocked": "passing",
  "invalid-token": "passing",
  "card-exists": "exists",
  "card-not-exist": "gone",
};
const PAUSING: ReadonlySet<string> = new Set(["qps-limit", "flow-control"]);
const TEMPLATE_CODES: ReadonlySet<string> = new Set([ApiCode.templateNotExist, ApiCode.templateUnpublished]);

/** Of an own template whose streaming variable is named wrongly (`watch-content-key.ts`). */
export const WRONG_CONTENT_KEY = "wrong-content-key";

export type CardCall = "create" | "stream" | "update";

export function classifyCardFault(error: unknown, call: CardCall = "stream"): CardFault {
  if (!isCardApiError(error)) return fault("refused", true, 0);
  const known = (KINDS as Record<string, CardFaultKind | undefined>)[error.code];
  const ofTemplate = error.code === WRONG_CONTENT_KEY || TEMPLATE_CODES.has(error.platformCode ?? "");
  let kind = ofTemplate ? "template" : (known ?? "refused");
  // Created but not delivered: a repeat would meet "exists" and be taken for a card that people can see.
  if (call === "create" && error.code === "hidden-failure") kind = "refused";
  const pause = error.retryAfterMs ?? (PAUSING.has(error.code) ? THROTTLE_PAUSE_MS : 0);
  return fault(kind, error.dispatched === "maybe" || error.code === "timeout", pause);
}

function fault(kind: CardFaultKind, maybeDone: boolean, retryAfterMs: number): CardFault {
  return { kind, retryable: kind === "throttled" || kind === "passing", maybeDone, retryAfterMs };
}

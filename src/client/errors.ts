/**
 * The one error class of the client and its closed set of codes.
 * Callers decide by `code` and `dispatched`, never by message text. What an answer means is decided in
 * `classify-failure.ts`, what to do about it is said in `hints.ts`.
 */
import { redact } from "../lib/redact.ts";
import type { OperationId } from "../contract/endpoints.ts";
import { hintFor } from "./hints.ts";

/**
 * What was being done. `sessionWebhook` is the reply URL that comes with each message, `remoteFile` the GET of a file
 * somewhere on the internet.
 */
export type CallName = OperationId | "sessionWebhook" | "remoteFile";

export type DingTalkErrorCode =
  /** Throttled at the gateway before execution: too many calls in this second or minute. */
  | "qps-limit"
  /** The platform found this robot or person too busy; longer than a second. */
  | "flow-control"
  /** The organisation's monthly API quota is spent. */
  | "quota-gone"
  /** Our public address is blocked for some minutes: 10,000 calls in 20 s. */
  | "ip-blocked"
  | "scope-missing"
  | "ip-not-allowed"
  | "org-not-certified"
  | "bad-credentials"
  | "invalid-token"
  /** 5xx. It may have taken effect. */
  | "server"
  | "network"
  | "timeout"
  /** The caller's signal, or the client was closed. */
  | "aborted"
  /** HTTP 200 with a failure inside. */
  | "hidden-failure"
  /** Not the JSON we expect: HTML, XML, a redirect, a missing field. */
  | "bad-answer"
  | "session-expired"
  | "card-exists"
  | "card-not-exist"
  /** The Stream socket's HTTP upgrade was refused. */
  | "upgrade-refused"
  /** A message larger than the platform accepts, of which nothing was sent; or a file larger than `limitBytes`. */
  | "too-large"
  /** A download's URL leads to an address that is not public; nothing was sent there. */
  | "blocked-address"
  /** The call makes no sense or is not allowed; nothing was sent. */
  | "invalid-argument"
  /** Any other refusal; see `platformCode`. */
  | "refused";

/**
 * `no`: provably not sent. `refused`: the platform said no. `maybe`: unknown (timeout, reset, 5xx),
 * so a repeat may do it twice.
 */
export type Dispatched = "no" | "maybe" | "refused";

export interface DingTalkErrorDetails {
  readonly operation: CallName;
  readonly dispatched: Dispatched;
  /** The platform's `code` or `errcode`, as text. */
  readonly platformCode?: string | undefined;
  /** The platform's own words, cut where they are long. */
  readonly platformMessage?: string | undefined;
  /** The system's code where no answer came, such as `ECONNREFUSED`. */
  readonly systemCode?: string | undefined;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly requiredScopes?: readonly string[] | undefined;
  /** The page on which an administrator grants the first of `requiredScopes`. */
  readonly applyUrl?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Of `too-large`: the limit of a download. */
  readonly limitBytes?: number | undefined;
  /** Replaces the hint that follows from code and operation. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

export class DingTalkError extends Error {
  override readonly name = "DingTalkError";
  readonly code: DingTalkErrorCode;
  readonly operation: CallName;
  readonly dispatched: Dispatched;
  readonly platformCode: string | undefined;
  readonly platformMessage: string | undefined;
  readonly systemCode: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly requiredScopes: readonly string[] | undefined;
  readonly applyUrl: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly limitBytes: number | undefined;
  /** An English sentence: what to do. */
  readonly hint: string;

  /** `message` and the platform's words are redacted here, so that no path can forget it. */
  constructor(code: DingTalkErrorCode, message: string, details: DingTalkErrorDetails) {
    super(redact(message), details.cause === undefined ? undefined : { cause: safeCause(details.cause) });
    this.code = code;
    this.operation = details.operation;
    this.dispatched = details.dispatched;
    this.platformCode = details.platformCode;
    this.platformMessage = redact(details.platformMessage);
    this.systemCode = details.systemCode;
    this.status = details.status;
    this.requestId = details.requestId;
    this.requiredScopes = details.requiredScopes;
    this.applyUrl = details.applyUrl;
    this.retryAfterMs = details.retryAfterMs;
    this.limitBytes = details.limitBytes;
    this.hint = details.hint ?? hintFor(code, details);
  }

  /** The facts for a log line or a status page; no stack, no secrets. */
  toJSON(): Record<string, unknown> {
    const { code, message, operation, dispatched, platformCode, status, requestId, hint, applyUrl } = this;
    return { code, message, operation, dispatched, platformCode, status, requestId, hint, applyUrl };
  }
}

export function isDingTalkError(value: unknown): value is DingTalkError {
  return value instanceof DingTalkError;
}

/**
 * The same failure seen from a call that was never sent because of it, e.g. because no token could be had.
 * Keeps `operation`, so that it is visible where it failed.
 */
export function asNotDispatched(error: DingTalkError): DingTalkError {
  return new DingTalkError(error.code, error.message, {
    ...detailsOf(error),
    dispatched: "no",
    cause: error,
  });
}

function detailsOf(error: DingTalkError): DingTalkErrorDetails {
  const { operation, dispatched, platformCode, status, requestId, requiredScopes, applyUrl, hint } = error;
  const { platformMessage, systemCode, retryAfterMs, limitBytes } = error;
  return {
    operation,
    dispatched,
    platformCode,
    platformMessage,
    systemCode,
    status,
    requestId,
    requiredScopes,
    applyUrl,
    retryAfterMs,
    limitBytes,
    hint,
  };
}

/** Library errors may quote a URL with a ticket or a session in it (`Invalid URL: wss://…?ticket=…`). */
function safeCause(cause: unknown): unknown {
  if (!(cause instanceof Error)) return redact(cause);
  const message = redact(cause.message);
  if (message === cause.message && `${redact(cause.stack)}` === `${cause.stack}`) return cause;
  const copy = new Error(message);
  copy.name = cause.name;
  return copy;
}

/**
 * What a thrown fetch or socket error means, above all: was anything sent? Pure; never throws.
 * A failure while looking up, connecting or shaking hands proves that nothing was.
 */
import { DingTalkError, type CallName } from "./errors.ts";

const NEVER_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_INVALID_URL",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
]);
const NEVER_SENT_CALLS: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);
const MAX_DEPTH = 5;

export function classifyThrown(operation: CallName, thrown: unknown): DingTalkError {
  if (thrown instanceof DingTalkError) return thrown;
  const { code, neverSent } = findSystemError(thrown);
  return new DingTalkError(
    "network",
    `${operation}: DingTalk could not be reached (${code ?? nameOf(thrown)})`,
    {
      operation,
      systemCode: code,
      dispatched: neverSent ? "no" : "maybe",
      cause: thrown,
    },
  );
}

/** Walks `cause` (fetch wraps the system's error) to the first error with a code. */
function findSystemError(thrown: unknown): { code?: string; neverSent: boolean } {
  let error: unknown = thrown;
  for (let depth = 0; depth < MAX_DEPTH && typeof error === "object" && error !== null; depth += 1) {
    const { code, syscall } = error as { code?: unknown; syscall?: unknown };
    if (typeof code === "string") {
      const connecting = typeof syscall === "string" && NEVER_SENT_CALLS.has(syscall);
      return { code, neverSent: NEVER_SENT.has(code) || connecting || everyPartNeverSent(error) };
    }
    error = (error as { cause?: unknown }).cause;
  }
  return { neverSent: false };
}

/** Node tries several addresses and reports one `AggregateError`. */
function everyPartNeverSent(error: unknown): boolean {
  if (!(error instanceof AggregateError) || error.errors.length === 0) return false;
  return error.errors.every((part) => findSystemError(part).neverSent);
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : typeof thrown;
}

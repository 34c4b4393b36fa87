/**
 * A failed call to DingTalk as one sentence of a person's language, made of its fields; the English message of the
 * client is for logs. DingTalk's own code and words are quoted as they came. What to do about it stands elsewhere.
 */
import type { Text } from "./text.ts";
import { zhCN } from "./zh-cn.ts";

/** The client's error, by shape: text knows no client. It can be kept as JSON. */
export interface ErrorFacts {
  readonly code: keyof Text["errorFound"];
  /** What was called. */
  readonly operation: string;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** Codes as the platform or the system gives them. */
  readonly platformCode?: string | undefined;
  readonly platformMessage?: string | undefined;
  readonly systemCode?: string | undefined;
  readonly requiredScopes?: readonly string[] | undefined;
}

const isKnown = (code: unknown): code is ErrorFacts["code"] =>
  typeof code === "string" && Object.hasOwn(zhCN.errorFound, code);

/** The facts of an error of the client, without what is not there; undefined for any other. */
export function readErrorFacts(thrown: unknown): ErrorFacts | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  const { code, operation, status, platformCode, platformMessage, systemCode, requiredScopes } =
    thrown as Partial<ErrorFacts>;
  if (!isKnown(code) || typeof operation !== "string") return undefined;
  return {
    code,
    operation,
    ...(status === undefined ? {} : { status }),
    ...(platformCode === undefined ? {} : { platformCode }),
    ...(platformMessage === undefined ? {} : { platformMessage }),
    ...(systemCode === undefined ? {} : { systemCode }),
    ...(requiredScopes === undefined ? {} : { requiredScopes }),
  };
}

export function describeError(error: ErrorFacts, text: Text): string {
  const { code, operation, status, platformCode, platformMessage, systemCode, requiredScopes = [] } = error;
  const found =
    requiredScopes.length > 0
      ? text.errorScopeMissing({ scopes: requiredScopes.join(", ") })
      : text.errorFound[code];
  const http = status === undefined ? undefined : `HTTP ${status}`;
  const facts = [operation, http, platformCode, systemCode].filter((fact) => fact !== undefined);
  return text.errorLine({ found, facts: facts.join(" · "), said: platformMessage ?? "" });
}

/** Anything that was thrown; what is no error of the client is said in its own words. */
export function describeThrown(thrown: unknown, text: Text): string {
  const facts = readErrorFacts(thrown);
  if (facts) return describeError(facts, text);
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * One HTTP exchange with the platform: send, time out, read, classify, report. No token, no retry.
 * Redirects are never followed: a token or a message must not travel to another host.
 */
import type { HttpMethod } from "../contract/endpoints.ts";
import { classifyFailure } from "./classify-failure.ts";
import { classifyThrown } from "./classify-thrown.ts";
import { openDeadline } from "./deadline.ts";
import { DingTalkError, type CallName } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";

export interface ExchangeRequest {
  readonly operation: CallName;
  readonly method: HttpMethod;
  /** May hold a token or a session: never quoted in errors. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as multipart instead of `body`. */
  readonly form?: FormData | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly attempt?: number;
  readonly billed: boolean;
}

export type Exchange = (request: ExchangeRequest) => Promise<unknown>;

/** Resolves with the parsed JSON of a successful answer; rejects with a `DingTalkError`. */
export function createExchange(options: ResolvedOptions): Exchange {
  return async (request) => {
    const startedAt = options.clock.now();
    let status = 0;
    try {
      const answer = await send(options, request);
      status = answer.status;
      const error = classifyFailure({ ...answer, operation: request.operation, clientId: options.clientId });
      if (error) throw error;
      report(options, request, { status, startedAt });
      return JSON.parse(answer.text) as unknown;
    } catch (thrown) {
      const error = thrown instanceof DingTalkError ? thrown : classifyThrown(request.operation, thrown);
      report(options, request, { status, startedAt, error });
      throw error;
    }
  };
}

async function send(options: ResolvedOptions, request: ExchangeRequest) {
  const { operation, signal, timeoutMs = options.requestTimeoutMs } = request;
  const deadline = openDeadline(options, { operation, signal, timeoutMs });
  try {
    const response = await options.fetch(request.url, {
      method: request.method,
      redirect: "manual",
      signal: deadline.signal,
      headers: {
        Accept: "application/json",
        ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...request.headers,
      },
      ...encodeBody(request),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      retryAfterMs: parseRetryAfter(response.headers.get("retry-after")),
    };
  } catch (error) {
    throw deadline.failure() ?? error;
  } finally {
    deadline.close();
  }
}

/** The multipart border is fetch's to choose, and with it the `Content-Type`. */
function encodeBody({ body, form }: ExchangeRequest): { body?: string | FormData } {
  if (form) return { body: form };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function parseRetryAfter(value: string | null): number | undefined {
  const seconds = Number(value ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

const UNBILLED: ReadonlySet<string> = new Set(["qps-limit", "quota-gone", "ip-blocked"]);

function report(
  options: ResolvedOptions,
  request: ExchangeRequest,
  outcome: { status: number; startedAt: number; error?: DingTalkError },
): void {
  const { operation } = request;
  const { status, error } = outcome;
  const durationMs = options.clock.now() - outcome.startedAt;
  const attempt = request.attempt ?? 1;
  const billed = request.billed && error?.dispatched !== "no" && !UNBILLED.has(error?.code ?? "");
  options.logger.debug("DingTalk call", { operation, status, code: error?.code, durationMs, attempt });
  try {
    options.onCall({
      operation,
      status,
      billed,
      durationMs,
      attempt,
      ...(error ? { code: error.code, error } : {}),
    });
  } catch (fault) {
    // A listener's fault must not turn a sent message into a failed one.
    options.logger.error("A listener to DingTalk calls failed", { error: fault });
  }
}

/**
 * `call(operation, …)`: an operation of the contract's table, with token, retry and one re-login.
 * All API modules of the client go through it; nobody else builds a DingTalk URL.
 */
import type { z } from "zod";
import { OPERATIONS, TOKEN_HEADER, type Operation, type OperationId } from "../contract/endpoints.ts";
import type { AccessTokenSource } from "./access-token.ts";
import { asNotDispatched, isDingTalkError, type DingTalkError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { ResolvedOptions } from "./options.ts";
import { parseAnswer } from "./parse-answer.ts";
import { runWithRetry } from "./retry.ts";

/** What every call of the API modules accepts. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default `auto`: repeated by class of failure. `none`: the first failure is thrown. */
  readonly retry?: "auto" | "none" | undefined;
  /** For one exchange; default is the client's. */
  readonly timeoutMs?: number | undefined;
}

export interface CallRequest<Schema extends z.ZodType> extends CallOptions {
  readonly body?: unknown;
  /** A multipart body, built anew for each attempt. */
  readonly form?: () => FormData;
  readonly query?: Readonly<Record<string, string>>;
  readonly answer: Schema;
  /** Reads a refusal as a success, e.g. "exists already" after an unclear first attempt. */
  readonly acceptRefusal?: (error: DingTalkError, earlier: readonly DingTalkError[]) => boolean;
}

/** Resolves `undefined` only where `acceptRefusal` accepted one. */
export type Call = <Schema extends z.ZodType>(
  operation: OperationId,
  request: CallRequest<Schema>,
) => Promise<z.infer<Schema> | undefined>;

export function createCall(options: ResolvedOptions, exchange: Exchange, token: AccessTokenSource): Call {
  return (operation, request) => {
    const entry: Operation = OPERATIONS[operation];
    let renewed = false;

    const exchangeOnce = async (attempt: number): Promise<unknown> => {
      const accessToken = entry.token === "none" ? undefined : await tokenFor(token, request.signal);
      try {
        return await exchange({
          operation,
          method: entry.method,
          url: urlOf(options, entry, request.query, accessToken),
          headers: entry.token === "header" && accessToken ? { [TOKEN_HEADER]: accessToken } : {},
          body: request.body,
          form: request.form?.(),
          signal: request.signal,
          timeoutMs: request.timeoutMs,
          attempt,
          billed: entry.billed,
        });
      } catch (error) {
        if (!isDingTalkError(error) || error.code !== "invalid-token" || !accessToken) throw error;
        token.invalidate(accessToken);
        if (renewed) throw error;
        renewed = true;
        return exchangeOnce(attempt);
      }
    };

    return runWithRetry(
      async (attempt, earlier) => {
        try {
          return parseAnswer(operation, request.answer, await exchangeOnce(attempt));
        } catch (error) {
          if (isDingTalkError(error) && request.acceptRefusal?.(error, earlier)) return undefined;
          throw error;
        }
      },
      {
        operation,
        idempotent: entry.idempotent,
        clock: options.clock,
        random: options.random,
        signal: request.signal,
        mode: request.retry,
      },
    );
  };
}

/** Without a token nothing was sent, whatever the token call itself met. */
async function tokenFor(token: AccessTokenSource, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await token.get(signal);
  } catch (error) {
    throw isDingTalkError(error) ? asNotDispatched(error) : error;
  }
}

function urlOf(
  options: ResolvedOptions,
  entry: Operation,
  query: Readonly<Record<string, string>> | undefined,
  accessToken: string | undefined,
): string {
  const search = new URLSearchParams(query);
  if (entry.token === "query" && accessToken) search.set("access_token", accessToken);
  const tail = search.size > 0 ? `?${search.toString()}` : "";
  return options.endpoints[entry.host] + entry.path + tail;
}

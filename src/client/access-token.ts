/**
 * The application's access token: one request at a time, cached, refreshed before it ends.
 * Wrong credentials are remembered for a minute, so that a misconfigured account cannot hammer the platform.
 */
import { accessTokenResponseSchema } from "../contract/auth.ts";
import { OPERATIONS } from "../contract/endpoints.ts";
import { DingTalkError, isDingTalkError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { ResolvedOptions } from "./options.ts";
import { parseAnswer } from "./parse-answer.ts";
import { runWithRetry } from "./retry.ts";
import { waitUnlessAborted } from "./wait-unless-aborted.ts";

/** Refreshed this long before its end; a short-lived token at four fifths of its life. */
const REFRESH_MARGIN_MS = 5 * 60_000;
const BAD_CREDENTIALS_PAUSE_MS = 60_000;
/** While the token still holds, a failed refresh is not repeated on every call. */
const REFRESH_PAUSE_MS = 30_000;

export interface AccessTokenSource {
  /** A valid token. Rejects with a `DingTalkError`; aborting gives up waiting, not the shared request. */
  get(signal?: AbortSignal): Promise<string>;
  /** The platform refused this token: the next `get` asks for one. Ignored if it was replaced meanwhile. */
  invalidate(token: string): void;
}

interface CachedToken {
  readonly value: string;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

export function createAccessToken(options: ResolvedOptions, exchange: Exchange): AccessTokenSource {
  const { clock, logger } = options;
  let cached: CachedToken | undefined;
  let flight: Promise<CachedToken> | undefined;
  let refreshNotBefore = 0;
  let rejected: { error: DingTalkError; secret: string; until: number } | undefined;

  const fetchToken = async (): Promise<CachedToken> => {
    const secret = await readSecret(options);
    if (rejected && rejected.secret === secret && clock.now() < rejected.until) throw rejected.error;
    try {
      const token = await requestToken(options, exchange, secret);
      rejected = undefined;
      cached = token;
      return token;
    } catch (error) {
      if (isDingTalkError(error) && error.code === "bad-credentials") {
        rejected = { error, secret, until: clock.now() + BAD_CREDENTIALS_PAUSE_MS };
      }
      throw error;
    }
  };
  const share = (): Promise<CachedToken> => {
    flight ??= fetchToken().finally(() => {
      flight = undefined;
    });
    return flight;
  };
  const refreshInBackground = () => {
    refreshNotBefore = clock.now() + REFRESH_PAUSE_MS;
    share().catch((error: unknown) =>
      logger.warn("The access token could not be refreshed early", { error }),
    );
  };

  return {
    async get(signal) {
      const now = clock.now();
      if (cached && now < cached.expiresAt) {
        if (now >= cached.refreshAt && now >= refreshNotBefore) refreshInBackground();
        return cached.value;
      }
      const token = await waitUnlessAborted(share(), "getAccessToken", signal);
      return token.value;
    },
    invalidate(token) {
      if (cached?.value !== token) return;
      cached = undefined;
      refreshNotBefore = 0;
    },
  };
}

async function readSecret(options: ResolvedOptions): Promise<string> {
  try {
    return await options.clientSecret();
  } catch (cause) {
    throw new DingTalkError("bad-credentials", "getAccessToken: the client secret could not be read", {
      operation: "getAccessToken",
      dispatched: "no",
      hint: "Check where the account's client secret comes from (config, environment, file).",
      cause,
    });
  }
}

function requestToken(options: ResolvedOptions, exchange: Exchange, secret: string): Promise<CachedToken> {
  const { clock, random, closed, clientId, endpoints } = options;
  const operation = "getAccessToken";
  const { method, host, path, billed, idempotent } = OPERATIONS[operation];
  return runWithRetry(
    async (attempt) => {
      const askedAt = clock.now();
      const body = { appKey: clientId, appSecret: secret };
      const url = endpoints[host] + path;
      const answer = await exchange({ operation, method, url, body, attempt, billed });
      const { accessToken, expireIn } = parseAnswer(operation, accessTokenResponseSchema, answer);
      const lifeMs = Math.max(0, expireIn * 1000);
      const margin = Math.min(REFRESH_MARGIN_MS, lifeMs / 5);
      return { value: accessToken, refreshAt: askedAt + lifeMs - margin, expiresAt: askedAt + lifeMs };
    },
    { operation, idempotent, clock, random, signal: closed },
  );
}

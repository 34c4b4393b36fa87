/**
 * One-scan app creation: offers a code to scan, waits until a person has decided, hands over the new credentials.
 * Needs no credentials, so it stands beside the client, not in it. Draws nothing and asks nothing.
 */
import type { z } from "zod";
import { OPERATIONS, type Endpoints, type OperationId } from "../contract/endpoints.ts";
import {
  DEVICE_CODE_TTL_SECONDS,
  POLL_INTERVAL_SECONDS,
  registrationBeginResponseSchema,
  registrationInitResponseSchema,
  registrationPollResponseSchema,
  RegistrationStatus,
} from "../contract/registration.ts";
import { sleep } from "../lib/clock.ts";
import { isDingTalkError } from "./errors.ts";
import { createExchange } from "./exchange.ts";
import { resolveOptions, type ClientOptions } from "./options.ts";
import { parseAnswer } from "./parse-answer.ts";
import { runWithRetry } from "./retry.ts";

export interface RegistrationOptions extends Pick<
  ClientOptions,
  "fetch" | "clock" | "random" | "logger" | "requestTimeoutMs"
> {
  readonly endpoints?: Partial<Endpoints>;
  /** Told to DingTalk as where the request comes from. */
  readonly source?: string;
  /** Cancels everything; calls then reject with `aborted`. */
  readonly signal?: AbortSignal;
}

export type RegistrationOutcome =
  | { readonly kind: "created"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "expired" }
  /** Refused in DingTalk; `reason` is DingTalk's own word, where it gives one. */
  | { readonly kind: "failed"; readonly reason?: string };

export interface RegistrationOffer {
  /** What to scan, or to open in a browser. */
  readonly url: string;
  /** Shown in DingTalk as well, so that a person can compare. */
  readonly userCode: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /**
   * Asks every few seconds until it is decided or over; a connection that fails meanwhile is tried again.
   * `onWaiting` hears of each answer "not yet". Rejects with a `DingTalkError`, or the signal's reason.
   */
  wait(onWaiting?: () => void): Promise<RegistrationOutcome>;
}

const PASSING: ReadonlySet<string> = new Set(["network", "timeout", "server", "qps-limit"]);

/** Asks DingTalk for a code to scan. Rejects with a `DingTalkError`. */
export async function offerRegistration(request: RegistrationOptions = {}): Promise<RegistrationOffer> {
  const never = new AbortController().signal;
  const signal = request.signal ?? never;
  const options = resolveOptions({ ...request, clientId: "", clientSecret: "" }, signal);
  const { clock, random, endpoints } = options;
  const exchange = createExchange(options);

  const call = <Schema extends z.ZodType>(operation: OperationId, body: object, schema: Schema) => {
    const { method, host, path, billed, idempotent } = OPERATIONS[operation];
    return runWithRetry(
      async (attempt) => {
        const url = endpoints[host] + path;
        const answer = await exchange({ operation, method, url, body, attempt, billed, signal });
        return parseAnswer(operation, schema, answer);
      },
      { operation, idempotent, clock, random, signal },
    );
  };

  const { nonce } = await call(
    "registrationInit",
    request.source === undefined ? {} : { source: request.source },
    registrationInitResponseSchema,
  );
  const begun = await call("registrationBegin", { nonce }, registrationBeginResponseSchema);
  const expiresAt = clock.now() + (begun.expires_in ?? DEVICE_CODE_TTL_SECONDS) * 1000;
  const intervalMs = Math.max(1, begun.interval ?? POLL_INTERVAL_SECONDS) * 1000;
  const body = { device_code: begun.device_code };

  const pollOnce = async (): Promise<RegistrationOutcome | undefined> => {
    try {
      return outcomeOf(await call("registrationPoll", body, registrationPollResponseSchema));
    } catch (error) {
      if (isDingTalkError(error) && PASSING.has(error.code)) return undefined;
      throw error;
    }
  };
  return {
    url: begun.verification_uri_complete,
    userCode: begun.user_code,
    expiresAt,
    async wait(onWaiting) {
      while (clock.now() < expiresAt) {
        await sleep(clock, intervalMs, signal);
        const outcome = await pollOnce();
        if (outcome) return outcome;
        onWaiting?.();
      }
      return { kind: "expired" };
    },
  };
}

/** Undefined while it waits; also for a success without credentials, which the next answer may bring. */
function outcomeOf(answer: z.infer<typeof registrationPollResponseSchema>): RegistrationOutcome | undefined {
  const { status, client_id: clientId, client_secret: clientSecret, fail_reason: reason } = answer;
  if (status === RegistrationStatus.expired) return { kind: "expired" };
  if (status === RegistrationStatus.fail) return { kind: "failed", ...(reason ? { reason } : {}) };
  if (status === RegistrationStatus.success && clientId && clientSecret)
    return { kind: "created", clientId, clientSecret };
  return undefined;
}

/**
 * One turn over several claims of the journal: the first belongs to the host's drain and its lifecycle, the others
 * are settled with it. Complete after the first, given back before it: a crash in between brings a line twice, never
 * none.
 */
import type { Logger } from "../../lib/logger.ts";
import type { IngressClaim, IngressLifecycle, IngressQueue, IngressResult } from "../host/ingress.ts";

export interface JoinedClaims {
  readonly queue: Pick<IngressQueue, "complete" | "release">;
  /** All but the first. */
  readonly claims: readonly IngressClaim[];
  /** Of the first. */
  readonly lifecycle: IngressLifecycle;
  /** The queue has rows for the drain again. */
  readonly wake: () => void;
  readonly logger: Logger;
}

function createSettle({ queue, claims, wake, logger }: JoinedClaims) {
  let settled = false;
  return async (how: "complete" | "release"): Promise<void> => {
    if (settled) return;
    settled = true;
    for (const claim of claims) {
      try {
        await (how === "complete" ? queue.complete(claim) : queue.release(claim, { recordAttempt: false }));
      } catch (error) {
        // The row stays claimed; it comes again after the next start.
        logger.error("A joined line could not be settled", { error: String(error) });
      }
    }
    wake();
  };
}

export async function runJoined(
  joined: JoinedClaims,
  turn: (lifecycle: IngressLifecycle) => Promise<IngressResult>,
): Promise<IngressResult> {
  const { lifecycle } = joined;
  const settle = createSettle(joined);
  let adopted = false;
  const both: IngressLifecycle = {
    ...lifecycle,
    onAdopted: async () => {
      await lifecycle.onAdopted();
      adopted = true;
      await settle("complete");
    },
    onAbandoned: async () => {
      await settle("release");
      await lifecycle.onAbandoned();
    },
    onFailed: async (error: unknown) => {
      await settle("release");
      await lifecycle.onFailed?.(error);
    },
    onCancelled: async () => {
      await settle("release");
      await lifecycle.onCancelled?.();
    },
  };
  try {
    const result = await turn(both);
    if (result.kind === "failed-retryable") await settle("release");
    // An end without adoption, as of a refusal: the first row must be gone before the others.
    else if (result.kind === "completed" && !adopted) await both.onAdopted();
    return result;
  } catch (error) {
    await settle("release");
    throw error;
  }
}

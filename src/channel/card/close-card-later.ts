/**
 * Closes a card in the background, again and again with longer waits, until it is closed, cannot be, or the
 * account stops. What stays open stays on record, and the next start has a go.
 */
import { sleep } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { classifyCardFault } from "./card-fault.ts";
import { closeCard, type CloseCardOptions } from "./close-card.ts";
import type { OpenCardStore } from "./open-cards.ts";

export interface CloseCardLaterOptions extends Omit<CloseCardOptions, "guid" | "deadlineAt"> {
  readonly logger: Logger;
  readonly newId: () => string;
  readonly store: OpenCardStore | undefined;
  /** How long one try may take. */
  readonly tryMs: number;
}

const WAITS_MS = [0, 10_000, 60_000, 5 * 60_000, 30 * 60_000];
/** While the month's calls are gone; a refused call costs none. For a month at most. */
const QUOTA_WAIT_MS = 60 * 60_000;
const QUOTA_ROUNDS = 31 * 24;

/** Never rejects but for the signal. */
export async function closeCardLater(options: CloseCardLaterOptions): Promise<void> {
  const { clock, logger, newId, outTrackId, signal, store, tryMs } = options;
  let quotaGone = false;
  for (let round = 0; round < (quotaGone ? QUOTA_ROUNDS : WAITS_MS.length); round += 1) {
    await sleep(clock, quotaGone ? QUOTA_WAIT_MS : (WAITS_MS[round] ?? 0), signal);
    try {
      await closeCard({ ...options, guid: newId(), deadlineAt: clock.now() + tryMs });
      store?.remove(outTrackId);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const { kind, retryable } = classifyCardFault(error, "update");
      if (kind === "gone") store?.remove(outTrackId);
      quotaGone = kind === "quota";
      if (retryable || quotaGone) continue;
      logger.warn("A card could not be closed.", { outTrackId, kind, error });
      return;
    }
  }
}

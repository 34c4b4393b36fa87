/**
 * Ends the cards that an earlier process left open: with what was written and a mark, so that nothing spins
 * and nobody waits for more. A caller that expects the answer to come back keeps the card for it.
 */
import { randomUUID } from "node:crypto";
import { sleep, systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import type { TokenBucket } from "../../lib/token-bucket.ts";
import type { CardApi } from "./card-api.ts";
import { classifyCardFault } from "./card-fault.ts";
import { belowText } from "./below-text.ts";
import { closeCard } from "./close-card.ts";
import type { OpenCardRecord, OpenCardStore } from "./open-cards.ts";

export interface CardRecoveryOptions {
  readonly store: OpenCardStore;
  readonly api: CardApi;
  readonly bucket: TokenBucket;
  readonly text: {
    /** Stands below the text of a card that was cut off, e.g. "（已中断）". */
    readonly interrupted: string;
    /** What stands on a card whose answer went out by message. */
    readonly pointer: string;
  };
  /**
   * `adopt`: the answer will come again, the caller goes on with `resumeCardSession(record)` and answers for its
   * end. `finish` (the default): end it now.
   */
  readonly decide?: (record: OpenCardRecord) => "finish" | "adopt";
  /** The card does not take the end of its answer: sends it by message. Rejects where that is not possible either. */
  readonly sendInstead: (record: OpenCardRecord) => Promise<void>;
  /** The end of an answer stands on its card, or a message brought it. Told once per card. */
  readonly onEnded?: (record: OpenCardRecord) => void;
  /** Ends the retries; what is left stays on record. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly newId?: () => string;
}

export interface CardRecovery {
  readonly finished: readonly OpenCardRecord[];
  readonly adopted: readonly OpenCardRecord[];
  /** Older than seven days, or unknown to the platform: forgotten. */
  readonly dropped: readonly OpenCardRecord[];
  /** Still on record: refused, or no answer in any round. */
  readonly left: readonly OpenCardRecord[];
}

const MAX_AGE_MS = 7 * 24 * 60 * 60_000;
const CLOSE_DEADLINE_MS = 20_000;
/** Waits before each further round over the cards that could not be reached. */
const ROUND_WAITS_MS = [0, 15_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000];

type Fate = "finished" | "dropped" | "left" | "later";

/**
 * Call once when the account starts, before its first session: only what stands in the store now is touched.
 * Resolves when every card is settled or the rounds are over; never rejects.
 */
export async function recoverOpenCards(options: CardRecoveryOptions): Promise<CardRecovery> {
  const {
    store,
    signal,
    clock = systemClock,
    logger = silentLogger,
    decide = () => "finish" as const,
  } = options;
  const lists: Record<Fate | "adopted", OpenCardRecord[]> = {
    finished: [],
    adopted: [],
    dropped: [],
    left: [],
    later: [],
  };
  let open: OpenCardRecord[] = [];
  for (const record of store.list()) {
    if (clock.now() - record.createdAt > MAX_AGE_MS) {
      store.remove(record.outTrackId);
      lists.dropped.push(record);
    } else (decide(record) === "adopt" ? lists.adopted : open).push(record);
  }
  for (const waitMs of ROUND_WAITS_MS) {
    if (open.length === 0) break;
    try {
      await sleep(clock, waitMs, signal);
    } catch {
      break;
    }
    const round = open;
    open = [];
    for (const record of round) {
      const fate = await endCard(record, options, clock, logger);
      if (record.state === "closing" && fate !== "later") options.onEnded?.(record);
      (fate === "later" ? open : lists[fate]).push(record);
    }
  }
  lists.left.push(...open);
  const { finished, adopted, dropped, left } = lists;
  return { finished, adopted, dropped, left };
}

async function endCard(
  record: OpenCardRecord,
  options: CardRecoveryOptions,
  clock: Clock,
  logger: Logger,
): Promise<Fate> {
  const { api, bucket, store, signal, newId = randomUUID } = options;
  const { outTrackId, template } = record;
  const content = record.state === "open" ? belowText(record.text, options.text.interrupted) : record.text;
  const deadlineAt = clock.now() + CLOSE_DEADLINE_MS;
  if (signal.aborted) return "later";
  try {
    await closeCard({ api, bucket, clock, signal, template, outTrackId, content, guid: newId(), deadlineAt });
    store.remove(outTrackId);
    return "finished";
  } catch (error) {
    if (signal.aborted) return "later";
    const { kind, retryable } = classifyCardFault(error, "update");
    logger.warn("A card left open could not be ended.", { outTrackId, kind, error });
    if (retryable) return "later";
    if (record.state === "closing" && !(await sendInstead(record, options, logger))) return "later";
    if (kind !== "gone") return "left";
    store.remove(outTrackId);
    return "dropped";
  }
}

async function sendInstead(
  record: OpenCardRecord,
  { store, text, sendInstead: send }: CardRecoveryOptions,
  logger: Logger,
): Promise<boolean> {
  try {
    await send(record);
    store.put({ ...record, state: "pointing", text: text.pointer });
    return true;
  } catch (error) {
    logger.error("The end of an answer could not be sent by message either.", {
      outTrackId: record.outTrackId,
      error,
    });
    return false;
  }
}

/**
 * Who else is connected with this account's app: looks at what comes in for signs of it, and notes the numbers of a
 * count. A disk that refuses costs both, not the account.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { SqliteStore } from "../../lib/sqlite-store.ts";
import type { CardApi } from "../card/card-api.ts";
import type { InboundMessage } from "../model.ts";
import { openConsumerStore } from "../trail/consumer-store.ts";
import { createForeignSigns, type ForeignSigns } from "../trail/foreign-signs.ts";
import { createNumberCounter, type NumberCounter } from "../trail/number-count.ts";
import { KEEP_DAYS } from "../trail/trail-store.ts";

export interface ConsumerDeskOptions {
  readonly accountId: string;
  /** Folder of the plugin's durable state. */
  readonly directory: string;
  /** Whether a message of this id reached this account in the last `KEEP_DAYS`. */
  readonly knowsMessage: (msgId: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What may be asked of a message that came in. */
export interface Heard {
  readonly message: InboundMessage;
  /** Since when the Stream connection has stood without a break; undefined while it does not. */
  readonly connectedSince: number | undefined;
}

export interface ConsumerDesk extends NumberCounter {
  newCardId(): string;
  /** The same calls; what they make is known as ours. */
  watchCards(api: CardApi): CardApi;
  /** A component of a card was pressed. */
  pressed(outTrackId: string): void;
  heard(heard: Heard): void;
  dispose(): void;
}

const DAY_MS = 24 * 60 * 60_000;
/** DingTalk's clock dates what is quoted, ours the connection. */
const CLOCK_MARGIN_MS = 60_000;

function openStore({ accountId, directory, clock, logger }: ConsumerDeskOptions): SqliteStore | undefined {
  try {
    return openConsumerStore({ directory, accountId, clock, logger });
  } catch (error) {
    logger.warn("Signs of other programs on this app cannot be kept", { error: String(error) });
    return undefined;
  }
}

/** A quote of something that only who is connected with this app can have made or received. */
function lookAtQuote({ message, connectedSince }: Heard, signs: ForeignSigns, options: ConsumerDeskOptions) {
  const { quote, conversation } = message;
  const { key, sentAt } = quote ?? {};
  if (!quote || key === undefined || sentAt === undefined) return;
  const since = sentAt - CLOCK_MARGIN_MS;
  if (quote.ofOwnMessage && quote.type === "interactiveCard") {
    if (since >= signs.since) signs.quoted("card-quoted", key, signs.isMade(key));
    return;
  }
  // In a group people write much that is not for the bot; and not everything but words is pushed to it.
  if (!quote.ofSender || quote.type !== "text" || conversation.kind !== "direct") return;
  const wasConnected = connectedSince !== undefined && since >= connectedSince;
  if (wasConnected && since > options.clock.now() - (KEEP_DAYS - 1) * DAY_MS)
    signs.quoted("message-quoted", key, options.knowsMessage(key));
}

export function createConsumerDesk(options: ConsumerDeskOptions): ConsumerDesk {
  const { clock } = options;
  const store = openStore(options);
  const signs = store && createForeignSigns(store, clock);
  const counter = store && createNumberCounter(store, clock);
  return {
    newCardId() {
      const id = randomUUID();
      return signs?.newCardId(id) ?? id;
    },
    watchCards: (api) => ({
      ...api,
      async create(creation, signal) {
        const made = await api.create(creation, signal);
        if (made.carrierId) signs?.made(made.carrierId);
        return made;
      },
    }),
    pressed: (outTrackId) => signs?.pressed(outTrackId),
    heard(heard) {
      if (signs) lookAtQuote(heard, signs, options);
    },
    take: (message) => counter?.take(message),
    dispose: () => store?.close(),
  };
}

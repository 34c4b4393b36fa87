/** What one platform card is given, and how its end is told. The card itself is `live-card.ts`. */
import type { CardTemplate } from "../../contract/card.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { TokenBucket } from "../../lib/token-bucket.ts";
import type { CardApi, CardTarget } from "./card-api.ts";
import type { CardGate } from "./card-gate.ts";
import type { OpenCardOrigin, OpenCardStore } from "./open-cards.ts";

/** The answer's pacing, shared by its cards. */
export interface FramePace {
  /** Earliest moment of the next frame to a card last written to at `lastWriteAt`. */
  dueAt(lastWriteAt: number): number;
  /** A create or a frame leaves now. */
  sent(): void;
}

export interface LiveCardOptions {
  readonly api: CardApi;
  readonly template: CardTemplate;
  readonly target: CardTarget;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of frames, and of cards. */
  readonly newId: () => string;
  readonly newCardId: () => string;
  readonly pace: FramePace;
  readonly minIntervalMs: number;
  readonly finalDeadlineMs: number;
  /** What stands on a card whose answer went out by message. */
  readonly pointer: string;
  readonly origin: OpenCardOrigin;
  readonly lastMessage?: string | undefined;
  readonly store?: OpenCardStore | undefined;
  readonly gate?: CardGate | undefined;
  /** A card that exists already, and what stands on it. */
  readonly resumed?: { readonly outTrackId: string; readonly text: string } | undefined;
}

export type CardResult =
  | { readonly shown: true }
  /** `deferred`: stopped, but people see the card and the record has its whole text for the next start. */
  | { readonly shown: false; readonly error: unknown; readonly deferred?: boolean };

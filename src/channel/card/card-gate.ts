/**
 * Remembers, for one app, that cards are refused for lack of a permission or a template, so that not every
 * message pays for a refused attempt and the log names the missing permission once.
 * A refusal for any other reason (one chat, one card, one slow minute) closes nothing.
 */
import { systemClock, type Clock } from "../../lib/clock.ts";
import { isCardApiError, type CardApiError } from "./card-api.ts";
import { classifyCardFault } from "./card-fault.ts";

export interface CardGateOptions {
  /** Called once per distinct refusal; again only after cards worked in between or the refusal changed. */
  readonly onPermissionMissing: (error: CardApiError) => void;
  /** How long cards stay off before one attempt tries again. Default 5 minutes. */
  readonly reprobeAfterMs?: number;
  readonly clock?: Clock;
}

export interface CardGate {
  /** May this answer use a card? While cards are off, true for one attempt each `reprobeAfterMs`. */
  allows(): boolean;
  /** Tells the gate about a failed card call; ignores what says nothing about the app. */
  refused(error: unknown): void;
  /** A card was finished: cards work. */
  worked(): void;
  /** The refusal that keeps cards off, for the status page; undefined when cards are on. */
  readonly refusal: CardApiError | undefined;
}

const REPROBE_AFTER_MS = 5 * 60_000;

export function createCardGate(options: CardGateOptions): CardGate {
  const clock = options.clock ?? systemClock;
  const reprobeAfterMs = options.reprobeAfterMs ?? REPROBE_AFTER_MS;
  let refusal: CardApiError | undefined;
  let retryAt = 0;
  let told: string | undefined;

  return {
    allows() {
      if (!refusal) return true;
      if (clock.now() < retryAt) return false;
      retryAt = clock.now() + reprobeAfterMs;
      return true;
    },
    refused(error) {
      if (!isCardApiError(error)) return;
      const { kind } = classifyCardFault(error);
      if (kind !== "permission" && kind !== "template") return;
      refusal = error;
      retryAt = clock.now() + reprobeAfterMs;
      const what = describe(error);
      if (what === told) return;
      told = what;
      options.onPermissionMissing(error);
    },
    worked() {
      refusal = undefined;
      told = undefined;
    },
    get refusal() {
      return refusal;
    },
  };
}

function describe(error: CardApiError): string {
  return [error.platformCode ?? error.code, ...(error.requiredScopes ?? []).toSorted()].join(" ");
}

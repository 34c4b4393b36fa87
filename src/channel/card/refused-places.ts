/**
 * Conversations whose cards were refused for a reason of their own: they get ordinary messages for a while, the others
 * keep their cards. Refusals that concern the whole app are the gate's (`card-gate.ts`).
 */
import { systemClock, type Clock } from "../../lib/clock.ts";
import { classifyCardFault } from "./card-fault.ts";

export interface RefusedPlaces {
  /** May this conversation get a card now? */
  allows(conversationId: string): boolean;
  /** A card call of this conversation failed for good; true when its cards are off from now on. */
  refused(conversationId: string, error: unknown): boolean;
  worked(conversationId: string): void;
}

/** One refusal may be about one answer's words; two in a row are about the place. */
const REFUSALS = 2;
const PAUSE_MS = 10 * 60_000;
const MAX_PLACES = 1_000;

export function createRefusedPlaces(clock: Clock = systemClock): RefusedPlaces {
  const places = new Map<string, { refusals: number; until: number }>();
  return {
    allows: (conversationId) => (places.get(conversationId)?.until ?? 0) <= clock.now(),
    refused(conversationId, error) {
      const { kind } = classifyCardFault(error);
      if (kind !== "refused" && kind !== "gone") return false;
      const refusals = (places.get(conversationId)?.refusals ?? 0) + 1;
      const off = refusals >= REFUSALS;
      places.delete(conversationId);
      places.set(conversationId, { refusals, until: off ? clock.now() + PAUSE_MS : 0 });
      const oldest = places.size > MAX_PLACES ? places.keys().next().value : undefined;
      if (oldest !== undefined) places.delete(oldest);
      return off;
    },
    worked: (conversationId) => void places.delete(conversationId),
  };
}

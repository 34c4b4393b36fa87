/**
 * Says that a message waits behind another answer. Only when it waits for a moment, and not for each of many: what is
 * answered at once needs no word, and five quick messages need one.
 */
import type { Clock, Timer } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";

export interface QueueNoticeOptions {
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface QueueNotice {
  /** A message began to wait; `send` says so. `to` is the place as text. */
  begin(to: string, send: () => Promise<unknown>): void;
  /** What waited there is being answered. */
  over(to: string): void;
  dispose(): void;
}

export const QUEUE_NOTICE_DELAY_MS = 3_000;
/** Within this time a place is told once. */
export const QUEUE_NOTICE_PAUSE_MS = 60_000;

interface Place {
  readonly timers: Set<Timer>;
  toldAt: number;
}

export function createQueueNotice({ clock, logger }: QueueNoticeOptions): QueueNotice {
  const places = new Map<string, Place>();
  const forget = (place: Place) => {
    for (const timer of place.timers) timer.cancel();
    place.timers.clear();
  };
  /** Places of which nothing is to be remembered any more. */
  const sweep = () => {
    for (const [to, place] of places)
      if (place.timers.size === 0 && clock.now() - place.toldAt > QUEUE_NOTICE_PAUSE_MS) places.delete(to);
  };
  return {
    begin(to, send) {
      sweep();
      const place = places.get(to) ?? { timers: new Set<Timer>(), toldAt: Number.NEGATIVE_INFINITY };
      places.set(to, place);
      const timer = clock.after(QUEUE_NOTICE_DELAY_MS, () => {
        place.timers.delete(timer);
        if (clock.now() - place.toldAt <= QUEUE_NOTICE_PAUSE_MS) return;
        place.toldAt = clock.now();
        send().catch((error: unknown) => {
          logger.warn("A person could not be told that a message waits", { error: String(error) });
        });
      });
      place.timers.add(timer);
    },
    over(to) {
      const place = places.get(to);
      if (place) forget(place);
    },
    dispose() {
      for (const place of places.values()) forget(place);
      places.clear();
    },
  };
}

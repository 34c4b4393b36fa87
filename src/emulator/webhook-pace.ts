/**
 * How fast a group's own robot may send: so many a minute, then silence. Whether DingTalk's minute slides is unproven;
 * here it begins with a message. Calls that are refused for another reason are not counted.
 */
import { MAX_WEBHOOK_MESSAGES, WEBHOOK_SILENCE_MS, WEBHOOK_WINDOW_MS } from "../contract/webhook-robot.ts";
import type { Clock } from "../lib/clock.ts";

interface Pace {
  start: number;
  count: number;
  silentUntil: number;
}

export interface WebhookPace {
  /** Takes a place in the robot's minute; false: it is silent. */
  admit(robotId: string): boolean;
  reset(): void;
}

export function createWebhookPace(clock: Clock): WebhookPace {
  const paces = new Map<string, Pace>();
  return {
    admit(robotId) {
      const now = clock.now();
      const pace = paces.get(robotId) ?? { start: now, count: 0, silentUntil: 0 };
      paces.set(robotId, pace);
      if (now < pace.silentUntil) return false;
      if (now - pace.start >= WEBHOOK_WINDOW_MS) Object.assign(pace, { start: now, count: 0 });
      pace.count += 1;
      if (pace.count <= MAX_WEBHOOK_MESSAGES) return true;
      Object.assign(pace, { start: now, count: 0, silentUntil: now + WEBHOOK_SILENCE_MS });
      return false;
    },
    reset: () => paces.clear(),
  };
}

/**
 * The newest session webhook of each conversation, in memory only: webhooks are secrets and die within hours.
 * Bounded; the oldest conversation is forgotten first.
 */
import type { Clock } from "../../lib/clock.ts";
import type { SessionWebhook } from "../model.ts";

export interface KnownSessions {
  /** `to` is a target as text, `user:…` or `group:…`. */
  remember(to: string, session: SessionWebhook): void;
  find(to: string): SessionWebhook | undefined;
}

const MAX_CONVERSATIONS = 2_000;

export function createKnownSessions(clock: Clock): KnownSessions {
  const sessions = new Map<string, SessionWebhook>();
  return {
    remember(to, session) {
      // A message that was tried again is older than what came since.
      if ((sessions.get(to)?.expiresAt ?? 0) > session.expiresAt) return;
      sessions.delete(to);
      sessions.set(to, session);
      const oldest = sessions.size > MAX_CONVERSATIONS ? sessions.keys().next().value : undefined;
      if (oldest !== undefined) sessions.delete(oldest);
    },
    find(to) {
      const session = sessions.get(to);
      if (session && session.expiresAt <= clock.now()) sessions.delete(to);
      return sessions.get(to);
    },
  };
}

/**
 * What the platform hands out and takes back: access tokens, Stream tickets and session webhooks.
 * All of it is secret: nothing here is ever shown, logged or put into an event.
 */
import { SESSION_WEBHOOK_TTL_MS } from "../contract/robot-message.ts";
import { TICKET_TTL_MS, type Subscription } from "../contract/stream.ts";
import type { Clock } from "../lib/clock.ts";
import { ids } from "./ids.ts";

/** Seconds; what the platform answers as `expireIn`. */
export const TOKEN_LIFE_SECONDS = 7200;
const MAX_TOKENS = 1_000;
const MAX_TICKETS = 1_000;
const MAX_SESSIONS = 10_000;

interface Grant {
  readonly clientId: string;
  expiresAt: number;
}
export interface Ticket extends Grant {
  readonly subscriptions: readonly Subscription[];
}
export interface Session extends Grant {
  readonly conversationId: string;
}

export interface Credentials {
  /** The app's token: the same one while it lives, its life extended; a new one afterwards. */
  token(clientId: string): string;
  /** The app a token was made for, live or not; for books and faults. */
  tokenOwner(token: string): string | undefined;
  /** The app, if the token is live. */
  checkToken(token: string): string | undefined;
  expireTokens(clientId: string): void;
  mintTicket(clientId: string, subscriptions: readonly Subscription[]): string;
  /** Takes a ticket; works once. */
  redeemTicket(ticket: string): Ticket | undefined;
  mintSession(
    clientId: string,
    conversationId: string,
  ): { readonly session: string; readonly expiresAt: number };
  sessionOwner(session: string): string | undefined;
  checkSession(session: string): Session | undefined;
  expireSessions(): void;
}

/** A map that forgets its oldest entries. */
function createShelf<Entry extends Grant>(limit: number, clock: Clock) {
  const entries = new Map<string, Entry>();
  return {
    put(entry: Entry): string {
      const key = ids.secret();
      entries.set(key, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= limit) break;
        entries.delete(oldest);
      }
      return key;
    },
    get: (key: string) => entries.get(key),
    live(key: string): Entry | undefined {
      const entry = entries.get(key);
      return entry && entry.expiresAt > clock.now() ? entry : undefined;
    },
    take(key: string): Entry | undefined {
      const entry = this.live(key);
      entries.delete(key);
      return entry;
    },
    expire(matches: (entry: Entry) => boolean): void {
      for (const entry of entries.values()) if (matches(entry)) entry.expiresAt = 0;
    },
  };
}

export function createCredentials(clock: Clock): Credentials {
  const tokens = createShelf<Grant>(MAX_TOKENS, clock);
  const tickets = createShelf<Ticket>(MAX_TICKETS, clock);
  const sessions = createShelf<Session>(MAX_SESSIONS, clock);
  const current = new Map<string, string>();
  return {
    token(clientId) {
      const known = current.get(clientId);
      const grant = known === undefined ? undefined : tokens.live(known);
      const expiresAt = clock.now() + TOKEN_LIFE_SECONDS * 1000;
      if (known !== undefined && grant) {
        grant.expiresAt = expiresAt;
        return known;
      }
      const token = tokens.put({ clientId, expiresAt });
      current.set(clientId, token);
      return token;
    },
    tokenOwner: (token) => tokens.get(token)?.clientId,
    checkToken: (token) => tokens.live(token)?.clientId,
    expireTokens: (clientId) => tokens.expire((grant) => grant.clientId === clientId),
    mintTicket: (clientId, subscriptions) =>
      tickets.put({ clientId, subscriptions, expiresAt: clock.now() + TICKET_TTL_MS }),
    redeemTicket: (ticket) => tickets.take(ticket),
    mintSession(clientId, conversationId) {
      const expiresAt = clock.now() + SESSION_WEBHOOK_TTL_MS;
      return { session: sessions.put({ clientId, conversationId, expiresAt }), expiresAt };
    },
    sessionOwner: (session) => sessions.get(session)?.clientId,
    checkSession: (session) => sessions.live(session),
    expireSessions: () => sessions.expire(() => true),
  };
}

/**
 * The last failures of one account, for people: what DingTalk refused and what broke on the way. In memory; the same
 * one again only counts.
 */
import type { CallInfo, DingTalkError, StreamFault } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";

export interface RecentError {
  /** When it was seen last, in milliseconds since the Unix epoch. */
  readonly at: number;
  readonly count: number;
  readonly error: DingTalkError;
}

export interface RecentErrors {
  /** For the client's `onCall`; calls that worked are passed by. */
  noteCall(info: CallInfo): void;
  /** The Stream connection's latest fault; may be given again and again. */
  noteFault(fault: StreamFault): void;
  /** Newest first, at most ten. */
  list(): readonly RecentError[];
}

const MAX_ERRORS = 10;
/** A refused ticket is a failed call and a fault of the connection at once. */
const SAME_MOMENT_MS = 1_000;
/** What belongs to the ordinary course of things: a stop, a repeat, a webhook's end, a file that is asked for anew. */
const ORDINARY: ReadonlySet<string> = new Set(["aborted", "card-exists", "session-expired", "invalid-token"]);

export function createRecentErrors(clock: Clock): RecentErrors {
  /** By code and words; the newest is the last. */
  const errors = new Map<string, RecentError>();
  let lastFaultAt: number | undefined;
  const note = (error: DingTalkError) => {
    const key = JSON.stringify([error.code, error.message]);
    const before = errors.get(key);
    errors.delete(key);
    errors.set(key, { at: clock.now(), count: (before?.count ?? 0) + 1, error });
    for (const [oldest] of errors) {
      if (errors.size <= MAX_ERRORS) break;
      errors.delete(oldest);
    }
  };
  return {
    noteCall({ error }) {
      if (error && !ORDINARY.has(error.code)) note(error);
    },
    noteFault({ code, message, error, at }) {
      if (at === lastFaultAt) return;
      lastFaultAt = at;
      const before = errors.get(JSON.stringify([code, message]));
      if (before && at - before.at < SAME_MOMENT_MS) return;
      note(error);
    },
    list: () => [...errors.values()].toReversed(),
  };
}

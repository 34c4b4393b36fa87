/**
 * The cards of one account: one token bucket, one gate and one durable record of open cards for all its answers,
 * and what becomes of cards that a crash left open.
 */
import { APP_QPS, PUBLIC_AI_CARD } from "../../contract/card.ts";
import type { DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { createTokenBucket } from "../../lib/token-bucket.ts";
import { cardApiOf, type CardApiError } from "../card/card-api.ts";
import { createCardGate } from "../card/card-gate.ts";
import { createCardSession, resumeCardSession, type CardSession } from "../card/card-session.ts";
import { openOpenCardStore, type OpenCardRecord } from "../card/open-cards.ts";
import { recoverOpenCards } from "../card/recover-cards.ts";
import type { Target } from "../model.ts";
import type { CardOrigin, ReplyDesk } from "../reply/reply-desk.ts";
import type { Text } from "../text/text.ts";

export interface CardDeskOptions {
  readonly client: DingTalkClient;
  readonly accountId: string;
  /** Whether the configuration, as it is now, wants cards in this place. */
  readonly wanted: (target: Target) => boolean;
  /** Folder of the account's durable state. */
  readonly directory: string;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Cards are refused for the whole app; called once per distinct refusal. */
  readonly onRefused: (error: CardApiError) => void;
}

export interface CardDesk {
  open(target: Target, origin: CardOrigin): CardSession | undefined;
  /** Whether the next answer to this target would use a card. */
  usable(target: Target): boolean;
  /** Takes care of cards that an earlier process left open. Returns at once. */
  recover(desk: ReplyDesk): void;
  dispose(): void;
}

/**
 * The host resumes interrupted sessions one after another, the first some seconds after it is ready. A card whose
 * session has not come by then is closed as interrupted.
 */
const RESUME_WAIT_MS = 120_000;

/** A session is updated in the moment it is made, so an idle one was never used. */
const OVER: ReadonlySet<CardSession["state"]> = new Set(["idle", "finished", "abandoned"]);

export function createCardDesk(options: CardDeskOptions): CardDesk {
  const { client, accountId, clock, logger, text } = options;
  const api = cardApiOf(client.card);
  const bucket = createTokenBucket({ capacity: APP_QPS / 2, refillPerSecond: APP_QPS, clock });
  const gate = createCardGate({ clock, onPermissionMissing: options.onRefused });
  const store = openOpenCardStore({ directory: options.directory, accountId, clock, logger });
  const stopping = new AbortController();
  const words = { pointer: text.cardSeeBelow, emptyAnswer: text.emptyAnswer, failed: text.cardFailed };
  const shared = { api, bucket, gate, store, clock, logger, text: words };
  const sessions = new Set<CardSession>();
  /** Forgets sessions that are over; one that still closes a card in the background is kept until it has. */
  const sweep = () => {
    for (const session of sessions) {
      if (session.state === "handed-over") void session.settled().then(() => sessions.delete(session));
      else if (OVER.has(session.state)) sessions.delete(session);
    }
  };
  const usable = (target: Target) => options.wanted(target) && gate.refusal === undefined;

  const adopt = (record: OpenCardRecord, desk: ReplyDesk): boolean => {
    const { sessionKey } = record;
    if (!sessionKey) return false;
    const card = resumeCardSession(record, shared);
    sessions.add(card);
    const close = () => {
      const latest = store.list().find(({ outTrackId }) => outTrackId === record.outTrackId) ?? record;
      void (latest.state === "closing" ? card.finish(latest.text) : card.interrupt(text.cardInterrupted));
    };
    desk.resumeThread({
      card,
      target: record.target,
      sessionKey,
      text: record.text,
      waitMs: RESUME_WAIT_MS,
      onAbandoned: close,
    });
    return true;
  };

  return {
    usable,
    open(target, origin) {
      if (!options.wanted(target) || stopping.signal.aborted || !gate.allows()) return undefined;
      sweep();
      const session = createCardSession({
        ...shared,
        template: PUBLIC_AI_CARD,
        target,
        origin: { accountId, ...origin },
      });
      sessions.add(session);
      return session;
    },
    recover(desk) {
      void recoverOpenCards({
        ...shared,
        text: { interrupted: text.cardInterrupted },
        signal: stopping.signal,
        decide: (record) => (adopt(record, desk) ? "adopt" : "finish"),
      });
    },
    dispose() {
      stopping.abort(new Error("the account was stopped"));
      for (const session of sessions) session.dispose();
      sessions.clear();
      bucket.dispose();
      store.close();
    },
  };
}

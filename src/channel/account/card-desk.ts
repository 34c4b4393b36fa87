/**
 * The cards of one account: one token bucket, one gate and one durable record of open cards for all its answers,
 * and what becomes of cards that a crash left open.
 */
import { APP_QPS } from "../../contract/card.ts";
import type { DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { createTokenBucket } from "../../lib/token-bucket.ts";
import { cardApiOf, type CardApi, type CardApiError } from "../card/card-api.ts";
import { createCardGate, type CardGate } from "../card/card-gate.ts";
import { createCardSession, resumeCardSession, type CardSession } from "../card/card-session.ts";
import { resolveCardTemplate } from "../card/card-template.ts";
import { openOpenCardStore, type OpenCardRecord } from "../card/open-cards.ts";
import type { PacingMode } from "../card/pacing.ts";
import { recoverOpenCards } from "../card/recover-cards.ts";
import { createRefusedPlaces } from "../card/refused-places.ts";
import { watchContentKey } from "../card/watch-content-key.ts";
import type { CardSettings } from "../config/schema.ts";
import type { UploadPicture } from "../markdown/picture-uploads.ts";
import type { Target } from "../model.ts";
import type { QuotaMode, QuotaStep } from "../quota/quota-step.ts";
import type { CardOrigin, ReplyDesk } from "../reply/reply-desk.ts";
import { isWorkBlock } from "../reply/work-block.ts";
import type { Text } from "../text/text.ts";
import type { TrailRecorder } from "../trail/trail-recorder.ts";
import type { ConsumerDesk } from "./consumer-desk.ts";
import { watchCardApi, watchOldCards } from "./watch-card-api.ts";

export interface CardDeskOptions {
  readonly client: DingTalkClient;
  readonly accountId: string;
  /** Whether the configuration, as it is now, wants cards in this place. */
  readonly wanted: (target: Target) => boolean;
  readonly settings: CardSettings;
  /** False: nothing between the first text of an answer and its end. */
  readonly streams: boolean;
  /** What stands on a card as long as nothing is known of its answer, beside our own word for it. */
  readonly label?: string | undefined;
  readonly quota: CardQuota;
  readonly consumers: Pick<ConsumerDesk, "newCardId" | "watchCards">;
  /** Folder of the account's durable state. */
  readonly directory: string;
  /** Hears what becomes of each message. */
  readonly trail: Pick<TrailRecorder, "cardCalled" | "note">;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Cards are refused for the whole app; called once per distinct refusal. */
  readonly onRefused: (error: CardApiError) => void;
  /** Brings pictures of answers to DingTalk; without it they are shown as links. */
  readonly uploadPicture?: UploadPicture | undefined;
}

/** How much an answer may cost. */
export interface CardQuota {
  readonly mode: QuotaMode;
  /** Of the next answer; asking may use up the one try of a while. */
  nextStep(): QuotaStep;
  readonly step: QuotaStep;
}

export interface CardDesk {
  open(target: Target, origin: CardOrigin): CardSession | undefined;
  /** Whether the next answer in this place would use a card. */
  usable(target: Target, conversationId: string): boolean;
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

/** How often the card of an answer moves on a step of the ladder that has cards. */
export function pacingOf(step: QuotaStep, mode: QuotaMode): PacingMode {
  if (step === "stream") return mode === "full" ? "full" : "auto";
  return step === "few-frames" ? "few" : "ends";
}

function isPlaceFor(where: CardSettings["where"], target: Target): boolean {
  return where === "everywhere" || (where === "direct") === (target.kind === "user");
}

/** The app's gate as one conversation sees it: refusals of this place alone stay here. */
function createPlaceGates({ clock, logger, text }: CardDeskOptions, gate: CardGate) {
  const places = createRefusedPlaces(clock);
  return {
    allows: (conversationId: string) => places.allows(conversationId),
    of: (conversationId: string): CardGate => ({
      allows: () => gate.allows(),
      refused(error) {
        gate.refused(error);
        if (places.refused(conversationId, error))
          logger.warn(text.cardsOffInPlace, { conversationId, error: String(error) });
      },
      worked() {
        gate.worked();
        places.worked(conversationId);
      },
      get refusal() {
        return gate.refusal;
      },
    }),
  };
}

/** Makes the calls that belong to the answer to one message. */
function watchedApi({ text, trail, label }: CardDeskOptions, api: CardApi) {
  const isFiller = (content: string) =>
    content === text.cardThinking || content === label || isWorkBlock(content);
  return (msgId: string | undefined) => watchCardApi(api, { trail, msgId, isFiller });
}

/** False where nobody can resume it. */
function adoptCard(
  { text, trail }: CardDeskOptions,
  record: OpenCardRecord,
  desk: ReplyDesk,
  resume: (record: OpenCardRecord) => CardSession,
): boolean {
  const { sessionKey, msgId, target } = record;
  if (!sessionKey) return false;
  const card = resume(record);
  const close = async () => {
    const outcome = await card.interrupt(text.cardInterrupted);
    // Nothing new is said: no message for it, but the card must not go on spinning.
    if (outcome.kind === "not-shown") card.afterMessage(false);
    // What was written is no answer.
    if (msgId !== undefined) trail.note(msgId, { step: "interrupted" });
  };
  const onAbandoned = () => void close();
  const { text: shown } = record;
  desk.resumeThread({
    card,
    target,
    sessionKey,
    msgId,
    text: shown,
    waitMs: RESUME_WAIT_MS,
    onAbandoned,
  });
  return true;
}

export function createCardDesk(options: CardDeskOptions): CardDesk {
  const { client, accountId, clock, logger, text, settings, quota, consumers } = options;
  const template = resolveCardTemplate(settings);
  const api = watchContentKey(consumers.watchCards(cardApiOf(client.card, options.uploadPicture)), template);
  const bucket = createTokenBucket({ capacity: APP_QPS / 2, refillPerSecond: APP_QPS, clock });
  const gate = createCardGate({ clock, onPermissionMissing: options.onRefused });
  const store = openOpenCardStore({ directory: options.directory, accountId, clock, logger });
  const stopping = new AbortController();
  const words = { pointer: text.cardSeeBelow, emptyAnswer: text.emptyAnswer, failed: text.cardFailed };
  const { newCardId } = consumers;
  const shared = { api, bucket, gate, store, clock, logger, text: words, newCardId };
  const sessions = new Set<CardSession>();
  /** Forgets sessions that are over; one that still closes a card in the background is kept until it has. */
  const sweep = () => {
    for (const session of sessions) {
      if (session.state === "handed-over") void session.settled().then(() => sessions.delete(session));
      else if (OVER.has(session.state)) sessions.delete(session);
    }
  };
  const gates = createPlaceGates(options, gate);
  const isPlace = (target: Target, conversationId: string) =>
    options.wanted(target) && isPlaceFor(settings.where, target) && gates.allows(conversationId);

  const apiFor = watchedApi(options, api);
  const resume = (record: OpenCardRecord): CardSession => {
    const pacing = { mode: pacingOf(quota.step, quota.mode) };
    const card = resumeCardSession(record, { ...shared, api: apiFor(record.msgId), pacing });
    sessions.add(card);
    return card;
  };

  return {
    usable: (target, conversationId) =>
      isPlace(target, conversationId) && gate.refusal === undefined && quota.step !== "one-message",
    open(target, origin) {
      const { conversationId } = origin;
      if (stopping.signal.aborted || !isPlace(target, conversationId)) return undefined;
      // What the month allows comes first: it costs nothing to ask, while the gate gives one try away.
      const step = quota.nextStep();
      if (step === "one-message" || !gate.allows()) return undefined;
      sweep();
      const session = createCardSession({
        ...shared,
        api: apiFor(origin.msgId),
        gate: gates.of(conversationId),
        pacing: { mode: options.streams ? pacingOf(step, quota.mode) : "ends" },
        template,
        target,
        origin: { accountId, ...origin },
      });
      sessions.add(session);
      return session;
    },
    recover(desk) {
      const watched = watchOldCards(apiFor);
      const left = new Map(store.list().map(({ outTrackId, state }) => [outTrackId, state]));
      desk.mentions.recover((outTrackId) => left.get(outTrackId));
      void recoverOpenCards({
        ...shared,
        api: watched.api,
        text: { interrupted: text.cardInterrupted, pointer: text.cardSeeBelow },
        signal: stopping.signal,
        onEnded: ({ outTrackId }) => desk.mentions.ended(outTrackId),
        // Only an answer that was cut off is given again.
        decide(record) {
          watched.learn(record);
          return record.state === "open" && adoptCard(options, record, desk, resume) ? "adopt" : "finish";
        },
        async sendInstead(record) {
          for (const { via } of await desk.sendTo(record.target, record.text))
            if (record.msgId !== undefined) options.trail.note(record.msgId, { step: "sent", via });
        },
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

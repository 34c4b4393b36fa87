/**
 * Answers over the in-memory cards with a manual clock: what a reader sees as cards and as messages.
 */
import type { CardSession } from "../../src/channel/card/card-session.ts";
import type { Delivery, InboundMessage } from "../../src/channel/model.ts";
import {
  createReplyDesk,
  type ReplyDesk,
  type ReplyDeskOptions,
} from "../../src/channel/reply/reply-desk.ts";
import {
  createReplyThread,
  type ReplyThread,
  type ReplyThreadOptions,
} from "../../src/channel/reply/reply-thread.ts";
import { createWorkBlock, type WorkBlock, type WorkSettings } from "../../src/channel/reply/work-block.ts";
import { createKnownNames } from "../../src/channel/outbound/known-names.ts";
import { createKnownSessions } from "../../src/channel/outbound/known-sessions.ts";
import { MediaNotSentError } from "../../src/channel/outbound/media-error.ts";
import { formatTarget } from "../../src/channel/outbound/targets.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createCardScene, type CardScene } from "./card-scene.ts";
import { createRecordingLogger, type RecordingLogger } from "./recording-logger.ts";

/** As a chat has it where nothing is configured. */
export const WORK: WorkSettings = {
  showsWork: true,
  showsText: true,
  showsTools: true,
  label: "working…",
  maxLines: 8,
  maxLineChars: 120,
  sumsUp: false,
};

export interface ReplyScene extends CardScene {
  readonly logger: RecordingLogger;
  /** Texts of ordinary messages, oldest first. */
  readonly messages: string[];
  /** Texts of the cards that readers see, oldest first. */
  readonly cards: () => string[];
  /** How many cards still show that somebody writes. */
  readonly spinning: () => number;
  /** Until `pending` is settled and the cards, which may have to wait for their interval, have their ends too. */
  readonly settle: <Result>(pending: Promise<Result>) => Promise<Result>;
  readonly thread: (options?: Partial<ReplyThreadOptions>) => ReplyThread;
  /** What the agent does beside its words, for a thread. */
  readonly work: (change?: Partial<WorkSettings>) => WorkBlock;
  readonly desk: (options?: Partial<ReplyDeskOptions>) => ReplyDesk;
}

/** The interval and the calls of a card's end. */
const CARD_END_MS = 1_500;

export function createReplyScene(): ReplyScene {
  const cards = createCardScene();
  const { clock } = cards;
  const logger = createRecordingLogger();
  const messages: string[] = [];
  const record = async (text: string): Promise<readonly Delivery[]> => {
    messages.push(text);
    return [{ via: "session" }];
  };
  const openCard = (): CardSession => cards.openRaw();
  return {
    ...cards,
    logger,
    messages,
    cards: () => cards.api.seen.map(({ text }) => text),
    spinning: () => cards.api.seen.filter((card) => card.spinning).length,
    async settle(pending) {
      const result = await clock.settle(pending);
      await clock.advance(CARD_END_MS);
      return result;
    },
    thread: (options = {}) =>
      createReplyThread({
        openCard,
        sendText: record,
        thinkingText: "thinking…",
        onShown() {},
        logger,
        ...options,
      }),
    work: (change = {}) => createWorkBlock({ ...WORK, ...change }, clock, createText("en")),
    desk: (options = {}) =>
      createReplyDesk({
        openCard: (target, origin) => cards.openRaw({ target, origin: { accountId: "default", ...origin } }),
        usesCards: () => true,
        mayStream: () => true,
        longTaskNoticeDelayMs: 0,
        work: WORK,
        showsStatus: false,
        sender: {
          send: ({ target, session }, text) =>
            record(`${target ? formatTarget(target) : `webhook ${session?.url}`}: ${text}`),
        },
        mediaSender: {
          async send(target, { url }) {
            if (url.includes("forbidden")) throw new MediaNotSentError({ name: url, reason: "not-allowed" });
            await record(`${target ? formatTarget(target) : "nobody"} gets ${url}`);
            return { via: "robot", id: `key of ${url}` };
          },
        },
        sessions: createKnownSessions(clock),
        names: createKnownNames(),
        text: createText("en"),
        clock,
        logger,
        onSent() {},
        ...options,
      }),
  };
}

let serial = 0;

/** A message as the channel's parser gives it. */
export function inbound(change: Partial<InboundMessage> = {}): InboundMessage {
  serial += 1;
  return {
    id: `m${serial}`,
    robotCode: "robot",
    conversation: { kind: "direct", id: "cidDirect" },
    sender: { staffId: "user1", name: "User One" },
    text: "question",
    kind: "text",
    unsupported: false,
    mentioned: true,
    attachments: [],
    sentAt: Date.UTC(2026, 0, 5, 9),
    ...change,
  };
}

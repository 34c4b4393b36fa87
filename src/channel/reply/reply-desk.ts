/**
 * Where one account's answers are made: chooses card or message for each, opens threads, and takes the texts that
 * the host sends on its own. Owns what is alive while answering; the account owns the desk.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { CardSession } from "../card/card-session.ts";
import type { AgentEvent, Delivery, InboundMessage, Target } from "../model.ts";
import { formatTarget, replyTarget } from "../outbound/targets.ts";
import type { TextDestination } from "../outbound/send-text.ts";
import type { Text } from "../text/text.ts";
import { awaitRecoveredRun, type ResumedCard } from "./await-recovered-run.ts";
import { createDeskDelivery, type DeskDelivery } from "./desk-delivery.ts";
import { createLiveReplies, type LiveReplies } from "./live-replies.ts";
import {
  addressOf,
  createMessageDelivery,
  type MessageDelivery,
  type MessageDeliveryOptions,
} from "./message-delivery.ts";
import { startLongTaskNotice, type LongTaskNotice } from "./long-task-notice.ts";
import { nameCard } from "./name-card.ts";
import { createReplyThread, type ReplyThread } from "./reply-thread.ts";
import { createQueueNotice } from "./queue-notice.ts";
import { createRunAskers, type RunAskers } from "./run-askers.ts";
import { createStatusLine } from "./status-line.ts";
import {
  createStoppableAnswers,
  showAnswer,
  type StoppableAnswer,
  type StopResult,
} from "./stoppable-answers.ts";
import { watchAnswer, type ReplyTrail, type WatchedAnswer } from "./watch-answer.ts";
import { createWorkBlock, type WorkSettings } from "./work-block.ts";

export interface CardOrigin {
  readonly sessionKey: string;
  readonly conversationId: string;
  readonly msgId: string;
}

export interface ReplyDeskOptions extends MessageDeliveryOptions {
  /** A new card session; undefined while cards are off or refused for this app. */
  readonly openCard: (target: Target, origin: CardOrigin) => CardSession | undefined;
  /** Whether answers go into cards now; the long-task notice belongs to ordinary messages. */
  readonly usesCards: (target: Target, conversationId: string) => boolean;
  /** False while somebody may still change or stop a text: then nothing is shown before the final. */
  readonly mayStream: () => boolean;
  readonly longTaskNoticeDelayMs: number;
  /** Whether model, tokens and time stand below a finished answer on a card. */
  readonly showsStatus: boolean;
  /** What of the agent's work stands on the card while it is being written, and at its end. */
  readonly work: WorkSettings;
  /** Hears what becomes of each message. */
  readonly trail?: ReplyTrail;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A thread in its place; `close` settles it and takes it out. */
export interface OpenThread {
  readonly thread: ReplyThread;
  close(): Promise<void>;
}

export interface ReplyDesk extends DeskDelivery {
  readonly text: Text;
  remember(message: InboundMessage): void;
  addressOf(message: InboundMessage): string;
  /** `stop` ends the run when somebody presses the card's button; without it the answer cannot be stopped so. */
  openThread(message: InboundMessage, sessionKey: string, stop?: AbortController): OpenThread;
  /** Somebody pressed a card's stop button. `mayStop` speaks for people who did not ask themselves. */
  stopCard(
    outTrackId: string,
    staffId: string | undefined,
    mayStop: (staffId: string) => boolean,
  ): StopResult;
  /** Goes on in a card that a crash left open, when the host recovers its session within `waitMs`. */
  resumeThread(resumed: ResumedCard): void;
  bindRun(runId: string, thread: ReplyThread): void;
  /** Whose message that run answers; undefined where it is not certain. */
  askerOf: RunAskers["find"];
  onAgentEvent(event: AgentEvent): void;
  /** The thought so far of the run that `thread` shows. */
  onThoughts(thread: ReplyThread, text: string): void;
  /** This message waits behind another answer. */
  onQueued(message: InboundMessage): void;
  /** This message joined the run that is answering in its session. */
  onSteered(message: InboundMessage, sessionKey: string): void;
  /** An answer to this message by ordinary message. */
  sendText(message: InboundMessage, text: string): Promise<readonly Delivery[]>;
  /** Where and by which webhook a message of its own goes. */
  destinationOf(target: Target): TextDestination;
  /** A message of its own, whatever card waits there. */
  sendTo(target: Target, text: string): Promise<readonly Delivery[]>;
  dispose(): void;
}

function startNotice(
  { clock, text, logger, longTaskNoticeDelayMs }: ReplyDeskOptions,
  send: (body: string) => Promise<unknown>,
  showsCard: () => boolean,
): LongTaskNotice {
  return startLongTaskNotice(clock, longTaskNoticeDelayMs, async () => {
    if (showsCard()) return;
    await send(text.longTaskNotice).catch((error: unknown) => {
      logger.warn("The long-task notice could not be sent", { error: String(error) });
    });
  });
}

function placeThread(live: LiveReplies, to: string, thread: ReplyThread, sessionKey: string): OpenThread {
  const remove = live.add(to, thread, sessionKey);
  return {
    thread,
    async close() {
      await thread.settle();
      remove();
    },
  };
}

/** What a thread has from its account. */
function threadParts({ text, clock, work, onSent, logger }: ReplyDeskOptions) {
  return {
    thinkingText: text.cardThinking,
    work: createWorkBlock(work, clock, text),
    onShown: onSent,
    logger,
  };
}

/** Returns what gives up waiting. */
function resumeThread(
  options: ReplyDeskOptions,
  live: LiveReplies,
  sendTo: MessageDelivery["sendTo"],
  resumed: ResumedCard,
): () => void {
  const { clock, trail } = options;
  const to = formatTarget(resumed.target);
  const thread = createReplyThread({
    ...threadParts(options),
    openCard: () => undefined,
    async sendText(body) {
      const deliveries = await sendTo(to, undefined, body);
      const { msgId } = resumed;
      if (msgId !== undefined) for (const { via } of deliveries) trail?.note(msgId, { step: "sent", via });
      return deliveries;
    },
    resumed: { card: resumed.card, text: resumed.text },
  });
  const place = () => placeThread(live, to, thread, resumed.sessionKey);
  return awaitRecoveredRun({ live, clock, thread, resumed, place });
}

/** The next card of an answer, with names where the agent mentions people. */
function cardOpener(
  { openCard, names }: ReplyDeskOptions,
  target: Target | undefined,
  origin: CardOrigin,
  answer: StoppableAnswer | undefined,
) {
  return () => {
    const card = target && openCard(target, origin);
    return showAnswer(card && nameCard(card, (staffId) => names.find(staffId)), answer);
  };
}

/** Events that show something before the final. */
const EARLY: ReadonlySet<AgentEvent["kind"]> = new Set(["text", "thinking", "tool", "plan"]);

export function createReplyDesk(options: ReplyDeskOptions): ReplyDesk {
  const { text, clock, logger, trail } = options;
  const watched = new WeakMap<ReplyThread, WatchedAnswer>();
  const live = createLiveReplies();
  const stoppable = createStoppableAnswers();
  const askers = createRunAskers();
  const waiting = createQueueNotice({ clock, logger });
  const stops = new Set<() => void>([waiting.dispose]);
  const messages = createMessageDelivery(options);
  const { sendTo, remember, destinationOf } = messages;
  const sendText = (message: InboundMessage, body: string) =>
    sendTo(addressOf(message), message.session, body);

  return {
    text,
    addressOf,
    sendText,
    bindRun(runId, thread) {
      live.bindRun(runId, thread);
      askers.bindRun(runId, thread);
      watched.get(thread)?.runStarted();
    },
    askerOf: askers.find,
    onAgentEvent(event) {
      if (!EARLY.has(event.kind) || options.mayStream()) live.onAgentEvent(event);
    },
    onThoughts: (thread, thoughts) => void (options.mayStream() && thread.onThoughts(thoughts)),
    onQueued: (message) => waiting.begin(addressOf(message), () => sendText(message, text.messageQueued)),
    onSteered(message, sessionKey) {
      waiting.over(addressOf(message));
      trail?.steered(message.id, sessionKey);
      live.onSteered(sessionKey);
    },
    remember,
    stopCard: stoppable.stop,
    openThread(message, sessionKey, stop) {
      // Only what waited comes without a way to stop it: its turn has come.
      if (!stop) waiting.over(addressOf(message));
      const answer = stop && stoppable.begin(message, stop, text.cardStopped);
      const target = replyTarget(message);
      const origin = { sessionKey, conversationId: message.conversation.id, msgId: message.id };
      const openCard = cardOpener(options, target, origin, answer);
      const send = (body: string) => sendText(message, body);
      const showsCard = () => target !== undefined && options.usesCards(target, origin.conversationId);
      const begin = { sessionKey, usesCard: showsCard(), followUp: stop === undefined };
      const seen = watchAnswer(trail?.answer(message.id, begin), { openCard, sendText: send });
      const notice = startNotice(options, send, showsCard);
      const stopNotice = () => void notice.cancel();
      stops.add(stopNotice);
      const thread = createReplyThread({
        ...threadParts(options),
        ...seen,
        onEnding: messages.mentions.ofAnswer(addressOf(message), message.session),
        notice,
        endOf: answer?.endOf,
        statusLine: options.showsStatus ? createStatusLine(clock, text) : undefined,
      });
      watched.set(thread, seen);
      const open = placeThread(live, addressOf(message), thread, sessionKey);
      // What waited in a group's queue is answered under the first of those messages, whoever wrote the others.
      const certain = stop !== undefined || message.conversation.kind === "direct";
      const forgetAsker = askers.begin(thread, message, sessionKey, certain);
      return {
        thread,
        async close() {
          forgetAsker();
          await open.close();
          seen.end();
          answer?.end();
          stops.delete(stopNotice);
        },
      };
    },
    resumeThread: (resumed) => void stops.add(resumeThread(options, live, sendTo, resumed)),
    destinationOf,
    sendTo: (target, body) => sendTo(formatTarget(target), undefined, body),
    ...createDeskDelivery({ live, messages, trail, text, logger }),
    dispose() {
      for (const stop of stops) stop();
      stops.clear();
    },
  };
}

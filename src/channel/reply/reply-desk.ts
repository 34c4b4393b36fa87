/**
 * Where one account's answers are made: chooses card or message for each, opens threads, and takes the texts that
 * the host sends on its own. Owns what is alive while answering; the account owns the desk.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { CardSession } from "../card/card-session.ts";
import type { AgentEvent, Delivery, InboundMessage, Target } from "../model.ts";
import type { TextDestination } from "../outbound/send-text.ts";
import { formatTarget, parseTarget, replyTarget } from "../outbound/targets.ts";
import type { Text } from "../text/text.ts";
import { awaitRecoveredRun, type ResumedCard } from "./await-recovered-run.ts";
import { createLiveReplies, type LiveReplies } from "./live-replies.ts";
import {
  addressOf,
  createMessageDelivery,
  type MessageDelivery,
  type MessageDeliveryOptions,
} from "./message-delivery.ts";
import { startLongTaskNotice, type LongTaskNotice } from "./long-task-notice.ts";
import { createReplyThread, type ReplyThread } from "./reply-thread.ts";
import { createQueueNotice } from "./queue-notice.ts";
import { createRunAskers, type RunAskers } from "./run-askers.ts";
import { createStatusLine } from "./status-line.ts";
import { createStoppableAnswers, showAnswer, type StopResult } from "./stoppable-answers.ts";

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
  /** Whether a line on the card names the tool at work. */
  readonly showsTools: boolean;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A thread in its place; `close` settles it and takes it out. */
export interface OpenThread {
  readonly thread: ReplyThread;
  close(): Promise<void>;
}

export interface ReplyDesk {
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
  /** This message waits behind another answer. */
  onQueued(message: InboundMessage): void;
  /** This message joined the run that is answering in its place. */
  onSteered(message: InboundMessage): void;
  /** An answer to this message by ordinary message. */
  sendText(message: InboundMessage, text: string): Promise<readonly Delivery[]>;
  /** Where and by which webhook a message of its own goes. */
  destinationOf(target: Target): TextDestination;
  /** A message of its own, whatever card waits there. */
  sendTo(target: Target, text: string): Promise<readonly Delivery[]>;
  /** A text of the host for a target: the end of a live card, or a message of its own. */
  deliver(to: string, text: string): Promise<readonly Delivery[]>;
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

function placeThread(live: LiveReplies, to: string, thread: ReplyThread): OpenThread {
  const remove = live.add(to, thread);
  return {
    thread,
    async close() {
      await thread.settle();
      remove();
    },
  };
}

/** A place in its one spelling. */
function spell(to: string): string {
  const target = parseTarget(to);
  return target ? formatTarget(target) : to;
}

/** Returns what gives up waiting. */
function resumeThread(
  { text, clock, logger, ...options }: ReplyDeskOptions,
  live: LiveReplies,
  sendTo: MessageDelivery["sendTo"],
  resumed: ResumedCard,
): () => void {
  const to = formatTarget(resumed.target);
  const thread = createReplyThread({
    openCard: () => undefined,
    sendText: (body) => sendTo(to, undefined, body),
    thinkingText: text.cardThinking,
    toolText: options.showsTools ? (name) => text.cardTool({ name }) : undefined,
    resumed: { card: resumed.card, text: resumed.text },
    onShown: options.onSent,
    logger,
  });
  return awaitRecoveredRun({ live, clock, thread, resumed, place: () => placeThread(live, to, thread) });
}

export function createReplyDesk(options: ReplyDeskOptions): ReplyDesk {
  const { text, clock, logger } = options;
  const live = createLiveReplies();
  const stoppable = createStoppableAnswers();
  const askers = createRunAskers();
  const waiting = createQueueNotice({ clock, logger });
  const stops = new Set<() => void>([waiting.dispose]);
  const toolText = options.showsTools ? (name: string) => text.cardTool({ name }) : undefined;
  const { sendTo, remember, destinationOf } = createMessageDelivery(options);
  const sendText = (message: InboundMessage, body: string) =>
    sendTo(addressOf(message), message.session, body);

  const place = (to: string, thread: ReplyThread) => placeThread(live, to, thread);

  return {
    text,
    addressOf,
    sendText,
    bindRun(runId, thread) {
      live.bindRun(runId, thread);
      askers.bindRun(runId, thread);
    },
    askerOf: askers.find,
    onAgentEvent(event) {
      const showsEarly = event.kind === "text" || event.kind === "thinking" || event.kind === "tool";
      if (!showsEarly || options.mayStream()) live.onAgentEvent(event);
    },
    onQueued: (message) => waiting.begin(addressOf(message), () => sendText(message, text.messageQueued)),
    onSteered(message) {
      waiting.over(addressOf(message));
      live.onSteered(addressOf(message));
    },
    remember,
    stopCard: stoppable.stop,
    openThread(message, sessionKey, stop) {
      // Only what waited comes without a way to stop it: its turn has come.
      if (!stop) waiting.over(addressOf(message));
      const answer = stop && stoppable.begin(message, stop, text.cardStopped);
      const target = replyTarget(message);
      const origin = { sessionKey, conversationId: message.conversation.id, msgId: message.id };
      const openCard = () => showAnswer(target && options.openCard(target, origin), answer);
      const send = (body: string) => sendText(message, body);
      const showsCard = () => target !== undefined && options.usesCards(target, origin.conversationId);
      const notice = startNotice(options, send, showsCard);
      const stopNotice = () => void notice.cancel();
      stops.add(stopNotice);
      const thread = createReplyThread({
        openCard,
        sendText: send,
        notice,
        thinkingText: text.cardThinking,
        endOf: answer?.endOf,
        toolText,
        statusLine: options.showsStatus ? createStatusLine(clock, text) : undefined,
        onShown: options.onSent,
        logger,
      });
      const open = place(addressOf(message), thread);
      // What waited in a group's queue is answered under the first of those messages, whoever wrote the others.
      const certain = stop !== undefined || message.conversation.kind === "direct";
      const forgetAsker = askers.begin(thread, message, sessionKey, certain);
      return {
        thread,
        async close() {
          forgetAsker();
          await open.close();
          answer?.end();
          stops.delete(stopNotice);
        },
      };
    },
    resumeThread: (resumed) => void stops.add(resumeThread(options, live, sendTo, resumed)),
    destinationOf,
    sendTo: (target, body) => sendTo(formatTarget(target), undefined, body),
    deliver(to, body) {
      const place = spell(to);
      return live.deliver(place, body) ?? sendTo(place, undefined, body);
    },
    dispose() {
      for (const stop of stops) stop();
      stops.clear();
    },
  };
}

/**
 * Everything said in answer to one turn: which text goes into which card, and what goes out as a message.
 * It decides nothing about access and knows no host; the card engine and the text reply do the sending.
 */
import type { Logger } from "../../lib/logger.ts";
import type { CardSession } from "../card/card-session.ts";
import type { Delivery, PlanStep } from "../model.ts";
import type { BeginFollowUp } from "./card-mentions.ts";
import { finishSegment } from "./finish-segment.ts";
import type { LongTaskNotice } from "./long-task-notice.ts";
import type { StatusLine } from "./status-line.ts";
import { createSegment, isEndOf, pickSegment, type ReplySegment } from "./reply-segment.ts";
import type { WorkBlock } from "./work-block.ts";

export interface ReplyThreadOptions {
  /** A new card session, or undefined where answers go out as messages. */
  readonly openCard: () => CardSession | undefined;
  readonly sendText: (text: string) => Promise<readonly Delivery[]>;
  readonly notice?: LongTaskNotice;
  /** Shown while the model thinks and has said nothing. */
  readonly thinkingText: string;
  /** The line below finished answers on cards; absent where none is wanted. */
  readonly statusLine?: StatusLine | undefined;
  /** What the agent does beside its words; absent where nobody shall see that. */
  readonly work?: WorkBlock | undefined;
  /** A card left open by a crash, to go on in. */
  readonly resumed?: { readonly card: CardSession; readonly text: string };
  /** What an answer ends with that got no final; default is its text as it stands. */
  readonly endOf?: ((text: string) => string) | undefined;
  /** Told when an answer stands on its card. */
  readonly onShown: (deliveries: readonly Delivery[], text: string) => void;
  /** Told when the end of an answer is on its way to that card; what comes back hears what becomes of it. */
  readonly onEnding?: BeginFollowUp | undefined;
  /** Told whenever the agent says something of its own, before it is shown. */
  readonly onWords?: (() => void) | undefined;
  readonly logger: Logger;
}

export interface FinalReply {
  readonly text: string;
  readonly isError: boolean;
}

export interface ReplyThread {
  onText(itemId: string, text: string): void;
  onThinking(): void;
  /** The thought so far, where the host lets this chat see it: it stands below the text until the next words. */
  onThoughts(text: string): void;
  /** The plan as it is now, below the text as long as the answer is being written. */
  onPlan(steps: readonly PlanStep[], note: string | undefined): void;
  /** Thoughts that the host wants to be kept with the answer. */
  keepThoughts(text: string): void;
  /** The line below its answers, which wants to hear of model and tokens. */
  readonly status: StatusLine | undefined;
  /** A tool begins: a line below what was written names it until the next text comes. */
  onTool(name: string): void;
  onSteered(): void;
  onRunEnd(): void;
  /** How surely this text is the final that a streamed segment waits for: 0 not at all, 3 word for word. */
  expects(text: string): number;
  deliverFinal(reply: FinalReply): Promise<readonly Delivery[]>;
  /** A text that is no answer: tool output, a notice of the host. */
  deliverAside(text: string): Promise<readonly Delivery[]>;
  /**
   * The turn is over: every card still open is closed with what it shows, and nothing is streamed any more.
   * Never rejects. Can be called more than once.
   */
  settle(): Promise<void>;
}

/** The host's word for "say nothing"; while a text may still become it, nothing is shown. */
const SILENT_REPLY = "NO_REPLY";

function maySayNothing(text: string): boolean {
  return SILENT_REPLY.startsWith(text.trim());
}

/** The answer that the agent is at work on: the last, if it is still open for more. */
function segmentAtWork(segments: ReplySegment[]): ReplySegment {
  const last = segments.at(-1);
  if (last && !last.done && !last.sealed) return last;
  const segment = createSegment();
  segments.push(segment);
  return segment;
}

/** The answer that the host gives once more; messages that were steered in may well get the same words. */
function findRepeated(
  segments: readonly ReplySegment[],
  text: string,
  steered: number,
): ReplySegment | undefined {
  const done = segments.filter((segment) => segment.done);
  return done.length > steered ? done.find(({ ending }) => ending?.final === text) : undefined;
}

/** Text and work as they are now; what there is nothing of opens no card. */
function show(
  segment: ReplySegment,
  { work, openCard }: Pick<ReplyThreadOptions, "work" | "openCard">,
): void {
  const hidden = work !== undefined && !work.settings.showsText;
  const text = hidden ? "" : segment.text;
  const below = work?.now || (hidden && segment.text ? (work.settings.label ?? "") : "");
  if (!segment.card && text === "" && below === "") return;
  segment.card ??= openCard();
  segment.card?.update(text, below);
}

/** What the agent does beside its words, put below them; `isOver` until when, and `runEnded` while nothing is written. */
function showWorkOf(
  segments: ReplySegment[],
  options: ReplyThreadOptions,
  state: { readonly isOver: boolean; readonly runEnded: boolean },
): Pick<ReplyThread, "onThinking" | "onThoughts" | "onPlan" | "onTool" | "keepThoughts"> {
  const { work, openCard, thinkingText } = options;
  const showWork = () => {
    if (state.isOver || state.runEnded || !work) return;
    const last = segments.at(-1);
    const isAtWork = last && !last.done && !last.sealed && last.card;
    // Nothing of it to show: no segment that would take the place of the next answer.
    if (isAtWork || work.now) show(segmentAtWork(segments), options);
  };
  return {
    onThinking() {
      if (state.isOver) return;
      work?.onThinking();
      const last = segments.at(-1);
      if (last && !last.done && !last.sealed) return;
      const segment = segmentAtWork(segments);
      segment.card = openCard();
      segment.card?.update("", work?.now || thinkingText);
    },
    onThoughts(text) {
      work?.onThoughts(text);
      showWork();
    },
    onPlan(steps, note) {
      work?.onPlan(steps, note);
      showWork();
    },
    onTool(name) {
      work?.onTool(name);
      showWork();
    },
    keepThoughts: (text) => work?.keep(text),
  };
}

export function createReplyThread(options: ReplyThreadOptions): ReplyThread {
  const { sendText, notice, work, logger } = options;
  const segments: ReplySegment[] = [];
  if (options.resumed) segments.push(createSegment(options.resumed.card, options.resumed.text));
  const state = { isOver: false, runEnded: false, steered: 0 };

  /** A late event of a message whose final is out must not open a second card for it. */
  const isDelivered = (itemId: string): boolean =>
    itemId !== "" && segments.some((segment) => segment.done && segment.itemId === itemId);

  /** The segment that an assistant message fills: the last one if it is free for it, else a new one. */
  const segmentFor = (itemId: string): ReplySegment => {
    const last = segments.at(-1);
    const free = last && !last.done && (last.itemId === itemId || !last.sealed);
    const segment = free ? last : createSegment();
    if (!free) segments.push(segment);
    segment.itemId = itemId;
    return segment;
  };

  return {
    ...showWorkOf(segments, options, state),
    onText(itemId, text) {
      if (state.isOver || maySayNothing(text) || isDelivered(itemId)) return;
      state.runEnded = false;
      options.onWords?.();
      work?.onText();
      const segment = segmentFor(itemId);
      segment.text = text;
      show(segment, options);
    },
    status: options.statusLine,
    onSteered() {
      state.steered += 1;
      const last = segments.at(-1);
      if (last && !last.done && last.text) last.sealed = true;
    },
    onRunEnd() {
      state.runEnded = true;
    },
    expects(text) {
      const open = segments.filter((segment) => !segment.done && segment.card);
      if (open.some((segment) => segment.text.trim() === text.trim())) return 3;
      // While the model still writes, a text of the host's own may well begin with the same words.
      if (!state.runEnded) return 0;
      if (open.some((segment) => isEndOf(segment, text))) return 2;
      return open.length === 1 ? 1 : 0;
    },
    async deliverFinal({ text, isError }) {
      await notice?.cancel();
      const found = pickSegment(segments, text);
      const again = found ? undefined : findRepeated(segments, text, state.steered);
      if (again?.ending) return again.ending.deliveries;
      const segment = found ?? createSegment();
      if (!found) segments.push(segment);
      const whole = isError && segment.text && !isEndOf(segment, text) ? `${segment.text}\n\n${text}` : text;
      segment.text = whole;
      const deliveries = finishSegment(segment, whole, options);
      segment.ending = { final: text, deliveries };
      return deliveries;
    },
    async deliverAside(text) {
      await notice?.cancel();
      return sendText(text);
    },
    async settle() {
      state.isOver = true;
      await notice?.cancel();
      for (const segment of segments.splice(0)) {
        if (segment.done || !segment.card) continue;
        const end = options.endOf?.(segment.text) ?? segment.text;
        await finishSegment(segment, end, { ...options, statusLine: undefined, work: undefined }).catch(
          (error: unknown) => {
            logger.error("The end of an answer could not be sent", { error: String(error) });
          },
        );
      }
    },
  };
}

/**
 * Everything said in answer to one turn: which text goes into which card, and what goes out as a message.
 * It decides nothing about access and knows no host; the card engine and the text reply do the sending.
 */
import type { Logger } from "../../lib/logger.ts";
import { belowText, type CardSession } from "../card/card-session.ts";
import type { Delivery } from "../model.ts";
import { finishSegment } from "./finish-segment.ts";
import type { LongTaskNotice } from "./long-task-notice.ts";
import type { StatusLine } from "./status-line.ts";
import { createSegment, isEndOf, pickSegment, type ReplySegment } from "./reply-segment.ts";

export interface ReplyThreadOptions {
  /** A new card session, or undefined where answers go out as messages. */
  readonly openCard: () => CardSession | undefined;
  readonly sendText: (text: string) => Promise<readonly Delivery[]>;
  readonly notice?: LongTaskNotice;
  /** Shown while the model thinks and has said nothing. */
  readonly thinkingText: string;
  /** The line below finished answers on cards; absent where none is wanted. */
  readonly statusLine?: StatusLine | undefined;
  /** A line that names the tool at work; undefined where tools are not shown. */
  readonly toolText?: ((name: string) => string) | undefined;
  /** A card left open by a crash, to go on in. */
  readonly resumed?: { readonly card: CardSession; readonly text: string };
  /** What an answer ends with that got no final; default is its text as it stands. */
  readonly endOf?: ((text: string) => string) | undefined;
  /** Told when an answer stands on its card. */
  readonly onShown: (deliveries: readonly Delivery[], text: string) => void;
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

/** Near the size at which an answer goes on in a further card, a line that goes away again would move the border. */
const MAX_TEXT_WITH_LINE = 2_000;

function withLine(text: string, line: string): string {
  if (text.length > MAX_TEXT_WITH_LINE) return text;
  return text.trim() === "" ? line : belowText(text, line);
}

function showTool(
  segments: ReplySegment[],
  name: string,
  { toolText, openCard }: Pick<ReplyThreadOptions, "toolText" | "openCard">,
): void {
  const line = toolText?.(name);
  if (line === undefined) return;
  const last = segments.at(-1);
  const segment = last && !last.done && !last.sealed ? last : createSegment();
  if (segment !== last) segments.push(segment);
  segment.card ??= openCard();
  segment.card?.update(withLine(segment.text, line));
}

export function createReplyThread(options: ReplyThreadOptions): ReplyThread {
  const { openCard, sendText, notice, logger } = options;
  const segments: ReplySegment[] = [];
  if (options.resumed) segments.push(createSegment(options.resumed.card, options.resumed.text));
  let runEnded = false;
  let over = false;

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
    onText(itemId, text) {
      if (over || maySayNothing(text) || isDelivered(itemId)) return;
      runEnded = false;
      options.onWords?.();
      const segment = segmentFor(itemId);
      segment.text = text;
      segment.card ??= openCard();
      segment.card?.update(text);
    },
    onThinking() {
      const last = segments.at(-1);
      if (over || (last && !last.done && !last.sealed)) return;
      const segment = createSegment();
      segments.push(segment);
      segment.card = openCard();
      segment.card?.update(options.thinkingText);
    },
    status: options.statusLine,
    onTool(name) {
      if (!over && !runEnded) showTool(segments, name, options);
    },
    onSteered() {
      const last = segments.at(-1);
      if (last && !last.done && last.text) last.sealed = true;
    },
    onRunEnd() {
      runEnded = true;
    },
    expects(text) {
      const open = segments.filter((segment) => !segment.done && segment.card);
      if (open.some((segment) => segment.text.trim() === text.trim())) return 3;
      // While the model still writes, a text of the host's own may well begin with the same words.
      if (!runEnded) return 0;
      if (open.some((segment) => isEndOf(segment, text))) return 2;
      return open.length === 1 ? 1 : 0;
    },
    async deliverFinal({ text, isError }) {
      await notice?.cancel();
      const found = pickSegment(segments, text);
      const segment = found ?? createSegment();
      if (!found) segments.push(segment);
      const whole = isError && segment.text && !isEndOf(segment, text) ? `${segment.text}\n\n${text}` : text;
      segment.text = whole;
      return finishSegment(segment, whole, options);
    },
    async deliverAside(text) {
      await notice?.cancel();
      return sendText(text);
    },
    async settle() {
      over = true;
      await notice?.cancel();
      for (const segment of segments.splice(0)) {
        if (segment.done || !segment.card) continue;
        const end = options.endOf?.(segment.text) ?? segment.text;
        await finishSegment(segment, end, { ...options, statusLine: undefined }).catch((error: unknown) => {
          logger.error("The end of an answer could not be sent", { error: String(error) });
        });
      }
    },
  };
}

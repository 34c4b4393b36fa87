/**
 * One answer shown on cards: takes the cumulative text while it grows, and at the end tells its caller whether
 * people have the answer or the caller must send it by message. An answer above the safe size of a card
 * goes on in further cards, cut at block borders.
 */
import { randomUUID } from "node:crypto";
import { CARD_MIN_INTERVAL_MS, SAFE_CARD_CODE_POINTS, type CardTemplate } from "../../contract/card.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import type { TokenBucket } from "../../lib/token-bucket.ts";
import {
  createMarkdownSplitter,
  type MarkdownPart,
  type MarkdownSplitter,
} from "../markdown/split-markdown.ts";
import { BREAK_COST, toCardMarkdown } from "../markdown/card-dialect.ts";
import { collectDefinitions } from "../markdown/collect-definitions.ts";
import { measureText } from "../markdown/text-room.ts";
import { belowText } from "./below-text.ts";
import { withDefinitions, type CardApi, type CardTarget } from "./card-api.ts";
import type { CardGate } from "./card-gate.ts";
import type { CardState } from "./card-state.ts";
import { createFramePace } from "./create-frame-pace.ts";
import { LiveCard } from "./live-card.ts";
import type { CardResult, FramePace } from "./live-card-options.ts";
import type { OpenCardOrigin, OpenCardRecord, OpenCardStore } from "./open-cards.ts";
import { notShownReason, RewrittenError, type NotShownReason } from "./not-shown-reason.ts";
import type { PacingMode } from "./pacing.ts";

/** Sentences that a reader sees on a card. */
export interface CardSessionText {
  /** On a card whose answer went out by message, e.g. "见下方消息 / See the message below". */
  readonly pointer: string;
  /** On a card that is open when the answer turns out empty. */
  readonly emptyAnswer: string;
  /** Added by `fail()` without a reason. */
  readonly failed: string;
}

export interface CardSessionOptions {
  readonly api: CardApi;
  readonly template: CardTemplate;
  readonly target: CardTarget;
  /** The app's card calls, shared by all its sessions. */
  readonly bucket: TokenBucket;
  readonly text: CardSessionText;
  /** Whose answer it is; kept on disk with the open card. */
  readonly origin: OpenCardOrigin;
  /** Where open cards are recorded; without it a crash leaves them open. */
  readonly store?: OpenCardStore | undefined;
  /** Told about refusals and successes; ask its `allows()` before creating a session. */
  readonly gate?: CardGate | undefined;
  readonly pacing?: { readonly mode?: PacingMode; readonly minIntervalMs?: number };
  /** One line for the conversation list. */
  readonly lastMessage?: string | undefined;
  /** How long the end of an answer is tried before it goes out by message. Default 20 s. */
  readonly finalDeadlineMs?: number;
  /** Most code points on one card. Default `SAFE_CARD_CODE_POINTS`. */
  readonly maxCodePoints?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** New ids for frames, and for cards unless these have their own. */
  readonly newId?: () => string;
  readonly newCardId?: () => string;
}

export interface ShownCard {
  readonly outTrackId: string;
  readonly carrierId?: string | undefined;
}

export type CardOutcome =
  /** The whole answer stands on the card; `cards` has all of them when it needed several. */
  | (ShownCard & { readonly kind: "finished"; readonly cards: readonly ShownCard[] })
  /**
   * `text` must go out by message: the whole answer, or what did not fit on the finished cards. Say with
   * `afterMessage` what became of it.
   */
  | {
      readonly kind: "not-shown";
      readonly reason: NotShownReason;
      readonly error: unknown;
      readonly text: string;
      /** What the card showed before its text was replaced by the pointer. */
      readonly shownText?: string | undefined;
    }
  /** Stopped by `dispose()`: the card is on record with its whole text and is finished at the next start. Send nothing. */
  | { readonly kind: "deferred"; readonly outTrackId: string }
  /** A second, different final: the card keeps the first, the caller sends this one by message. */
  | { readonly kind: "already-finished"; readonly outTrackId: string }
  /** The answer is empty and no card was created. */
  | { readonly kind: "nothing" };

export interface CardSession {
  /** Of the card that is being written. */
  readonly state: CardState;
  /** Of the card that is being written; known before it is created. */
  readonly outTrackId: string;
  /** By which people's quotes name it; known once it is created. */
  readonly carrierId: string | undefined;
  /**
   * The text so far, from its beginning, and what stands below it for now: `below` is no part of the answer, goes away
   * with the next update, and is left out where the card has no room. The first that is not blank creates the card.
   * Returns at once.
   */
  update(fullText: string, below?: string): void;
  /** Ends the answer with exactly `finalText`. Never rejects. The same text again gives the same outcome. */
  finish(finalText: string): Promise<CardOutcome>;
  /**
   * After `finish`: the disk has the end of the answer, and it comes to its card also after a crash or a refusal. The
   * caller need not wait for the outcome, but must still see to it.
   */
  readonly isEndOnRecord: boolean;
  /**
   * After `not-shown`. `sent`: the cards point to the message. Else the last card goes on trying to take its text, in
   * this process and at the next start.
   */
  afterMessage(sent: boolean): void;
  /** Ends with the text so far and `mark` below it, e.g. after /stop; `nothing` when there is no text. */
  interrupt(mark: string): Promise<CardOutcome>;
  /** Ends with the text so far and the reason below it; `nothing` when there is no text. */
  fail(reason?: string): Promise<CardOutcome>;
  /** Resolves when nothing is under way any more, late attempts to close a card included. */
  settled(): Promise<void>;
  /** Stops at once; what is open stays on record for the next start. */
  dispose(): void;
}

type FailedCard = Extract<CardResult, { shown: false }>;

const FINAL_DEADLINE_MS = 20_000;

export function createCardSession(options: CardSessionOptions): CardSession {
  return new SplitCardSession(options);
}

/** Goes on with a card that an earlier process left open: its answer goes into the same card. */
export function resumeCardSession(
  record: OpenCardRecord,
  options: Omit<CardSessionOptions, "template" | "target" | "origin">,
): CardSession {
  const { outTrackId, text, target, accountId, sessionKey, conversationId, msgId } = record;
  const origin = { accountId, sessionKey, conversationId, msgId };
  const { id, contentKey, statusKey } = record.template;
  const template = { id, contentKey, ...(statusKey === undefined ? {} : { statusKey }), initial: {} };
  return new SplitCardSession({ ...options, template, target, origin }, { outTrackId, text });
}

class SplitCardSession implements CardSession {
  readonly #options: CardSessionOptions;
  readonly #clock: Clock;
  readonly #pace: FramePace;
  readonly #splitter: MarkdownSplitter;
  /** Finished cards, in order, and the part of the answer that each shows. */
  readonly #sealed: { readonly card: LiveCard; readonly text: string; readonly definitions: string }[] = [];
  /** The link definitions of the whole answer, while it stands on several cards. */
  #definitions = "";
  readonly #api: CardApi;
  #active: LiveCard;
  #text = "";
  #below = "";
  #sealing: Promise<void> | undefined;
  /** A card in the middle could not be finished. */
  #lost: FailedCard | undefined;
  /** The final text is not what the finished cards show. */
  #rewritten = false;
  #endOnRecord = false;
  #end: { readonly text: string; readonly outcome: Promise<CardOutcome> } | undefined;

  constructor(options: CardSessionOptions, resumed?: { outTrackId: string; text: string }) {
    this.#options = options;
    this.#api = withDefinitions(options.api, () => this.#definitions);
    this.#clock = options.clock ?? systemClock;
    this.#pace = createFramePace(this.#clock, options.pacing ?? {});
    const maxCodePoints = options.maxCodePoints ?? SAFE_CARD_CODE_POINTS;
    this.#splitter = createMarkdownSplitter({ maxCodePoints, markCost: BREAK_COST });
    this.#text = resumed?.text ?? "";
    this.#active = this.#newCard(resumed);
  }

  get state(): CardState {
    return this.#active.state;
  }

  get outTrackId(): string {
    return this.#active.outTrackId;
  }

  get carrierId(): string | undefined {
    return this.#active.carrierId;
  }

  update(fullText: string, below = ""): void {
    if (this.#end) return;
    this.#text = fullText;
    this.#below = below;
    this.#advance();
  }

  finish(finalText: string): Promise<CardOutcome> {
    if (this.#end) return this.#finishAgain(this.#end, finalText);
    const blank = finalText.trim() === "";
    if (blank && !this.#anythingSent()) return Promise.resolve({ kind: "nothing" });
    const shown = blank ? this.#options.text.emptyAnswer : finalText;
    const outcome = this.#conclude(shown);
    this.#end = { text: finalText, outcome };
    return outcome;
  }

  get isEndOnRecord(): boolean {
    return this.#endOnRecord;
  }

  afterMessage(sent: boolean): void {
    if (sent && this.#rewritten) for (const { card } of this.#sealed) card.afterMessage(true);
    this.#active.afterMessage(sent);
  }

  interrupt(mark: string): Promise<CardOutcome> {
    return this.#endBelow(mark);
  }

  fail(reason?: string): Promise<CardOutcome> {
    return this.#endBelow(reason ?? this.#options.text.failed);
  }

  async settled(): Promise<void> {
    await this.#sealing;
    await this.#end?.outcome;
    await Promise.all([...this.#sealed.map((item) => item.card.settled()), this.#active.settled()]);
  }

  dispose(): void {
    for (const { card } of this.#sealed) card.dispose();
    this.#active.dispose();
  }

  #newCard(resumed?: { outTrackId: string; text: string }): LiveCard {
    const { template, target, bucket, origin, store, gate, text, lastMessage } = this.#options;
    return new LiveCard({
      api: this.#api,
      template,
      target,
      bucket,
      origin,
      store,
      gate,
      lastMessage,
      resumed,
      clock: this.#clock,
      logger: this.#options.logger ?? silentLogger,
      newId: this.#options.newId ?? randomUUID,
      newCardId: this.#options.newCardId ?? this.#options.newId ?? randomUUID,
      pace: this.#pace,
      minIntervalMs: this.#options.pacing?.minIntervalMs ?? CARD_MIN_INTERVAL_MS,
      finalDeadlineMs: this.#options.finalDeadlineMs ?? FINAL_DEADLINE_MS,
      pointer: text.pointer,
    });
  }

  #anythingSent(): boolean {
    return this.#sealed.length > 0 || this.#sealing !== undefined || this.#active.state !== "idle";
  }

  /** Shows what has come in: ends the card that is full and begins the next, or writes to the last. */
  #advance(): void {
    if (this.#sealing || this.#lost || this.#end) return;
    const parts = this.#split(this.#text);
    const index = this.#sealed.length;
    const part = parts[index];
    // A text that differs from what finished cards show can only be judged when it is complete.
    if (!part || !this.#continues(parts)) return;
    if (index === parts.length - 1) return this.#active.show(this.#withBelow(part.text), part.text);
    this.#sealing = this.#seal(part).finally(() => {
      this.#sealing = undefined;
      this.#advance();
    });
  }

  #withBelow(text: string): string {
    if (this.#below === "") return text;
    const whole = belowText(text, this.#below);
    const max = this.#options.maxCodePoints ?? SAFE_CARD_CODE_POINTS;
    return measureText(whole, BREAK_COST).codePoints > max ? text : whole;
  }

  async #seal(part: MarkdownPart): Promise<void> {
    const definitions = this.#definitions;
    const result = await this.#active.finish(part.text);
    if (!result.shown) {
      this.#lost = result;
      return;
    }
    this.#sealed.push({ card: this.#active, text: part.text, definitions });
    this.#active = this.#newCard();
  }

  #split(text: string): readonly MarkdownPart[] {
    const parts = this.#splitter.split(text);
    // Blank ends between or behind the parts need no card.
    if (parts.length > 1) this.#definitions = collectDefinitions(text);
    return parts.length === 1 ? parts : parts.filter((part) => part.text.trim() !== "");
  }

  /** Links of earlier cards whose addresses came on later ones. */
  #showLinks(): void {
    const now = this.#definitions;
    for (const { card, text, definitions } of this.#sealed)
      if (
        definitions !== now &&
        toCardMarkdown(text, { definitions }) !== toCardMarkdown(text, { definitions: now })
      )
        card.showLinks();
  }

  #continues(parts: readonly MarkdownPart[]): boolean {
    return this.#sealed.every((item, index) => parts[index]?.text === item.text);
  }

  async #conclude(text: string): Promise<CardOutcome> {
    // Without a needless turn of the event loop: the record is written before `finish` returns.
    if (this.#sealing) await this.#sealing;
    const parts = this.#split(text);
    if (this.#lost) return this.#notShown(this.#continues(parts) ? parts : [], text, this.#lost);
    if (!this.#continues(parts) || parts.length <= this.#sealed.length) return this.#takeBack(text);
    for (let part = parts[this.#sealed.length]; part; part = parts[this.#sealed.length]) {
      const ending = this.#active.finish(part.text);
      const isLast = this.#sealed.length === parts.length - 1;
      this.#endOnRecord = isLast && this.#active.isEndOnRecord;
      const result = await ending;
      if (!result.shown) return this.#notShown(parts, text, result);
      this.#sealed.push({ card: this.#active, text: part.text, definitions: this.#definitions });
      if (this.#sealed.length < parts.length) this.#active = this.#newCard();
    }
    this.#showLinks();
    const cards = this.#sealed.map(({ card }) => ({
      outTrackId: card.outTrackId,
      carrierId: card.carrierId,
    }));
    return { kind: "finished", ...cards.at(-1), outTrackId: this.#active.outTrackId, cards };
  }

  #notShown(parts: readonly MarkdownPart[], text: string, failure: FailedCard): CardOutcome {
    const { error, deferred = false } = failure;
    // A deferred card brings its own part at the next start.
    const done = this.#sealed.length + (deferred ? 1 : 0);
    const rest = parts.slice(done);
    const { outTrackId, shownText } = this.#active;
    if (deferred && rest.length === 0) return { kind: "deferred", outTrackId };
    const remaining = (rest[0]?.prefix ?? "") + rest.map((part) => part.source).join("");
    const unsent = done === 0 || remaining === "" ? text : remaining;
    return { kind: "not-shown", reason: notShownReason(error), error, text: unsent, shownText };
  }

  /** The final differs from what finished cards show: all of it goes out by message, the cards point there. */
  async #takeBack(text: string): Promise<CardOutcome> {
    const error = new RewrittenError("the final text differs from what finished cards show");
    this.#rewritten = true;
    const { shownText } = this.#active;
    const cards = [...this.#sealed.map((item) => item.card), this.#active];
    await Promise.all(cards.map((card) => card.withdraw(error)));
    return { kind: "not-shown", reason: "rewritten", error, text, shownText };
  }

  async #finishAgain(
    end: { text: string; outcome: Promise<CardOutcome> },
    text: string,
  ): Promise<CardOutcome> {
    const outcome = await end.outcome;
    if (text === end.text) return outcome;
    if (outcome.kind === "finished") return { kind: "already-finished", outTrackId: outcome.outTrackId };
    return outcome.kind === "not-shown" ? { ...outcome, text } : outcome;
  }

  #endBelow(mark: string): Promise<CardOutcome> {
    if (this.#text.trim() === "" && !this.#anythingSent()) return Promise.resolve({ kind: "nothing" });
    return this.finish(belowText(this.#text, mark));
  }
}

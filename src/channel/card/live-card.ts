/**
 * One platform card, from its first text to its end: a state machine with one call in flight.
 * It owns the card's calls, their repeats and its durable record; it does not know of answers that span
 * several cards (`card-session.ts`) nor of other cards.
 */
import { FlowStatus } from "../../contract/card.ts";
import { sleep, type Timer } from "../../lib/clock.ts";
import { classifyCardFault, type CardCall } from "./card-fault.ts";
import { CARD_EDGES, CardStoppedError, type CardState } from "./card-state.ts";
import { finishedParams } from "./close-card.ts";
import { closeCardLater } from "./close-card-later.ts";
import { closeMarkdown } from "./close-markdown.ts";
import type { CardResult, LiveCardOptions } from "./live-card-options.ts";
import type { OpenCardState } from "./open-cards.ts";
import { backoffMs, repeatCall, type RepeatOptions } from "./repeat-call.ts";

/**
 * A frame that is due waits this long for the answer's end: were it to carry the last word itself, the end would have
 * to wait for the card's whole interval.
 */
const HOLD_MS = 50;
/** A frame that finds the app's bucket empty asks again after this time; finals queue before it. */
const BUSY_WAIT_MS = 200;
/** The record on disk follows the text at most this often. */
const STORE_EVERY_MS = 2_000;
/** When no frame of several was ever accepted, the final is not given the full deadline. */
const HOPELESS_DEADLINE_MS = 5_000;
export class LiveCard {
  readonly outTrackId: string;
  readonly #options: LiveCardOptions;
  readonly #stop = new AbortController();
  #state: CardState = "idle";
  #wanted = "";
  /** Of that, what is kept on disk. */
  #answer = "";
  /** When the first text came that no frame has carried yet. */
  #newSince: number | undefined;
  #shown: string | undefined;
  #carrierId: string | undefined;
  /** A create call may have taken effect although it failed; the text it carried. */
  #maybeShown: string | undefined;
  /** A final frame may have taken effect although it failed. */
  #maybeFinalized = false;
  #framesShown = 0;
  #framesFailed = 0;
  #failures = 0;
  #notBefore = 0;
  #lastWriteAt = -Infinity;
  #lastFrameAt = -Infinity;
  #storedAt = -Infinity;
  #fault: unknown;
  #timer: Timer | undefined;
  #inFlight: Promise<void> | undefined;
  #result: Promise<CardResult> | undefined;
  #finalText: string | undefined;
  #onRecord = false;
  #background: Promise<void> = Promise.resolve();

  constructor(options: LiveCardOptions) {
    this.#options = options;
    this.outTrackId = options.resumed?.outTrackId ?? options.newCardId();
    if (!options.resumed) return;
    this.#state = "open";
    this.#shown = options.resumed.text;
  }

  get state(): CardState {
    return this.#state;
  }

  /** What people see on the card, as far as is known; undefined when there is no card. */
  get shownText(): string | undefined {
    return this.#shown ?? this.#maybeShown;
  }

  get carrierId(): string | undefined {
    return this.#carrierId;
  }

  /**
   * Wants `text` on the card; the newest wins. Ignored once the end was asked for. `answer`: without what stands there
   * for now only, for the card's end after a crash.
   */
  show(text: string, answer = text): void {
    this.#wanted = text;
    this.#answer = answer;
    this.#newSince ??= this.#options.clock.now();
    this.#pump();
  }

  /**
   * Puts exactly `text` on the card and ends it. A second call gets the first one's result. Where it is not shown, the
   * caller sends it by message and then says so with `afterMessage`.
   */
  finish(text: string): Promise<CardResult> {
    if (this.#result) return this.#result;
    this.#onRecord = this.#state === "open" && this.#keep("closing", text);
    this.#finalText = text;
    this.#result = this.#finish(text);
    return this.#result;
  }

  /** The card stands and the disk has its end: from here on it is brought to its end also after a crash. */
  get isEndOnRecord(): boolean {
    return this.#onRecord;
  }

  /** The answer goes out by message: no more is written here until `afterMessage`. */
  async withdraw(error: unknown): Promise<CardResult> {
    if (this.#state === "finished") return { shown: false, error };
    this.#result ??= this.#withdraw(error);
    return this.#result;
  }

  /** `sent`: the card points to the message. Else nobody has the answer, and the card goes on trying to take it. */
  afterMessage(sent: boolean): void {
    if (this.shownText === undefined || this.#stop.signal.aborted) return;
    // What a frame does to a finalised card is unknown, so the state alone is written where there is one.
    const hasState = this.#options.template.statusKey !== undefined;
    const finalized = this.#state === "finished" || (this.#maybeFinalized && hasState);
    const content = sent ? this.#options.pointer : (this.#finalText ?? this.shownText);
    this.#keep(sent ? "pointing" : "closing", content);
    this.#closeLater(content, finalized);
  }

  /** Writes a finished card once more, since links of it lead elsewhere now. A failure costs those links only. */
  showLinks(): void {
    if (this.#state === "finished" && this.#finalText !== undefined) this.#closeLater(this.#finalText, true);
  }

  async #withdraw(error: unknown): Promise<CardResult> {
    await this.#settleInFlight();
    return this.#handOver(error);
  }

  /** Resolves when nothing of this card is under way any more. */
  async settled(): Promise<void> {
    await this.#inFlight;
    await this.#result;
    await this.#background;
  }

  /** Stops everything; an open card stays on record for the next start. */
  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (CARD_EDGES[this.#state].includes("abandoned")) this.#move("abandoned");
    this.#stop.abort(new CardStoppedError("the card session was disposed"));
  }

  #move(next: CardState): void {
    if (next === this.#state || this.#state === "abandoned") return;
    if (!CARD_EDGES[this.#state].includes(next))
      throw new Error(`a card cannot go from ${this.#state} to ${next}`);
    this.#state = next;
  }

  #pump(): void {
    if (this.#inFlight || this.#timer || this.#result) return;
    if (this.#state !== "idle" && this.#state !== "creating" && this.#state !== "open") return;
    const { bucket, clock, pace } = this.#options;
    const content = closeMarkdown(this.#wanted);
    if (content.trim() === "" || content === this.#shown) return;
    const now = clock.now();
    const exists = this.#state === "open";
    const dueAt = Math.max(
      this.#notBefore,
      exists ? Math.max(pace.dueAt(this.#lastWriteAt), (this.#newSince ?? now) + HOLD_MS) : now,
    );
    if (dueAt > now) return this.#wakeIn(dueAt - now);
    if (exists && !bucket.tryTake()) return this.#wakeIn(BUSY_WAIT_MS);
    this.#newSince = undefined;
    this.#inFlight = (exists ? this.#sendFrame(content, this.#answer) : this.#sendCreate()).finally(() => {
      this.#inFlight = undefined;
      this.#pump();
    });
  }

  #wakeIn(ms: number): void {
    this.#timer = this.#options.clock.after(ms, () => {
      this.#timer = undefined;
      this.#pump();
    });
  }

  async #sendCreate(): Promise<void> {
    this.#move("creating");
    try {
      await this.#options.bucket.take(this.#stop.signal);
      // The end was asked for while waiting: it creates the card with the final text at once.
      if (this.#result) return;
      await this.#create(closeMarkdown(this.#wanted), "open", this.#answer);
      this.#move("open");
    } catch (error) {
      this.#missed("create", error);
    }
  }

  async #create(content: string, state: OpenCardState, answer: string): Promise<void> {
    const { api, template, target, clock, pace, lastMessage } = this.#options;
    this.#keep(state, closeMarkdown(answer));
    this.#lastWriteAt = clock.now();
    pace.sent();
    const params: Record<string, string> = { [template.contentKey]: content };
    if (template.statusKey !== undefined) params[template.statusKey] = FlowStatus.inputing;
    try {
      const creation = { outTrackId: this.outTrackId, template, params, to: target, lastMessage };
      const answer = await api.create(creation, this.#stop.signal);
      this.#carrierId = answer.carrierId;
      this.#shown = content;
    } catch (error) {
      const fault = classifyCardFault(error, "create");
      if (fault.maybeDone) this.#maybeShown ??= content;
      if (fault.kind !== "exists") throw error;
      this.#shown = this.#maybeShown ?? content;
    }
    this.#failures = 0;
  }

  async #sendFrame(content: string, answer: string): Promise<void> {
    const { api, template, clock, newId, pace } = this.#options;
    this.#lastFrameAt = clock.now();
    this.#lastWriteAt = this.#lastFrameAt;
    pace.sent();
    try {
      const frame = { outTrackId: this.outTrackId, guid: newId(), key: template.contentKey, content };
      await api.stream(frame, this.#stop.signal);
      this.#shown = content;
      this.#framesShown += 1;
      this.#failures = 0;
      if (!this.#result && clock.now() - this.#storedAt >= STORE_EVERY_MS)
        this.#follow(closeMarkdown(answer));
    } catch (error) {
      this.#missed("stream", error);
    }
  }

  /** An intermediate call failed: wait and go on with newer text, or stop writing to this card. */
  #missed(call: CardCall, error: unknown): void {
    if (this.#stop.signal.aborted) return;
    const { bucket, clock, logger, gate, store } = this.#options;
    const fault = classifyCardFault(error, call);
    logger.debug("A card call failed while streaming.", {
      call,
      kind: fault.kind,
      outTrackId: this.outTrackId,
      error,
    });
    if (fault.kind === "throttled") bucket.pauseFor(fault.retryAfterMs);
    else if (call === "stream") this.#framesFailed += 1;
    if (fault.retryable) {
      this.#failures += 1;
      this.#notBefore = clock.now() + Math.max(fault.retryAfterMs, backoffMs(this.#failures));
      return;
    }
    gate?.refused(error);
    this.#fault = error;
    this.#move("stalled");
    if (this.shownText === undefined) store?.remove(this.outTrackId);
  }

  async #settleInFlight(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    await this.#inFlight;
  }

  async #finish(text: string): Promise<CardResult> {
    // `#result` must be set before anything else runs, so that no frame starts any more.
    await Promise.resolve();
    await this.#settleInFlight();
    if (this.#stop.signal.aborted) return this.#stopped(text);
    if (this.#state === "stalled") return this.#handOver(this.#fault);
    const { clock, gate, finalDeadlineMs, store } = this.#options;
    const hopeless = this.#framesShown === 0 && this.#framesFailed > 1;
    const deadlineAt =
      clock.now() + (hopeless ? Math.min(HOPELESS_DEADLINE_MS, finalDeadlineMs) : finalDeadlineMs);
    if (!this.#onRecord) this.#keep("closing", text);
    try {
      await this.#sendFinal(text, deadlineAt);
    } catch (error) {
      if (this.#stop.signal.aborted) return this.#stopped(text);
      gate?.refused(error);
      return this.#handOver(error);
    }
    this.#shown = text;
    this.#move("finished");
    try {
      await this.#sendFinished(text, deadlineAt);
      store?.remove(this.outTrackId);
      gate?.worked();
    } catch (error) {
      // The text is on the card; only its state is behind.
      this.#options.logger.warn("A finished card still shows as writing.", {
        outTrackId: this.outTrackId,
        error,
      });
      gate?.refused(error);
      this.#closeLater(text, true);
    }
    return { shown: true };
  }

  async #sendFinal(text: string, deadlineAt: number): Promise<void> {
    const { api, template, clock, newId, minIntervalMs } = this.#options;
    if (this.#state === "idle" || this.#state === "creating") {
      this.#move("creating");
      await repeatCall(() => this.#create(text, "closing", text), this.#repeat("create", deadlineAt));
    }
    this.#move("finishing");
    await this.#untilInterval();
    const frame = {
      outTrackId: this.outTrackId,
      guid: newId(),
      key: template.contentKey,
      content: text,
      finalize: true,
    };
    await repeatCall(
      () => {
        this.#lastFrameAt = clock.now();
        return api.stream(frame, this.#stop.signal).catch((error: unknown) => {
          this.#maybeFinalized ||= classifyCardFault(error).maybeDone;
          throw error;
        });
      },
      { ...this.#repeat("stream", deadlineAt), minWaitMs: minIntervalMs },
    );
  }

  async #sendFinished(text: string, deadlineAt: number): Promise<void> {
    const { api, template } = this.#options;
    if (template.statusKey === undefined) return;
    const change = { outTrackId: this.outTrackId, params: finishedParams(template, text) };
    await repeatCall(() => api.update(change, this.#stop.signal), this.#repeat("update", deadlineAt));
  }

  /** Waits until the platform takes another frame for this card. */
  async #untilInterval(): Promise<void> {
    const waitMs = this.#lastFrameAt + this.#options.minIntervalMs - this.#options.clock.now();
    if (waitMs > 0) await sleep(this.#options.clock, waitMs, this.#stop.signal);
  }

  #stopped(text: string): CardResult {
    const { store } = this.#options;
    const deferred = store !== undefined && this.shownText !== undefined;
    if (deferred) this.#keep("closing", text);
    else store?.remove(this.outTrackId);
    return { shown: false, error: this.#stop.signal.reason, deferred };
  }

  #handOver(error: unknown): CardResult {
    this.#move("handed-over");
    if (this.shownText === undefined) this.#options.store?.remove(this.outTrackId);
    return { shown: false, error };
  }

  #closeLater(content: string, finalized: boolean): void {
    const { api, bucket, clock, logger, template, newId, store, finalDeadlineMs } = this.#options;
    const { outTrackId } = this;
    const signal = this.#stop.signal;
    const card = { api, bucket, clock, signal, template, outTrackId, content, finalized };
    const before = this.#background;
    this.#background = before
      .then(() => this.#untilInterval())
      .then(() => closeCardLater({ ...card, logger, newId, store, tryMs: finalDeadlineMs }))
      // Stopped while waiting: the record stays.
      .catch(() => undefined);
  }

  #repeat(call: CardCall, deadlineAt: number): RepeatOptions {
    const { bucket, clock } = this.#options;
    return { call, bucket, clock, deadlineAt, signal: this.#stop.signal };
  }

  #follow(text: string): void {
    this.#storedAt = this.#options.clock.now();
    this.#options.store?.updateText(this.outTrackId, text);
  }

  #keep(state: OpenCardState, text: string): boolean {
    const { store, origin, template, target, clock } = this.#options;
    this.#storedAt = clock.now();
    const { id, contentKey, statusKey } = template;
    const record = {
      ...origin,
      outTrackId: this.outTrackId,
      target,
      template: { id, contentKey, statusKey },
      state,
      text,
      createdAt: clock.now(),
    };
    return store?.put(record) ?? false;
  }
}

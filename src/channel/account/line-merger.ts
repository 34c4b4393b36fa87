/**
 * Several quick lines of one person as one turn. While the first line waits, its claim holds the lane, and what
 * follows lies in the journal, acknowledged and pending. When the window ends, the lines behind the first, as far as
 * they may join, are claimed for the same turn. They are complete when the turn is adopted, after the first: a crash
 * in between brings a line twice, never none. Anything that may not join ends the window at once, so the order stays.
 *
 * The host's own debouncer keeps lines in memory and needs the lane released while a message waits, which would let
 * later messages pass and fill the host's queue up to its cap. Its setting (`messages.inbound`) is followed.
 */
import { sleep, type Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { IngressClaim, IngressLifecycle, IngressQueue, IngressResult } from "../host/ingress.ts";
import { canJoin } from "../inbound/merge-messages.ts";
import { laneKey, parseMessage } from "../inbound/parse-message.ts";
import type { InboundMessage } from "../model.ts";
import { runJoined } from "./run-joined.ts";

export interface LineMergerOptions {
  readonly queue: Pick<IngressQueue, "listPending" | "claim" | "complete" | "release">;
  readonly robotCode: string;
  /** Milliseconds for this conversation, as configured now; 0 is off. */
  readonly windowMs: (message: InboundMessage) => number;
  /** Commands are never joined and never wait. */
  readonly isCommand: (text: string) => boolean;
  /** The queue has rows for the drain again. */
  readonly wake: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Turn = (raws: readonly string[], lifecycle: IngressLifecycle) => Promise<IngressResult>;

export interface LineMerger {
  /** A message was written to the journal. */
  arrived(raw: string): void;
  /** Waits for the lines that belong to this one, then runs `turn` with all of them. */
  run(raw: string, lifecycle: IngressLifecycle, claim: IngressClaim, turn: Turn): Promise<IngressResult>;
}

/** As the host's: an endless talker is answered after five windows. */
const MAX_WINDOWS = 5;

interface Line {
  readonly id: string;
  readonly raw: string;
  readonly message: InboundMessage;
  readonly receivedAt: number;
}

interface Waiting {
  lastAt: number;
  wake: () => void;
}

export function createLineMerger(options: LineMergerOptions): LineMerger {
  return new JournalLineMerger(options);
}

class JournalLineMerger implements LineMerger {
  readonly #options: LineMergerOptions;
  /** By lane: at most one first line waits in each. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: LineMergerOptions) {
    this.#options = options;
  }

  arrived(raw: string): void {
    if (this.#waiting.size === 0) return;
    const message = this.#parse(raw);
    const entry = message && this.#waiting.get(laneKey(message.conversation));
    if (!entry) return;
    entry.lastAt = this.#options.clock.now();
    entry.wake();
  }

  async run(
    raw: string,
    lifecycle: IngressLifecycle,
    claim: IngressClaim,
    turn: Turn,
  ): Promise<IngressResult> {
    const message = this.#parse(raw);
    const windowMs = message && this.#mayMerge(message) ? this.#options.windowMs(message) : 0;
    if (!message || windowMs <= 0) return turn([raw], lifecycle);
    const signal = lifecycle.abortSignal;
    let lines: readonly Line[];
    try {
      const { id, receivedAt } = claim;
      lines = await this.#waitForLines({ id, raw, message, receivedAt }, windowMs, signal);
      signal.throwIfAborted();
    } catch (error) {
      return { kind: "failed-retryable", error };
    }
    const claims = await this.#claimAll(lines, claim.claim.ownerId);
    if (claims.length === 0) return turn([raw], lifecycle);
    this.#options.logger.debug("Quick lines are one turn", { lines: claims.length + 1 });
    const raws = [raw, ...lines.slice(0, claims.length).map((line) => line.raw)];
    return runJoined({ ...this.#options, claims, lifecycle }, (joined) => turn(raws, joined));
  }

  #parse(raw: string): InboundMessage | undefined {
    const parsed = parseMessage(raw, this.#options.robotCode);
    return parsed.kind === "message" ? parsed.message : undefined;
  }

  #mayMerge({ text, attachments }: InboundMessage): boolean {
    return (text !== "" || attachments.length > 0) && !text.startsWith("/") && !this.#options.isCommand(text);
  }

  /** The pending lines right behind the first that may join; `closed` where something else follows them. */
  async #look(first: Line, windowMs: number): Promise<{ lines: Line[]; closed: boolean }> {
    const lane = laneKey(first.message.conversation);
    const lines = [first];
    const pending = await this.#options.queue.listPending({ limit: "all", orderBy: "received" });
    for (const { id, laneKey: place, payload, receivedAt } of pending) {
      if (place !== lane || id === first.id) continue;
      const raw = payload.rawEvent;
      const message = this.#parse(raw);
      const paused = receivedAt - (lines.at(-1)?.receivedAt ?? 0) > windowMs;
      const before = lines.map((line) => line.message);
      if (paused || !message || !this.#mayMerge(message) || !canJoin(before, message))
        return { lines, closed: true };
      lines.push({ id, raw, message, receivedAt });
    }
    return { lines, closed: false };
  }

  async #waitForLines(first: Line, windowMs: number, signal: AbortSignal): Promise<readonly Line[]> {
    const { clock } = this.#options;
    const lane = laneKey(first.message.conversation);
    const entry: Waiting = { lastAt: first.receivedAt, wake() {} };
    this.#waiting.set(lane, entry);
    try {
      const latest = first.receivedAt + windowMs * MAX_WINDOWS;
      for (;;) {
        const { promise: changed, resolve } = Promise.withResolvers<void>();
        entry.wake = resolve;
        const { lines, closed } = await this.#look(first, windowMs);
        const remaining = Math.min(entry.lastAt + windowMs, latest) - clock.now();
        if (closed || remaining <= 0) return lines.slice(1);
        const timer = new AbortController();
        const pause = sleep(clock, remaining, AbortSignal.any([signal, timer.signal]));
        await Promise.race([pause, changed]).finally(() => timer.abort());
      }
    } finally {
      if (this.#waiting.get(lane) === entry) this.#waiting.delete(lane);
    }
  }

  /** Up to the first that somebody else has taken. */
  async #claimAll(lines: readonly Line[], ownerId: string): Promise<readonly IngressClaim[]> {
    const claims: IngressClaim[] = [];
    for (const { id } of lines) {
      // The owner is the drain's own: no recovery takes the rows while it lives, any takes them after a crash.
      const claim = await this.#options.queue.claim(id, { ownerId });
      if (!claim) break;
      claims.push(claim);
    }
    return claims;
  }
}

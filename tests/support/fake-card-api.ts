/**
 * DingTalk's side of cards in memory: what a reader sees, what the platform refuses, and faults on demand.
 * A fake, not a mock: it keeps cards, honours ids and guids, and notes every broken rule in `violations`.
 */
import { CARD_MIN_INTERVAL_MS, FlowStatus } from "../../src/contract/card.ts";
import { sleep, type Clock } from "../../src/lib/clock.ts";
import { DingTalkError, type DingTalkErrorCode } from "../../src/client/errors.ts";
import type { CardApi, CardChange, CardCreation, CardFrame } from "../../src/channel/card/card-api.ts";

export type FakeCall =
  | { readonly kind: "create"; readonly at: number; readonly request: CardCreation }
  | { readonly kind: "stream"; readonly at: number; readonly request: CardFrame }
  | { readonly kind: "update"; readonly at: number; readonly request: CardChange };

export interface Fault {
  readonly code: DingTalkErrorCode;
  readonly platformCode?: string;
  readonly dispatched?: "no" | "maybe" | "refused";
  readonly requiredScopes?: readonly string[];
  readonly retryAfterMs?: number;
  /** The platform did it all the same. */
  readonly tookEffect?: boolean;
  /** Time until the failure shows; default is the call's latency. */
  readonly afterMs?: number;
}

export interface FaultPlan {
  readonly when: (call: FakeCall) => boolean;
  readonly fault: Fault;
  /** How many matching calls fail. Default 1. */
  times?: number;
  /** How many matching calls pass first. Default 0. */
  skip?: number;
}

export interface SeenCard {
  readonly outTrackId: string;
  readonly text: string;
  /** Still shows as being written. */
  readonly spinning: boolean;
}

interface StoredCard {
  text: string;
  status: string | undefined;
  finalized: boolean;
  readonly guids: Set<string>;
  lastFrameAt: number;
  delivered: boolean;
}

export class FakeCardApi implements CardApi {
  readonly calls: FakeCall[] = [];
  readonly violations: string[] = [];
  readonly #cards = new Map<string, StoredCard>();
  readonly #plans: FaultPlan[] = [];
  readonly #inFlight = new Set<string>();
  readonly #clock: Clock;
  latencyMs: number;

  constructor(clock: Clock, latencyMs = 100) {
    this.#clock = clock;
    this.latencyMs = latencyMs;
  }

  fail(plan: FaultPlan): void {
    this.#plans.push(plan);
  }

  /** What people see in the chat now. */
  get seen(): SeenCard[] {
    const delivered = [...this.#cards].filter(([, card]) => card.delivered);
    return delivered.map(([outTrackId, card]) => {
      const ended = card.status === undefined ? card.finalized : card.status === FlowStatus.finished;
      return { outTrackId, text: card.text, spinning: !ended };
    });
  }

  of<Kind extends FakeCall["kind"]>(kind: Kind): Extract<FakeCall, { kind: Kind }>[] {
    return this.calls.filter((call): call is Extract<FakeCall, { kind: Kind }> => call.kind === kind);
  }

  create(request: CardCreation): Promise<{ carrierId?: string }> {
    return this.#run({ kind: "create", at: this.#clock.now(), request }, () => {
      if (this.#cards.has(request.outTrackId)) throw errorOf({ code: "card-exists", dispatched: "refused" });
      const { contentKey, statusKey } = request.template;
      const text = request.params[contentKey] ?? "";
      if (text.trim() === "") this.violations.push("a blank card was created");
      const status = statusKey === undefined ? undefined : request.params[statusKey];
      const guids = new Set<string>();
      const card = { text, status, finalized: false, guids, lastFrameAt: -Infinity, delivered: true };
      this.#cards.set(request.outTrackId, card);
      return { carrierId: `carrier-${this.#cards.size}` };
    });
  }

  async stream(request: CardFrame): Promise<void> {
    const at = this.#clock.now();
    await this.#run({ kind: "stream", at, request }, () => {
      const card = this.#card(request.outTrackId);
      if (card.guids.has(request.guid)) return {};
      if (at - card.lastFrameAt < CARD_MIN_INTERVAL_MS)
        this.violations.push("frames were too close together");
      if (card.finalized && request.content !== card.text)
        this.violations.push("a frame followed the final one");
      card.guids.add(request.guid);
      card.lastFrameAt = at;
      card.text = request.content;
      card.finalized ||= request.finalize ?? false;
      return {};
    });
  }

  async update(request: CardChange): Promise<void> {
    await this.#run({ kind: "update", at: this.#clock.now(), request }, () => {
      const card = this.#card(request.outTrackId);
      card.text = request.params["msgContent"] ?? card.text;
      card.status = request.params["flowStatus"] ?? card.status;
      return {};
    });
  }

  async #run(call: FakeCall, effect: () => { carrierId?: string }): Promise<{ carrierId?: string }> {
    const { outTrackId } = call.request;
    this.calls.push(call);
    if (this.#inFlight.has(outTrackId)) this.violations.push("two calls to one card were in flight");
    this.#inFlight.add(outTrackId);
    const fault = this.#faultFor(call);
    try {
      await sleep(this.#clock, fault?.afterMs ?? this.latencyMs);
      if (!fault) return effect();
      if (fault.tookEffect) effect();
      if (call.kind === "create" && fault.code === "hidden-failure") {
        // The instance exists, but the delivery inside HTTP 200 failed: nobody sees it.
        effect();
        this.#card(outTrackId).delivered = false;
      }
      throw errorOf(fault);
    } finally {
      this.#inFlight.delete(outTrackId);
    }
  }

  #card(outTrackId: string): StoredCard {
    const card = this.#cards.get(outTrackId);
    if (!card) throw errorOf({ code: "card-not-exist", dispatched: "refused" });
    return card;
  }

  #faultFor(call: FakeCall): Fault | undefined {
    for (const plan of this.#plans) {
      if ((plan.times ?? 1) <= 0 || !plan.when(call)) continue;
      if ((plan.skip ?? 0) > 0) {
        plan.skip = (plan.skip ?? 0) - 1;
        continue;
      }
      plan.times = (plan.times ?? 1) - 1;
      return plan.fault;
    }
    return undefined;
  }
}

function errorOf(fault: Fault): DingTalkError {
  const { code, platformCode, requiredScopes, retryAfterMs } = fault;
  const unclear = code === "timeout" || code === "network" || code === "server";
  const dispatched = fault.dispatched ?? (unclear ? "maybe" : "refused");
  const details = {
    operation: "streamCard",
    dispatched,
    platformCode,
    requiredScopes,
    retryAfterMs,
  } as const;
  return new DingTalkError(code, `fault: ${code}`, details);
}

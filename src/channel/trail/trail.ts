/**
 * What is known of the messages of one account: those in progress in memory, the rest in the store. Every verb may
 * throw; `trail-recorder.ts` sees to it that nobody hears of that.
 */
import { createHash } from "node:crypto";
import type { Timer } from "../../lib/clock.ts";
import { redact } from "../../lib/redact.ts";
import type { AgentEvent, Delivery } from "../model.ts";
import { readErrorFacts } from "../text/describe-error.ts";
import { LiveRecord, newRecord } from "./live-record.ts";
import { createResumedRuns } from "./resumed-runs.ts";
import type { TrailMessage, TrailStep } from "./trail-record.ts";
import type {
  AnswerBegin,
  AnswerTrail,
  Arrival,
  CardReport,
  TrailRecorderOptions,
} from "./trail-recorder.ts";
import { toTurn, type TurnInProgress } from "./turn-in-progress.ts";

const FLUSH_AFTER_MS = 250;
/** After the disk refused. */
const TRY_AGAIN_MS = 60_000;
const PRUNE_EVERY_MS = 60 * 60_000;
/** Messages kept in memory that are over, for what comes late; and messages at all. */
const KEPT_OVER = 200;
const KEPT_AT_ALL = 5_000;

/** Grows with time, sorts as text, and differs between accounts and messages of one moment. */
function trailId(accountId: string, msgId: string, receivedAt: number): string {
  const tail = createHash("sha256").update(`${accountId}\n${msgId}`).digest("hex").slice(0, 8);
  return `${String(Math.max(0, Math.trunc(receivedAt))).padStart(14, "0")}-${tail}`;
}

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : "unknown";
};

/** What of a failed call can be said in any language. */
const factsOf = (thrown: unknown) => {
  const error = readErrorFacts(thrown);
  return error === undefined ? {} : { error };
};

export class Trail {
  readonly #options: TrailRecorderOptions;
  /** By msgId; the one that changed last is the last. */
  readonly #live = new Map<string, LiveRecord>();
  /** By session: the messages that are being answered there. */
  readonly #answering = new Map<string, Set<LiveRecord>>();
  /** By session: messages that the host let go on without saying with whom. */
  readonly #steered = new Map<string, Set<LiveRecord>>();
  readonly #resumed = createResumedRuns();
  #arrivals: Arrival[] = [];
  #timer: Timer | undefined;
  #prunedAt = -Infinity;
  /** A disk that refused is left alone for a while, whoever asks. */
  #notBefore = -Infinity;
  #closed = false;

  constructor(options: TrailRecorderOptions) {
    this.#options = options;
  }

  /** What the last process left in the middle. */
  takeUpOld(): void {
    for (const record of this.#options.store?.running() ?? []) this.#takeUp(new LiveRecord(record));
  }

  arrived(arrival: Arrival): void {
    this.#arrivals.push(arrival);
    this.#arm(FLUSH_AFTER_MS);
  }

  claimed(message: TrailMessage, { receivedAt, attempt }: { receivedAt: number; attempt: number }): void {
    this.#readArrivals();
    const known = this.#find(message.msgId);
    const row = known ?? this.#begin(message, receivedAt);
    // The process that received it ended before it was written here.
    if (!known) row.add({ step: "received" }, receivedAt);
    this.#add(row, { step: "claimed", attempt });
  }

  joined(lead: TrailMessage, others: readonly TrailMessage[]): void {
    this.#readArrivals();
    const now = this.#options.clock.now();
    const of = (message: TrailMessage) => this.#find(message.msgId) ?? this.#begin(message, now);
    const row = of(lead);
    const step: TrailStep = { step: "joined", lines: others.length };
    this.#add(row, step);
    for (const other of others.map(of)) {
      this.#add(other, step);
      this.#follow(other, row);
    }
  }

  note(msgId: string, step: TrailStep): void {
    for (const row of this.#concerned(msgId)) this.#add(row, step);
  }

  settled(msgId: string, how: "completed" | "deferred" | "failed", error?: unknown): void {
    for (const row of this.#concerned(msgId)) {
      if (how === "failed")
        this.#add(row, { step: "failed", message: redact(String(error)).slice(0, 300), ...factsOf(error) });
      // Of a deferred one `queued` and `steered` tell the rest.
      if (!row.has("steered")) row.waiting = how === "failed";
      this.#changed(row);
    }
  }

  answer(msgId: string, { sessionKey, usesCard, followUp }: AnswerBegin): AnswerTrail {
    const row = this.#find(msgId);
    if (!row) return NO_ANSWER;
    if (row.lead) this.#unfollow(row);
    row.answers += 1;
    row.queued = false;
    row.usesCard = usesCard;
    row.belongsTo(sessionKey);
    this.#resumed.forget(sessionKey);
    put(this.#answering, sessionKey, row);
    const waited = followUp ? this.#steered.get(sessionKey) : undefined;
    for (const other of waited ?? []) if (other !== row) this.#follow(other, row);
    if (followUp) this.#steered.delete(sessionKey);
    this.#changed(row);
    const everyone = (step: TrailStep) => this.note(msgId, step);
    return {
      runStarted: () => everyone({ step: "run-started" }),
      words: () => void (row.words = true),
      shownOn: (card) => void (row.card = card),
      sent: (deliveries) => {
        for (const { via, form } of deliveries) this.#sent(row, via, form);
      },
      notSent: (error) => everyone({ step: "not-sent", code: codeOf(error), ...factsOf(error) }),
      end: () => {
        row.answers -= 1;
        row.waiting = false;
        take(this.#answering, sessionKey, row);
        this.#changed(row);
      },
    };
  }

  steered(msgId: string, sessionKey: string): void {
    const row = this.#find(msgId);
    if (!row) return;
    row.waiting = true;
    this.#add(row, { step: "steered" });
    const others = [...(this.#answering.get(sessionKey) ?? [])].filter((one) => one !== row && !one.queued);
    const lead = others.at(-1);
    if (lead) this.#follow(row, lead);
    else put(this.#steered, sessionKey, row);
  }

  cardCalled({ msgId, call, shows, final, code, billed }: CardReport): void {
    const row = this.#find(msgId);
    if (!row) return;
    for (const one of [row, ...row.followers]) if (billed) one.spend(1);
    if (code !== undefined) return this.note(msgId, { step: "frame-refused", call, code });
    if (call === "create") this.note(msgId, { step: "card-created" });
    if (shows && (row.words || final)) this.#firstWord(row);
    const { frames } = row;
    if (call === "stream" && !final) row.frames += 1;
    if (final) this.note(msgId, { step: "finished", frames });
    this.#changed(row);
  }

  onAgentEvent(event: AgentEvent): void {
    const row = this.#resumed.onAgentEvent(event, this.#options.clock.now());
    if (row) this.#add(row, { step: "run-started" });
  }

  saidTo(place: string, deliveries: readonly Delivery[]): void {
    const row = this.#resumed.take(place, this.#options.clock.now());
    for (const { via, form } of row ? deliveries : []) if (row) this.#sent(row, via, form);
  }

  turns(): TurnInProgress[] {
    this.#readArrivals();
    const claimed = [...this.#live.values()].filter((row) => row.outcome === "running" && row.has("claimed"));
    return claimed.map((row) => toTurn(row)).toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  }

  knows(msgId: string): boolean {
    this.#readArrivals();
    return this.#options.store === undefined || this.#find(msgId) !== undefined;
  }

  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#readArrivals();
    for (const row of this.#live.values()) if (row.outcome === "running") row.evaluate();
    const more = this.#write();
    this.#forget();
    const ending = [...this.#live.values()].some((row) => row.card !== undefined && row.answers === 0);
    const { clock } = this.#options;
    if (clock.now() < this.#notBefore) this.#arm(this.#notBefore - clock.now());
    else if (more || ending) this.#arm(FLUSH_AFTER_MS);
  }

  /** True where there is more to remove. */
  #write(): boolean {
    const { store, clock } = this.#options;
    const now = clock.now();
    if (now < this.#notBefore) return false;
    const dirty = [...this.#live.values()].filter((row) => row.dirty);
    if (store && !store.put(dirty.map((row) => row.record))) {
      this.#notBefore = now + TRY_AGAIN_MS;
      return false;
    }
    for (const row of dirty) row.dirty = false;
    if (!store || now - this.#prunedAt < PRUNE_EVERY_MS) return false;
    const more = store.prune();
    if (!more) this.#prunedAt = now;
    return more;
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#timer?.cancel();
    this.#options.store?.close();
  }

  /** The journal brings again what the host had not adopted; what it had, the host resumes or gives up. */
  #takeUp(row: LiveRecord): void {
    row.dirty = false;
    this.#live.set(row.msgId, row);
    if (!row.has("adopted")) {
      row.waiting = true;
      return;
    }
    this.#add(row, { step: "interrupted" });
    this.#resumed.cutOff(row);
  }

  #readArrivals(): void {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    for (const { raw, receivedAt, ackedAt } of arrivals) {
      const message = this.#options.read(raw);
      if (!message) continue;
      const row = this.#find(message.msgId) ?? this.#begin(message, receivedAt);
      // A quick turn may be over before its arrival is read.
      if (!row.has("claimed")) row.waiting = true;
      if (!row.has("received")) row.add({ step: "received" }, receivedAt);
      if (ackedAt !== undefined && !row.has("acked")) row.add({ step: "acked" }, ackedAt);
    }
  }

  #begin(message: TrailMessage, receivedAt: number): LiveRecord {
    const { accountId } = this.#options;
    const id = trailId(accountId, message.msgId, receivedAt);
    const row = new LiveRecord(newRecord(message, { id, accountId, receivedAt }));
    this.#live.set(message.msgId, row);
    return row;
  }

  #find(msgId: string): LiveRecord | undefined {
    const live = this.#live.get(msgId);
    if (live) return live;
    const record = this.#options.store?.find(msgId);
    if (!record) return undefined;
    const row = new LiveRecord(record);
    row.dirty = false;
    this.#live.set(msgId, row);
    return row;
  }

  #concerned(msgId: string): LiveRecord[] {
    const row = this.#find(msgId);
    return row ? [row, ...row.followers] : [];
  }

  #add(row: LiveRecord, step: TrailStep): void {
    row.add(step, this.#options.clock.now());
    this.#changed(row);
  }

  #changed(row: LiveRecord): void {
    row.evaluate();
    this.#live.delete(row.msgId);
    this.#live.set(row.msgId, row);
    this.#arm(FLUSH_AFTER_MS);
  }

  #firstWord(row: LiveRecord): void {
    for (const one of [row, ...row.followers])
      if (one.facts.firstWordAt === undefined) this.#add(one, { step: "first-word" });
  }

  #sent(row: LiveRecord, via: Delivery["via"], form: string | undefined): void {
    // A card says so by its calls.
    if (via === "card") return;
    this.#firstWord(row);
    for (const one of [row, ...row.followers]) {
      if (via === "robot" && form === undefined) one.spend(1);
      this.#add(one, { step: "sent", via, ...(form === undefined ? {} : { form }) });
    }
  }

  #follow(row: LiveRecord, lead: LiveRecord): void {
    // Chains are short-cut: who leads follows nobody.
    const first = lead.lead ?? lead;
    if (first === row) return;
    for (const one of [row, ...row.followers]) {
      one.lead = first;
      first.followers.add(one);
    }
    row.followers.clear();
    this.#changed(row);
  }

  #unfollow(row: LiveRecord): void {
    row.lead?.followers.delete(row);
    row.lead = undefined;
  }

  #forget(): void {
    let over = [...this.#live.values()].filter((row) => row.outcome !== "running" && !row.dirty).length;
    for (const [msgId, row] of this.#live) {
      if (this.#live.size <= KEPT_OVER) return;
      const isOver = row.outcome !== "running" && !row.dirty;
      if (!(isOver && over > KEPT_OVER) && this.#live.size <= KEPT_AT_ALL) continue;
      this.#live.delete(msgId);
      if (isOver) over -= 1;
    }
  }

  #arm(delayMs: number): void {
    if (this.#closed) return;
    this.#timer ??= this.#options.clock.after(delayMs, () => {
      this.#timer = undefined;
      try {
        this.flush();
      } catch (error) {
        this.#options.logger.error("The trail of messages has a fault", { error: String(error) });
      }
    });
  }
}

const NO_ANSWER: AnswerTrail = {
  runStarted() {},
  words() {},
  shownOn() {},
  sent() {},
  notSent() {},
  end() {},
};

function put(sets: Map<string, Set<LiveRecord>>, key: string, row: LiveRecord): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  set.add(row);
}

function take(sets: Map<string, Set<LiveRecord>>, key: string, row: LiveRecord): void {
  const set = sets.get(key);
  set?.delete(row);
  if (set?.size === 0) sets.delete(key);
}

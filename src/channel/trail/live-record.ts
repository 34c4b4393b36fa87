/**
 * One message while something still happens to it: its record grows step by step, and what became of it follows from
 * the steps and from what is still open. In memory; the recorder writes it.
 */
import {
  KEPT_CODE_POINTS,
  type TimedStep,
  type TrailFacts,
  type TrailMessage,
  type TrailOutcome,
  type TrailRecord,
  type TrailStep,
} from "./trail-record.ts";

/** The part of a card that the trail looks at. */
export interface WatchedCard {
  /** As in ARCHITECTURE.md. */
  readonly state: string;
}

type Facts = { -readonly [Key in keyof TrailFacts]: TrailFacts[Key] };

/** A platform that refuses in every way, again and again, must not fill the row. */
const MAX_STEPS = 100;
/** States of a card on which more will be written. */
const UNDER_WAY: ReadonlySet<string> = new Set(["creating", "open", "finishing"]);
/** What a later answer makes good. */
const PASSING: ReadonlySet<TrailStep["step"]> = new Set(["failed", "not-sent", "interrupted"]);

/** SQLite ends a text at a NUL, and a half character is none. */
const plain = (text: string) => text.toWellFormed().replaceAll("\0", "\u{fffd}");

export function newRecord(
  message: TrailMessage,
  { id, accountId, receivedAt }: Pick<TrailRecord, "id" | "accountId" | "receivedAt">,
): TrailRecord {
  const points = [...plain(message.text)];
  const { sender, place } = message;
  return {
    id,
    accountId,
    msgId: message.msgId,
    receivedAt,
    sender: { ...sender, name: plain(sender.name) },
    place: { ...place, ...(place.title === undefined ? {} : { title: plain(place.title) }) },
    type: message.type,
    text: points.slice(0, KEPT_CODE_POINTS).join(""),
    textLength: points.length,
    attachments: message.attachments,
    outcome: "running",
    facts: {},
    steps: [],
  };
}

export class LiveRecord {
  /** Not on disk as it is here. */
  dirty = true;
  /** The journal or the host has it, and has not said that it is done. */
  waiting = false;
  /** Behind another turn. */
  queued = false;
  /** Threads that write its answer. */
  answers = 0;
  /** The agent has begun to say something of its own. */
  words = false;
  /** Of the card that is being written, frames that were taken. */
  frames = 0;
  /** Whether answers go onto cards in this place; undefined before there is an answer. */
  usesCard: boolean | undefined;
  card: WatchedCard | undefined;
  /** Whose answer is this one's too. */
  lead: LiveRecord | undefined;
  /** The messages that this one's answer is for as well. */
  readonly followers = new Set<LiveRecord>();
  readonly #base: TrailRecord;
  readonly #facts: Facts;
  readonly #steps: TimedStep[];
  #outcome: TrailOutcome;

  constructor(record: TrailRecord) {
    this.#base = record;
    this.#facts = { ...record.facts };
    this.#steps = [...record.steps];
    this.#outcome = record.outcome;
  }

  get record(): TrailRecord {
    // What was told late stands in its place all the same.
    const steps = this.#steps.toSorted((a, b) => a.at - b.at);
    return { ...this.#base, outcome: this.#outcome, facts: { ...this.#facts }, steps };
  }

  get msgId(): string {
    return this.#base.msgId;
  }

  get id(): string {
    return this.#base.id;
  }

  get outcome(): TrailOutcome {
    return this.#outcome;
  }

  get facts(): TrailFacts {
    return this.#facts;
  }

  get receivedAt(): number {
    return this.#base.receivedAt;
  }

  get base(): Pick<TrailRecord, "sender" | "place"> {
    return this.#base;
  }

  has(step: TrailStep["step"]): boolean {
    return this.#steps.some((one) => one.step === step);
  }

  /** The host's session that answers it. */
  belongsTo(sessionKey: string): void {
    this.#facts.sessionKey = sessionKey;
    this.dirty = true;
  }

  /** Calls that were made for its answer. */
  spend(calls: number): void {
    this.#facts.calls = (this.#facts.calls ?? 0) + calls;
    this.dirty = true;
  }

  add(step: TrailStep, at: number): void {
    if (this.#isRepeated(step)) return;
    this.dirty = true;
    if (this.#steps.length < MAX_STEPS) this.#steps.push({ ...step, at });
    this.#take(step, at);
    this.evaluate();
  }

  /** What became of it, from what is known by now. Called again where something outside may have ended. */
  evaluate(): void {
    const outcome = this.#isOpen() ? "running" : this.#ended();
    if (outcome !== this.#outcome) this.dirty = true;
    this.#outcome = outcome;
    if (outcome === "running") return;
    for (const follower of this.followers) {
      follower.lead = undefined;
      follower.waiting = false;
      follower.queued = false;
      follower.evaluate();
    }
    this.followers.clear();
    this.card = undefined;
  }

  #isOpen(): boolean {
    if (this.waiting || this.queued || this.answers > 0 || this.lead !== undefined) return true;
    return this.card !== undefined && UNDER_WAY.has(this.card.state);
  }

  #ended(): TrailOutcome {
    const { why, cards = 0, messages = 0 } = this.#facts;
    if (why?.step === "refused") return "refused";
    if (why?.step === "dead-letter") return "dead-letter";
    if (why && PASSING.has(why.step)) return "failed";
    return cards + messages > 0 ? "answered" : "no-answer";
  }

  /** The same refusal of frames is told once an answer. */
  #isRepeated(step: TrailStep): boolean {
    if (step.step !== "frame-refused") return false;
    const since = this.#steps.findLastIndex((one) => one.step === "claimed");
    return this.#steps
      .slice(since + 1)
      .some((one) => one.step === "frame-refused" && one.call === step.call && one.code === step.code);
  }

  #take(step: TrailStep, at: number): void {
    const facts = this.#facts;
    const shown = () => {
      facts.finishedAt = at;
      if (facts.why && PASSING.has(facts.why.step)) delete facts.why;
    };
    switch (step.step) {
      case "acked":
        facts.ackedAt = at;
        break;
      case "claimed":
        delete facts.why;
        this.waiting = true;
        break;
      case "queued":
        this.queued = true;
        break;
      case "steered":
        this.queued = false;
        break;
      case "first-word":
        facts.firstWordAt = at;
        break;
      case "finished":
        facts.cards = (facts.cards ?? 0) + 1;
        this.frames = 0;
        shown();
        break;
      case "sent":
        facts.messages = (facts.messages ?? 0) + 1;
        shown();
        break;
      case "not-sent":
        if ((facts.cards ?? 0) + (facts.messages ?? 0) === 0) facts.why = step;
        break;
      case "dead-letter":
      case "interrupted":
        this.waiting = false;
        this.queued = false;
        facts.why = step;
        break;
      case "refused":
      case "failed":
      case "decided":
      case "counted":
        facts.why = step;
        break;
      default:
    }
  }
}

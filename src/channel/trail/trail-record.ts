/**
 * What the trail keeps of one message, as data: who, where, what became of it, and the steps with their times. No
 * webhook, token or download code is in it; of the words only a beginning.
 */
import type { ErrorFacts } from "../text/describe-error.ts";
import type { Conversation, Delivery, InboundMessage, Sender } from "../model.ts";

export type TrailOutcome = "running" | "answered" | "refused" | "no-answer" | "failed" | "dead-letter";

/** One thing that happened to a message. Codes are the platform's or the host's; sentences are made when it is read. */
export type TrailStep =
  /** Written to the journal. `again`: a dead letter that was put back. */
  | { readonly step: "received" }
  | { readonly step: "acked" }
  /** `attempt`: from 1. */
  | { readonly step: "claimed"; readonly attempt: number }
  /** Quick lines of one person are one turn: this many besides. */
  | { readonly step: "joined"; readonly lines: number }
  /** `reason`: the host's code. */
  | { readonly step: "access"; readonly reason: string }
  | { readonly step: "media"; readonly stored: number; readonly missed: readonly string[] }
  /** The host has taken the message over; from here on it is the host's to bring again. */
  | { readonly step: "adopted" }
  /** Waits behind another turn. */
  | { readonly step: "queued" }
  /** Joined the run that was going on, or is about to run. */
  | { readonly step: "steered" }
  | { readonly step: "run-started" }
  | { readonly step: "first-word" }
  /** The agent waits for a decision of a person. */
  | { readonly step: "asked" }
  /** The message was such a decision, or another word for a prompt. */
  | { readonly step: "decided" }
  /** The message was a number of a count that runs. */
  | { readonly step: "counted" }
  | { readonly step: "card-created" }
  | { readonly step: "frame-refused"; readonly call: CardCall; readonly code: string }
  /** A card has its last text. `frames`: before that one. */
  | { readonly step: "finished"; readonly frames: number }
  | { readonly step: "sent"; readonly via: Delivery["via"]; readonly form?: string }
  /** `error`: what DingTalk said; absent in older rows and where it said nothing. */
  | { readonly step: "not-sent"; readonly code: string; readonly error?: ErrorFacts }
  /** `reason` as in `Refusal`, `detail` the host's code. */
  | { readonly step: "refused"; readonly reason: string; readonly detail?: string }
  /** The turn failed; the journal tries again. */
  | { readonly step: "failed"; readonly message: string; readonly error?: ErrorFacts }
  /** The process ended in the middle. */
  | { readonly step: "interrupted" }
  | { readonly step: "dead-letter"; readonly reason: string; readonly message?: string }
  | { readonly step: "retried" }
  | { readonly step: "dropped" };

export type CardCall = "create" | "stream" | "update";

export type TimedStep = TrailStep & { readonly at: number };

/** One message. Times are milliseconds since the Unix epoch on the gateway's clock. */
export interface TrailRecord {
  /** Grows with time and sorts as text; unlike over all accounts. */
  readonly id: string;
  readonly accountId: string;
  readonly msgId: string;
  readonly receivedAt: number;
  readonly sender: Pick<Sender, "name" | "staffId">;
  readonly place: Conversation;
  /** The platform's `msgtype`, or `push-quota-gone` for its notice in place of a message. */
  readonly type: string;
  /** The beginning of the words, at most `KEPT_CODE_POINTS`. */
  readonly text: string;
  /** Code points of all of them. */
  readonly textLength: number;
  readonly attachments: number;
  readonly outcome: TrailOutcome;
  readonly facts: TrailFacts;
  readonly steps: readonly TimedStep[];
}

/** What the list shows without reading the steps. */
export interface TrailFacts {
  /** The host's session that answers, by which a resumed run is known after a restart. */
  readonly sessionKey?: string;
  readonly ackedAt?: number;
  readonly firstWordAt?: number;
  /** The last word stood. */
  readonly finishedAt?: number;
  /** Cards that got their last text, and messages that went out. */
  readonly cards?: number;
  readonly messages?: number;
  /** Calls to DingTalk for the answer's cards and messages; files and downloads are not counted. */
  readonly calls?: number;
  /** Why it was refused, failed or given up: the last step that says so. */
  readonly why?: TrailStep;
}

/** What is known of a message when it comes in. */
export interface TrailMessage {
  readonly msgId: string;
  readonly sender: Pick<Sender, "name" | "staffId">;
  readonly place: Conversation;
  readonly type: string;
  readonly text: string;
  readonly attachments: number;
}

export const KEPT_CODE_POINTS = 200;

export function toTrailMessage(message: InboundMessage): TrailMessage {
  const { id, sender, conversation, kind, text, attachments } = message;
  return {
    msgId: id,
    sender: { name: sender.name, ...(sender.staffId === undefined ? {} : { staffId: sender.staffId }) },
    place: conversation,
    type: kind,
    text,
    attachments: attachments.length,
  };
}

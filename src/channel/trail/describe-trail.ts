/** What became of a message, and its steps, in a person's words. Pure: the trail keeps codes, here they are read. */
import type { Sentence } from "../../contract/console.ts";
import { describeError, readErrorFacts, type ErrorFacts } from "../text/describe-error.ts";
import type { Text } from "../text/text.ts";
import type { TrailRecord, TrailStep } from "./trail-record.ts";

type Outcome = Pick<TrailRecord, "outcome" | "facts" | "receivedAt" | "sender" | "place">;
type Refused = Extract<TrailStep, { step: "refused" }>;

export function answeredBy({ facts }: Pick<TrailRecord, "facts">) {
  const { cards = 0, messages = 0 } = facts;
  if (cards > 0) return messages > 0 ? "card-and-message" : "card";
  return messages > 0 ? "message" : undefined;
}

function answered(record: Outcome, text: Text): Sentence {
  const how = { card: text.trailByCard, message: text.trailByMessage, "card-and-message": text.trailByBoth };
  const { finishedAt = record.receivedAt, calls = 0 } = record.facts;
  const seconds = Math.max(0, (finishedAt - record.receivedAt) / 1_000).toFixed(1);
  return { text: text.trailAnswered({ how: how[answeredBy(record) ?? "message"], seconds, calls }) };
}

/** The host's reason codes, and our own for what the host is not asked about. */
function refused({ reason, detail = "" }: Refused, { sender, place }: Outcome, text: Text): Sentence {
  const id = sender.staffId ?? sender.name;
  const inGroup = { text: text.trailRefusedInGroup({ id }), remedy: text.trailRefusedInGroupRemedy({ id }) };
  const known: Readonly<Record<string, Sentence>> = {
    "pairing-required": { text: text.trailRefusedPairing, remedy: text.trailRefusedPairingRemedy },
    empty: { text: text.trailRefusedEmpty },
    "push-quota-gone": { text: text.pushQuotaGone },
    dm_policy_disabled: { text: text.trailRefusedDirectOff },
    dm_policy_not_allowlisted: {
      text: text.trailRefusedPerson({ id }),
      remedy: text.trailRefusedPersonRemedy({ id }),
    },
    group_policy_disabled: { text: text.trailRefusedGroupsOff },
    group_policy_not_allowlisted: inGroup,
    group_policy_empty_allowlist: inGroup,
    route_sender_empty: inGroup,
    group_not_allowlisted: {
      text: text.trailRefusedGroup({ id: place.id }),
      remedy: text.trailRefusedGroupRemedy({ id: place.id }),
    },
    control_command_unauthorized: {
      text: text.trailRefusedCommand({ id }),
      remedy: text.trailRefusedCommandRemedy({ id }),
    },
    activation_skipped: { text: text.trailRefusedNoMention, remedy: text.trailRefusedNoMentionRemedy },
  };
  const find = (code: string) => (Object.hasOwn(known, code) ? known[code] : undefined);
  return find(detail) ?? find(reason) ?? { text: text.trailRefusedOther({ reason: detail || reason }) };
}

/** What DingTalk said to the call that failed; undefined where it is not on record, or not in our words. */
function said({ error }: { readonly error?: ErrorFacts }, text: Text): string | undefined {
  const facts = readErrorFacts(error);
  return facts && describeError(facts, text);
}

/** Why it ended without an answer, by the step that says so. */
function whyNot(why: TrailStep | undefined, record: Outcome, text: Text): Sentence {
  switch (why?.step) {
    case "refused":
      return refused(why, record, text);
    case "decided":
      return { text: text.trailDecided };
    case "counted":
      return { text: text.trailCounted };
    case "failed":
      return {
        text: text.trailFailed({ message: said(why, text) ?? why.message }),
        remedy: text.trailFailedRemedy,
      };
    case "not-sent":
      return {
        text: text.trailNotSent({ what: said(why, text) ?? why.code }),
        remedy: text.trailNotSentRemedy,
      };
    case "interrupted":
      return { text: text.trailInterrupted, remedy: text.trailInterruptedRemedy };
    case "dead-letter": {
      const reason = why.message ?? why.reason;
      return { text: text.trailDeadLetter({ reason }), remedy: text.trailDeadLetterRemedy };
    }
    default:
      return { text: text.trailNoAnswer, remedy: text.trailNoAnswerRemedy };
  }
}

export function describeOutcome(record: Outcome, text: Text): Sentence {
  const { outcome, facts } = record;
  if (outcome === "answered") return answered(record, text);
  if (outcome !== "running") return whyNot(facts.why, record, text);
  return facts.why?.step === "failed" ? whyNot(facts.why, record, text) : { text: text.trailRunning };
}

function describeSent({ via, form }: Extract<TrailStep, { step: "sent" }>, text: Text): string {
  if (form !== undefined) return text.trailStepSentFile({ form });
  return via === "session" ? text.trailStepSentWebhook : text.trailStepSentRobot;
}

function describeMedia({ stored, missed }: Extract<TrailStep, { step: "media" }>, text: Text): string {
  if (missed.length === 0) return text.trailStepMedia({ stored });
  const reasons = [...new Set(missed)].join(", ");
  return text.trailStepMediaMissed({ stored, missed: missed.length, reasons });
}

const PLAIN = {
  received: "trailStepReceived",
  acked: "trailStepAcked",
  adopted: "trailStepAdopted",
  queued: "trailStepQueued",
  steered: "trailStepSteered",
  "run-started": "trailStepRunStarted",
  "first-word": "trailStepFirstWord",
  asked: "trailStepAsked",
  "card-created": "trailStepCardCreated",
  retried: "trailStepRetried",
  dropped: "trailStepDropped",
} as const;

const isPlain = (step: string): step is keyof typeof PLAIN => Object.hasOwn(PLAIN, step);

export function describeTrailStep(step: TrailStep, record: Outcome, text: Text): Sentence {
  if (isPlain(step.step)) return { text: text[PLAIN[step.step]] };
  switch (step.step) {
    case "claimed": {
      const { attempt } = step;
      return { text: attempt > 1 ? text.trailStepClaimedAgain({ attempt }) : text.trailStepClaimed };
    }
    case "joined":
      return { text: text.trailStepJoined(step) };
    case "access":
      return { text: text.trailStepAccess(step) };
    case "media":
      return { text: describeMedia(step, text) };
    case "frame-refused":
      return { text: text.trailStepFrameRefused(step) };
    case "finished":
      return { text: text.trailStepFinished(step) };
    case "sent":
      return { text: describeSent(step, text) };
    default:
      return whyNot(step, record, text);
  }
}

/** The words of a message as they are shown to whoever may not read them: how many. */
export function hideWords({ textLength }: Pick<TrailRecord, "textLength">): string {
  return textLength === 0 ? "" : `···· ${textLength}`;
}

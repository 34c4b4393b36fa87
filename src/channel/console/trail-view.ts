/** The trail's records as the page shows them. Words are hidden unless they were asked for by who may. Pure. */
import type { Conversation } from "../model.ts";
import type { TraceView, TrailPlace, TrailRow } from "../../contract/console.ts";
import type { Text } from "../text/text.ts";
import { answeredBy, describeOutcome, describeTrailStep, hideWords } from "../trail/describe-trail.ts";
import { latencyOf } from "../trail/measure-latency.ts";
import type { TrailRecord } from "../trail/trail-record.ts";

export interface Reader {
  readonly text: Text;
  /** Shows what is kept of the words. */
  readonly reveal: boolean;
}

export function toTrailPlace({ kind, id, title }: Conversation): TrailPlace {
  return { kind, conversationId: id, ...(title === undefined ? {} : { title }) };
}

/** What is kept, with a mark where there was more. */
export const shownWords = ({ text, textLength }: Pick<TrailRecord, "text" | "textLength">) =>
  [...text].length < textLength ? `${text}…` : text;

export function viewRow(record: TrailRecord, { text, reveal }: Reader): TrailRow {
  const by = answeredBy(record);
  return {
    id: record.id,
    accountId: record.accountId,
    msgId: record.msgId,
    receivedAt: record.receivedAt,
    sender: record.sender,
    place: toTrailPlace(record.place),
    type: record.type,
    text: reveal ? shownWords(record) : hideWords(record),
    textHidden: !reveal,
    attachments: record.attachments,
    outcome: record.outcome,
    sentence: describeOutcome(record, text),
    ...(by === undefined ? {} : { answeredBy: by }),
    latency: latencyOf(record),
  };
}

export function viewTrace(record: TrailRecord, reader: Reader): TraceView {
  return {
    row: viewRow(record, reader),
    steps: record.steps.map((step) => ({
      at: step.at,
      step: step.step,
      sentence: describeTrailStep(step, record, reader.text),
    })),
  };
}

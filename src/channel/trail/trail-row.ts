/** A trail record as a row of the table and back. A row that is not ours reads as absent. */
import type { TimedStep, TrailFacts, TrailOutcome, TrailRecord } from "./trail-record.ts";

export const TRAIL_COLUMNS = [
  { name: "id", type: "TEXT" },
  { name: "account_id", type: "TEXT" },
  { name: "msg_id", type: "TEXT" },
  { name: "received_at", type: "INTEGER" },
  { name: "sender_name", type: "TEXT" },
  { name: "staff_id", type: "TEXT" },
  { name: "place_kind", type: "TEXT" },
  { name: "conversation_id", type: "TEXT" },
  { name: "title", type: "TEXT" },
  { name: "type", type: "TEXT" },
  { name: "text", type: "TEXT" },
  { name: "text_length", type: "INTEGER" },
  { name: "attachments", type: "INTEGER" },
  { name: "outcome", type: "TEXT" },
  { name: "facts", type: "TEXT" },
  { name: "steps", type: "TEXT" },
] as const;

type Column = (typeof TRAIL_COLUMNS)[number]["name"];

export function encodeRecord(record: TrailRecord): Record<Column, string | number> {
  const { sender, place } = record;
  return {
    id: record.id,
    account_id: record.accountId,
    msg_id: record.msgId,
    received_at: record.receivedAt,
    sender_name: sender.name,
    staff_id: sender.staffId ?? "",
    place_kind: place.kind,
    conversation_id: place.id,
    title: place.title ?? "",
    type: record.type,
    text: record.text,
    text_length: record.textLength,
    attachments: record.attachments,
    outcome: record.outcome,
    facts: JSON.stringify(record.facts),
    steps: JSON.stringify(record.steps),
  };
}

/** `steps` may be left out of the row, as a list does. */
export function decodeRecord(row: Readonly<Record<string, unknown>>): TrailRecord | undefined {
  const text = (name: Column) => String(row[name] ?? "");
  try {
    const [staffId, title] = [text("staff_id"), text("title")];
    return {
      id: text("id"),
      accountId: text("account_id"),
      msgId: text("msg_id"),
      receivedAt: Number(row["received_at"]),
      sender: { name: text("sender_name"), ...(staffId === "" ? {} : { staffId }) },
      place: {
        kind: text("place_kind") === "group" ? "group" : "direct",
        id: text("conversation_id"),
        ...(title === "" ? {} : { title }),
      },
      type: text("type"),
      text: text("text"),
      textLength: Number(row["text_length"]),
      attachments: Number(row["attachments"]),
      outcome: text("outcome") as TrailOutcome,
      facts: JSON.parse(text("facts")) as TrailFacts,
      steps: row["steps"] === undefined ? [] : (JSON.parse(text("steps")) as TimedStep[]),
    };
  } catch {
    return undefined;
  }
}

/** A message that is being answered, as people look at it now: where its answer is, and what shows it. */
import type { Conversation } from "../model.ts";
import type { LiveRecord } from "./live-record.ts";

export interface TurnInProgress {
  readonly id: string;
  readonly place: Conversation;
  readonly senderName: string;
  readonly since: number;
  readonly state: "queued" | "thinking" | "streaming" | "finishing" | "message";
  readonly card?: string;
  readonly frames?: number;
}

const ON_CARD: ReadonlySet<string> = new Set(["creating", "open", "finishing", "finished"]);

function stateOf(row: LiveRecord): TurnInProgress["state"] {
  const { card, usesCard, facts } = row.lead ?? row;
  if (row.queued) return "queued";
  if (card?.state === "finishing" || card?.state === "finished") return "finishing";
  if (usesCard === false || (card && card.state !== "idle" && !ON_CARD.has(card.state))) return "message";
  return facts.firstWordAt === undefined ? "thinking" : "streaming";
}

export function toTurn(row: LiveRecord): TurnInProgress {
  const { card, frames } = row.lead ?? row;
  return {
    id: row.id,
    place: row.base.place,
    senderName: row.base.sender.name,
    since: row.receivedAt,
    state: stateOf(row),
    ...(card && card.state !== "idle" ? { card: card.state, frames } : {}),
  };
}

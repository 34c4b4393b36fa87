/**
 * Carries over what can still be read from a damaged journal: messages in it were acked and will not come again.
 * Reads from both ends, since damage is usually one bad page. Best effort: never throws.
 */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { EventRow } from "./journal-schema.ts";

export interface Salvaged {
  /** Rows that still wait for work or for a decision. */
  readonly open: number;
  /** Rows kept for recognising duplicates. */
  readonly done: number;
  /** Whether the old file could be read from end to end. */
  readonly complete: boolean;
}

const COLUMNS = [
  "id",
  "status",
  "lane",
  "payload",
  "metadata",
  "received_at",
  "updated_at",
  "attempts",
  "last_attempt_at",
  "last_error",
  "done_at",
  "reason",
  "done_metadata",
] as const;

export function salvageEvents(from: string, into: DatabaseSync): Salvaged {
  const rows = new Map<number, EventRow>();
  let complete = false;
  try {
    const old = new DatabaseSync(from, { readOnly: true });
    try {
      complete = readInto(rows, old, "ASC") || readInto(rows, old, "DESC");
    } finally {
      old.close();
    }
  } catch {
    // Not a database any more: nothing to carry over.
  }
  return { ...insertRows(rows, into), complete };
}

function readInto(rows: Map<number, EventRow>, old: DatabaseSync, order: "ASC" | "DESC"): boolean {
  try {
    for (const row of old.prepare(`SELECT * FROM events ORDER BY seq ${order}`).iterate()) {
      const event = row as unknown as EventRow;
      if (rows.has(event.seq)) return true;
      rows.set(event.seq, event);
    }
    return true;
  } catch {
    return false;
  }
}

function insertRows(rows: Map<number, EventRow>, into: DatabaseSync): { open: number; done: number } {
  const insert = into.prepare(
    `INSERT OR IGNORE INTO events(${COLUMNS.join(",")}) VALUES(${COLUMNS.map(() => "?").join(",")})`,
  );
  let [open, done] = [0, 0];
  for (const row of [...rows.values()].toSorted((a, b) => a.seq - b.seq)) {
    const status = row.status === "claimed" ? "pending" : row.status;
    try {
      insert.run(...COLUMNS.map((name): SQLInputValue => (name === "status" ? status : row[name])));
      if (status === "completed") done += 1;
      else open += 1;
    } catch {
      // The row itself is broken.
    }
  }
  return { open, done };
}

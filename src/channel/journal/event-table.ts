/**
 * The single-row steps on the journal's table, shared by the queue operations. Callers hold the transaction.
 */
import type { SQLInputValue } from "node:sqlite";
import type { JournalFile } from "./journal-file.ts";
import { JournalError } from "./journal-error.ts";
import type { EventRow } from "./journal-schema.ts";

/** An id, or a record that may carry a claim. */
export type EventRef = string | { readonly id: string; readonly claim?: { readonly token: string } };

export interface EventTable {
  find(id: string): EventRow | undefined;
  rows(sql: string, ...values: SQLInputValue[]): EventRow[];
  /** Like `rows`, one at a time. */
  each(sql: string): Iterable<EventRow>;
  /** Runs a statement and returns the number of changed rows. */
  change(sql: string, ...values: SQLInputValue[]): number;
  /**
   * Changes the row behind `ref`: with a claim only while that claim holds, without one only while it is pending.
   * `set` is what stands after `SET`.
   */
  update(ref: EventRef, set: string, ...values: SQLInputValue[]): boolean;
  /** Like `update`, for deletion. */
  remove(ref: EventRef): boolean;
  /** Gives up on a row whose contents (`corrupt_payload`) or claim (`corrupt_claim`) cannot be read. */
  bury(row: EventRow, reason: "corrupt_payload" | "corrupt_claim", at: number): boolean;
}

/** Clears the claim; part of every `SET` that ends one. */
export const NO_CLAIM = "claim_token=NULL, claim_owner=NULL, claimed_at=NULL";

export function eventId(ref: EventRef): string {
  const id = (typeof ref === "string" ? ref : ref.id).trim();
  if (id === "") throw new JournalError("journal_bad_event", "The id of an event must not be empty.");
  return id;
}

export function claimToken(ref: EventRef): string | undefined {
  return typeof ref === "string" ? undefined : ref.claim?.token;
}

function guard(ref: EventRef): [string, SQLInputValue[]] {
  const token = claimToken(ref);
  return token === undefined
    ? ["WHERE id=? AND status='pending'", [eventId(ref)]]
    : ["WHERE id=? AND status='claimed' AND claim_token=?", [eventId(ref), token]];
}

export function createEventTable(file: JournalFile): EventTable {
  const change = (sql: string, ...values: SQLInputValue[]) =>
    Number(file.statement(sql).run(...values).changes);
  return {
    change,
    find: (id) => file.statement("SELECT * FROM events WHERE id=?").get(id) as EventRow | undefined,
    rows: (sql, ...values) => file.statement(sql).all(...values) as unknown as EventRow[],
    each: (sql) => file.statement(sql).iterate() as Iterable<unknown> as Iterable<EventRow>,
    update(ref, set, ...values) {
      const [where, keys] = guard(ref);
      return change(`UPDATE events SET ${set} ${where}`, ...values, ...keys) > 0;
    },
    remove(ref) {
      const [where, keys] = guard(ref);
      return change(`DELETE FROM events ${where}`, ...keys) > 0;
    },
    bury(row, reason, at) {
      const forget = reason === "corrupt_payload" ? "payload=NULL, metadata=NULL," : "";
      return (
        change(
          `UPDATE events SET status='failed', ${forget} ${NO_CLAIM}, last_error=NULL, reason=?, done_at=?, updated_at=?
           WHERE seq=? AND status=? AND claim_token IS ?`,
          reason,
          at,
          at,
          row.seq,
          row.status,
          row.claim_token,
        ) > 0
      );
    },
  };
}

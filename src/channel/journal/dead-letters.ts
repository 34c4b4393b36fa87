/**
 * Events that were given up, and what an operator can do with them: look, try again, drop.
 */
import { decodeCompleted, decodeFailed, decodePending } from "./event-rows.ts";
import { eventId } from "./event-table.ts";
import { JournalError } from "./journal-error.ts";
import type { Journal, RetryResult } from "./journal.ts";
import type { JournalParts } from "./journal-parts.ts";

const RESUBMIT = `status='pending', seq=(SELECT max(seq)+1 FROM events), received_at=?, updated_at=?, attempts=0,
  last_attempt_at=NULL, last_error=NULL, done_at=NULL, reason=NULL, done_metadata=NULL`;

export function createDeadLetters<Payload, Metadata, Done>(
  parts: JournalParts,
): Pick<
  Journal<Payload, Metadata, Done>,
  "resubmit" | "listDeadLetters" | "retryDeadLetter" | "dropDeadLetter"
> {
  const { table, identity, now, durably } = parts;
  const resubmit: Journal<Payload, Metadata, Done>["resubmit"] = async (ref, options) => {
    const id = eventId(ref);
    const at = options?.resubmittedAt ?? now();
    return durably(() => {
      const row = table.find(id);
      if (!row) return { kind: "not-found" };
      if (row.status === "completed")
        return { kind: "completed", record: decodeCompleted<Done>(row, identity) };
      if (row.status !== "failed") return { kind: "active", status: row.status };
      const previous = decodeFailed<Payload, Metadata>(row, identity);
      if (!decodePending(row, identity)) return { kind: "unrecoverable", record: previous };
      table.change(`UPDATE events SET ${RESUBMIT} WHERE seq=?`, at, at, row.seq);
      const again = table.find(id);
      const record = again && decodePending<Payload, Metadata>(again, identity);
      if (!record) throw new JournalError("journal_storage_failed", `The event ${id} cannot be read back.`);
      return { kind: "resubmitted", record, previous };
    });
  };
  return {
    resubmit,
    retryDeadLetter: async (id) => (await resubmit(id)) as RetryResult<Payload, Metadata>,
    async listDeadLetters() {
      const rows = parts.read(() =>
        table.rows("SELECT * FROM events WHERE status='failed' ORDER BY done_at, seq"),
      );
      return rows.map((row) => decodeFailed<Payload, Metadata>(row, identity));
    },
    async dropDeadLetter(ref) {
      const id = eventId(ref);
      const at = now();
      return durably(
        () =>
          table.change(
            `UPDATE events SET status='completed', payload=NULL, metadata=NULL, last_error=NULL, reason=NULL,
             done_at=?, updated_at=? WHERE id=? AND status='failed'`,
            at,
            at,
            id,
          ) > 0,
      );
    },
  };
}

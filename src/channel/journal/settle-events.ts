/**
 * The ends of an event: completed, failed, deleted. Fsynced, so that an adopted message is not answered again.
 */
import { claimToken, eventId, NO_CLAIM } from "./event-table.ts";
import { toJson, type Half, type JournalParts } from "./journal-parts.ts";

export function createSettlements<Done>(
  parts: JournalParts,
): Half<unknown, unknown, Done, "complete" | "fail" | "delete"> {
  const { table, now, durably } = parts;
  return {
    async complete(ref, options) {
      const id = eventId(ref);
      const at = options?.completedAt ?? now();
      const metadata = options?.metadata === undefined ? null : toJson(options.metadata);
      return durably(() => {
        const done = table.update(
          ref,
          `status='completed', payload=NULL, metadata=NULL, ${NO_CLAIM}, last_attempt_at=NULL, last_error=NULL,
           done_at=?, done_metadata=?, updated_at=?`,
          at,
          metadata,
          at,
        );
        if (done || claimToken(ref) !== undefined) return done;
        // An id that was never appended: remembered as done.
        return (
          table.change(
            `INSERT INTO events(id, status, received_at, updated_at, done_at, done_metadata)
             VALUES(?, 'completed', ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING`,
            id,
            at,
            at,
            at,
            metadata,
          ) > 0
        );
      });
    },
    async fail(ref, options) {
      const at = options.failedAt ?? now();
      return durably(() =>
        table.update(
          ref,
          `status='failed', ${NO_CLAIM}, reason=?, last_error=?, done_at=?, updated_at=?`,
          options.reason,
          options.message ?? null,
          at,
          at,
        ),
      );
    },
    async delete(ref) {
      return durably(() => table.remove(ref));
    },
  };
}

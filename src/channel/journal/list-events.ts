/**
 * The journal's read side: pending, claimed and failed rows, and counts.
 */
import { decodeClaimed, decodeFailed, decodePending, type PendingRecord } from "./event-rows.ts";
import type { Half, JournalParts } from "./journal-parts.ts";

const DEFAULT_LIST_LIMIT = 100;

export function createLists<Payload, Metadata>(
  parts: JournalParts,
): Half<Payload, Metadata, unknown, "listPending" | "listClaims" | "listFailed" | "depth"> {
  const { table, identity, read } = parts;
  return {
    async listPending(options) {
      const order = options?.orderBy === "id" ? "id" : "received_at, seq";
      const limit = toLimit(options?.limit);
      return read(() => {
        const records: PendingRecord<Payload, Metadata>[] = [];
        // Row by row: the limit counts readable rows, and the rows behind it need not be read.
        for (const row of table.each(`SELECT * FROM events WHERE status='pending' ORDER BY ${order}`)) {
          const record = decodePending<Payload, Metadata>(row, identity);
          if (record) records.push(record);
          if (records.length === limit) break;
        }
        return records;
      });
    },
    async listClaims() {
      const rows = read(() =>
        table.rows("SELECT * FROM events WHERE status='claimed' ORDER BY claimed_at, received_at, seq"),
      );
      return rows
        .map((row) => decodeClaimed<Payload, Metadata>(row, identity))
        .filter((record) => record !== undefined);
    },
    async listFailed(options) {
      const rows = read(() =>
        table.rows(
          "SELECT * FROM events WHERE status='failed' ORDER BY done_at, seq LIMIT ?",
          toLimit(options?.limit),
        ),
      );
      return rows.map((row) => decodeFailed<Payload, Metadata>(row, identity));
    },
    async depth() {
      return read(() => {
        const counts = { pending: 0, claimed: 0, completed: 0, failed: 0 };
        const groups = parts.file.statement("SELECT status, count(*) AS n FROM events GROUP BY status").all();
        for (const { status, n } of groups) counts[status as keyof typeof counts] = Number(n);
        const oldest = parts.file
          .statement("SELECT min(received_at) AS at FROM events WHERE status='pending'")
          .get();
        return { ...counts, oldestPendingAt: typeof oldest?.["at"] === "number" ? oldest["at"] : undefined };
      });
    },
  };
}

function toLimit(limit: number | "all" | undefined): number {
  return limit === "all" ? -1 : Math.max(1, Math.floor(limit ?? DEFAULT_LIST_LIMIT));
}

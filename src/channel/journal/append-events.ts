/**
 * The append: a new event becomes a pending row, a known id answers with what is known of it.
 */
import { decodeDuplicate, decodeFailed, decodePending, type EnqueueResult } from "./event-rows.ts";
import { eventId } from "./event-table.ts";
import { JournalError } from "./journal-error.ts";
import { toJson, type Half, type JournalParts } from "./journal-parts.ts";

export function createAppend<Payload, Metadata, Done>(
  parts: JournalParts,
): Half<Payload, Metadata, Done, "enqueue"> {
  const { table, identity, now, durably } = parts;
  return {
    async enqueue(ref, payload, options) {
      const id = eventId(ref);
      const contents = toJson(payload);
      const metadata = options?.metadata === undefined ? null : toJson(options.metadata);
      const updatedAt = now();
      return durably((): EnqueueResult<Payload, Metadata, Done> => {
        const inserted = table.change(
          `INSERT INTO events(id, status, lane, payload, metadata, received_at, updated_at)
           VALUES(?, 'pending', ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING`,
          id,
          options?.laneKey ?? null,
          contents,
          metadata,
          options?.receivedAt ?? updatedAt,
          updatedAt,
        );
        const row = table.find(id);
        if (!row) throw new JournalError("journal_storage_failed", `The event ${id} cannot be read back.`);
        if (inserted > 0) {
          const record = decodePending<Payload, Metadata>(row, identity);
          if (record) return { kind: "accepted", duplicate: false, record };
        }
        const known = decodeDuplicate<Payload, Metadata, Done>(row, identity);
        if (known) return known;
        // An unreadable row: given up, so that the event is not run on wrong contents.
        table.bury(row, "corrupt_payload", updatedAt);
        const buried = table.find(id) ?? row;
        return { kind: "failed", duplicate: true, record: decodeFailed<Payload, Metadata>(buried, identity) };
      });
    },
  };
}

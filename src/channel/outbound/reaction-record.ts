/**
 * What must be known of reactions after a crash: the chips that are to be taken off again, and the conversation ids of
 * direct chats, which no send needs but every reaction does. One small file per account (`lib/sqlite-store`).
 */
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore } from "../../lib/sqlite-store.ts";

export interface Chip {
  readonly conversationId: string;
  readonly msgId: string;
  /** What the chip reads. */
  readonly name: string;
}

export interface ReactionRecord {
  /** The chip is about to be put on. */
  put(chip: Chip): void;
  /** It is off, or never was on. */
  remove(chip: Chip): void;
  /** Oldest first; `at` in milliseconds since the epoch. */
  list(): readonly (Chip & { readonly at: number })[];
  rememberDirect(staffId: string, conversationId: string): void;
  directOf(staffId: string): string | undefined;
  close(): void;
}

export interface ReactionRecordOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MAX_DIRECTS = 5_000;
const SCHEMA = `CREATE TABLE IF NOT EXISTS chips (
    msg_id TEXT NOT NULL, name TEXT NOT NULL, conversation_id TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (msg_id, name)) STRICT;
  CREATE TABLE IF NOT EXISTS directs (
    staff_id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT`;

/** Opens the record; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openReactionRecord(options: ReactionRecordOptions): ReactionRecord {
  const { directory, accountId, clock, logger } = options;
  const store = openSqliteStore({
    path: join(directory, `reactions-${encodeURIComponent(accountId)}.sqlite`),
    label: "record of reactions",
    schema: SCHEMA,
    probe: "SELECT msg_id, staff_id FROM chips, directs LIMIT 1",
    clock,
    logger,
  });
  store.run(
    "DELETE FROM directs WHERE staff_id NOT IN (SELECT staff_id FROM directs ORDER BY at DESC LIMIT ?)",
    MAX_DIRECTS,
  );
  return {
    put: ({ msgId, name, conversationId }) =>
      void store.run(
        "INSERT OR REPLACE INTO chips VALUES (?, ?, ?, ?)",
        msgId,
        name,
        conversationId,
        clock.now(),
      ),
    remove: ({ msgId, name }) =>
      void store.run("DELETE FROM chips WHERE msg_id = ? AND name = ?", msgId, name),
    list: () =>
      store.all("SELECT * FROM chips ORDER BY at").map((row) => ({
        msgId: String(row["msg_id"]),
        name: String(row["name"]),
        conversationId: String(row["conversation_id"]),
        at: Number(row["at"]),
      })),
    rememberDirect: (staffId, conversationId) =>
      void store.run("INSERT OR REPLACE INTO directs VALUES (?, ?, ?)", staffId, conversationId, clock.now()),
    directOf(staffId) {
      const [row] = store.all("SELECT conversation_id FROM directs WHERE staff_id = ?", staffId);
      return row ? String(row["conversation_id"]) : undefined;
    },
    close: () => store.close(),
  };
}

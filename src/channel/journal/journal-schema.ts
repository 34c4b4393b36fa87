/**
 * The table of the SQLite journal and how older files become today's. One file holds one account.
 * `seq` is the order of arrival (always above every row that is there; AUTOINCREMENT would cost one more page per
 * append and promise nothing more that we need). `payload` NULL means "contents forgotten" (JSON `null` is a payload).
 */
import type { DatabaseSync } from "node:sqlite";
import { JournalError } from "./journal-error.ts";

/** Each entry lifts the file by one version; never edit one that was released, append a new one. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE events(
     seq INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     status TEXT NOT NULL CHECK(status IN ('pending','claimed','completed','failed')),
     lane TEXT,
     payload TEXT,
     metadata TEXT,
     received_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0,
     last_attempt_at INTEGER,
     last_error TEXT,
     claim_token TEXT,
     claim_owner TEXT,
     claimed_at INTEGER,
     done_at INTEGER,
     reason TEXT,
     done_metadata TEXT
   );
   CREATE INDEX events_by_status ON events(status, received_at, seq);`,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

export interface EventRow {
  seq: number;
  id: string;
  status: "pending" | "claimed" | "completed" | "failed";
  lane: string | null;
  payload: string | null;
  metadata: string | null;
  received_at: number;
  updated_at: number;
  attempts: number;
  last_attempt_at: number | null;
  last_error: string | null;
  claim_token: string | null;
  claim_owner: string | null;
  claimed_at: number | null;
  done_at: number | null;
  reason: string | null;
  done_metadata: string | null;
}

/** Brings the open file to today's schema, each step in its own transaction. */
export function migrate(db: DatabaseSync): void {
  const version = readVersion(db);
  if (version > SCHEMA_VERSION)
    throw new JournalError(
      "journal_newer_schema",
      `The journal has schema ${version}, this release knows ${SCHEMA_VERSION}.`,
    );
  for (let from = version; from < SCHEMA_VERSION; from += 1) {
    db.exec("BEGIN IMMEDIATE");
    try {
      // Another handle may have been faster; the version is read again under the lock.
      if (readVersion(db) === from) db.exec(`${MIGRATIONS[from]}; PRAGMA user_version = ${from + 1};`);
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }
}

function readVersion(db: DatabaseSync): number {
  const row = db.prepare("PRAGMA user_version").get() as { user_version: number } | undefined;
  return row?.user_version ?? 0;
}

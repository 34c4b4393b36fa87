/**
 * Thumbs up and down that people gave to answers on cards, on disk: one per person and card, the newest counts.
 * One small file per account (`lib/sqlite-store`). It knows nothing of what was answered.
 */
import path from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";

export interface Feedback {
  readonly outTrackId: string;
  /** Who judged. */
  readonly staffId: string;
  readonly verdict: "up" | "down";
  readonly conversationId: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface FeedbackStore {
  put(feedback: Feedback): void;
  /** Newest first. */
  list(): Feedback[];
  close(): void;
}

export interface FeedbackStoreOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const MAX_ROWS = 10_000;
const SCHEMA = `CREATE TABLE IF NOT EXISTS feedback (
  out_track_id TEXT NOT NULL, staff_id TEXT NOT NULL, verdict TEXT NOT NULL, conversation_id TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY (out_track_id, staff_id)) STRICT`;

/** Where the records lie below the plugin's state folder. */
export function feedbackDirectory(stateDirectory: string): string {
  return path.join(stateDirectory, "feedback");
}

export function feedbackPath(directory: string, accountId: string): string {
  return path.join(directory, `feedback-${encodeURIComponent(accountId)}.sqlite`);
}

/** Opens the store; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openFeedbackStore({ directory, accountId, ...outside }: FeedbackStoreOptions): FeedbackStore {
  const store = openSqliteStore({
    ...outside,
    path: feedbackPath(directory, accountId),
    label: "record of thumbs up and down",
    schema: SCHEMA,
    probe: "SELECT out_track_id, staff_id, verdict, conversation_id, at FROM feedback LIMIT 1",
  });
  return {
    put: (feedback) => putFeedback(store, feedback),
    list: () =>
      store.all("SELECT * FROM feedback ORDER BY at DESC, rowid DESC").map((row) => ({
        outTrackId: String(row["out_track_id"]),
        staffId: String(row["staff_id"]),
        verdict: row["verdict"] === "up" ? "up" : "down",
        conversationId: String(row["conversation_id"]),
        at: Number(row["at"]),
      })),
    close: () => store.close(),
  };
}

function putFeedback(store: SqliteStore, feedback: Feedback): void {
  const { outTrackId, staffId, verdict, conversationId, at } = feedback;
  store.run(
    `INSERT INTO feedback (out_track_id, staff_id, verdict, conversation_id, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (out_track_id, staff_id) DO UPDATE SET verdict = excluded.verdict, at = excluded.at`,
    outTrackId,
    staffId,
    verdict,
    conversationId,
    at,
  );
  store.run(
    "DELETE FROM feedback WHERE rowid IN (SELECT rowid FROM feedback ORDER BY at DESC LIMIT -1 OFFSET ?)",
    MAX_ROWS,
  );
}

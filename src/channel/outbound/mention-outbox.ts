/**
 * Notifications that are due once a card has its end, on disk: a card notifies nobody by its text, so a message follows
 * it, and a crash in between must cost nobody that message. A row holds the session webhook that the message goes by,
 * from the card's end until it was sent, as the journal does with a message that is not answered yet; the file is for
 * its owner only. One small file per account (`lib/sqlite-store`).
 */
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore } from "../../lib/sqlite-store.ts";
import type { SessionWebhook } from "../model.ts";

export interface DueMention {
  /** The card whose end it follows. */
  readonly outTrackId: string;
  /** The group, as target text. */
  readonly to: string;
  readonly session: SessionWebhook;
  /** Mentions people by id. */
  readonly text: string;
}

export interface MentionOutbox {
  put(due: DueMention): void;
  remove(outTrackId: string): void;
  /** Those whose webhook still lives; the others are forgotten. */
  list(): readonly DueMention[];
  close(): void;
}

export interface MentionOutboxOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS mentions (
  out_track_id TEXT PRIMARY KEY, place TEXT NOT NULL, webhook TEXT NOT NULL, expires_at INTEGER NOT NULL,
  text TEXT NOT NULL) STRICT`;

/** Opens the outbox; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openMentionOutbox(options: MentionOutboxOptions): MentionOutbox {
  const { directory, accountId, clock, logger } = options;
  const store = openSqliteStore({
    path: join(directory, `mentions-${encodeURIComponent(accountId)}.sqlite`),
    label: "record of people to notify",
    schema: SCHEMA,
    probe: "SELECT out_track_id, expires_at FROM mentions LIMIT 1",
    clock,
    logger,
  });
  return {
    put: ({ outTrackId, to, session, text }) =>
      void store.run(
        "INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?, ?)",
        outTrackId,
        to,
        session.url,
        session.expiresAt,
        text,
      ),
    remove: (outTrackId) => void store.run("DELETE FROM mentions WHERE out_track_id = ?", outTrackId),
    list() {
      store.run("DELETE FROM mentions WHERE expires_at <= ?", clock.now());
      return store.all("SELECT * FROM mentions ORDER BY rowid").map((row) => ({
        outTrackId: String(row["out_track_id"]),
        to: String(row["place"]),
        session: { url: String(row["webhook"]), expiresAt: Number(row["expires_at"]) },
        text: String(row["text"]),
      }));
    },
    close: () => store.close(),
  };
}

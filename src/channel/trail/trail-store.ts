/**
 * The trail on disk: one small SQLite file for all accounts (`lib/sqlite-store`), one row a message with its steps as
 * JSON. Written in batches, bounded by age and number. A failing disk costs the trail, never a message, and is logged
 * once until it works again. Reading is `read-trail.ts`.
 */
import path from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";
import { decodeRecord, encodeRecord, TRAIL_COLUMNS } from "./trail-row.ts";
import type { TrailRecord } from "./trail-record.ts";

export interface TrailStoreOptions {
  /** Folder of the plugin's durable state. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Messages of one account that are kept; default 20,000. */
  readonly maxMessages?: number;
}

export interface TrailStore {
  /** Adds or replaces. False where the disk did not take them: give them again later. */
  put(records: readonly TrailRecord[]): boolean;
  find(msgId: string): TrailRecord | undefined;
  /** Messages of this account that the last process left in the middle. */
  running(): TrailRecord[];
  /** Removes some of what is over; true where more is. */
  prune(): boolean;
  close(): void;
}

export const KEEP_DAYS = 7;
const MAX_MESSAGES = 20_000;
/** Rows that one look removes: a few milliseconds. */
const PRUNE_AT_ONCE = 500;
const DAY_MS = 24 * 60 * 60_000;

const COLUMNS = TRAIL_COLUMNS.map(({ name, type }) => `${name} ${type} NOT NULL`).join(", ");
const NAMES = TRAIL_COLUMNS.map(({ name }) => name);
/** Words of people are overwritten where their row goes. */
const SCHEMA = `PRAGMA secure_delete=FAST;
  CREATE TABLE IF NOT EXISTS messages (${COLUMNS}, PRIMARY KEY (id), UNIQUE (account_id, msg_id)) STRICT;
  CREATE INDEX IF NOT EXISTS messages_by_account ON messages (account_id, id);
  CREATE INDEX IF NOT EXISTS messages_by_time ON messages (received_at)`;
const PROBE = `SELECT ${NAMES.join(", ")} FROM messages LIMIT 1`;
const KEPT_ON_CHANGE: ReadonlySet<string> = new Set(["id", "account_id", "msg_id", "received_at"]);
const UPSERT = `INSERT INTO messages (${NAMES.join(", ")})
  SELECT ${NAMES.map((name) => `value ->> '$.${name}'`).join(", ")} FROM json_each(?) WHERE true
  ON CONFLICT (account_id, msg_id) DO UPDATE SET
  ${NAMES.filter((name) => !KEPT_ON_CHANGE.has(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(", ")}`;

/** Where the trail lies below the plugin's state folder: one file for all accounts. */
export function trailPath(stateDirectory: string): string {
  return path.join(stateDirectory, "trail", "trail.sqlite");
}

/** The first fault in a row is said, the others are not. */
function sayOnce(logger: Logger): Logger & { worked(): void } {
  let said = false;
  const once = (message: string, fields?: Readonly<Record<string, unknown>>) => {
    if (said) return;
    said = true;
    logger.error(message, fields);
  };
  return { ...logger, error: once, worked: () => void (said = false) };
}

/** Throws where the file can neither be opened nor begun anew. */
export function openTrailStore(options: TrailStoreOptions): TrailStore {
  const logger = sayOnce(options.logger);
  const store = openSqliteStore({
    path: trailPath(options.directory),
    label: "trail of messages",
    schema: SCHEMA,
    probe: PROBE,
    clock: options.clock,
    logger,
  });
  return new SqliteTrail(store, options, logger.worked);
}

class SqliteTrail implements TrailStore {
  readonly #store: SqliteStore;
  readonly #options: TrailStoreOptions;
  readonly #worked: () => void;

  constructor(store: SqliteStore, options: TrailStoreOptions, worked: () => void) {
    this.#store = store;
    this.#options = options;
    this.#worked = worked;
  }

  put(records: readonly TrailRecord[]): boolean {
    if (records.length === 0) return true;
    const done = this.#store.run(UPSERT, JSON.stringify(records.map(encodeRecord))) > 0;
    if (done) this.#worked();
    return done;
  }

  find(msgId: string): TrailRecord | undefined {
    const { accountId } = this.#options;
    const sql = "SELECT * FROM messages WHERE account_id = ? AND msg_id = ?";
    const [row] = this.#store.all(sql, accountId, msgId);
    return row && decodeRecord(row);
  }

  running(): TrailRecord[] {
    const sql = `SELECT * FROM messages WHERE account_id = ? AND outcome = 'running' ORDER BY id DESC LIMIT 1000`;
    return this.#store.all(sql, this.#options.accountId).flatMap((row) => decodeRecord(row) ?? []);
  }

  prune(): boolean {
    const { accountId, clock, maxMessages = MAX_MESSAGES } = this.#options;
    // What is too old goes for all: an account that was removed prunes nothing any more.
    const old = this.#store.run(
      "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE received_at < ? LIMIT ?)",
      clock.now() - KEEP_DAYS * DAY_MS,
      PRUNE_AT_ONCE,
    );
    const many = this.#store.run(
      `DELETE FROM messages WHERE id IN
       (SELECT id FROM messages WHERE account_id = ? ORDER BY id DESC LIMIT ? OFFSET ?)`,
      accountId,
      PRUNE_AT_ONCE,
      maxMessages,
    );
    return old === PRUNE_AT_ONCE || many === PRUNE_AT_ONCE;
  }

  close(): void {
    this.#store.close();
  }
}

/**
 * The cards that are open, on disk: after a crash they are finished with what was written.
 * One small SQLite file per account (WAL, `synchronous=NORMAL`): it survives the end of the process at any
 * moment; a power cut may cost the last seconds' text of a card, not an answer. Every call is one short
 * synchronous statement. A failing disk is logged and never stops an answer.
 */
import { chmodSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import type { CardTarget } from "./card-api.ts";
import type { CardTemplateKeys } from "./close-card.ts";

/** `open`: the answer was being written. `closing`: `text` is what the card must end with, as it stands. */
export type OpenCardState = "open" | "closing";

/** Whose answer it is; kept as given. */
export interface OpenCardOrigin {
  readonly accountId: string;
  readonly sessionKey?: string | undefined;
  readonly conversationId?: string | undefined;
  /** `msgId` of the question. */
  readonly msgId?: string | undefined;
}

export interface OpenCardRecord extends OpenCardOrigin {
  readonly outTrackId: string;
  readonly target: CardTarget;
  readonly template: CardTemplateKeys;
  readonly state: OpenCardState;
  /** The last text written to the card, or to be written at its end. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface OpenCardStore {
  /** Adds or replaces; `createdAt` keeps its first value. */
  put(record: OpenCardRecord): void;
  updateText(outTrackId: string, text: string): void;
  remove(outTrackId: string): void;
  /** Oldest first. */
  list(): OpenCardRecord[];
  close(): void;
}

export interface OpenCardStoreOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** More open cards than this mean that something leaks; the oldest go. */
const MAX_RECORDS = 500;
const MAX_TEXT_CHARACTERS = 20_000;
const SCHEMA = `CREATE TABLE IF NOT EXISTS open_cards (
  out_track_id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, text TEXT NOT NULL, record TEXT NOT NULL) STRICT`;

/** Opens the store; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openOpenCardStore(options: OpenCardStoreOptions): OpenCardStore {
  const { directory, clock = systemClock, logger = silentLogger } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `open-cards-${encodeURIComponent(options.accountId)}.sqlite`);
  let database: DatabaseSync;
  try {
    database = openDatabase(path);
  } catch (error) {
    const aside = `${path}.damaged-${clock.now()}`;
    logger.error("The record of open cards was damaged; it is moved aside.", { path, aside, error });
    moveAside(path, aside);
    database = openDatabase(path);
  }
  return new SqliteOpenCards(database, logger);
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  // It holds what people were told; side files take the mode of the main file.
  chmodSync(path, 0o600);
  try {
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=1000");
    database.exec(SCHEMA);
    const check = database.prepare("PRAGMA quick_check(1)").get();
    if (check?.["quick_check"] !== "ok") throw new Error("the file is damaged");
    database.prepare("SELECT out_track_id, created_at, text, record FROM open_cards LIMIT 1").get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function moveAside(path: string, aside: string): void {
  renameSync(path, aside);
  for (const tail of ["-wal", "-shm"]) {
    try {
      renameSync(path + tail, aside + tail);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

class SqliteOpenCards implements OpenCardStore {
  readonly #database: DatabaseSync;
  readonly #logger: Logger;

  constructor(database: DatabaseSync, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
  }

  put(record: OpenCardRecord): void {
    const { text, createdAt, outTrackId, ...rest } = record;
    this.#run(
      `INSERT INTO open_cards (out_track_id, created_at, text, record) VALUES (?, ?, ?, ?)
       ON CONFLICT (out_track_id) DO UPDATE SET text = excluded.text, record = excluded.record`,
      [outTrackId, createdAt, bounded(text), JSON.stringify(rest)],
    );
    this.#run(
      `DELETE FROM open_cards WHERE out_track_id IN
       (SELECT out_track_id FROM open_cards ORDER BY created_at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
      [MAX_RECORDS],
    );
  }

  updateText(outTrackId: string, text: string): void {
    this.#run("UPDATE open_cards SET text = ? WHERE out_track_id = ?", [bounded(text), outTrackId]);
  }

  remove(outTrackId: string): void {
    this.#run("DELETE FROM open_cards WHERE out_track_id = ?", [outTrackId]);
  }

  list(): OpenCardRecord[] {
    try {
      const rows = this.#database.prepare("SELECT * FROM open_cards ORDER BY created_at, rowid").all();
      return rows.flatMap((row) => parseRow(row) ?? []);
    } catch (error) {
      this.#logger.error("The record of open cards could not be read.", { error });
      return [];
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #run(sql: string, values: (string | number)[]): void {
    // A card that ends after its account was stopped has nothing to record here; the next start settles it.
    if (!this.#database.isOpen) return;
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      this.#logger.error("The record of open cards could not be written.", { error });
    }
  }
}

function parseRow(row: Record<string, unknown>): OpenCardRecord | undefined {
  try {
    const rest = JSON.parse(String(row["record"])) as Omit<
      OpenCardRecord,
      "outTrackId" | "text" | "createdAt"
    >;
    if (typeof rest.template?.contentKey !== "string" || typeof rest.target?.kind !== "string")
      return undefined;
    const { out_track_id: outTrackId, text, created_at: createdAt } = row;
    return { ...rest, outTrackId: String(outTrackId), text: String(text), createdAt: Number(createdAt) };
  } catch {
    return undefined;
  }
}

function bounded(text: string): string {
  return text.length <= MAX_TEXT_CHARACTERS ? text : text.slice(0, MAX_TEXT_CHARACTERS);
}

/**
 * What the bot said, by the keys under which DingTalk names it in a quote: of a quoted card only the key comes.
 * One small SQLite file per account (WAL, `synchronous=NORMAL`): it survives the end of the process; a power cut
 * may cost the last entries, and then a quote arrives without its words. A failing disk never stops an answer.
 */
import { chmodSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import type { Delivery } from "../model.ts";

export interface SentIndex {
  /** Remembers `text` under every key of these deliveries; those without a key are not quoted by one. */
  put(deliveries: readonly Delivery[], text: string): void;
  /** What was said under this key, cut at 4,000 characters. */
  find(key: string): string | undefined;
  close(): void;
}

export interface SentIndexOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** People quote what is on their screen; DingTalk itself keeps no cards for longer. */
const KEEP_MS = 30 * 24 * 60 * 60_000;
const MAX_TEXT_CHARACTERS = 4_000;
/** Old entries go when so many new ones have come, and at the start. */
const PRUNE_EVERY = 200;
const SCHEMA = `CREATE TABLE IF NOT EXISTS sent (
  key TEXT PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS sent_at ON sent (at)`;

/** Opens the index; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openSentIndex(options: SentIndexOptions): SentIndex {
  const { directory, clock = systemClock, logger = silentLogger } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `sent-${encodeURIComponent(options.accountId)}.sqlite`);
  let database: DatabaseSync;
  try {
    database = openDatabase(path);
  } catch (error) {
    const aside = `${path}.damaged-${clock.now()}`;
    logger.error("The index of sent messages was damaged; it is moved aside.", { path, aside, error });
    moveAside(path, aside);
    database = openDatabase(path);
  }
  return new SqliteSentIndex(database, clock, logger);
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
    database.prepare("SELECT key, at, text FROM sent LIMIT 1").get();
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

class SqliteSentIndex implements SentIndex {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #written = 0;

  constructor(database: DatabaseSync, clock: Clock, logger: Logger) {
    this.#database = database;
    this.#clock = clock;
    this.#logger = logger;
    this.#prune();
  }

  put(deliveries: readonly Delivery[], text: string): void {
    for (const { id } of deliveries) {
      if (!id) continue;
      this.#run(
        "INSERT INTO sent (key, at, text) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET text = excluded.text",
        [id, this.#clock.now(), text.slice(0, MAX_TEXT_CHARACTERS).toWellFormed()],
      );
      this.#written += 1;
      if (this.#written % PRUNE_EVERY === 0) this.#prune();
    }
  }

  find(key: string): string | undefined {
    try {
      const row = this.#database
        .prepare("SELECT text FROM sent WHERE key = ? AND at > ?")
        .get(key, this.#clock.now() - KEEP_MS);
      return row ? String(row["text"]) : undefined;
    } catch (error) {
      this.#logger.error("The index of sent messages could not be read.", { error });
      return undefined;
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #prune(): void {
    this.#run("DELETE FROM sent WHERE at <= ?", [this.#clock.now() - KEEP_MS]);
  }

  #run(sql: string, values: (string | number)[]): void {
    // An answer that ends after its account was stopped is not quoted by its key; nothing else is lost.
    if (!this.#database.isOpen) return;
    try {
      this.#database.prepare(sql).run(...values);
    } catch (error) {
      this.#logger.error("The index of sent messages could not be written.", { error });
    }
  }
}

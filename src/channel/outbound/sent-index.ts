/**
 * What the bot said, by the keys under which DingTalk names it in a quote: of a quoted card only the key comes.
 * One small file per account (`lib/sqlite-store`): a power cut may cost the last entries, and then a quote arrives
 * without its words. A failing disk never stops an answer.
 */
import { join } from "node:path";
import { systemClock, type Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";
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
  const { directory, accountId, ...outside } = options;
  const store = openSqliteStore({
    ...outside,
    path: join(directory, `sent-${encodeURIComponent(accountId)}.sqlite`),
    label: "index of sent messages",
    schema: SCHEMA,
    probe: "SELECT key, at, text FROM sent LIMIT 1",
  });
  return new SqliteSentIndex(store, options.clock ?? systemClock);
}

class SqliteSentIndex implements SentIndex {
  readonly #store: SqliteStore;
  readonly #clock: Clock;
  #written = 0;

  constructor(store: SqliteStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#prune();
  }

  put(deliveries: readonly Delivery[], text: string): void {
    for (const { id } of deliveries) {
      if (!id) continue;
      this.#store.run(
        "INSERT INTO sent (key, at, text) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET text = excluded.text",
        id,
        this.#clock.now(),
        text.slice(0, MAX_TEXT_CHARACTERS).toWellFormed(),
      );
      this.#written += 1;
      if (this.#written % PRUNE_EVERY === 0) this.#prune();
    }
  }

  find(key: string): string | undefined {
    const [row] = this.#store.all(
      "SELECT text FROM sent WHERE key = ? AND at > ?",
      key,
      this.#clock.now() - KEEP_MS,
    );
    return row ? String(row["text"]) : undefined;
  }

  close(): void {
    this.#store.close();
  }

  #prune(): void {
    this.#store.run("DELETE FROM sent WHERE at <= ?", this.#clock.now() - KEEP_MS);
  }
}

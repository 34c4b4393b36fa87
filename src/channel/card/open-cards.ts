/**
 * The cards that are open, on disk: after a crash they are finished with what was written.
 * One small file per account (`lib/sqlite-store`): a power cut may cost the last seconds' text of a card, not the
 * end of an answer. A failing disk is logged and never stops an answer.
 */
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";
import type { CardTarget } from "./card-api.ts";
import type { CardTemplateKeys } from "./close-card.ts";

/**
 * `open`: the answer was being written. `closing`: `text` is the end of the answer, as it stands, and nobody else has
 * it. `pointing`: the answer went out by message, `text` only says so.
 */
export type OpenCardState = "open" | "closing" | "pointing";

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
  /** Adds or replaces; `createdAt` keeps its first value. False where the disk did not take it. */
  put(record: OpenCardRecord): boolean;
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
  const { directory, accountId, ...outside } = options;
  return new SqliteOpenCards(
    openSqliteStore({
      ...outside,
      path: join(directory, `open-cards-${encodeURIComponent(accountId)}.sqlite`),
      label: "record of open cards",
      schema: SCHEMA,
      probe: "SELECT out_track_id, created_at, text, record FROM open_cards LIMIT 1",
    }),
  );
}

class SqliteOpenCards implements OpenCardStore {
  readonly #store: SqliteStore;

  constructor(store: SqliteStore) {
    this.#store = store;
  }

  put(record: OpenCardRecord): boolean {
    const { text, createdAt, outTrackId, ...rest } = record;
    // The end of an answer is held by nobody else from here on.
    const run = rest.state === "closing" ? this.#store.runDurably : this.#store.run;
    const written = run(
      `INSERT INTO open_cards (out_track_id, created_at, text, record) VALUES (?, ?, ?, ?)
       ON CONFLICT (out_track_id) DO UPDATE SET text = excluded.text, record = excluded.record`,
      outTrackId,
      createdAt,
      bounded(text),
      JSON.stringify(rest),
    );
    this.#store.run(
      `DELETE FROM open_cards WHERE out_track_id IN
       (SELECT out_track_id FROM open_cards ORDER BY created_at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
      MAX_RECORDS,
    );
    return written > 0;
  }

  updateText(outTrackId: string, text: string): void {
    this.#store.run("UPDATE open_cards SET text = ? WHERE out_track_id = ?", bounded(text), outTrackId);
  }

  remove(outTrackId: string): void {
    this.#store.run("DELETE FROM open_cards WHERE out_track_id = ?", outTrackId);
  }

  list(): OpenCardRecord[] {
    const rows = this.#store.all("SELECT * FROM open_cards ORDER BY created_at, rowid");
    return rows.flatMap((row) => parseRow(row) ?? []);
  }

  close(): void {
    this.#store.close();
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

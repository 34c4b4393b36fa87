/**
 * What was spent, on disk: one small SQLite file for all apps of this machine (`lib/sqlite-store`), counted per app,
 * month, kind and API. Two accounts of one app and several processes add to the same rows. A failing disk is logged
 * and stops no call. It knows no limits and decides nothing (`quota-governor.ts`).
 */
import path from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";

/**
 * `call`: billed API calls. `session`: messages by session webhooks; whether DingTalk counts them is unproven, so they
 * are kept apart. `push`: frames that DingTalk pushed to us.
 */
export type UsageKind = "call" | "session" | "push";

export interface UsageRow {
  readonly kind: UsageKind;
  /** An operation, `sessionWebhook`, or what was pushed. */
  readonly api: string;
  readonly count: number;
}

/** Billed calls of one day. */
export interface UsageDay {
  /** `2026-11-05`. */
  readonly day: string;
  readonly calls: number;
}

export interface UsageLedger {
  /** `month` as `2026-11`. `day`: a billed call also counts for it. */
  add(month: string, kind: UsageKind, api: string, day?: string): void;
  /** The days of that month on which something was called, the first day first. */
  days(month: string): UsageDay[];
  /** Most used first. */
  rows(month: string): UsageRow[];
  total(month: string, kind: UsageKind): number;
  /** Notes a fact of the month with its moment; false when it was noted already. */
  mark(month: string, fact: string, at: number): boolean;
  unmark(month: string, fact: string): void;
  /** When the fact was noted, in milliseconds since the Unix epoch. */
  markedAt(month: string, fact: string): number | undefined;
  close(): void;
}

export interface UsageLedgerOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly clientId: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const KEEP_MONTHS = 13;
const SCHEMA = `CREATE TABLE IF NOT EXISTS usage (
    client_id TEXT NOT NULL, month TEXT NOT NULL, kind TEXT NOT NULL, api TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (client_id, month, kind, api)) STRICT;
  CREATE TABLE IF NOT EXISTS days (
    client_id TEXT NOT NULL, month TEXT NOT NULL, day TEXT NOT NULL, calls INTEGER NOT NULL,
    PRIMARY KEY (client_id, month, day)) STRICT;
  CREATE TABLE IF NOT EXISTS marks (
    client_id TEXT NOT NULL, month TEXT NOT NULL, fact TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (client_id, month, fact)) STRICT`;
const PROBE = "SELECT usage.count, marks.at FROM usage, marks LIMIT 1";

/** Where the ledger lies below the plugin's state folder. */
export function usageLedgerPath(directory: string): string {
  return path.join(directory, "usage.sqlite");
}

/** Opens the ledger; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openUsageLedger({ directory, clientId, ...outside }: UsageLedgerOptions): UsageLedger {
  const store = openSqliteStore({
    ...outside,
    path: usageLedgerPath(directory),
    label: "record of API calls",
    schema: SCHEMA,
    probe: PROBE,
  });
  return new SqliteUsageLedger(store, clientId);
}

class SqliteUsageLedger implements UsageLedger {
  readonly #store: SqliteStore;
  readonly #clientId: string;

  constructor(store: SqliteStore, clientId: string) {
    this.#store = store;
    this.#clientId = clientId;
  }

  add(month: string, kind: UsageKind, api: string, day?: string): void {
    this.#store.run(
      `INSERT INTO usage (client_id, month, kind, api, count) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT (client_id, month, kind, api) DO UPDATE SET count = count + 1`,
      this.#clientId,
      month,
      kind,
      api,
    );
    if (kind !== "call" || day === undefined) return;
    this.#store.run(
      `INSERT INTO days (client_id, month, day, calls) VALUES (?, ?, ?, 1)
       ON CONFLICT (client_id, month, day) DO UPDATE SET calls = calls + 1`,
      this.#clientId,
      month,
      day,
    );
  }

  days(month: string): UsageDay[] {
    const sql = "SELECT day, calls FROM days WHERE client_id = ? AND month = ? ORDER BY day";
    return this.#store
      .all(sql, this.#clientId, month)
      .map(({ day, calls }) => ({ day: String(day), calls: Number(calls) }));
  }

  rows(month: string): UsageRow[] {
    const sql =
      "SELECT kind, api, count FROM usage WHERE client_id = ? AND month = ? ORDER BY count DESC, api";
    return this.#store.all(sql, this.#clientId, month).map(({ kind, api, count }) => ({
      kind: kind as UsageKind,
      api: String(api),
      count: Number(count),
    }));
  }

  total(month: string, kind: UsageKind): number {
    const sql = "SELECT total(count) AS sum FROM usage WHERE client_id = ? AND month = ? AND kind = ?";
    return Number(this.#store.all(sql, this.#clientId, month, kind)[0]?.["sum"] ?? 0);
  }

  mark(month: string, fact: string, at: number): boolean {
    const sql = "INSERT INTO marks (client_id, month, fact, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    const isNew = this.#store.run(sql, this.#clientId, month, fact, at) > 0;
    if (isNew) this.#prune();
    return isNew;
  }

  unmark(month: string, fact: string): void {
    const sql = "DELETE FROM marks WHERE client_id = ? AND month = ? AND fact = ?";
    this.#store.run(sql, this.#clientId, month, fact);
  }

  markedAt(month: string, fact: string): number | undefined {
    const sql = "SELECT at FROM marks WHERE client_id = ? AND month = ? AND fact = ?";
    const [row] = this.#store.all(sql, this.#clientId, month, fact);
    return row ? Number(row["at"]) : undefined;
  }

  close(): void {
    this.#store.close();
  }

  /** Months sort as text. */
  #prune(): void {
    for (const table of ["usage", "days", "marks"])
      this.#store.run(
        `DELETE FROM ${table} WHERE month NOT IN
         (SELECT month FROM ${table} GROUP BY month ORDER BY month DESC LIMIT ?)`,
        KEEP_MONTHS,
      );
  }
}

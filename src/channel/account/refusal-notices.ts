/**
 * Who was told of a refusal and when, so that it is said at most once an hour, also across restarts. One small file
 * per account (`lib/sqlite-store`); where the disk refuses, memory has to do.
 */
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";
import type { RefusalNotices } from "../turn/run-turn.ts";

export interface RefusalNoticesOptions {
  /** Created if absent. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RefusalNoticeLog extends RefusalNotices {
  close(): void;
}

const SILENCE_MS = 60 * 60_000;
/** A crowd of strangers must not fill memory or disk; whoever was told longest ago goes first. */
const MAX_NOTICES = 5_000;

const SCHEMA = "CREATE TABLE IF NOT EXISTS notices (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT";

function openStore({ directory, accountId, clock, logger }: RefusalNoticesOptions): SqliteStore | undefined {
  try {
    return openSqliteStore({
      path: join(directory, `notices-${encodeURIComponent(accountId)}.sqlite`),
      label: "record of refusals that people were told",
      schema: SCHEMA,
      probe: "SELECT key, at FROM notices LIMIT 1",
      clock,
      logger,
    });
  } catch (error) {
    logger.warn("The record of refusals could not be opened; it is kept in memory", { error: String(error) });
    return undefined;
  }
}

export function openRefusalNotices(options: RefusalNoticesOptions): RefusalNoticeLog {
  const { clock } = options;
  const store = openStore(options);
  const told = new Map<string, number>();
  for (const row of store?.all("SELECT key, at FROM notices WHERE at > ?", clock.now() - SILENCE_MS) ?? [])
    told.set(String(row["key"]), Number(row["at"]));

  const forget = (key: string) => {
    told.delete(key);
    store?.run("DELETE FROM notices WHERE key = ?", key);
  };
  return {
    claim(key) {
      const now = clock.now();
      const before = told.get(key);
      if (before !== undefined && now - before < SILENCE_MS) return false;
      told.delete(key);
      told.set(key, now);
      store?.run(
        "INSERT INTO notices (key, at) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET at = excluded.at",
        key,
        now,
      );
      for (const [old, at] of told) {
        if (now - at < SILENCE_MS && told.size <= MAX_NOTICES) break;
        forget(old);
      }
      return true;
    },
    release: forget,
    close: () => store?.close(),
  };
}

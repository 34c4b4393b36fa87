/**
 * The file of one account that says with whom it shares its app: marks of what was made here, signs of another program,
 * and a count that runs. One small SQLite file (`lib/sqlite-store`), as a command in a process of its own writes to it
 * too. What stands in it is read by `foreign-signs.ts` and `number-count.ts`.
 */
import path from "node:path";
import { openSqliteStore, type SqliteStore } from "../../lib/sqlite-store.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";

export interface ConsumerStoreOptions {
  /** Folder of the plugin's durable state. */
  readonly directory: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger?: Logger;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS cards (carrier_id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS signs (
    kind TEXT NOT NULL, about TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, about)) STRICT;
  CREATE TABLE IF NOT EXISTS counted (number INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT`;

/** Where the file lies below the plugin's state folder. */
export function consumerPath(stateDirectory: string, accountId: string): string {
  return path.join(stateDirectory, "consumers", `consumers-${encodeURIComponent(accountId)}.sqlite`);
}

/** Throws where the file can neither be opened nor begun anew. */
export function openConsumerStore({ directory, accountId, ...outside }: ConsumerStoreOptions): SqliteStore {
  return openSqliteStore({
    ...outside,
    path: consumerPath(directory, accountId),
    label: "record of who shares the app",
    schema: SCHEMA,
    probe: "SELECT name, value FROM facts LIMIT 1",
  });
}

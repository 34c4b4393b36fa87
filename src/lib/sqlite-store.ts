/**
 * One small SQLite file for records that help but that no answer may depend on: a failing disk is logged and never
 * thrown at the caller. WAL with `synchronous=NORMAL`: it survives the end of the process at any moment; a power cut
 * may cost the last entries that were not written durably. Every call is one short synchronous statement. A damaged
 * file is moved aside. Many durable records a second belong to the journal, which has an engine of its own.
 */
import { chmodSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { systemClock, type Clock } from "./clock.ts";
import { silentLogger, type Logger } from "./logger.ts";

export type SqliteValue = string | number | null;
export type SqliteRow = Record<string, unknown>;

export interface SqliteStoreOptions {
  /** The file; its folder is created where absent. Both are for their owner only. */
  readonly path: string;
  /** What is kept, for the log, e.g. "record of open cards". */
  readonly label: string;
  /** `CREATE … IF NOT EXISTS` statements. */
  readonly schema: string;
  /** A `SELECT` that fails where the file holds other tables than these. */
  readonly probe: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

export interface SqliteStore {
  /** Rows changed; 0 after `close` and where the disk refuses, which is logged. */
  run(sql: string, ...values: SqliteValue[]): number;
  /** The same, and on the disk itself before it returns: it survives a power cut. Costs an fsync. */
  runDurably(sql: string, ...values: SqliteValue[]): number;
  /** No rows after `close` and where the disk refuses, which is logged. */
  all(sql: string, ...values: SqliteValue[]): SqliteRow[];
  /** May be called twice. */
  close(): void;
}

const SIDE_FILES = ["-wal", "-shm"];
/** SQLite's primary result codes: ERROR (other tables than ours), CORRUPT, NOTADB. */
const DAMAGE_CODES: ReadonlySet<number> = new Set([1, 11, 26]);
/** Another process may hold the file for a moment, in milliseconds. */
const BUSY_WAIT_MS = 1_000;

/** Opens the store; a damaged file is moved aside and a new one begun. Throws when neither is possible. */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const { path, label, clock = systemClock, logger = silentLogger } = options;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let database: DatabaseSync;
  try {
    database = openFile(options);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = `${path}.damaged-${clock.now()}`;
    logger.error(`The ${label} was damaged; it is moved aside.`, { path, aside, error });
    moveFileAside(path, aside);
    database = openFile(options);
  }
  const guarded = <Result>(doing: string, fallback: Result, work: () => Result): Result => {
    // What ends after its owner was stopped has nothing to record here any more.
    if (!database.isOpen) return fallback;
    try {
      return work();
    } catch (error) {
      logger.error(`The ${label} could not be ${doing}.`, { error });
      return fallback;
    }
  };
  return {
    run: (sql, ...values) =>
      guarded("written", 0, () => Number(database.prepare(sql).run(...values).changes)),
    runDurably: (sql, ...values) =>
      guarded("written", 0, () => {
        database.exec("PRAGMA synchronous=FULL");
        try {
          return Number(database.prepare(sql).run(...values).changes);
        } finally {
          database.exec("PRAGMA synchronous=NORMAL");
        }
      }),
    all: (sql, ...values) => guarded("read", [], () => database.prepare(sql).all(...values)),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

export type ReadRows = (sql: string, ...values: SqliteValue[]) => SqliteRow[];

/**
 * Looks into a store that somebody else may be writing, also another process, and changes nothing. Cheap: a handle
 * for each look, no check of the file. `absent` where there is no file. Throws where it cannot be read.
 */
export function readSqliteStore<Result>(
  path: string,
  absent: Result,
  read: (all: ReadRows) => Result,
): Result {
  if (!existsSync(path)) return absent;
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_WAIT_MS });
  try {
    return read((sql, ...values) => database.prepare(sql).all(...values));
  } finally {
    database.close();
  }
}

/** Renames a database with its side files, so that none of them is taken for a part of the next one. */
export function moveFileAside(path: string, aside: string): void {
  renameSync(path, aside);
  for (const tail of SIDE_FILES) {
    try {
      renameSync(path + tail, aside + tail);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

/** Anything else, such as another process that is writing or a full disk, leaves the file as it is. */
function isDamage(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return error instanceof DamagedFileError || (errcode !== undefined && DAMAGE_CODES.has(errcode & 0xff));
}

class DamagedFileError extends Error {
  override readonly name = "DamagedFileError";
}

function openFile({ path, schema, probe }: SqliteStoreOptions): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_WAIT_MS });
  // It may hold what people were told; side files take the mode of the main file.
  chmodSync(path, 0o600);
  try {
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    database.exec(schema);
    const check = database.prepare("PRAGMA quick_check(1)").get();
    if (check?.["quick_check"] !== "ok") throw new DamagedFileError("the file is damaged");
    database.prepare(probe).get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

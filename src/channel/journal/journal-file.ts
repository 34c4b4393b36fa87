/**
 * One SQLite file: open, permissions, transactions with or without fsync, and the way out when the file is damaged
 * (moved aside with a timestamp, what is readable carried over, logged as an error). Knows no event semantics.
 *
 * Durability: WAL. A `durable` transaction is fsynced (`synchronous=FULL`, on macOS `F_FULLFSYNC`) before it returns
 * and survives a power cut. A `relaxed` one survives `kill -9`, and after a power cut may be missing unless a durable
 * one came after it (one log, so order is kept and nothing is half there).
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isDamage, JournalError, toJournalError } from "./journal-error.ts";
import {
  closeQuietly,
  openDatabase,
  prepareFile,
  replaceDamagedFile,
  truncateLog,
  type JournalFileOptions,
} from "./open-database.ts";

export type Durability = "read" | "relaxed" | "durable";

export interface JournalFile {
  readonly path: string;
  /** A prepared statement, cached until the file is reopened; do not keep it across calls. */
  statement(sql: string): StatementSync;
  /** Runs `work` in one transaction (none for `read`). `work` must be repeatable: it runs again after a repair. */
  run<Result>(durability: Durability, work: () => Result): Result;
  /** Moves the log into the file and empties it, so that forgotten contents leave the disk. */
  checkpoint(): void;
  close(): void;
}

export function openJournalFile(options: JournalFileOptions): JournalFile {
  let db: DatabaseSync | undefined;
  let statements = new Map<string, StatementSync>();
  let synchronous: Durability | undefined;
  let closed = false;

  const reset = (next: DatabaseSync | undefined) => {
    db = next;
    statements = new Map();
    synchronous = undefined;
  };
  const handle = () => {
    if (closed || !db) throw new JournalError("journal_closed", "The journal is closed.");
    return db;
  };
  const attempt = <Result>(durability: Durability, work: () => Result): Result => {
    const open = handle();
    if (durability === "read") return work();
    if (synchronous !== durability) {
      open.exec(`PRAGMA synchronous=${durability === "durable" ? "FULL" : "NORMAL"}`);
      synchronous = durability;
    }
    open.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      open.exec("COMMIT");
      return result;
    } catch (error) {
      if (open.isTransaction) open.exec("ROLLBACK");
      throw error;
    }
  };
  const repair = (cause: unknown) => {
    if (!options.repair) throw toJournalError(cause, "Reading the journal");
    closeQuietly(db);
    reset(undefined);
    try {
      reset(replaceDamagedFile(options, cause));
    } catch (error) {
      throw toJournalError(error, "Replacing the damaged journal");
    }
  };

  try {
    prepareFile(options.path);
    reset(openDatabase(options));
  } catch (error) {
    if (!isDamage(error)) throw toJournalError(error, `Opening the journal ${options.path}`);
    repair(error);
  }

  return {
    path: options.path,
    statement(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const prepared = handle().prepare(sql);
      statements.set(sql, prepared);
      return prepared;
    },
    run(durability, work) {
      try {
        return attempt(durability, work);
      } catch (error) {
        const doing = durability === "read" ? "Reading the journal" : "Writing the journal";
        if (!isDamage(error)) throw toJournalError(error, doing);
        repair(error);
        return attempt(durability, work);
      }
    },
    checkpoint() {
      if (!closed) truncateLog(handle());
    },
    close() {
      if (closed) return;
      if (db) truncateLog(db);
      closed = true;
      closeQuietly(db);
    },
  };
}

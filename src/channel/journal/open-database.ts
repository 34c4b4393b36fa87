/**
 * Opening one SQLite file for the journal: permissions, pragmas, integrity check, migration, and the replacement of a
 * damaged file.
 */
import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { moveFileAside } from "../../lib/sqlite-store.ts";
import { JournalError } from "./journal-error.ts";
import { migrate } from "./journal-schema.ts";
import { salvageEvents } from "./salvage-events.ts";

export interface JournalFileOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The file refuses to grow beyond this. */
  readonly maxBytes: number;
  /** Whether a damaged file may be replaced; a second reader (a command) must not. */
  readonly repair: boolean;
  /** How long to wait for another process that is writing, in milliseconds. */
  readonly busyTimeoutMs: number;
}

const SIDE_FILES = ["", "-wal", "-shm"] as const;

/** Creates folder and file with owner-only permissions before SQLite sees them; its side files inherit them. */
export function prepareFile(file: string): void {
  const folder = path.dirname(file);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.closeSync(fs.openSync(file, "a", 0o600));
  if (process.platform === "win32") return;
  fs.chmodSync(folder, 0o700);
  for (const side of SIDE_FILES) if (fs.existsSync(file + side)) fs.chmodSync(file + side, 0o600);
}

export function openDatabase(options: JournalFileOptions): DatabaseSync {
  const db = new DatabaseSync(options.path, { timeout: options.busyTimeoutMs });
  try {
    db.exec(
      `PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;
       PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;`,
    );
    const check = db.prepare("PRAGMA quick_check(1)").get() as { quick_check?: string } | undefined;
    if (check?.quick_check !== "ok")
      throw new JournalError("journal_damaged", `The journal is damaged: ${check?.quick_check}`);
    const page = db.prepare("PRAGMA page_size").get() as { page_size: number };
    db.exec(`PRAGMA max_page_count=${Math.max(1, Math.floor(options.maxBytes / page.page_size))}`);
    migrate(db);
    syncFolder(path.dirname(options.path));
    return db;
  } catch (error) {
    closeQuietly(db);
    throw error;
  }
}

/** The new file's name must survive a power cut too. Not possible, and not needed, on Windows. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

export function replaceDamagedFile(options: JournalFileOptions, cause: unknown): DatabaseSync {
  const stamp = new Date(options.clock.now()).toISOString().replace(/[:.]/g, "-");
  const aside = `${options.path}.damaged-${stamp}`;
  moveFileAside(options.path, aside);
  prepareFile(options.path);
  const db = openDatabase(options);
  const salvaged = salvageEvents(aside, db);
  options.logger.error("The message journal was damaged; it was moved aside and a new one was started.", {
    movedTo: aside,
    salvagedOpen: salvaged.open,
    salvagedDone: salvaged.done,
    readToTheEnd: salvaged.complete,
    cause: cause instanceof Error ? cause.message : String(cause),
  });
  return db;
}

export function truncateLog(db: DatabaseSync): void {
  try {
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // Another handle is reading; the next checkpoint does it.
  }
}

export function closeQuietly(db: DatabaseSync | undefined): void {
  try {
    db?.close();
  } catch {
    // A damaged file may refuse; the handle is given up either way.
  }
}

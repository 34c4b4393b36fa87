/**
 * Failures of the journal by code. An append that rejects was not stored: the frame must not be acked.
 */
export type JournalErrorCode =
  | "journal_closed"
  | "journal_bad_event"
  | "journal_disk_full"
  | "journal_busy"
  | "journal_read_only"
  | "journal_damaged"
  | "journal_newer_schema"
  | "journal_storage_failed";

const HINTS: Record<JournalErrorCode, string> = {
  journal_closed: "The account is stopping; DingTalk delivers the message again.",
  journal_bad_event: "This is a fault of the plugin; please report it.",
  journal_disk_full:
    "Free disk space; until then messages are not accepted and DingTalk delivers them again.",
  journal_busy: "Another process holds the journal file; stop it.",
  journal_read_only: "Give the gateway's user the right to write to the journal's folder.",
  journal_damaged: "The journal file could not be read or replaced; look at the disk.",
  journal_newer_schema: "The journal was written by a newer release of the plugin; update the plugin.",
  journal_storage_failed: "The disk refused a read or write; look at the disk and the system log.",
};

export class JournalError extends Error {
  override readonly name = "JournalError";
  readonly code: JournalErrorCode;
  /** What a person can do. */
  readonly hint: string;

  constructor(code: JournalErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = HINTS[code];
  }
}

/** SQLite's primary result codes that we tell apart (https://sqlite.org/rescode.html). */
const SQLITE_CODES: Readonly<Record<number, JournalErrorCode>> = {
  5: "journal_busy",
  6: "journal_busy",
  8: "journal_read_only",
  11: "journal_damaged",
  13: "journal_disk_full",
  26: "journal_damaged",
};
const SYSTEM_CODES: Readonly<Record<string, JournalErrorCode>> = {
  ENOSPC: "journal_disk_full",
  EDQUOT: "journal_disk_full",
  EROFS: "journal_read_only",
  EACCES: "journal_read_only",
  EPERM: "journal_read_only",
};

/** Any error as a `JournalError`; errors of callbacks pass unchanged. */
export function toJournalError(error: unknown, doing: string): unknown {
  if (!(error instanceof Error) || error instanceof JournalError) return error;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (code === "ERR_SQLITE_ERROR" && typeof errcode === "number") {
    const known = SQLITE_CODES[errcode & 0xff] ?? "journal_storage_failed";
    return new JournalError(known, `${doing} failed: ${error.message}`, error);
  }
  const known = typeof code === "string" ? SYSTEM_CODES[code] : undefined;
  return known ? new JournalError(known, `${doing} failed: ${error.message}`, error) : error;
}

/** Whether the error says that the database file itself is broken. */
export function isDamage(error: unknown): boolean {
  const mapped = toJournalError(error, "");
  return mapped instanceof JournalError && mapped.code === "journal_damaged";
}

/** Whether the error comes from SQLite or the disk, not from a caller's data. */
export function isStorageError(error: unknown): boolean {
  const mapped = toJournalError(error, "");
  return mapped instanceof JournalError && mapped.code !== "journal_bad_event";
}

/**
 * What the operations of the SQLite journal share: the file, its table, the clock and the three ways to run a step.
 */
import type { QueueIdentity } from "./event-rows.ts";
import type { EventTable } from "./event-table.ts";
import { JournalError } from "./journal-error.ts";
import type { JournalFile } from "./journal-file.ts";
import type { Journal } from "./journal.ts";

export interface JournalParts {
  readonly file: JournalFile;
  readonly table: EventTable;
  readonly identity: QueueIdentity;
  readonly now: () => number;
  /** In the next group commit. */
  durably<Result>(write: () => Result): Promise<Result>;
  /** At once, without fsync, after what was handed in before. */
  relaxed<Result>(write: () => Result): Result;
  read<Result>(read: () => Result): Result;
}

/** A part of the journal, made by one of the `create…` functions beside this file. */
export type Half<Payload, Metadata, Done, Names extends keyof Journal<Payload, Metadata, Done>> = Pick<
  Journal<Payload, Metadata, Done>,
  Names
>;

/** JSON text; values that JSON cannot hold are refused. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new JournalError("journal_bad_event", "The event is not JSON.");
  return text;
}

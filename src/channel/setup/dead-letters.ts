/**
 * `openclaw china dead-letters`: messages that were given up. Lists, shows, retries and drops them in the journals of
 * the accounts, also while the gateway runs. Prints through `print`; returns the exit code.
 */
import { existsSync } from "node:fs";
import { redact } from "../../lib/redact.ts";
import { journalPath, openSqliteJournal } from "../journal/sqlite.ts";
import type { DeadLetter, Journal } from "../journal/journal.ts";
import type { Text } from "../text/text.ts";

export interface DeadLetterPlace {
  /** Folder with the journals. */
  readonly directory: string;
  readonly accountIds: readonly string[];
}

export interface DeadLetterCommand extends DeadLetterPlace {
  readonly text: Text;
  readonly print: (line: string) => void;
}

interface StoredEvent {
  readonly rawEvent?: string;
}

type OpenJournal = Journal<StoredEvent>;

const placeOf = (directory: string, accountId: string) => ({ directory, channelId: "dingtalk", accountId });

export const hasJournal = (directory: string, accountId: string): boolean =>
  existsSync(journalPath(placeOf(directory, accountId)));

/** Uses the journal's file where there is one, also while the gateway runs; undefined where there is none. */
export async function withJournal<Result>(
  { directory }: DeadLetterPlace,
  accountId: string,
  use: (journal: OpenJournal) => Promise<Result>,
): Promise<Result | undefined> {
  if (!hasJournal(directory, accountId)) return undefined;
  const where = placeOf(directory, accountId);
  const journal = openSqliteJournal<StoredEvent>({ ...where, repair: false });
  try {
    return await use(journal);
  } finally {
    journal.close();
  }
}

function describeLetter(accountId: string, letter: DeadLetter<StoredEvent>): string {
  const at = new Date(letter.failedAt).toISOString();
  return redact(`${letter.id}  ${accountId}  ${at}  ${letter.reason}  ${letter.message ?? ""}`.trimEnd());
}

/** The message without its secrets, readable. */
function showLetter(letter: DeadLetter<StoredEvent>): string {
  const raw = letter.payload?.rawEvent;
  try {
    return JSON.stringify(redact(raw === undefined ? letter.payload : (JSON.parse(raw) as unknown)), null, 2);
  } catch {
    return redact(String(raw));
  }
}

async function findLetter(command: DeadLetterCommand, id: string) {
  for (const accountId of command.accountIds) {
    const letters = await withJournal(command, accountId, (journal) => journal.listDeadLetters());
    const letter = letters?.find((candidate) => candidate.id === id);
    if (letter) return { accountId, letter };
  }
  command.print(command.text.deadLetterUnknown({ id }));
  return undefined;
}

export async function listDeadLetters(command: DeadLetterCommand, json: boolean): Promise<number> {
  const found: { accountId: string; letter: DeadLetter<StoredEvent> }[] = [];
  for (const accountId of command.accountIds) {
    const letters = await withJournal(command, accountId, (journal) => journal.listDeadLetters());
    found.push(...(letters ?? []).map((letter) => ({ accountId, letter })));
  }
  if (json) {
    const rows = found.map(({ accountId, letter: { id, failedAt, reason } }) => ({
      id,
      accountId,
      failedAt,
      reason,
    }));
    command.print(JSON.stringify(rows));
    return 0;
  }
  if (found.length === 0) command.print(command.text.deadLettersNone);
  for (const { accountId, letter } of found) command.print(describeLetter(accountId, letter));
  return 0;
}

export async function showDeadLetter(command: DeadLetterCommand, id: string): Promise<number> {
  const found = await findLetter(command, id);
  if (!found) return 1;
  command.print(describeLetter(found.accountId, found.letter));
  command.print(showLetter(found.letter));
  return 0;
}

export async function retryDeadLetter(command: DeadLetterCommand, id: string): Promise<number> {
  const found = await findLetter(command, id);
  if (!found) return 1;
  const result = await withJournal(command, found.accountId, (journal) => journal.retryDeadLetter(id));
  const done = result?.kind === "resubmitted";
  command.print(done ? command.text.deadLetterRetried({ id }) : command.text.deadLetterNotRetried({ id }));
  return done ? 0 : 1;
}

export async function dropDeadLetter(command: DeadLetterCommand, id: string): Promise<number> {
  const found = await findLetter(command, id);
  if (!found) return 1;
  await withJournal(command, found.accountId, (journal) => journal.dropDeadLetter(id));
  command.print(command.text.deadLetterDropped({ id }));
  return 0;
}

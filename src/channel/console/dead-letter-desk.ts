/**
 * Messages that were given up, over all accounts: through the journal of a running one, through the file of one that
 * does not run. Lists them, tries one again, drops one.
 */
import { join } from "node:path";
import type { DeadLetterAction, DeadLetterNow, TrailPlace } from "../../contract/console.ts";
import { ConversationType, robotMessageSchema, type RobotMessage } from "../../contract/robot-message.ts";
import { redact } from "../../lib/redact.ts";
import type { DeadLetter } from "../journal/journal.ts";
import { withJournal } from "../setup/dead-letters.ts";
import type { Text } from "../text/text.ts";
import type { ConsoleAccount, ConsoleAccounts, KnownAccount, StoredFrame } from "./console-accounts.ts";
import { listAccounts } from "./list-accounts.ts";
import type { Reader } from "./trail-view.ts";

type OperatorJournal = NonNullable<ConsoleAccount["journal"]>;

/** `not-retried`: its content is gone or it is being processed. */
export type DeadLetterResult = "done" | "unknown" | "not-retried" | "no-account";

const PREVIEW_CODE_POINTS = 80;
const RESTING_MS = 15_000;

function placeOf(accounts: ConsoleAccounts) {
  return { directory: join(accounts.stateDirectory, "journal"), accountIds: [] };
}

/** Undefined where the account has no journal of ours. */
async function use<Result>(
  accounts: ConsoleAccounts,
  { settings, running }: KnownAccount,
  work: (journal: OperatorJournal) => Promise<Result>,
): Promise<Result | undefined> {
  if (running) return running.journal && work(running.journal);
  return withJournal(placeOf(accounts), settings.accountId, work);
}

function readFrame(letter: DeadLetter<StoredFrame>): RobotMessage | undefined {
  try {
    return robotMessageSchema.safeParse(JSON.parse(letter.payload?.rawEvent ?? "")).data;
  } catch {
    return undefined;
  }
}

function placeOfFrame(frame: RobotMessage): TrailPlace {
  const { conversationId, conversationTitle: title } = frame;
  const kind = frame.conversationType === ConversationType.group ? "group" : "direct";
  return { kind, conversationId, ...(title ? { title } : {}) };
}

function wordsOf(frame: RobotMessage, reveal: boolean): string | undefined {
  const { content } = (typeof frame.text === "object" ? frame.text : {}) as { content?: unknown };
  if (typeof content !== "string") return undefined;
  const points = [...content.trim().toWellFormed()];
  if (!reveal) return `···· ${points.length}`;
  const start = points.slice(0, PREVIEW_CODE_POINTS).join("");
  return points.length > PREVIEW_CODE_POINTS ? `${start}…` : start;
}

function viewLetter(
  accountId: string,
  letter: DeadLetter<StoredFrame>,
  { text, reveal }: Reader,
): DeadLetterNow {
  const frame = readFrame(letter);
  const preview = frame && wordsOf(frame, reveal);
  return {
    id: letter.id,
    accountId,
    failedAt: letter.failedAt,
    reason: { text: text.trailDeadLetter({ reason: redact(letter.message ?? letter.reason) }) },
    ...(frame?.senderNick ? { senderName: frame.senderNick } : {}),
    ...(frame ? { place: placeOfFrame(frame) } : {}),
    ...(preview === undefined ? {} : { preview }),
  };
}

export interface DeadLetterDesk {
  /** Newest first. A journal that cannot be read lists none: doctor tells of it. */
  list(reader: Reader): Promise<DeadLetterNow[]>;
  act(action: DeadLetterAction): Promise<DeadLetterResult>;
}

interface Found {
  readonly at: number;
  readonly letters: Promise<readonly DeadLetter<StoredFrame>[]>;
}

export function createDeadLetterDesk(accounts: ConsoleAccounts): DeadLetterDesk {
  /** Of accounts that do not run: their file is opened and checked for each look. */
  const resting = new Map<string, Found>();

  const lettersOf = (known: KnownAccount): Promise<readonly DeadLetter<StoredFrame>[]> => {
    const { accountId } = known.settings;
    const now = accounts.clock.now();
    const before = known.running ? undefined : resting.get(accountId);
    if (before && now - before.at < RESTING_MS) return before.letters;
    const letters = use(accounts, known, (journal) => journal.listDeadLetters()).then(
      (found) => found ?? [],
      () => [],
    );
    if (known.running) resting.delete(accountId);
    else resting.set(accountId, { at: now, letters });
    return letters;
  };
  return {
    async list(reader) {
      const lists = await Promise.all(
        listAccounts(accounts).map(async (known) =>
          (await lettersOf(known)).map((letter) => viewLetter(known.settings.accountId, letter, reader)),
        ),
      );
      return lists.flat().toSorted((a, b) => b.failedAt - a.failedAt);
    },
    async act({ accountId, id, action }) {
      const known = listAccounts(accounts).find(({ settings }) => settings.accountId === accountId);
      if (!known) return "no-account";
      resting.delete(accountId);
      const done = await use(accounts, known, async (journal): Promise<DeadLetterResult> => {
        if (action === "drop") return (await journal.dropDeadLetter(id)) ? "done" : "unknown";
        const { kind } = await journal.retryDeadLetter(id);
        if (kind === "resubmitted") return "done";
        return kind === "not-found" ? "unknown" : "not-retried";
      });
      if (done === "done")
        known.running?.trail.note(id.slice(id.indexOf(":") + 1), {
          step: action === "drop" ? "dropped" : "retried",
        });
      return done ?? "unknown";
    },
  };
}

/** Why nothing was done. */
export function describeRefusal(
  result: Exclude<DeadLetterResult, "done">,
  accountId: string,
  text: Text,
): string {
  if (result === "no-account") return text.consoleNoAccount({ accountId });
  return result === "unknown" ? text.consoleLetterUnknown : text.consoleLetterNotRetried;
}

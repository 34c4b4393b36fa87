/** Is the account's journal sound, and does anything lie in it that nobody works on? Repairs when asked to. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { journalPath, openSqliteJournal } from "../../journal/sqlite.ts";
import { good, type AccountCheck, type AccountCheckContext, type Finding } from "./check.ts";

function placeOf({ machine, account }: AccountCheckContext) {
  const directory = join(machine.stateDir, "dingtalk", "journal");
  return { directory, channelId: "dingtalk", accountId: account.accountId };
}

async function readDepth(context: AccountCheckContext) {
  const journal = openSqliteJournal({ ...placeOf(context), repair: false });
  try {
    return await journal.depth();
  } finally {
    journal.close();
  }
}

/** What is readable is carried over; the damaged file stays beside it under another name. */
async function repairJournal(context: AccountCheckContext): Promise<string> {
  const journal = openSqliteJournal(placeOf(context));
  try {
    await journal.depth();
  } finally {
    journal.close();
  }
  return context.text.journalRepaired;
}

export const checkJournal: AccountCheck = {
  kind: "account",
  id: "journal",
  title: "checkJournalTitle",
  online: false,
  async run(context): Promise<readonly Finding[]> {
    const { text } = context;
    const place = journalPath(placeOf(context));
    if (!existsSync(place)) return good(text.journalNone);
    try {
      const { pending, failed } = await readDepth(context);
      if (failed === 0) return good(text.journalFine({ pending }));
      const remedy = text.remedyDeadLetters;
      return [{ state: "warning", found: text.journalFailed({ failed }), remedy, code: "dead-letters" }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        {
          state: "problem",
          found: text.journalDamaged({ place, reason }),
          remedy: text.remedyJournal,
          code: "journal",
          repair: () => repairJournal(context),
        },
      ];
    }
  },
};

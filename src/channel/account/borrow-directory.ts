/**
 * The directory of an account that does not run in this process, as for a command: read from disk beside the
 * gateway, with a client of its own for look-ups, and closed again.
 */
import { systemClock } from "../../lib/clock.ts";
import { createLogger, silentLogger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { AccountDirectory } from "../directory/account-directory.ts";
import type { Text } from "../text/text.ts";
import { createPeopleDesk } from "./people-desk.ts";
import { createAccountClient } from "./start-account.ts";

export interface BorrowDirectoryOptions {
  readonly account: ResolvedAccount;
  /** Folder for this plugin's durable state. */
  readonly directory: string;
  readonly text: Text;
  /** What a person at a terminal should know, such as a permission that is missing. */
  readonly tell: (line: string) => void;
}

export async function borrowDirectory<Result>(
  { account, directory, text, tell }: BorrowDirectoryOptions,
  work: (directory: AccountDirectory) => Promise<Result>,
): Promise<Result> {
  const client = createAccountClient(account, silentLogger);
  const logger = createLogger((level, line) => {
    if (level !== "debug") tell(line);
  });
  const readAccount = () => account;
  const people = createPeopleDesk({
    client,
    account,
    readAccount,
    directory,
    text,
    clock: systemClock,
    logger,
  });
  try {
    return await work(people.directory);
  } finally {
    people.dispose();
    await client.close();
  }
}

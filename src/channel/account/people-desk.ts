/**
 * The people of one account: its directory on disk, who was told of a refusal, and how the log names somebody. A
 * disk that refuses costs names, not the account.
 */
import path from "node:path";
import type { DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { SECTION_PATH, type ResolvedAccount } from "../config/accounts.ts";
import { createAccountDirectory, type AccountDirectory } from "../directory/account-directory.ts";
import { openDirectoryStore, type DirectoryStore } from "../directory/directory-store.ts";
import type { InboundMessage } from "../model.ts";
import type { Text } from "../text/text.ts";
import { openRefusalNotices, type RefusalNoticeLog } from "./refusal-notices.ts";

export interface PeopleDeskOptions {
  readonly client: Pick<DingTalkClient, "directory" | "robot">;
  readonly account: ResolvedAccount;
  /** As configured now. */
  readonly readAccount: () => ResolvedAccount;
  /** Folder for this plugin's durable state. */
  readonly directory: string;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface PeopleDesk {
  readonly directory: AccountDirectory;
  readonly notices: RefusalNoticeLog;
  /** Who and where, for a log line: `from`, and for a group `in`. */
  describe(message: InboundMessage): Readonly<Record<string, string>>;
  /** Logs who stands in the lists that are in force, with the names that are known. */
  tellAllowed(): void;
  dispose(): void;
}

const NO_STORE: DirectoryStore = {
  learn() {},
  putPerson() {},
  putGroup() {},
  people: () => [],
  groups: () => [],
  members: () => [],
  findPerson: () => undefined,
  close() {},
};

/** Where the directories of all accounts are. */
export const directoryFolder = (stateFolder: string) => path.join(stateFolder, "directory");

function openStore({ directory, account, clock, logger }: PeopleDeskOptions): DirectoryStore {
  try {
    const folder = directoryFolder(directory);
    return openDirectoryStore({ directory: folder, accountId: account.accountId, clock, logger });
  } catch (error) {
    logger.error("The directory cannot be used; people are known by their ids only", {
      error: String(error),
    });
    return NO_STORE;
  }
}

export function createPeopleDesk(options: PeopleDeskOptions): PeopleDesk {
  const { account, client, readAccount, text, clock, logger } = options;
  const store = openStore(options);
  const directory = createAccountDirectory({ store, client, readAccount, text, clock, logger });
  const notices = openRefusalNotices({
    directory: directoryFolder(options.directory),
    accountId: account.accountId,
    clock,
    logger,
  });
  const tell = (key: "allowFrom" | "groupAllowFrom", ids: readonly string[]) => {
    if (ids.length === 0 || ids.includes("*")) return;
    const people = ids.map((id) => directory.describePerson(id)).join(", ");
    logger.info(text.allowedPeople({ list: `${SECTION_PATH} ${key}`, people }));
  };
  return {
    directory,
    notices,
    describe({ sender, conversation }) {
      const id = sender.staffId ?? sender.senderId ?? "?";
      const from = sender.name === id ? id : `${sender.name} (${id})`;
      if (conversation.kind === "direct") return { from };
      const place = conversation.title ? `${conversation.title} (${conversation.id})` : conversation.id;
      return { from, in: place };
    },
    tellAllowed() {
      tell("allowFrom", account.allowFrom);
      tell("groupAllowFrom", account.groupAllowFrom);
    },
    dispose() {
      notices.close();
      directory.close();
    },
  };
}

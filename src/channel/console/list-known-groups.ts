/** Groups that the accounts know, by title, for a page that calls them so. A directory that cannot be read is passed by. */
import type { KnownGroupTitle } from "../../contract/console-settings.ts";
import { listAccountIds } from "../config/accounts.ts";
import type { AccountDirectory } from "../directory/account-directory.ts";
import { SHOWN_LIMIT } from "./people-view.ts";

interface KnownGroupsOptions {
  /** `channels.dingtalk` as configured now. */
  readonly section: () => unknown;
  /** Opens the account's directory for the time of `work`. */
  readonly useDirectory: <Result>(
    accountId: string,
    work: (directory: Pick<AccountDirectory, "knownGroups">) => Promise<Result>,
  ) => Promise<Result>;
}

/** Without those whose title nobody knows. */
export async function listKnownGroups({
  section,
  useDirectory,
}: KnownGroupsOptions): Promise<readonly KnownGroupTitle[]> {
  const ofAccount = (accountId: string) =>
    useDirectory(accountId, async (directory) => directory.knownGroups())
      .then((groups) =>
        groups
          .slice(0, SHOWN_LIMIT)
          .flatMap(({ openConversationId, title }): KnownGroupTitle[] =>
            title === undefined ? [] : [{ accountId, conversationId: openConversationId, title }],
          ),
      )
      .catch((): KnownGroupTitle[] => []);
  return (await Promise.all(listAccountIds(section()).map(ofAccount))).flat();
}

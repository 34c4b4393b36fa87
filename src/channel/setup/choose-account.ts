/**
 * Which account `--account` means, for all commands but `setup`, which makes accounts. A name that nobody configured
 * is a refusal that says which there are: no command may look for its files, messages or quota and find nothing.
 */
import { normalizeOptionalAccountId } from "../config/account-id.ts";
import { listAccountIds, resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import type { Text } from "../text/text.ts";

export interface AccountChoice {
  /** What stands behind `--account`; undefined where the flag is not there. */
  readonly wanted: string | undefined;
  /** `channels.dingtalk` as configured. */
  readonly section: unknown;
  readonly machine: ConfigEnvironment;
  readonly text: Text;
  /** Whether something is kept of an account that is not configured any more, so that it may still be named. */
  readonly isKept?: (accountId: string) => boolean;
}

export type ChosenAccount =
  /** Without an id the command decides: all accounts, or the default one. */
  | { readonly kind: "chosen"; readonly accountId?: string }
  | { readonly kind: "refused"; readonly sentence: string };

/** The id as the host writes it: `Support` means the account `support`. */
export function chooseAccount({ wanted, section, machine, text, isKept }: AccountChoice): ChosenAccount {
  if (wanted === undefined) return { kind: "chosen" };
  const accountId = normalizeOptionalAccountId(wanted);
  const ids = listAccountIds(section);
  if (accountId !== undefined && (ids.includes(accountId) || isKept?.(accountId)))
    return { kind: "chosen", accountId };
  // An empty configuration has the name of an account, `default`, but no account.
  const isEmpty = ids.every((id) => !resolveAccount(section, id, machine).configured);
  const why = isEmpty
    ? text.answerNoAccountYet({ found: wanted })
    : text.answerNoAccount({ found: wanted, ids: ids.join(", ") });
  return { kind: "refused", sentence: text.flagRefused({ flag: "--account", why }) };
}

/** All accounts that are configured, in their order, each with the running one if it runs. */
import { listAccountIds, resolveAccount } from "../config/accounts.ts";
import type { ConsoleAccounts, KnownAccount } from "./console-accounts.ts";

export function listAccounts(accounts: ConsoleAccounts): KnownAccount[] {
  const section = accounts.section();
  const machine = accounts.machine();
  const running = new Map(accounts.running().map((account) => [account.accountId, account]));
  return listAccountIds(section).map((id) => {
    const settings = resolveAccount(section, id, machine);
    return { settings, running: running.get(settings.accountId) };
  });
}

/** `/quota` in the chat and `openclaw china quota`: what the accounts spent this month, from the ledger on disk. */
import path from "node:path";
import { resolveAccount, type ConfigEnvironment, type ResolvedAccount } from "../config/accounts.ts";
import { readQuotaReport, reportQuota, type QuotaReport } from "../quota/report-quota.ts";
import { createText, resolveLanguage, type Text } from "../text/text.ts";

export interface QuotaCommand {
  readonly section: unknown;
  readonly machine: ConfigEnvironment;
  readonly accountIds: readonly string[];
  readonly text: Text;
  readonly print: (line: string) => void;
}

function reportOf({ clientId, quota }: ResolvedAccount, machine: ConfigEnvironment): QuotaReport {
  return {
    stateDirectory: path.join(machine.stateDir, "dingtalk"),
    clientId,
    plan: quota,
    now: Date.now(),
  };
}

/** Prints each account; returns the exit code. */
export function showQuota(command: QuotaCommand, json: boolean): number {
  const { section, machine, accountIds, text, print } = command;
  const accounts = accountIds.map((id) => resolveAccount(section, id, machine));
  if (json) {
    const rows = accounts.map((account) => ({
      accountId: account.accountId,
      quota: readQuotaReport(reportOf(account, machine)) ?? null,
    }));
    print(JSON.stringify(rows));
    return 0;
  }
  for (const account of accounts) {
    if (accounts.length > 1) print(`[${account.accountId}]`);
    for (const line of reportQuota(reportOf(account, machine), text)) print(line);
  }
  return 0;
}

/** What the bot answers to `/quota`; lines are broken so that DingTalk shows them as lines. */
export function answerQuota(section: unknown, machine: ConfigEnvironment, accountId?: string): string {
  const account = resolveAccount(section, accountId, machine);
  const text = createText(resolveLanguage({ configured: account.language, env: machine.env }));
  return reportQuota(reportOf(account, machine), text).join("\n\n");
}

/** All checks in the order in which they make sense, and their run over the installation and its accounts. */
import { createDingTalkClient } from "../../../client/index.ts";
import { listAccountIds, resolveAccount, type ResolvedAccount } from "../../config/accounts.ts";
import { describeThrown } from "../../text/describe-error.ts";
import type { Text } from "../../text/text.ts";
import { checkArchive } from "./check-archive.ts";
import { checkCardPermissions } from "./check-card-permissions.ts";
import { checkClock } from "./check-clock.ts";
import { checkConsumers } from "./check-consumers.ts";
import { checkConfig } from "./check-config.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkDirectoryPermissions } from "./check-directory-permissions.ts";
import { checkHostSettings } from "./check-host-settings.ts";
import { checkHostVersion } from "./check-host-version.ts";
import { checkJournal } from "./check-journal.ts";
import { checkMessagePermission } from "./check-message-permission.ts";
import { checkNetwork } from "./check-network.ts";
import { checkOtherPlugins } from "./check-other-plugins.ts";
import { checkStream } from "./check-stream.ts";
import type { AccountCheck, CheckContext, Finding, InstallationCheck } from "./check.ts";

export const INSTALLATION_CHECKS: readonly InstallationCheck[] = [
  checkHostVersion,
  checkConfig,
  checkHostSettings,
  checkOtherPlugins,
];

/** What the wizard proves before it writes anything. */
export const PROOF_CHECKS: readonly AccountCheck[] = [
  checkCredentials,
  checkStream,
  checkMessagePermission,
  checkCardPermissions,
];

export const ACCOUNT_CHECKS: readonly AccountCheck[] = [
  checkNetwork,
  ...PROOF_CHECKS,
  checkDirectoryPermissions,
  checkClock,
  checkArchive,
  checkJournal,
  checkConsumers,
];

export interface CheckResult {
  readonly check: AccountCheck | InstallationCheck;
  /** Of an account's check. */
  readonly accountId?: string;
  readonly findings: readonly Finding[];
}

export type OnResult = (result: CheckResult) => void;

/** A check that breaks is a finding, not the end of the others. */
async function attempt(run: () => Promise<readonly Finding[]>, text: Text): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (error) {
    const found = describeThrown(error, text);
    return [{ state: "unknown", found, code: "check-failed" }];
  }
}

/** Calls of the month's quota that all checks of an account make together, at most. */
export function costOfChecks(checks: readonly AccountCheck[], account: ResolvedAccount): number {
  return checks.reduce((sum, { cost }) => sum + (cost?.(account) ?? 0), 0);
}

/** A reference to the environment can be read here; others only the gateway can resolve. */
export function readableSecret(
  account: ResolvedAccount,
  env: CheckContext["machine"]["env"],
): ResolvedAccount {
  const { clientSecret: input } = account.config;
  if (typeof input !== "object" || input.source !== "env") return account;
  const clientSecret = env[input.id]?.trim() ?? "";
  return clientSecret === "" ? account : { ...account, clientSecret, clientSecretSource: "env" };
}

/** Runs checks of one account; those that call DingTalk end with the first that says the credentials do not work. */
export async function runAccountChecks(
  context: CheckContext,
  given: ResolvedAccount,
  checks: readonly AccountCheck[],
  onResult: OnResult,
): Promise<CheckResult[]> {
  const account = readableSecret(given, context.machine.env);
  const { clientId, clientSecret, endpoints, accountId } = account;
  const { onCall } = context;
  const client = createDingTalkClient({ clientId, clientSecret, endpoints, ...(onCall ? { onCall } : {}) });
  const results: CheckResult[] = [];
  let credentialsWork = true;
  try {
    for (const check of checks) {
      context.signal?.throwIfAborted();
      if (check.online && !credentialsWork) continue;
      const findings = await attempt(() => check.run({ ...context, account, client }), context.text);
      if (check === checkCredentials) credentialsWork = findings.every(({ state }) => state === "ok");
      const result = { check, accountId, findings };
      results.push(result);
      onResult(result);
    }
  } finally {
    await client.close();
  }
  return results;
}

export async function runInstallationChecks(
  context: CheckContext,
  onResult: OnResult,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of INSTALLATION_CHECKS) {
    const result = { check, findings: await attempt(() => check.run(context), context.text) };
    results.push(result);
    onResult(result);
  }
  return results;
}

/** Everything: the installation, then account by account. `only` limits it to one account. */
export async function runChecks(
  context: CheckContext,
  onResult: OnResult,
  only?: string,
): Promise<CheckResult[]> {
  const results = await runInstallationChecks(context, onResult);
  if (context.section === undefined) return results;
  for (const id of only === undefined ? listAccountIds(context.section) : [only]) {
    const account = resolveAccount(context.section, id, context.machine);
    if (!account.enabled) continue;
    results.push(...(await runAccountChecks(context, account, ACCOUNT_CHECKS, onResult)));
  }
  return results;
}

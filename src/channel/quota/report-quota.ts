/** The month's quota of one app as lines for people, read from the ledger on disk: also while a gateway writes it. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Text } from "../text/text.ts";
import { describeQuota } from "./describe-quota.ts";
import { readQuota, type QuotaPlan, type QuotaSnapshot } from "./quota-snapshot.ts";
import { openUsageLedger, usageLedgerPath } from "./usage-ledger.ts";

/** Where the ledger lies below the plugin's state folder: one for all accounts. */
export function quotaDirectory(stateDirectory: string): string {
  return path.join(stateDirectory, "quota");
}

export interface QuotaReport {
  /** The plugin's state folder. */
  readonly stateDirectory: string;
  readonly clientId: string;
  readonly plan: QuotaPlan;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Undefined where nothing was ever counted. Throws where the ledger cannot be opened. */
export function readQuotaReport({
  stateDirectory,
  clientId,
  plan,
  now,
}: QuotaReport): QuotaSnapshot | undefined {
  const directory = quotaDirectory(stateDirectory);
  if (!existsSync(usageLedgerPath(directory))) return undefined;
  const ledger = openUsageLedger({ directory, clientId });
  try {
    return readQuota(ledger, clientId, plan, now);
  } finally {
    ledger.close();
  }
}

export function reportQuota(report: QuotaReport, text: Text): string[] {
  const quota = readQuotaReport(report);
  return quota ? describeQuota(quota, text) : [text.quotaNothing];
}

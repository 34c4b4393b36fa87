/**
 * The quota of one account's app: opens the ledger, gives calls and pushes to the governor, and shows in the account's
 * status what it finds. A disk that refuses the ledger costs the counts, not the account.
 */
import type { CallInfo } from "../../client/index.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { silentLogger, type Logger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { AccountStatusSink } from "../host/account-lifecycle.ts";
import { countCall } from "../quota/count-call.ts";
import { createQuotaGovernor } from "../quota/quota-governor.ts";
import type { QuotaSnapshot } from "../quota/quota-snapshot.ts";
import { quotaDirectory } from "../quota/report-quota.ts";
import {
  openUsageLedger,
  type UsageDay,
  type UsageLedger,
  type UsageLedgerOptions,
} from "../quota/usage-ledger.ts";
import { quotaMonthAt } from "../quota/quota-month.ts";
import type { Text } from "../text/text.ts";
import type { CardQuota } from "./card-desk.ts";

export interface QuotaDeskOptions {
  readonly account: Pick<ResolvedAccount, "clientId" | "quota">;
  /** Folder of the plugin's durable state: the ledger is shared by all accounts. */
  readonly directory: string;
  readonly text: Text;
  readonly status: AccountStatusSink;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface QuotaDesk extends CardQuota {
  readonly onCall: (info: CallInfo) => void;
  countPush(api: string): void;
  pushesGone(): void;
  /** Undefined where the disk refuses the ledger. */
  snapshot(): QuotaSnapshot | undefined;
  /** Billed calls of this month by day, the first day first; days without any are left out. */
  days(): readonly UsageDay[];
  dispose(): void;
}

function openLedger(options: UsageLedgerOptions): UsageLedger | undefined {
  try {
    return openUsageLedger(options);
  } catch (error) {
    options.logger?.error("API calls cannot be counted: their record cannot be opened", {
      error: String(error),
    });
    return undefined;
  }
}

export function createQuotaDesk(options: QuotaDeskOptions): QuotaDesk {
  const { account, directory, text, status, clock, logger } = options;
  const { clientId, quota: plan } = account;
  const { mode } = plan;
  const ledger = openLedger({ directory: quotaDirectory(directory), clientId, clock, logger });
  if (!ledger) {
    const step = mode === "saving" ? "few-frames" : "stream";
    return {
      mode,
      step,
      nextStep: () => step,
      onCall() {},
      countPush() {},
      pushesGone: () => status({ lastError: text.pushQuotaGone }),
      snapshot: () => undefined,
      days: () => [],
      dispose() {},
    };
  }
  const governor = createQuotaGovernor({
    ledger,
    clientId,
    plan,
    text,
    clock,
    logger,
    onChange: (quota) => status({ application: { quota } }),
    onGone: (sentence) => status({ lastError: sentence }),
  });
  governor.look();
  return {
    mode,
    get step() {
      return governor.snapshot().step;
    },
    nextStep: governor.nextStep,
    onCall: governor.onCall,
    countPush: governor.countPush,
    pushesGone: governor.pushesGone,
    snapshot: governor.snapshot,
    days: () => ledger.days(quotaMonthAt(clock.now()).name),
    dispose: () => ledger.close(),
  };
}

export interface CallCounter {
  readonly onCall: (info: CallInfo) => void;
  close(): void;
}

/** Counts the calls of a client that lives for one errand, as in a command's own process. */
export function createCallCounter(directory: string, clientId: string, clock = systemClock): CallCounter {
  const ledger = openLedger({ directory: quotaDirectory(directory), clientId, clock, logger: silentLogger });
  return {
    onCall(info) {
      if (ledger) countCall(ledger, clock.now(), info);
    },
    close: () => ledger?.close(),
  };
}

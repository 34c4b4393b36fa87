/**
 * What each account of this process last said of itself, merged from its status patches, for whoever shows it. The
 * host keeps a copy of its own; this one is there without asking it.
 */
import type { Clock } from "../../lib/clock.ts";
import type { AccountStatusPatch, AccountStatusSink } from "../host/account-lifecycle.ts";

export interface AccountReport {
  /** When this process started it last; milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Absent: it runs. */
  readonly stoppedAt?: number;
  readonly status: AccountStatusPatch;
}

export interface WatchedAccount {
  /** Takes what the account says, and passes it on. */
  readonly status: AccountStatusSink;
  stopped(): void;
}

export interface AccountBoard {
  /** Begins a new report for an account that starts. */
  watch(accountId: string, sink: AccountStatusSink): WatchedAccount;
  /** Undefined: this process never started it. */
  find(accountId: string): AccountReport | undefined;
  /** This process never started any: it is no gateway. */
  isEmpty(): boolean;
}

export function createAccountBoard(clock: Clock): AccountBoard {
  const reports = new Map<string, AccountReport>();
  return {
    watch(accountId, sink) {
      let report: AccountReport = { startedAt: clock.now(), status: {} };
      reports.set(accountId, report);
      const change = (next: AccountReport) => {
        // One that is ending may still speak when its successor has begun.
        if (reports.get(accountId) === report) reports.set(accountId, next);
        report = next;
      };
      return {
        status(patch) {
          change({ ...report, status: { ...report.status, ...patch } });
          sink(patch);
        },
        stopped: () => change({ ...report, stoppedAt: clock.now() }),
      };
    },
    find: (accountId) => reports.get(accountId),
    isEmpty: () => reports.size === 0,
  };
}

/** What was spent and what is left, as one object that status, `/quota` and the command line show. Pure readers. */
import { quotaMonthAt, type QuotaMonth } from "./quota-month.ts";
import { evaluateStep, type QuotaMode, type QuotaStep } from "./quota-step.ts";
import type { UsageLedger, UsageRow } from "./usage-ledger.ts";

/** What the plan gives; a limit of 0 means that there is none. */
export interface QuotaPlan {
  readonly mode: QuotaMode;
  readonly monthlyCalls: number;
  readonly monthlyPushes: number;
}

export interface Spending {
  readonly used: number;
  readonly limit: number;
  /** Absent without a limit. */
  readonly left?: number;
  /** DingTalk itself said that they are gone. */
  readonly gone: boolean;
}

export interface QuotaSnapshot {
  readonly clientId: string;
  readonly month: string;
  /** Milliseconds since the Unix epoch: the first moment of the next month. */
  readonly resetsAt: number;
  readonly mode: QuotaMode;
  readonly step: QuotaStep;
  readonly calls: Spending;
  readonly pushes: Spending;
  /** Messages by session webhooks. */
  readonly sessionMessages: number;
  /** Most used first. */
  readonly byApi: readonly UsageRow[];
}

/** Facts that a month's ledger may hold. */
export const CALLS_GONE = "calls-gone";
export const PUSHES_GONE = "pushes-gone";

export function readQuota(
  ledger: UsageLedger,
  clientId: string,
  plan: QuotaPlan,
  now: number,
): QuotaSnapshot {
  const month = quotaMonthAt(now);
  const byApi = ledger.rows(month.name);
  const sum = (kind: UsageRow["kind"]) =>
    byApi.reduce((total, row) => total + (row.kind === kind ? row.count : 0), 0);
  const is = (fact: string) => ledger.markedAt(month.name, fact) !== undefined;
  const calls = spending(sum("call"), plan.monthlyCalls, is(CALLS_GONE));
  return {
    clientId,
    month: month.name,
    resetsAt: month.endsAt,
    mode: plan.mode,
    step: stepOf(plan, calls, month, now),
    calls,
    pushes: spending(sum("push"), plan.monthlyPushes, is(PUSHES_GONE)),
    sessionMessages: sum("session"),
    byApi,
  };
}

function spending(used: number, limit: number, gone: boolean): Spending {
  return { used, limit, gone, ...(limit > 0 ? { left: gone ? 0 : Math.max(0, limit - used) } : {}) };
}

function stepOf({ mode }: QuotaPlan, calls: Spending, month: QuotaMonth, now: number): QuotaStep {
  const { used, limit, gone } = calls;
  return evaluateStep({ mode, used, limit, gone, now, month });
}

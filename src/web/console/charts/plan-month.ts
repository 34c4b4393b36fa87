/**
 * The month's calls as a line from its first day to its last: what was spent up to each day, and where the pace leads.
 * Pure; the picture is `quota-chart.ts`.
 */
import type { QuotaNow } from "../../../contract/console.ts";

const DAY_MS = 86_400_000;

export interface MonthPoint {
  /** `2026-11-23` */
  readonly day: string;
  /** 1 … 31 */
  readonly number: number;
  readonly calls: number;
  /** Up to the end of the day. */
  readonly total: number;
}

export interface MonthPlan {
  readonly daysInMonth: number;
  /** Days that have passed, the present one in part: 0 … `daysInMonth`. */
  readonly elapsedDays: number;
  /** Each day so far from the first that the ledger knows, the present one last. Empty where it has no days. */
  readonly points: readonly MonthPoint[];
  /** What was spent before those days. */
  readonly before: number;
  /** Calls at the end of the month if it goes on like this. Absent on the first day: it would be a guess. */
  readonly expectedCalls?: number;
}

export function planMonth(quota: QuotaNow, now: number): MonthPlan {
  const daysInMonth = countDays(quota.month);
  const elapsedDays = clamp(daysInMonth - (quota.resetsAt - now) / DAY_MS, 0, daysInMonth);
  const { points, before } = pointsOf(quota, Math.max(1, Math.ceil(elapsedDays)));
  if (elapsedDays < 1) return { daysInMonth, elapsedDays, points, before };
  return {
    daysInMonth,
    elapsedDays,
    points,
    before,
    expectedCalls: Math.round((quota.calls / elapsedDays) * daysInMonth),
  };
}

/** The ledger leaves out days without calls, and may be younger than the month. */
function pointsOf({ byDay = [], calls, month }: QuotaNow, today: number) {
  const known = new Map(byDay.map((one) => [Number(one.day.slice(-2)), one.calls]));
  const before = Math.max(0, calls - byDay.reduce((sum, one) => sum + one.calls, 0));
  const first = before > 0 ? Math.min(...known.keys()) : 1;
  const last = Math.max(today, ...known.keys());
  const points: MonthPoint[] = [];
  if (known.size === 0) return { points, before };
  for (let number = first; number <= last; number += 1) {
    const ofDay = known.get(number) ?? 0;
    const total = (points.at(-1)?.total ?? before) + ofDay;
    points.push({ day: `${month}-${String(number).padStart(2, "0")}`, number, calls: ofDay, total });
  }
  return { points, before };
}

/** `2026-11` has 30. A month that cannot be read counts as 30 too. */
function countDays(month: string): number {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Number.isNaN(days) ? 30 : days;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

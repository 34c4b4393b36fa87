/** What the console's charts are drawn from. */
import { describe, expect, it } from "vitest";
import type { QuotaNow } from "../../../contract/console.ts";
import { niceTicks } from "./nice-ticks.ts";
import { planLatency } from "./plan-latency.ts";
import { planMonth } from "./plan-month.ts";

const quota = (change: Partial<QuotaNow> = {}): QuotaNow => ({
  month: "2026-11",
  resetsAt: Date.parse("2026-12-01T00:00:00+08:00"),
  calls: 1_000,
  callLimit: 5_000,
  pushes: 10,
  pushLimit: 3_000,
  webhookSends: 0,
  step: "stream",
  stepSentence: { text: "" },
  byApi: [],
  ...change,
});

const byDay = (calls: Readonly<Record<string, number>>) =>
  Object.entries(calls).map(([day, count]) => ({ day: `2026-11-${day}`, calls: count }));

const turn = (trailId: string, ackedMs: number, firstWordMs?: number, finishedMs?: number) => ({
  trailId,
  receivedAt: 0,
  ackedMs,
  ...(firstWordMs === undefined ? {} : { firstWordMs }),
  ...(finishedMs === undefined ? {} : { finishedMs }),
});

describe("axes", () => {
  it("a reader sees round numbers that reach above the highest value", () => {
    expect(niceTicks(5_000)).toEqual([0, 2_000, 4_000, 6_000]);
    expect(niceTicks(37)).toEqual([0, 10, 20, 30, 40]);
    expect(niceTicks(2)).toEqual([0, 1, 2]);
    expect(niceTicks(0)).toEqual([0, 1]);
    for (const max of [1, 3, 7, 99, 101, 12_345]) expect(niceTicks(max).at(-1)).toBeGreaterThanOrEqual(max);
  });
});

describe("the month's calls", () => {
  it("a reader sees what was spent up to each day, quiet days too, and where the pace leads", () => {
    const plan = planMonth(
      quota({ byDay: byDay({ "01": 400, "04": 600 }) }),
      Date.parse("2026-11-06T00:00:00+08:00"),
    );
    expect(plan.points.map(({ total }) => total)).toEqual([400, 400, 400, 1_000, 1_000]);
    expect(plan).toMatchObject({ daysInMonth: 30, elapsedDays: 5, expectedCalls: 6_000, before: 0 });
  });

  it("a ledger that began in the middle of the month begins there, with what was spent before", () => {
    const plan = planMonth(
      quota({ byDay: byDay({ "09": 100, "10": 50 }) }),
      Date.parse("2026-11-11T00:00:00+08:00"),
    );
    expect(plan.before).toBe(850);
    expect(plan.points.map(({ number, total }) => [number, total])).toEqual([
      [9, 950],
      [10, 1_000],
    ]);
  });

  it("a reader is told no pace on the first day, and a month without days is still a month", () => {
    const plan = planMonth(quota(), Date.parse("2026-11-01T08:00:00+08:00"));
    expect(plan).not.toHaveProperty("expectedCalls");
    expect(plan.points).toEqual([]);
    expect(planMonth(quota({ month: "2028-02" }), 0).daysInMonth).toBe(29);
  });

  it("a clock behind the month's end or before its beginning leaves the chart", () => {
    expect(planMonth(quota(), Date.parse("2027-01-01")).elapsedDays).toBe(30);
    expect(planMonth(quota(), Date.parse("2026-01-01")).elapsedDays).toBe(0);
  });
});

describe("the last turns", () => {
  it("a reader sees milliseconds and minutes in one picture, the newest turns at the right", () => {
    const plan = planLatency([turn("a", 9), turn("b", 10, 1_000, 100_000), turn("c", 100)], 2);
    expect(plan.columns.map((column) => column.turn.trailId)).toEqual(["b", "c"]);
    expect(plan.ticks).toEqual([10, 100, 1_000, 10_000, 100_000]);
    expect(plan.columns[0]?.dots.map(({ height }) => height)).toEqual([0, 0.5, 1]);
    expect(plan.columns[1]?.dots).toHaveLength(1);
  });

  it("a turn of no time and a list without turns leave the chart whole", () => {
    expect(planLatency([turn("a", 0)], 9).columns[0]?.dots[0]?.height).toBe(0);
    expect(planLatency([], 9)).toMatchObject({ columns: [], ticks: [100, 1_000, 10_000] });
  });
});

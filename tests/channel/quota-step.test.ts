/** How answers grow cheaper while the month's calls go, and what a month is. */
import { describe, expect, it } from "vitest";
import { dayInChina, quotaMonthAt } from "../../src/channel/quota/quota-month.ts";
import {
  evaluateStep,
  QUOTA_STEPS,
  type QuotaMode,
  type QuotaStepInput,
} from "../../src/channel/quota/quota-step.ts";

const MONTH = quotaMonthAt(Date.UTC(2026, 10, 15));
/** `left` and `time` as shares of the plan and of the month. */
function step(left: number, time: number, mode: QuotaMode = "auto", extra: Partial<QuotaStepInput> = {}) {
  const now = MONTH.endsAt - time * (MONTH.endsAt - MONTH.startsAt);
  return evaluateStep({
    mode,
    used: 5_000 * (1 - left),
    limit: 5_000,
    gone: false,
    now,
    month: MONTH,
    ...extra,
  });
}

describe("the month", () => {
  it("begins and ends at midnight in China, whatever the machine's own zone is", () => {
    const lastMoment = Date.UTC(2026, 10, 30, 15, 59, 59, 999);
    expect(quotaMonthAt(lastMoment).name).toBe("2026-11");
    expect(quotaMonthAt(lastMoment + 1).name).toBe("2026-12");
    expect(quotaMonthAt(lastMoment).endsAt).toBe(lastMoment + 1);
    expect(dayInChina(lastMoment + 1)).toBe("2026-12-01");
    expect(quotaMonthAt(Date.UTC(2026, 11, 31, 16)).name).toBe("2027-01");
  });
});

describe("an answer", () => {
  it("streams while half of the plan is left, or as much as the days that remain call for", () => {
    expect(step(1, 1)).toBe("stream");
    expect(step(0.51, 0.99)).toBe("stream");
    expect(step(0.3, 0.3)).toBe("stream");
    expect(step(0.12, 0.1)).toBe("stream");
  });

  it("gets a few frames, then the beginning and the end, then a message, as the plan goes early", () => {
    expect(step(0.4, 0.9)).toBe("few-frames");
    expect(step(0.15, 0.9)).toBe("first-and-final");
    expect(step(0.02, 0.9)).toBe("one-message");
    expect(step(0, 0.9)).toBe("one-message");
  });

  it("never streams on the last tenth and shows no frames on the last twentieth, even on the last day", () => {
    expect(step(0.09, 0.001)).toBe("few-frames");
    expect(step(0.04, 0.001)).toBe("first-and-final");
  });

  it("is a message once DingTalk has said that the calls are gone, in every mode", () => {
    for (const mode of ["auto", "saving", "full"] as const)
      expect(step(1, 0.5, mode, { gone: true })).toBe("one-message");
  });

  it("is one step cheaper in saving, and streams until the reserve in full", () => {
    expect(step(1, 1, "saving")).toBe("few-frames");
    expect(step(0.4, 0.9, "saving")).toBe("first-and-final");
    expect(step(0.15, 0.9, "saving")).toBe("first-and-final");
    expect(step(0.03, 0.9, "full")).toBe("stream");
    expect(step(0.02, 0.9, "full")).toBe("one-message");
  });

  it("is not rationed without a limit", () => {
    expect(step(-100, 1, "auto", { limit: 0 })).toBe("stream");
    expect(step(-100, 1, "saving", { limit: 0 })).toBe("few-frames");
  });

  it("never costs more because more was spent", () => {
    for (const mode of ["auto", "saving", "full"] as const)
      for (const time of [1, 0.6, 0.2, 0.01]) {
        const steps = Array.from({ length: 101 }, (_, spent) =>
          QUOTA_STEPS.indexOf(step(1 - spent / 100, time, mode)),
        );
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      }
  });
});

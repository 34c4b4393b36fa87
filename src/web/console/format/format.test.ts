/** Durations, distances and days as a reader of the console meets them. */
import { describe, expect, it } from "vitest";
import { sizeLabel } from "../../shared/text/size-label.ts";
import { dayLabel, monthLabel } from "./day-label.ts";
import { durationLabel } from "./duration-label.ts";
import { momentLabel, stepTimeLabel } from "./moment-label.ts";
import { nextLabelChangeMs, relativeTimeLabel } from "./relative-time-label.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("words for times", () => {
  it("a reader sees a duration in the two largest units that say something", () => {
    const labels = [0, 420, 1_840, 59_900, 125_000, 120_000, 3 * HOUR + 10 * MINUTE, 49 * HOUR];
    expect(labels.map((ms) => durationLabel(ms, "en"))).toEqual([
      "0ms",
      "420ms",
      "1.8s",
      "59s",
      "2m 5s",
      "2m",
      "3h 10m",
      "2d 1h",
    ]);
    expect(durationLabel(125_000, "zh-CN")).toBe("2分钟5秒");
    expect(durationLabel(-5, "en")).toBe("0ms");
  });

  it("a reader sees how long ago and how soon, and a clock that is a little off says now", () => {
    expect(relativeTimeLabel(NOW - 3_000, NOW, "en")).toBe("now");
    expect(relativeTimeLabel(NOW + 2_000, NOW, "zh-CN")).toBe("现在");
    expect(relativeTimeLabel(NOW - 40_000, NOW, "en")).toBe("40 seconds ago");
    expect(relativeTimeLabel(NOW - 119_000, NOW, "zh-CN")).toBe("1分钟前");
    expect(relativeTimeLabel(NOW - 3 * HOUR, NOW, "en")).toBe("3 hours ago");
    expect(relativeTimeLabel(NOW + 50 * HOUR, NOW, "en")).toBe("in 2 days");
  });

  it("a label is looked at again before it can be wrong", () => {
    expect(nextLabelChangeMs(NOW - 10_000, NOW)).toBe(1_000);
    expect(nextLabelChangeMs(NOW - 10 * MINUTE, NOW)).toBeLessThan(MINUTE);
    expect(nextLabelChangeMs(NOW - 10 * HOUR, NOW)).toBe(MINUTE);
  });

  it("a reader sees the gateway's day whatever zone the browser is in, and what is no day as it came", () => {
    expect(dayLabel("2026-11-01", "en")).toBe("Nov 1");
    expect(dayLabel("2026-11-01", "zh-CN", "long")).toBe("11月1日周日");
    expect(monthLabel("2026-11", "en")).toBe("November 2026");
    expect(dayLabel("someday", "en")).toBe("someday");
  });

  it("a reader sees how much an archive of years holds", () => {
    expect(sizeLabel(4_200_000_000, "en")).toBe("4.2 GB");
    expect(sizeLabel(412_300_000, "zh-CN")).toBe("412 MB");
  });

  it("a reader compares steps by the millisecond", () => {
    expect(stepTimeLabel(NOW + 7, "en", "UTC")).toBe("09:00:00.007");
    expect(momentLabel(NOW, "zh-CN", "Asia/Shanghai")).toContain("17:00:00");
  });
});

import { describe, expect, it } from "vitest";
import { timeLabel } from "./time-label.ts";

const now = Date.parse("2026-03-05T09:30:00Z");
const label = (at: string, locale: "zh-CN" | "en", form: "short" | "full") =>
  timeLabel(Date.parse(at), { locale, form, now, timeZone: "UTC" });

describe("time label", () => {
  it("a reader sees only the time for a message of today", () => {
    expect(label("2026-03-05T08:05:00Z", "zh-CN", "short")).toBe("08:05");
    expect(label("2026-03-05T08:05:00Z", "en", "full")).toBe("08:05");
  });

  it("a reader sees yesterday by name", () => {
    expect(label("2026-03-04T23:59:00Z", "zh-CN", "short")).toBe("昨天");
    expect(label("2026-03-04T23:59:00Z", "en", "full")).toBe("Yesterday 23:59");
  });

  it("a reader sees the year only when it is another one", () => {
    expect(label("2026-01-02T10:00:00Z", "zh-CN", "short")).toBe("1月2日");
    expect(label("2025-12-31T10:00:00Z", "zh-CN", "full")).toBe("2025年12月31日 10:00");
    expect(label("2025-12-31T10:00:00Z", "en", "short")).toBe("Dec 31, 2025");
  });
});

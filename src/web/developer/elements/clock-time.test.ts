import { expect, test } from "vitest";
import { exactTime, spanOf } from "./clock-time.ts";

test("a developer reads how long something took, however short or long, and when to the millisecond", () => {
  expect([0, 0.4, 1, 12.6, 9_999, 10_000, 61_234].map(spanOf)).toEqual([
    "< 1 ms",
    "< 1 ms",
    "1 ms",
    "13 ms",
    "9999 ms",
    "10.0 s",
    "61.2 s",
  ]);
  expect(exactTime(1_700_000_000_123, "en")).toMatch(/2023.*:20\.123$/);
});

import { describe, expect, it } from "vitest";
import {
  followMessages,
  growDown,
  growUp,
  tailWindow,
  windowAround,
  WINDOW_LIMIT,
  WINDOW_STEP,
} from "./message-window.ts";

describe("the part of a conversation that is shown", () => {
  it("a reader starts at the end, and goes up and down through all of it without ever having more than the limit", () => {
    const count = 3_000;
    let window = tailWindow(count);
    expect(window).toEqual({ start: count - WINDOW_STEP, end: count });
    while (window.start > 0) {
      const next = growUp(window);
      expect(next.start).toBeLessThan(window.start);
      expect(next.end).toBeGreaterThan(window.start);
      expect(next.end - next.start).toBeLessThanOrEqual(WINDOW_LIMIT);
      window = next;
    }
    while (window.end < count) {
      const next = growDown(window, count);
      expect(next.end).toBeGreaterThan(window.end);
      expect(next.start).toBeLessThan(window.end);
      expect(next.end - next.start).toBeLessThanOrEqual(WINDOW_LIMIT);
      window = next;
    }
    expect(window.end).toBe(count);
  });

  it("a reader who jumps to an old message has some before and after it", () => {
    expect(windowAround(1_000, 3_000)).toEqual({ start: 970, end: 1_030 });
    expect(windowAround(3, 3_000)).toEqual({ start: 0, end: WINDOW_STEP });
    expect(windowAround(2_999, 3_000)).toEqual({ start: 2_969, end: 3_000 });
  });

  it("a new message is shown at the end, and to a reader further up only where nothing they read has to go", () => {
    const tail = tailWindow(500);
    expect(followMessages(tail, { before: 500, count: 501, atEnd: true })).toEqual({ start: 440, end: 501 });
    const full = { start: 320, end: 500 };
    expect(followMessages(full, { before: 500, count: 501, atEnd: false })).toEqual(full);
    expect(followMessages(full, { before: 500, count: 501, atEnd: true })).toEqual(tailWindow(501));
    const above = { start: 0, end: 60 };
    expect(followMessages(above, { before: 500, count: 501, atEnd: false })).toEqual(above);
  });

  it("a reader whose emulator was cleared sees what there is", () => {
    const window = { start: 100, end: 160 };
    expect(followMessages(window, { before: 500, count: 0, atEnd: false })).toEqual({ start: 0, end: 0 });
    expect(followMessages(window, { before: 500, count: 3, atEnd: false })).toEqual({ start: 0, end: 3 });
  });
});

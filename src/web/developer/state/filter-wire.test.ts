import { describe, expect, it } from "vitest";
import type { WireEntry } from "../../../contract/emulator-console.ts";
import { filterWire, isFailure, summaryOf } from "./filter-wire.ts";

const call = {
  kind: "call",
  at: 0,
  method: "POST",
  query: {},
  headers: {},
  billed: true,
  durationMs: 4,
} as const;
const frame = { kind: "frame", at: 0, connectionId: "c" } as const;
const entries: readonly WireEntry[] = [
  { ...call, id: 1, operation: "sendDirect", path: "/a", status: 200, request: '{"text":"报表"}' },
  { ...call, id: 2, operation: "streamCard", path: "/b", status: 200, code: "system error" },
  {
    ...call,
    id: 3,
    operation: "unknown",
    path: "/v1.0/calendar",
    status: 404,
    code: "InvalidAction.NotFound",
  },
  { ...frame, id: 4, direction: "out", type: "SYSTEM", topic: "ping", data: '{"opaque":"x"}' },
  { ...frame, id: 5, direction: "in", type: "ANSWER", code: 200, data: '{"opaque":"x"}' },
  { ...frame, id: 6, direction: "in", type: "ANSWER", code: 500, afterMs: 12 },
  { id: 7, at: 0, kind: "socket", connectionId: "c", event: "half-open" },
  { id: 8, at: 0, kind: "socket", clientId: "one", connectionId: "d", event: "open" },
];
const ids = (wishes: Partial<Parameters<typeof filterWire>[1]>) =>
  filterWire(entries, {
    words: "",
    kind: "all",
    failed: false,
    hidePings: false,
    clientId: "",
    ...wishes,
  }).map(({ id }) => id);

describe("wire list", () => {
  it("a developer hides pings with their answers, and nothing else", () => {
    expect(ids({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(ids({ hidePings: true })).toEqual([1, 2, 3, 6, 7, 8]);
  });

  it("a developer finds failures, also those inside HTTP 200", () => {
    expect(ids({ failed: true })).toEqual([2, 3, 6, 7]);
    expect(isFailure(entries[0]!)).toBe(false);
  });

  it("a developer looks at one app of several", () => {
    expect(ids({ clientId: "one" })).toEqual([8]);
  });

  it("a developer finds words in bodies, paths and codes, in any case", () => {
    expect(ids({ words: "报表" })).toEqual([1]);
    expect(ids({ words: "CALENDAR" })).toEqual([3]);
    expect(ids({ kind: "frame", words: "500" })).toEqual([6]);
  });

  it("a reader sees in one line what was called, how it ended and how long it took", () => {
    expect(summaryOf(entries[1]!)).toEqual({
      sign: "←",
      title: "POST streamCard",
      state: "200 system error",
      took: 4,
    });
    expect(summaryOf(entries[2]!)).toMatchObject({ title: "POST /v1.0/calendar", state: "404" });
    expect(summaryOf(entries[5]!)).toEqual({ sign: "←", title: "ANSWER", state: "500", took: 12 });
  });
});

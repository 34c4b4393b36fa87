/** The trail's list: what is asked for, and how a new look joins what somebody reads. */
import { describe, expect, it } from "vitest";
import type { MessagesView, TrailRow } from "../../../contract/console.ts";
import { appendOlder, beginTrail, mergeTrail } from "./merge-trail.ts";
import { filterKey, isNarrowed, olderAddress } from "./messages-address.ts";

const row = (id: string, change: Partial<TrailRow> = {}): TrailRow => ({
  id,
  accountId: "default",
  msgId: `msg-${id}`,
  receivedAt: 0,
  sender: { name: "Ann" },
  place: { kind: "direct", conversationId: "c" },
  type: "text",
  text: "···· 2",
  textHidden: true,
  attachments: 0,
  outcome: "answered",
  sentence: { text: "" },
  latency: {},
  ...change,
});
const page = (ids: string, next?: string): MessagesView => ({
  rows: [...ids].map((id) => row(id)),
  ...(next === undefined ? {} : { next }),
  keptDays: 7,
});
const idsOf = (trail: { readonly rows: readonly TrailRow[] }) => trail.rows.map(({ id }) => id).join("");

describe("asking for older messages", () => {
  it("a reader's filters hold for every page, and texts are asked for only on purpose", () => {
    expect(olderAddress({ view: "messages", message: "m" }, "x")).toBe("messages?limit=50&before=x");
    const address = olderAddress({ account: "b", outcome: "failed", search: "报 表", reveal: "1" }, "x y");
    expect(Object.fromEntries(new URL(address, "http://h/").searchParams)).toEqual({
      limit: "50",
      before: "x y",
      account: "b",
      outcome: "failed",
      search: "报 表",
      reveal: "1",
    });
  });

  it("opening a trace or showing texts narrows nothing, a search does", () => {
    expect(isNarrowed({ message: "m", reveal: "1", search: " " })).toBe(false);
    expect(isNarrowed({ search: "a" })).toBe(true);
    expect(filterKey({ message: "m" })).toBe(filterKey({}));
    expect(filterKey({ reveal: "1" })).not.toBe(filterKey({}));
  });
});

describe("a list that is being read", () => {
  const shown = beginTrail(page("dcb", "b"));

  it("known rows change in place and new ones wait, or come in where nobody reads", () => {
    const fresh = { ...page("edc", "c"), rows: [row("e"), row("d", { outcome: "failed" }), row("c")] };
    const reading = mergeTrail(shown, fresh, false);
    expect(idsOf(reading)).toBe("dcb");
    expect(reading).toMatchObject({ waiting: 1, next: "b", rows: [{ outcome: "failed" }, {}, {}] });
    const watching = mergeTrail(shown, fresh, true);
    expect(idsOf(watching)).toBe("edcb");
    expect(watching).toMatchObject({ waiting: 0, next: "b" });
  });

  it("a row that left the filter goes, older pages stay, and one that came into it is not lost", () => {
    const long = appendOlder(shown, page("ba", undefined));
    expect(idsOf(long)).toBe("dcba");
    expect(idsOf(mergeTrail(long, page("db", "b"), false))).toBe("dba");
    expect(idsOf(mergeTrail(beginTrail(page("db")), page("dcb"), true))).toBe("dcb");
    expect(mergeTrail(beginTrail(page("db")), page("dcb"), false).waiting).toBe(1);
  });

  it("after more than a page of new rows the reader keeps the place, and a new beginning has no gap", () => {
    const fresh = page("zyx", "x");
    expect(mergeTrail(shown, fresh, false)).toMatchObject({ rows: shown.rows, waiting: 3, next: "b" });
    expect(idsOf(mergeTrail(shown, fresh, true))).toBe("zyx");
  });

  it("an empty list shows what comes, and a list whose rows all went says so", () => {
    expect(idsOf(mergeTrail(beginTrail(page("")), page("a"), false))).toBe("a");
    expect(mergeTrail(shown, page(""), false)).toEqual({ rows: [], waiting: 0, next: undefined });
  });
});

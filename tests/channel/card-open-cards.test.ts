/** The record of open cards on disk: what is still there after the process died. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openOpenCardStore, type OpenCardRecord } from "../../src/channel/card/open-cards.ts";

const record = (outTrackId: string, over: Partial<OpenCardRecord> = {}): OpenCardRecord => ({
  outTrackId,
  accountId: "default",
  sessionKey: "agent:main:dingtalk:user1",
  conversationId: "cid1",
  msgId: "msg1",
  target: { kind: "group", openConversationId: "cidABC==" },
  template: { id: "t.schema", contentKey: "msgContent", statusKey: "flowStatus" },
  state: "open",
  text: "Hello",
  createdAt: 1_000,
  ...over,
});

describe("the record of open cards", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "open-cards-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const open = (accountId = "default") => openOpenCardStore({ directory, accountId });

  it("is there for the next process, although the last one never closed it", () => {
    const first = open();
    first.put(record("a"));
    first.updateText("a", "Hello world");
    const second = open();
    expect(second.list()).toEqual([record("a", { text: "Hello world" })]);
    second.close();
    first.close();
  });

  it("forgets finished cards and keeps the moment a card began", () => {
    const store = open();
    store.put(record("a", { createdAt: 1 }));
    store.put(record("b", { createdAt: 2 }));
    store.put(record("a", { createdAt: 9, state: "closing", text: "The end" }));
    store.remove("b");
    expect(store.list()).toEqual([record("a", { createdAt: 1, state: "closing", text: "The end" })]);
    store.close();
  });

  it("keeps accounts apart, whatever their names", () => {
    const [one, two] = [open("../bot 1"), open("bot2")];
    one.put(record("a"));
    expect(two.list()).toEqual([]);
    expect(readdirSync(directory).filter((name) => name.endsWith(".sqlite"))).toHaveLength(2);
    one.close();
    two.close();
  });

  it("moves a damaged file aside and begins a new one", () => {
    writeFileSync(join(directory, "open-cards-default.sqlite"), "this is no database ".repeat(500));
    const store = open();
    store.put(record("a"));
    expect(store.list()).toHaveLength(1);
    expect(readdirSync(directory).some((name) => name.includes(".damaged-"))).toBe(true);
    store.close();
  });

  it("stays small: the oldest cards and the ends of endless texts are dropped", () => {
    const store = open();
    for (let n = 0; n < 510; n += 1) store.put(record(`card-${n}`, { createdAt: n }));
    store.put(record("card-509", { text: "x".repeat(50_000), createdAt: 509 }));
    const list = store.list();
    expect(list).toHaveLength(500);
    expect(list[0]?.outTrackId).toBe("card-10");
    expect(list.at(-1)?.text).toHaveLength(20_000);
    store.close();
  });

  it("never stops an answer when it is written after the account was closed", () => {
    const store = open();
    store.close();
    expect(() => store.put(record("a"))).not.toThrow();
    expect(store.list()).toEqual([]);
    store.close();
  });
});

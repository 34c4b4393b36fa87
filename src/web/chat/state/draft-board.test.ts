import { expect, test } from "vitest";
import { createDraftBoard } from "./draft-board.ts";

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test("a person's drafts stay apart by person and conversation, and outlive the page", () => {
  const storage = memory();
  const board = createDraftBoard(storage);
  board.keep("ann", "c1", "hello");
  board.keep("bob", "c1", "good bye");
  const later = createDraftBoard(storage);
  expect([later.get("ann", "c1"), later.get("bob", "c1"), later.get("ann", "c2")]).toEqual([
    "hello",
    "good bye",
    "",
  ]);
  later.keep("ann", "c1", "");
  expect([board.get("ann", "c1"), board.get("bob", "c1")]).toEqual(["", "good bye"]);
});

test("two people side by side do not lose each other's drafts", () => {
  const storage = memory();
  const [left, right] = [createDraftBoard(storage), createDraftBoard(storage)];
  left.keep("ann", "c1", "mine");
  right.keep("bob", "c1", "yours");
  left.keep("ann", "c2", "another");
  expect([right.get("ann", "c1"), right.get("bob", "c1"), right.get("ann", "c2")]).toEqual([
    "mine",
    "yours",
    "another",
  ]);
});

test("a person whose browser keeps nothing, or keeps nonsense, has drafts while the page is open", () => {
  const board = createDraftBoard({ getItem: () => null, setItem: () => undefined });
  board.keep("ann", "c1", "hello");
  expect(board.get("ann", "c1")).toBe("hello");
  const broken = createDraftBoard({ getItem: () => "{", setItem: () => undefined });
  expect(broken.get("ann", "c1")).toBe("");
});

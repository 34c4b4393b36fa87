import { expect, test } from "vitest";
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { INITIAL_CHAT_STATE, type ChatState } from "./chat-state.ts";
import { findWords, snippetOf } from "./find-words.ts";

const said = (id: string, conversationId: string, text: string, more: Partial<EmulatorMessage> = {}) =>
  ({
    id,
    conversationId,
    at: Number(id),
    kind: "text",
    text,
    from: { kind: "person", id: "bob", name: "Bob" },
    ...more,
  }) as const;

const group = (conversationId: string, memberIds: readonly string[]) =>
  ({ conversationId, type: "group", title: conversationId, memberIds, robotIds: [] }) as const;

const state: ChatState = {
  ...INITIAL_CHAT_STATE,
  conversations: [group("g1", ["ann", "bob"]), group("g2", ["ann"]), group("g3", ["bob"])],
  messages: {
    g1: [said("1", "g1", "The Report is due"), said("4", "g1", "report", { recalled: true })],
    g2: [said("3", "g2", "my report")],
    g3: [said("2", "g3", "a secret report")],
  },
};

test("a person finds what was said in their own conversations, newest first, and nothing that was taken back", () => {
  expect(findWords(state, "ann", " REPORT ").map(({ message }) => message.id)).toEqual(["3", "1"]);
  expect(findWords(state, "ann", "secret")).toEqual([]);
  expect(findWords(state, "ann", "  ")).toEqual([]);
});

test("a person sees the words around what they looked for", () => {
  expect(snippetOf(`${"before ".repeat(20)}needle\nafter`, "needle")).toMatch(/^….*needle after$/);
  expect(snippetOf("needle first", "needle")).toBe("needle first");
});

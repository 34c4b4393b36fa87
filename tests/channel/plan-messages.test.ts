/** Long answers as several messages, and what a message looks like on a phone. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMarkdown } from "../../src/channel/markdown/parse-markdown.ts";
import { MESSAGE_CHARACTERS, planMessages, titleOf } from "../../src/channel/outbound/send-text.ts";
import { MAX_MSG_PARAM_BYTES } from "../../src/contract/robot-send.ts";

const LONE_HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The words of numbered messages. */
const sourceOf = (parts: readonly { readonly text: string }[]) =>
  parts.map((part) => part.text.replace(/^\(\d+\/\d+\)\n\n/, "")).join("");

describe("a text that is cut into messages", () => {
  const piece = fc.constantFrom("a", "字", "👨‍👩‍👧", "𠮷", " ", "\n", "\n\n", "。", ". ", "word ", '"', "\\");
  const text = fc
    .array(fc.tuple(piece, fc.integer({ min: 1, max: 900 })), { maxLength: 30, size: "max" })
    .map((pieces) => pieces.map(([char, times]) => char.repeat(times)).join(""));

  it("reads the same when its messages are joined, each taken by the robot and no character halved", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (whole, markdown) => {
        const parts = planMessages(whole, markdown);
        // Blank ends between and behind the messages may go.
        expect(sourceOf(parts).replaceAll(/\s/g, "")).toBe(whole.replaceAll(/\s/g, ""));
        for (const part of parts) {
          const param = JSON.stringify({ title: part.title, text: part.text });
          expect(Buffer.byteLength(param)).toBeLessThanOrEqual(MAX_MSG_PARAM_BYTES);
          expect(part.text).not.toMatch(LONE_HALF);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("stays one message without a number up to the limit", () => {
    expect(planMessages("x".repeat(MESSAGE_CHARACTERS), false).map((part) => part.text)).toEqual([
      "x".repeat(MESSAGE_CHARACTERS),
    ]);
    expect(planMessages("", false)).toEqual([]);
  });

  it("is numbered above it, and announced by its words, not by its number", () => {
    const parts = planMessages(`# 标题\n\n${"字".repeat(3_000)}\n\n${"句".repeat(3_000)}`, true);
    expect(parts.map((part) => [part.text.slice(0, 9), part.title])).toEqual([
      ["(1/2)\n\n# ", "标题"],
      ["(2/2)\n\n句句", "句".repeat(20)],
    ]);
  });
});

describe("a message", () => {
  it.each([
    "# head",
    "a\n- item",
    "1. item",
    "> quote",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "    indented code",
    "[a]\n\n[a]: https://x",
    "**bold**",
    "`code`",
    "[a](https://x)",
  ])("with %j is sent as Markdown", (text) => {
    expect(isMarkdown(text)).toBe(true);
  });

  it.each([
    "hello",
    "2 * 3 = 6",
    "a-b",
    "#tag",
    "价格 1.5 元",
    "array[0] (first)",
    "snake_case_name",
    "Vec<T>",
    "one\ntwo",
    "| a |",
  ])("with %j stays plain", (text) => {
    expect(isMarkdown(text)).toBe(false);
  });

  it.each([
    ["# 标题\n正文", "标题"],
    ["\n\n- **first** item", "first item"],
    ["1. one\n2. two", "one"],
    ["2026 年的计划", "2026 年的计划"],
    ["3.5 元一份", "3.5 元一份"],
    ["```ts\nconst a = 1;\n```", "ts"],
    ["---\n***", "OpenClaw"],
    ["👨‍👩‍👧", "👨‍👩‍👧"],
    ["", "OpenClaw"],
  ])("that says %j is announced as %j", (text, title) => {
    expect(titleOf(text)).toBe(title);
  });

  it("is announced in at most twenty characters, none of them halved", () => {
    expect(titleOf("𠮷".repeat(30))).toBe("𠮷".repeat(20));
  });
});

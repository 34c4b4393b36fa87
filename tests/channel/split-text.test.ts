/** Long answers as several messages, and what a message looks like on a phone. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looksLikeMarkdown, titleOf } from "../../src/channel/outbound/send-text.ts";
import { MESSAGE_CHARACTERS, splitText } from "../../src/channel/outbound/split-text.ts";
import { MAX_MSG_PARAM_BYTES } from "../../src/contract/robot-send.ts";

const LONE_HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe("a text that is cut into messages", () => {
  const piece = fc.constantFrom("a", "字", "👨‍👩‍👧", "𠮷", " ", "\n", "\n\n", "。", ". ", "word ");
  const text = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(""));

  it("reads the same when its messages are joined, each within the limit and no character halved", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), (whole, limit) => {
        const parts = splitText(whole, limit);
        expect(parts.join("")).toBe(whole);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).not.toMatch(LONE_HALF);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("stays one message up to the limit", () => {
    expect(splitText("x".repeat(MESSAGE_CHARACTERS))).toHaveLength(1);
    expect(splitText("x".repeat(MESSAGE_CHARACTERS + 1))).toHaveLength(2);
    expect(splitText("")).toEqual([""]);
  });

  it("is cut where a reader expects it: paragraph, line, sentence, word", () => {
    expect(splitText("one two\n\nthree four", 12)).toEqual(["one two\n\n", "three four"]);
    expect(splitText("one two\nthree four", 12)).toEqual(["one two\n", "three four"]);
    expect(splitText("一二三四。五六七八", 7)).toEqual(["一二三四。", "五六七八"]);
    expect(splitText("one two three", 9)).toEqual(["one two ", "three"]);
    expect(splitText("unbreakable", 5)).toEqual(["unbre", "akabl", "e"]);
  });

  it("fits into one call to the robot, even in Chinese", () => {
    const [part] = splitText("字\n".repeat(5_000));
    expect(Buffer.byteLength(JSON.stringify({ title: "t", text: part }))).toBeLessThan(MAX_MSG_PARAM_BYTES);
  });
});

describe("a message", () => {
  it.each([
    "# head",
    "a\n- item",
    "1. item",
    "> quote",
    "```\ncode\n```",
    "| a | b |",
    "**bold**",
    "`code`",
    "[a](https://x)",
  ])("with %j is sent as Markdown", (text) => {
    expect(looksLikeMarkdown(text)).toBe(true);
  });

  it.each(["hello", "2 * 3 = 6", "a-b", "#tag", "价格 1.5 元", "array[0] (first)", "snake_case_name"])(
    "with %j stays plain",
    (text) => {
      expect(looksLikeMarkdown(text)).toBe(false);
    },
  );

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

import { describe, expect, it } from "vitest";
import { ALL, splitWords } from "./split-words.ts";

const names = [
  { id: "bot", name: "小钉" },
  { id: "ann", name: "Ann" },
  { id: "ben", name: "张伟" },
  { id: ALL, name: "所有人" },
];

describe("the words of a message", () => {
  it("a reader gets an address as a link that ends where the address ends", () => {
    expect(splitWords("看 https://example.com/a?x=1&y=2，谢谢", names)).toEqual([
      { kind: "words", text: "看 " },
      { kind: "link", text: "https://example.com/a?x=1&y=2", url: "https://example.com/a?x=1&y=2" },
      { kind: "words", text: "，谢谢" },
    ]);
    expect(splitWords("(http://a.example/b).", names)).toEqual([
      { kind: "words", text: "(" },
      { kind: "link", text: "http://a.example/b", url: "http://a.example/b" },
      { kind: "words", text: ")." },
    ]);
  });

  it("a reader sees who is named, and that it is them or everybody", () => {
    expect(splitWords("@张伟 @Ann @小钉@所有人", names, "ann")).toEqual([
      { kind: "mention", text: "@张伟" },
      { kind: "words", text: " " },
      { kind: "mention-me", text: "@Ann" },
      { kind: "words", text: " " },
      { kind: "mention", text: "@小钉" },
      { kind: "mention-me", text: "@所有人" },
    ]);
  });

  it("a name inside an address names nobody, and other schemes are words", () => {
    expect(splitWords("https://example.com/@Ann", names, "ann")).toMatchObject([{ kind: "link" }]);
    expect(splitWords("javascript:alert(1) <b>", names)).toEqual([
      { kind: "words", text: "javascript:alert(1) <b>" },
    ]);
    expect(splitWords("", names)).toEqual([]);
  });
});

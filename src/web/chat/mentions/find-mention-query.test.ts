import { describe, expect, it } from "vitest";
import { findMentionQuery, insertMention } from "./find-mention-query.ts";

describe("the mention being typed", () => {
  it("a person who types @ is offered names, and the typed part narrows them", () => {
    expect(findMentionQuery("@", 1)).toEqual({ start: 0, query: "" });
    expect(findMentionQuery("你好@小", 4)).toEqual({ start: 2, query: "小" });
    expect(findMentionQuery("hi @cl and more", 6)).toEqual({ start: 3, query: "cl" });
  });

  it("a person who types a mail address or has gone past the word is offered nothing", () => {
    expect(findMentionQuery("me@x", 4)).toBeUndefined();
    expect(findMentionQuery("@bot hi", 7)).toBeUndefined();
    expect(findMentionQuery("hi", 2)).toBeUndefined();
  });

  it("a chosen name replaces the typed part and leaves one space", () => {
    expect(insertMention("hi @cl there", 3, 6, "Claw")).toEqual({ text: "hi @Claw there", caret: 9 });
    expect(insertMention("", 0, 0, "小钉")).toEqual({ text: "@小钉 ", caret: 4 });
  });
});

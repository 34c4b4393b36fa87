import { describe, expect, it } from "vitest";
import { findMentions, resolveMentions } from "./find-mentions.ts";

const robots = [
  { clientId: "a", name: "小钉" },
  { clientId: "b", name: "小钉2" },
  { clientId: "c", name: "Claw Bot" },
];

describe("mentions in a text", () => {
  it("a person mentions a robot by its name, with or without a space after a Chinese name", () => {
    expect(resolveMentions("@小钉 你好", robots)).toEqual(["a"]);
    expect(resolveMentions("请问@小钉你好", robots)).toEqual(["a"]);
    expect(resolveMentions("hey @claw bot, hi", robots)).toEqual(["c"]);
  });

  it("a person who mentions the robot with the longer name does not mention the shorter one", () => {
    expect(resolveMentions("@小钉2 你好", robots)).toEqual(["b"]);
  });

  it("a person who mentions several robots, one twice, mentions each once in order", () => {
    expect(resolveMentions("@Claw Bot @小钉 @Claw Bot", robots)).toEqual(["c", "a"]);
  });

  it("a mail address and a longer word mention nobody", () => {
    expect(resolveMentions("me@小钉 x@Claw Bot", robots)).toEqual([]);
    expect(resolveMentions("@Claw Bottle", robots)).toEqual([]);
    expect(resolveMentions("no one", robots)).toEqual([]);
  });

  it("a reader's page can highlight exactly the mention", () => {
    expect(findMentions("hi @小钉2!", robots)).toEqual([{ clientId: "b", start: 3, end: 7 }]);
  });
});

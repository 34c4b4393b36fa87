import { describe, expect, it } from "vitest";
import { initialsOf, toneOf } from "./initials-of.ts";

describe("initials", () => {
  it("a person is recognised by the end of a Chinese name or the initials of another", () => {
    expect(initialsOf("陈思远")).toBe("思远");
    expect(initialsOf("张伟")).toBe("张伟");
    expect(initialsOf("Ann Lee Smith")).toBe("AS");
    expect(initialsOf("bot")).toBe("B");
    expect(initialsOf("  ")).toBe("?");
    expect(initialsOf("😀 x")).toBe("😀X");
  });

  it("a person keeps one colour", () => {
    expect(toneOf("manager807", 6)).toBe(toneOf("manager807", 6));
    expect(toneOf("", 6)).toBeLessThan(6);
  });
});

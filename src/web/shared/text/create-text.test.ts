import { describe, expect, it } from "vitest";
import { createText } from "./create-text.ts";
import { en, type TextKey } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

const keys = Object.keys(en) as TextKey[];
const holes = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).toSorted();

describe("text of the pages", () => {
  it("a reader of either language gets every sentence with the same values in it", () => {
    expect(Object.keys(zhCN).toSorted()).toEqual(keys.toSorted());
    for (const key of keys) expect(holes(zhCN[key]), key).toEqual(holes(en[key]));
  });

  it("a Chinese reader finds Chinese in every sentence that has words", () => {
    const wordless = new Set(["app.unreadTitle", "announce.message", "list.lastBy", "rail.languageShort"]);
    for (const key of keys) if (!wordless.has(key)) expect(zhCN[key], key).toMatch(/\p{Script=Han}/u);
  });

  it("a value that looks like a hole or a replacement pattern is shown as it is", () => {
    expect(createText("en")("announce.message", { name: "$&{text}", text: "hi" })).toBe("$&{text}: hi");
  });
});

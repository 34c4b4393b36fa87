import { describe, expect, it } from "vitest";
import { findJsonFault } from "../../src/emulator/find-json-fault.ts";

describe("the place where a file stops being JSON", () => {
  it.each([
    ["", 1, 1],
    ["{", 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{"a" 1}', 1, 6],
    ["{a: 1}", 1, 2],
    ["[1, 2", 1, 6],
    ["[1 2]", 1, 4],
    ["[1,]", 1, 4],
    ['{"a": 1}}', 1, 9],
    ['{"a": [1}', 1, 9],
    ['{\n  "a": 01\n}', 2, 8],
    ['{"a": "x\ny"}', 1, 9],
    ['["\\x"]', 1, 3],
    ['["open', 1, 7],
    ["nul", 1, 1],
    ["{'a': 1}", 1, 2],
    ["// note\n{}", 1, 1],
  ])("is named for %j", (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  it("is nowhere in what the engine reads too", () => {
    const value = { a: [1, -0.5, 1e21, true, null, 'é"\\\n\u2028', {}, []], "": { b: [[[]]] } };
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2), " 1 ", '"x"', "null", "-0"])
      expect(findJsonFault(text)).toBeUndefined();
  });

  it("is found in a file of many megabytes without a deep call", () => {
    const text = `{"data":"${"A".repeat(20_000_000)}","deep":${"[".repeat(100_000)}`;
    expect(findJsonFault(text)).toEqual({ line: 1, column: text.length + 1 });
  });
});

/** Nothing grows beyond what a person reads in one go: 80 lines a function, 400 a file. */
import { describe, expect, it } from "vitest";
import { measureSizes } from "./support/measure-sizes.ts";
import { readSources } from "./support/source-files.ts";

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join("\n");

describe("files and functions", () => {
  it("stay within their limits", () => {
    expect(readSources(/\.(?:ts|mjs)$/).flatMap(measureSizes)).toEqual([]);
  });

  it("are caught one line too late", () => {
    const fits = `export function long() {\n${lines(78, "  run();")}\n}\n`;
    expect(measureSizes({ path: "src/lib/a.ts", text: fits })).toEqual([]);
    const text = `export function long() {\n${lines(79, "  run();")}\n}\n`;
    expect(measureSizes({ path: "src/lib/a.ts", text })).toEqual([
      expect.stringContaining("long has 81 lines"),
    ]);
    expect(measureSizes({ path: "src/lib/a.ts", text: lines(401, "run();") })).toHaveLength(1);
  });

  it("may hold comments and blank lines for free", () => {
    const text = `export function long() {\n${lines(70, "  // why\n\n  /* and\n   how */\n  run();")}\n}\n`;
    expect(measureSizes({ path: "src/lib/a.ts", text })).toEqual([]);
  });
});

/** Every test file belongs to exactly one lane, so that none is forgotten by `npm test`. */
import { matchesGlob } from "node:path";
import { describe, expect, it } from "vitest";
import { LONG_FILES } from "../support/longest-first.ts";
import config from "../../vitest.config.ts";
import { listFiles } from "./support/source-files.ts";

interface Lane {
  readonly test: { readonly name: string; readonly include: readonly string[] };
}
const lanes = (config as { test: { projects: readonly Lane[] } }).test.projects;
const lanesOf = (path: string) =>
  lanes
    .filter((lane) => lane.test.include.some((glob) => matchesGlob(path, glob)))
    .map((lane) => lane.test.name);

describe("the lanes", () => {
  it("run every test file once", () => {
    const tests = listFiles().filter((path) => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path));
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((path) => lanesOf(path).length !== 1)).toEqual([]);
  });

  it("begin with files that exist", () => {
    expect(LONG_FILES.filter((path) => lanesOf(path).length !== 1 || !listFiles().includes(path))).toEqual(
      [],
    );
  });

  it("would miss a test in a folder of its own", () => {
    expect(lanesOf("tests/elsewhere/a.test.ts")).toEqual([]);
    expect(lanesOf("tests/flows/a.test.ts")).toEqual(["host"]);
  });
});

/** Names that say something, no module mocks, no state without an owner. */
import { describe, expect, it } from "vitest";
import { checkNames } from "./support/check-names.ts";
import { readSources } from "./support/source-files.ts";

const HEAD = "/** What this file owns. */\n";
const faults = (path: string, text = "") => checkNames({ path, text: HEAD + text });
/** In two parts, so that this file does not catch itself. */
const MOCK = `${"vi"}.mock("../src/client/index.ts")`;

describe("names and state", () => {
  it("keep the house rules in every file", () => {
    expect(readSources(/\.(?:ts|mjs)$/).flatMap(checkNames)).toEqual([]);
  });

  it("catch names that say nothing", () => {
    for (const name of ["utils", "http-helpers", "common", "card-service", "session-manager", "legacy"]) {
      expect(faults(`src/client/${name}.ts`)).toHaveLength(1);
    }
    expect(faults("src/channel/config/legacy.ts")).toEqual([]);
    expect(faults("src/client/serviceWorker.ts")).toHaveLength(1);
    expect(faults("src/client/types.ts")).toHaveLength(1);
    expect(faults("src/client/retry.test.ts")).toEqual([]);
  });

  it("catch module mocks", () => {
    expect(faults("tests/client/retry.test.ts", MOCK)).toHaveLength(1);
  });

  it("catch variables of a module that can change", () => {
    expect(faults("src/client/retry.ts", "let count = 0;")).toHaveLength(1);
    expect(faults("src/client/retry.ts", "const seen = new Map<string, number>();")).toHaveLength(1);
    expect(faults("src/client/retry.ts", 'const words = new Set(["a"]);')).toEqual([]);
    expect(faults("src/client/retry.ts", "function run() { let count = 0; }")).toEqual([]);
    expect(faults("src/contract/errors.ts", "let count = 0;")).toEqual([]);
  });

  it("catch a file without a head", () => {
    expect(checkNames({ path: "src/client/retry.ts", text: "export const x = 1;\n" })).toHaveLength(1);
  });
});

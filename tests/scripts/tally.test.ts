/** The sum at the end of `npm test`: silence is not success. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addTallies,
  emptyTally,
  formatTally,
  judgeSkips,
  readVitestReport,
} from "../../scripts/test/tally.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function report(passed: number, failed: number, pending: number, files: readonly object[]): string {
  const file = join(folder, "report.json");
  const counts = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
  };
  writeFileSync(file, JSON.stringify({ ...counts, testResults: files }));
  return file;
}
const fine = { name: "a.test.ts", status: "passed", assertionResults: [{ status: "passed" }] };

describe("the sum of a test run", () => {
  it("adds up what the lanes found", () => {
    const one = readVitestReport("unit", report(3, 0, 0, [fine]), 0);
    const other = { ...emptyTally, failed: 1, remarks: ["lint: failed"] };
    expect(formatTally(addTallies(one, other))).toBe("3 passed, 1 failed");
  });

  it("counts a file that could not be loaded as a failure", () => {
    const broken = { name: "b.test.ts", status: "failed", assertionResults: [] };
    expect(readVitestReport("unit", report(3, 0, 0, [fine, broken]), 1)).toMatchObject({
      passed: 3,
      failed: 1,
    });
  });

  it("counts a lane without tests, without a report, or with an unexplained exit code as a failure", () => {
    expect(readVitestReport("unit", report(0, 0, 0, []), 0).failed).toBe(1);
    expect(readVitestReport("unit", join(folder, "none.json"), 0).failed).toBe(1);
    expect(readVitestReport("unit", report(3, 0, 0, [fine]), 1).failed).toBe(1);
  });

  it("lets nothing be skipped in CI", () => {
    const tally = readVitestReport("unit", report(3, 0, 2, [fine]), 0);
    expect(formatTally(judgeSkips(tally, false))).toBe("3 passed, 0 failed, 2 skipped");
    expect(formatTally(judgeSkips(tally, true))).toBe("3 passed, 2 failed");
  });
});

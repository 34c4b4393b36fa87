/** Sums what the lanes of `npm test` found, and says it in one plain line. */
import { existsSync, readFileSync } from "node:fs";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What was skipped or failed outside the tests themselves, in words. */
  readonly remarks: readonly string[];
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0, remarks: [] };

export function addTallies(left: Tally, right: Tally): Tally {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
    remarks: [...left.remarks, ...right.remarks],
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Reads vitest's JSON report of `lane`. A file that could not be loaded, a lane without tests, an unhandled error
 * and a missing report count as one failure each: silence is not success.
 */
export function readVitestReport(lane: string, file: string, exitCode: number): Tally {
  if (!existsSync(file)) return { ...emptyTally, failed: 1, remarks: [`${lane}: vitest left no report`] };
  const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  const broken = report.testResults.filter(
    (result) => result.status === "failed" && !result.assertionResults.some((one) => one.status === "failed"),
  );
  const remarks = broken.map((result) => `${lane}: could not run ${result.name}`);
  if (report.testResults.length === 0) remarks.push(`${lane}: no tests were found`);
  const found = report.numFailedTests + remarks.length;
  if (exitCode !== 0 && found === 0) remarks.push(`${lane}: vitest ended with code ${exitCode}`);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + remarks.length,
    skipped: report.numPendingTests + report.numTodoTests,
    remarks,
  };
}

/** In CI nothing may be skipped: what was skipped has failed. */
export function judgeSkips(tally: Tally, ci: boolean): Tally {
  return ci ? { ...tally, failed: tally.failed + tally.skipped, skipped: 0 } : tally;
}

export function formatTally(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}

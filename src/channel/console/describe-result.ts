/** Results of checks as lines of the console: one state for a line, and its findings as sentences. */
import type { SetupLine, Sentence } from "../../contract/console.ts";
import { redact } from "../../lib/redact.ts";
import type { AccountCheck, Finding, FindingState } from "../status/checks/check.ts";
import { checkCredentials } from "../status/checks/check-credentials.ts";
import type { CheckResult } from "../status/checks/run-checks.ts";
import type { Text } from "../text/text.ts";

/** The worst first. */
const STATES: readonly FindingState[] = ["problem", "warning", "unknown", "ok"];

export function toSentence({ found, remedy, link }: Finding): Sentence {
  return {
    text: redact(found),
    ...(remedy === undefined ? {} : { remedy }),
    ...(link === undefined ? {} : { link }),
  };
}

export function toLine({ check, findings }: CheckResult, text: Text): SetupLine {
  const state = STATES.find((candidate) => findings.some((finding) => finding.state === candidate)) ?? "ok";
  return { id: check.id, title: text[check.title], state, findings: findings.map(toSentence) };
}

/** What has been found so far, and the check that is under way. */
export function toGrowingLines(
  results: readonly CheckResult[],
  checks: readonly AccountCheck[],
  text: Text,
): SetupLine[] {
  const lines = results.map((result) => toLine(result, text));
  const refused = results.some(
    ({ check, findings }) => check === checkCredentials && findings.some(({ state }) => state !== "ok"),
  );
  const after = checks.findIndex((check) => check === results.at(-1)?.check) + 1;
  // Without working credentials DingTalk is asked nothing more.
  const next = checks.slice(after).find(({ online }) => !online || !refused);
  return next ? [...lines, { id: next.id, title: text[next.title], state: "running", findings: [] }] : lines;
}

/** A check's result as lines for a terminal: a mark, what was found, and what to do about it. */
import { redact } from "../../lib/redact.ts";
import type { CheckResult } from "../status/checks/run-checks.ts";
import type { FindingState } from "../status/checks/check.ts";
import type { Text } from "../text/text.ts";

const MARKS: Readonly<Record<FindingState, string>> = { ok: "✓", warning: "!", problem: "✗", unknown: "?" };

export function describeResult({ check, findings }: CheckResult, text: Text): string[] {
  return findings.flatMap(({ state, found, remedy, link }) => {
    const about = [remedy, link !== undefined && !remedy?.includes(link) ? link : undefined];
    return [
      redact(`${MARKS[state]} ${text.findingLine({ title: text[check.title], found })}`),
      ...about.filter((line) => line !== undefined).map((line) => `    → ${line}`),
    ];
  });
}

/** For `--json`: stable names, and the sentences beside them. */
export function resultsToJson(results: readonly CheckResult[]) {
  return results.flatMap(({ check, accountId, findings }) =>
    findings.map(({ state, found, remedy, link, code, repair }) => ({
      check: check.id,
      ...(accountId === undefined ? {} : { accountId }),
      state,
      found: redact(found),
      ...(code === undefined ? {} : { code }),
      ...(remedy === undefined ? {} : { remedy }),
      ...(link === undefined ? {} : { link }),
      ...(repair === undefined ? {} : { canRepair: true }),
    })),
  );
}

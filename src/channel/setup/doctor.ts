/**
 * `openclaw china doctor`: every check, with what was found, what to do and where. `--fix` runs the repairs that
 * checks offer, `--bundle` writes a file for whoever helps; the exit code is 1 while a problem stands.
 */
import type { CheckResult } from "../status/checks/run-checks.ts";
import { runChecks } from "../status/checks/run-checks.ts";
import type { Language, Text } from "../text/text.ts";
import { sectionIn } from "./plan-config.ts";
import { describeResult, resultsToJson } from "./print-finding.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import { buildBundle, writeBundle } from "./support-bundle.ts";

export interface DoctorRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly language: Language;
  readonly accountId?: string;
  readonly json: boolean;
  readonly fix: boolean;
  /** Where to write the support bundle. */
  readonly bundle?: string;
}

/** Returns what was done, one sentence per repair. */
async function repairAll(results: readonly CheckResult[]): Promise<string[]> {
  const done: string[] = [];
  for (const { findings } of results)
    for (const finding of findings) if (finding.repair) done.push(await finding.repair());
  return done;
}

export async function runDoctor(request: DoctorRequest): Promise<number> {
  const { host, text, language, accountId, json, fix } = request;
  const look = async (quiet: boolean) => {
    const { config } = await host.configFile.read();
    const context = { section: sectionIn(config), config, machine: host.machine(), text, language };
    let last: string | undefined;
    return runChecks(
      context,
      (result) => {
        if (quiet) return;
        if (result.accountId !== last && result.accountId !== undefined)
          host.print(`\n${text.accountHeading({ accountId: result.accountId })}`);
        last = result.accountId;
        for (const line of describeResult(result, text)) host.print(line);
      },
      accountId,
    );
  };
  let results = await look(json);
  const repaired = fix ? await repairAll(results) : [];
  if (repaired.length > 0) {
    if (!json) for (const sentence of repaired) host.print(`✓ ${sentence}`);
    results = await look(true);
  }
  if (request.bundle !== undefined) {
    const { config } = await host.configFile.read();
    await writeBundle(request.bundle, buildBundle(config, results, host.clock.now()));
    if (!json) host.print(`\n${text.bundleWritten({ file: request.bundle })}`);
  }
  const problems = results.flatMap(({ findings }) => findings).filter(({ state }) => state === "problem");
  if (json)
    host.print(JSON.stringify({ ok: problems.length === 0, repaired, checks: resultsToJson(results) }));
  else {
    const canRepair = results.some(({ findings }) => findings.some(({ repair }) => repair));
    host.print(
      `\n${problems.length === 0 ? text.doctorFine : text.doctorProblems({ count: problems.length })}`,
    );
    if (canRepair && !fix) host.print(text.doctorFixHint);
  }
  return problems.length === 0 ? EXIT.done : EXIT.failed;
}

/** `openclaw china setup --no-input`: answers from flags, the same proof, the same write; one JSON object with `--json`. */
import { redact } from "../../lib/redact.ts";
import type { Language, Text } from "../text/text.ts";
import { describeChanges } from "./describe-changes.ts";
import { planConfig, type ConfigChange } from "./plan-config.ts";
import { plannedAccount, proveAccount, type Proof } from "./prove-account.ts";
import { resultsToJson } from "./print-finding.ts";
import type { SetupAnswers } from "./setup-answers.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import {
  describeGateway,
  describeWritten,
  waitUntilLive,
  writePlan,
  type GatewayOutcome,
  type Written,
} from "./write-plan.ts";

export interface ScriptedRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly language: Language;
  readonly answers: SetupAnswers;
  readonly json: boolean;
  /** Nothing is written. */
  readonly dryRun: boolean;
  /** Nothing is asked of DingTalk. */
  readonly skipChecks: boolean;
}

const ALL_GOOD: Proof = { results: [], connects: true, needsAttention: false };

const shown = ({ path, before, after, secret }: ConfigChange) => {
  const hide = (value: unknown) =>
    typeof value === "string" && (secret || path.at(-1) === "clientSecret") ? "***" : redact(value);
  return {
    path: path.join("."),
    ...(before === undefined ? {} : { before: hide(before) }),
    ...(after === undefined ? {} : { after: hide(after) }),
  };
};

interface Outcome {
  readonly code: number;
  readonly changes: readonly ConfigChange[];
  readonly proof: Proof;
  readonly written?: Written;
  readonly gateway?: GatewayOutcome;
}

async function carryOut(request: ScriptedRequest): Promise<Outcome> {
  const { host, text, language, answers, json, dryRun, skipChecks } = request;
  const { config } = await host.configFile.read();
  const changes = planConfig(config, answers);
  const proof = skipChecks
    ? ALL_GOOD
    : await proveAccount({ host, text, language, config, answers, quiet: json });
  if (!proof.connects) return { code: EXIT.failed, changes, proof };
  const code = proof.needsAttention ? EXIT.attention : EXIT.done;
  if (dryRun) return { code, changes, proof };
  const written = changes.length > 0 ? await writePlan(host, changes) : undefined;
  const gateway = await waitUntilLive(host, answers.accountId, written);
  return { code, changes, proof, gateway, ...(written ? { written } : {}) };
}

function printForPeople({ host, text, answers }: ScriptedRequest, outcome: Outcome): void {
  const { code, changes, written, gateway } = outcome;
  for (const line of describeChanges(changes, text)) host.print(line);
  if (written) for (const line of describeWritten(written, text)) host.print(line);
  if (gateway) host.print(describeGateway(gateway, answers.accountId, text));
  if (code === EXIT.failed) host.print(text.nothingWritten);
}

function printJson({ host, answers }: ScriptedRequest, outcome: Outcome): void {
  const { code, changes, proof, written, gateway } = outcome;
  host.print(
    JSON.stringify({
      ok: code === EXIT.done || code === EXIT.attention,
      accountId: answers.accountId,
      written: written !== undefined,
      ...(written?.copy === undefined ? {} : { copy: written.copy }),
      changes: changes.map(shown),
      checks: resultsToJson(proof.results),
      ...(gateway === undefined ? {} : { gateway }),
    }),
  );
}

/** Returns the exit code. */
export async function runScriptedSetup(request: ScriptedRequest): Promise<number> {
  const { host, text, answers } = request;
  const { config } = await host.configFile.read();
  const account = plannedAccount({ host, config, answers });
  if (!account.configured) {
    const flags = account.clientId === "" ? "--client-id, --client-secret-env" : "--client-secret-env";
    host.print(request.json ? JSON.stringify({ ok: false, missing: flags }) : text.flagsMissing({ flags }));
    return EXIT.usage;
  }
  const outcome = await carryOut(request);
  if (request.json) printJson(request, outcome);
  else printForPeople(request, outcome);
  return outcome.code;
}

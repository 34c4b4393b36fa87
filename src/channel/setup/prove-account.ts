/** Proves the planned account online, line by line, before anything is written. */
import type { CallInfo } from "../../client/index.ts";
import { resolveAccount, type ResolvedAccount } from "../config/accounts.ts";
import { normalizeAccountId } from "../config/account-id.ts";
import { checkCredentials } from "../status/checks/check-credentials.ts";
import { checkStream } from "../status/checks/check-stream.ts";
import {
  PROOF_CHECKS,
  runAccountChecks,
  type CheckResult,
  type OnResult,
} from "../status/checks/run-checks.ts";
import type { Language, Text } from "../text/text.ts";
import { planConfig, planned, sectionIn } from "./plan-config.ts";
import { describeResult } from "./print-finding.ts";
import type { SetupAnswers } from "./setup-answers.ts";
import type { SetupHost } from "./setup-host.ts";

export interface Proof {
  readonly results: readonly CheckResult[];
  /** Credentials work and a Stream connection may be opened: without these there is no bot. */
  readonly connects: boolean;
  /** A permission is missing: the bot works less well. */
  readonly needsAttention: boolean;
}

export interface ProofRequest {
  readonly host: Pick<SetupHost, "machine" | "print">;
  readonly text: Text;
  readonly language: Language;
  readonly config: unknown;
  readonly answers: SetupAnswers;
  /** Default: every line is printed. */
  readonly quiet?: boolean;
  /** Hears of each line as it comes. */
  readonly onResult?: OnResult;
  readonly onCall?: (info: CallInfo) => void;
  /** Rejects with its reason between two checks. */
  readonly signal?: AbortSignal;
  /** Fills in what only the gateway knows, such as a secret behind a reference. */
  readonly fill?: (account: ResolvedAccount) => ResolvedAccount;
}

/** The account as it will be when the answers are written. */
export function plannedAccount({
  host,
  config,
  answers,
}: Pick<ProofRequest, "config" | "answers"> & { readonly host: Pick<SetupHost, "machine"> }) {
  const section = sectionIn(planned(config, planConfig(config, answers)));
  return resolveAccount(section, normalizeAccountId(answers.accountId), host.machine());
}

export async function proveAccount(request: ProofRequest): Promise<Proof> {
  const { host, text, language, config, quiet, signal, onCall, onResult, fill } = request;
  const account = plannedAccount(request);
  const section = sectionIn(planned(config, planConfig(config, request.answers)));
  const context = {
    section,
    config,
    machine: host.machine(),
    text,
    language,
    ...(signal ? { signal } : {}),
    ...(onCall ? { onCall } : {}),
  };
  const results = await runAccountChecks(context, fill ? fill(account) : account, PROOF_CHECKS, (result) => {
    onResult?.(result);
    if (!quiet) for (const line of describeResult(result, text)) host.print(line);
  });
  const fine = (id: string) =>
    results.find(({ check }) => check.id === id)?.findings.every(({ state }) => state === "ok") ?? false;
  const connects = fine(checkCredentials.id) && fine(checkStream.id);
  const needsAttention = results.some(({ findings }) => findings.some(({ state }) => state !== "ok"));
  return { results, connects, needsAttention };
}

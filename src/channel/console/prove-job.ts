/**
 * The proof of planned credentials for a page, line by line, and the write when it connects. The checks are those of
 * the wizard: a Stream connection is proven by a ticket that lapses, so no message of a running bot goes astray.
 */
import type { CallInfo } from "../../client/index.ts";
import type { ConfigEnvironment, ResolvedAccount } from "../config/accounts.ts";
import { planConfig } from "../setup/plan-config.ts";
import { proveAccount, type Proof } from "../setup/prove-account.ts";
import type { SetupAnswers } from "../setup/setup-answers.ts";
import { PROOF_CHECKS, type CheckResult } from "../status/checks/run-checks.ts";
import type { Language, Text } from "../text/text.ts";
import type { ChangeDoor } from "./change-door.ts";
import { toGrowingLines, toLine, toSentence } from "./describe-result.ts";
import type { JobEnd, JobWork } from "./setup-jobs.ts";

export interface ProveJob {
  readonly change: ChangeDoor["change"];
  readonly machine: () => ConfigEnvironment;
  readonly answers: SetupAnswers;
  /** The host's configuration as written. */
  readonly config: unknown;
  readonly write: boolean;
  /** Fills in a secret that only the gateway resolved. */
  readonly fill: (account: ResolvedAccount) => ResolvedAccount;
  readonly onCall?: (info: CallInfo) => void;
  readonly onResult?: (result: CheckResult) => void;
  readonly text: Text;
  readonly language: Language;
}

/** The finding that keeps the bot from connecting. */
function whyNot({ results }: Proof, text: Text): JobEnd {
  const finding = results.flatMap(({ findings }) => findings).find(({ state }) => state !== "ok");
  return { state: "failed", sentence: finding ? toSentence(finding) : { text: text.nothingWritten } };
}

export function proveJob(job: ProveJob): JobWork {
  const { change, machine, answers, config, write, fill, text, language } = job;
  return async (report, signal) => {
    const results: CheckResult[] = [];
    report({ lines: toGrowingLines(results, PROOF_CHECKS, text) });
    const proof = await proveAccount({
      host: { machine, print() {} },
      text,
      language,
      config,
      answers,
      quiet: true,
      signal,
      fill,
      ...(job.onCall ? { onCall: job.onCall } : {}),
      onResult(result) {
        results.push(result);
        job.onResult?.(result);
        report({ lines: toGrowingLines(results, PROOF_CHECKS, text) });
      },
    });
    report({ lines: results.map((result) => toLine(result, text)) });
    signal.throwIfAborted();
    if (!proof.connects) return whyNot(proof, text);
    if (!write) return { state: "done" };
    const progress = await change((now) => planConfig(now, answers), language);
    if (progress) report({ changeId: progress.changeId });
    return { state: "done" };
  };
}

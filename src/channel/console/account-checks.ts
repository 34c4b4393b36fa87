/**
 * The checks of doctor, run for one account in the background because somebody asked for it, and kept until the next
 * run or the end of the process. One run at a time; never by itself, since it costs calls of the month's quota.
 */
import type { CallInfo } from "../../client/index.ts";
import type { SetupLine } from "../../contract/console.ts";
import type { Clock } from "../../lib/clock.ts";
import { resolveAccount, type ConfigEnvironment } from "../config/accounts.ts";
import { sectionIn } from "../setup/plan-config.ts";
import { ACCOUNT_CHECKS, runAccountChecks, type CheckResult } from "../status/checks/run-checks.ts";
import type { Language, Text } from "../text/text.ts";
import { ConsoleError } from "./console-route.ts";
import { toGrowingLines, toLine } from "./describe-result.ts";

export interface AccountChecksOptions {
  readonly machine: () => ConfigEnvironment;
  /** The host's configuration as the gateway runs with it. */
  readonly readConfig: () => unknown;
  readonly onCall?: (clientId: string, info: CallInfo) => void;
  readonly onResult?: (clientId: string, result: CheckResult) => void;
  readonly clock: Clock;
}

export interface CheckRun {
  /** When it ended; absent while the first run is under way. */
  readonly checkedAt?: number;
  readonly checking: boolean;
  readonly lines: readonly SetupLine[];
}

export interface AccountChecks {
  /** Undefined: never checked. */
  find(accountId: string): CheckRun | undefined;
  /** Does nothing while this account is being checked. Throws `ConsoleError` while another one is. */
  start(accountId: string, text: Text, language: Language): void;
  /** Stops what runs. */
  dispose(): void;
}

export function createAccountChecks(options: AccountChecksOptions): AccountChecks {
  const { machine, readConfig, onCall, onResult, clock } = options;
  const runs = new Map<string, CheckRun>();
  const stop = new AbortController();

  const run = async (accountId: string, text: Text, language: Language): Promise<void> => {
    const config = readConfig();
    const section = sectionIn(config);
    const account = resolveAccount(section, accountId, machine());
    const { clientId } = account;
    const before = runs.get(accountId)?.checkedAt;
    const results: CheckResult[] = [];
    const show = (lines: readonly SetupLine[], ended?: number) => {
      const checkedAt = ended ?? before;
      const stamp = checkedAt === undefined ? {} : { checkedAt };
      runs.set(accountId, { ...stamp, checking: ended === undefined, lines });
    };
    show(toGrowingLines(results, ACCOUNT_CHECKS, text));
    const context = {
      section,
      config,
      machine: machine(),
      text,
      language,
      signal: stop.signal,
      ...(onCall ? { onCall: (info: CallInfo) => onCall(clientId, info) } : {}),
    };
    try {
      await runAccountChecks(context, account, ACCOUNT_CHECKS, (result) => {
        results.push(result);
        onResult?.(clientId, result);
        show(toGrowingLines(results, ACCOUNT_CHECKS, text));
      });
    } finally {
      show(
        results.map((result) => toLine(result, text)),
        clock.now(),
      );
    }
  };

  return {
    find: (accountId) => runs.get(accountId),
    start(accountId, text, language) {
      const [busy] = [...runs].find(([, { checking }]) => checking) ?? [];
      if (busy === accountId) return;
      if (busy !== undefined)
        throw new ConsoleError("conflict", { text: text.consoleCheckBusy({ accountId: busy }) });
      // Each check turns its own failure into a finding: what is left is the end of the process.
      run(accountId, text, language).catch(() => {});
    },
    dispose: () => stop.abort(new Error("the gateway stops")),
  };
}

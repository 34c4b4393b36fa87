/**
 * Set-up for a page: the wizard's questions, a code to scan, a proof line by line, and the write. What takes a while
 * runs as a job that the page looks at. Addresses are those of `contract/console.ts`.
 */
import { z } from "zod";
import type { SetupJob } from "../../contract/console-setup.ts";
import type { CallInfo } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import { normalizeOptionalAccountId } from "../config/account-id.ts";
import { resolveAccount, type ConfigEnvironment, type ResolvedAccount } from "../config/accounts.ts";
import { plannedAccount } from "../setup/prove-account.ts";
import { sectionIn } from "../setup/plan-config.ts";
import { twinOf } from "../setup/wizard-account.ts";
import type { CheckResult } from "../status/checks/run-checks.ts";
import type { ChangeDoor } from "./change-door.ts";
import { ConsoleError, type ConsoleRequest, type ConsoleRoute } from "./console-route.ts";
import { proveJob } from "./prove-job.ts";
import { readBody } from "./read-body.ts";
import { readSetupRequest } from "./read-setup-request.ts";
import { scanJob } from "./scan-job.ts";
import type { SetupJobs } from "./setup-jobs.ts";
import { viewSetup } from "./setup-view.ts";

export interface SetupRoutesOptions extends ChangeDoor {
  readonly clock: Clock;
  readonly jobs: SetupJobs;
  readonly machine: () => ConfigEnvironment;
  /** The host's configuration as the gateway runs with it: secrets behind references are resolved. */
  readonly readConfig: () => unknown;
  /** Hears of each call that a proof makes, with the app it counts for. */
  readonly onCall?: (clientId: string, info: CallInfo) => void;
  /** Hears of what a proof finds out about an app. */
  readonly onResult?: (clientId: string, result: CheckResult) => void;
}

const scanSchema = z.strictObject({ accountId: z.string().optional() });

async function startScan(options: SetupRoutesOptions, { body, text }: ConsoleRequest): Promise<SetupJob> {
  const { jobs, configFile, machine, clock } = options;
  const { accountId = "" } = readBody(scanSchema, body ?? {}, text);
  const { config: written } = await configFile.read();
  const { endpoints } = resolveAccount(sectionIn(written), normalizeOptionalAccountId(accountId), machine());
  return jobs.start("scan", text, scanJob({ endpoints, text, clock }));
}

/** A reference that only the gateway resolves is read from the configuration it runs with. */
function resolvedSecret(options: SetupRoutesOptions, planned: ResolvedAccount): ResolvedAccount {
  if (planned.clientSecretSource !== "unresolved") return planned;
  const running = resolveAccount(sectionIn(options.readConfig()), planned.accountId, options.machine());
  if (running.clientId !== planned.clientId || running.clientSecret === "") return planned;
  return { ...planned, clientSecret: running.clientSecret, clientSecretSource: "config" };
}

async function startProof(options: SetupRoutesOptions, request: ConsoleRequest): Promise<SetupJob> {
  const { jobs, machine, configFile, onCall, onResult } = options;
  const { text, language } = request;
  const { answers, write } = readSetupRequest(request.body, text, jobs.appOf);
  const { config: written } = await configFile.read();
  const planned = plannedAccount({ host: { machine }, config: written, answers });
  const { clientId, accountId } = planned;
  const twin = twinOf(written, machine(), accountId, clientId);
  if (clientId !== "" && twin !== undefined)
    throw new ConsoleError("invalid-value", {
      text: text.consoleTwin({ clientId, accountId: twin }),
      field: "clientId",
    });
  if (!planned.configured)
    throw new ConsoleError("invalid-value", {
      text: text.credentialsMissing({ accountId }),
      field: clientId === "" ? "clientId" : "clientSecret",
    });
  const work = proveJob({
    change: options.change,
    machine,
    answers,
    config: written,
    write,
    fill: (account) => resolvedSecret(options, account),
    ...(onCall ? { onCall: (info: CallInfo) => onCall(clientId, info) } : {}),
    ...(onResult ? { onResult: (result: CheckResult) => onResult(clientId, result) } : {}),
    text,
    language,
  });
  return jobs.start("prove", text, work);
}

function known(job: SetupJob | undefined, { text }: ConsoleRequest): SetupJob {
  if (!job) throw new ConsoleError("not-found", { text: text.consoleJobUnknown });
  return job;
}

export function createSetupRoutes(options: SetupRoutesOptions): readonly ConsoleRoute[] {
  const { configFile, machine, jobs } = options;
  return [
    {
      method: "GET",
      path: "setup",
      run: async ({ text }) => viewSetup((await configFile.read()).config, machine(), text),
    },
    { method: "POST", path: "setup/scan", run: (request) => startScan(options, request) },
    { method: "POST", path: "setup/prove", run: (request) => startProof(options, request) },
    {
      method: "GET",
      path: "setup/job/:id",
      run: (request) => known(jobs.find(request.params["id"] ?? ""), request),
    },
    {
      method: "POST",
      path: "setup/job/:id/cancel",
      run: (request) => known(jobs.cancel(request.params["id"] ?? ""), request),
    },
  ];
}

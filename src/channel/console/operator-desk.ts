/**
 * Set-up, permissions and people of the console, put together over what the gateway offers. One `dispose` ends what
 * they have under way. No behaviour of its own.
 */
import type { CallInfo } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CheckResult } from "../status/checks/run-checks.ts";
import type { PermissionRecord } from "../status/permission-record.ts";
import { createAccountChecks } from "./account-checks.ts";
import type { ConsoleRoute } from "./console-route.ts";
import { createPeopleRoutes, type PeopleRoutesOptions } from "./people-routes.ts";
import { createPermissionsRoutes } from "./permissions-routes.ts";
import { createSetupJobs } from "./setup-jobs.ts";
import { createSetupRoutes } from "./setup-routes.ts";

export interface OperatorDeskOptions extends PeopleRoutesOptions {
  /** What is known of the permissions of each app; the running accounts' calls belong in it too. */
  readonly record: PermissionRecord;
  /** Counts the calls of checks and proofs for the app's month. */
  readonly countCall?: (clientId: string, info: CallInfo) => void;
  readonly clock: Clock;
}

export interface OperatorDesk {
  readonly routes: readonly ConsoleRoute[];
  /** Cancels jobs and checks that run. */
  dispose(): void;
}

export function createOperatorDesk(options: OperatorDeskOptions): OperatorDesk {
  const { record, countCall, machine, readConfig, clock } = options;
  const heard = {
    ...(countCall ? { onCall: countCall } : {}),
    onResult: (clientId: string, result: CheckResult) => record.learn(clientId, result),
  };
  const jobs = createSetupJobs(clock);
  const checks = createAccountChecks({ machine, readConfig, clock, ...heard });
  return {
    routes: [
      ...createSetupRoutes({ ...options, jobs, ...heard }),
      ...createPermissionsRoutes({ machine, readConfig, checks, record }),
      ...createPeopleRoutes(options),
    ],
    dispose() {
      jobs.dispose();
      checks.dispose();
    },
  };
}

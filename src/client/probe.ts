/**
 * Do the credentials work? Token first, then the robot's groups: the cheapest pair of calls that proves both
 * the app and the robot. Never rejects; the answer is a list of steps for a person.
 */
import type { AccessTokenSource } from "./access-token.ts";
import { classifyThrown } from "./classify-thrown.ts";
import type { CallName, DingTalkError } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";
import type { RobotSender } from "./robot.ts";

export interface ProbeStep {
  readonly name: "token" | "robot";
  readonly ok: boolean;
  readonly durationMs: number;
  readonly error?: DingTalkError;
}

export interface ProbeResult {
  readonly ok: boolean;
  /** In order; those after a failed one are left out. */
  readonly steps: readonly ProbeStep[];
  /** The first failure. */
  readonly error?: DingTalkError;
}

export type Probe = (signal?: AbortSignal) => Promise<ProbeResult>;

export function createProbe(
  options: ResolvedOptions,
  token: AccessTokenSource,
  robot: Pick<RobotSender, "queryGroups">,
): Probe {
  const { clock } = options;

  const runStep = async (
    name: ProbeStep["name"],
    operation: CallName,
    work: () => Promise<unknown>,
  ): Promise<ProbeStep> => {
    const startedAt = clock.now();
    try {
      await work();
      return { name, ok: true, durationMs: clock.now() - startedAt };
    } catch (thrown) {
      const error = classifyThrown(operation, thrown);
      return { name, ok: false, durationMs: clock.now() - startedAt, error };
    }
  };

  return async (signal) => {
    const steps = [await runStep("token", "getAccessToken", () => token.get(signal))];
    if (steps[0]?.ok) {
      steps.push(
        await runStep("robot", "queryRobotGroups", () => robot.queryGroups({ signal, pageSize: 1 })),
      );
    }
    const error = steps.find((step) => step.error !== undefined)?.error;
    return { ok: error === undefined, steps, ...(error ? { error } : {}) };
  };
}

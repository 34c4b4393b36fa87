/** One permission of the app as a finding. */
import type { PermissionName } from "../../../client/index.ts";
import { describeFailure } from "../describe-failure.ts";
import type { AccountCheckContext, Finding } from "./check.ts";

/** `absent`: how bad it is when the permission is missing. */
export async function findPermission(
  { client, text, signal }: AccountCheckContext,
  name: PermissionName,
  scope: string,
  absent: "problem" | "warning",
): Promise<Finding> {
  const answer = await client.probePermission(name, signal);
  switch (answer.kind) {
    case "granted":
      return {
        state: "ok",
        found: text.permissionGranted({ scope }),
        permission: { scope, state: "granted" },
      };
    case "missing":
      return {
        ...describeFailure(answer.error, text),
        state: absent,
        found: text.permissionMissing({ scope }),
        permission: {
          scope,
          state: "missing",
          ...(answer.error.applyUrl === undefined ? {} : { applyLink: answer.error.applyUrl }),
        },
      };
    case "unknown":
      return { ...describeFailure(answer.error, text), state: "unknown" };
  }
}

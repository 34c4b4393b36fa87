/** What OpenClaw's own doctor says of this channel: our checks of the installation, without a call to anybody. */
import type { CheckContext } from "./checks/check.ts";
import { runInstallationChecks } from "./checks/run-checks.ts";

/** One line per finding; none when all is well. */
export async function collectDoctorWarnings(context: CheckContext): Promise<string[]> {
  // Without a section there is nothing of ours to doctor.
  if (context.section === undefined) return [];
  const results = await runInstallationChecks(context, () => {});
  return results.flatMap(({ check, findings }) =>
    findings
      .filter(({ state }) => state === "problem" || state === "warning")
      .map(({ found, remedy }) => {
        const todo = remedy === undefined ? "" : ` → ${remedy}`;
        return `- DingTalk, ${context.text[check.title]}: ${found}${todo}`;
      }),
  );
}

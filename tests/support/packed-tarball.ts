/**
 * The plugin's tarball under test. `npm test` packs once and hands its path on; a single test file that is
 * run by hand uses the last one packed.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "../../scripts/gateway/project-paths.ts";

/** Set by the test run's global set-up. */
export const TARBALL_VARIABLE = "OPENCLAW_DINGTALK_TEST_TARBALL";

/** Throws a sentence that says what to do when nothing has been packed yet. */
export function packedTarball(): string {
  const path = process.env[TARBALL_VARIABLE] ?? join(workFolder, "openclaw-dingtalk.tgz");
  if (!existsSync(path)) throw new Error(`There is no packed plugin at ${path}. Run: node scripts/pack.ts`);
  return path;
}

/** The generated parts of the documentation are what the code would generate now. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the configuration pages and coverage tables are in step (else: node scripts/config-docs.ts --write)", async () => {
  const run = promisify(execFile)(process.execPath, ["scripts/config-docs.ts", "--check"]);
  await expect(run).resolves.toBeDefined();
});

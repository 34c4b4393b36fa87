/**
 * `npm run test:hosts [version …]`: installs releases of the host from the package registry, our tarball into each by
 * the host's own installer, starts a gateway and passes a message through. Releases stay in the work folder, about
 * 0.6 GB each. Ends with code 1 when one fails.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { OLDEST_HOST, TESTED_HOST } from "../src/channel/version.ts";
import type { Passed } from "../tests/hosts/pass-message.ts";
import { TARBALL_VARIABLE } from "../tests/support/packed-tarball.ts";
import { buildAll } from "./build.ts";
import { HOST_VARIABLE, projectRoot } from "./gateway/project-paths.ts";
import { packPlugin } from "./pack.ts";
import { installHost } from "./test/install-host.ts";

/** The newest that we know, those before it, and the oldest that we promise. */
const RELEASES = [TESTED_HOST, "2026.9.5", "2026.9.1", "2026.8.2", OLDEST_HOST];
const TIMEOUT_MS = 300_000;

const run = promisify(execFile);

function lastLine(stdout: string): Passed {
  const line = stdout.trim().split("\n").at(-1) ?? "";
  return JSON.parse(line) as Passed;
}

async function tryHost(host: string, tarball: string): Promise<Passed> {
  const env = { ...process.env, [HOST_VARIABLE]: host, [TARBALL_VARIABLE]: tarball };
  const script = join(projectRoot, "tests", "hosts", "pass-message.ts");
  try {
    return lastLine((await run(process.execPath, [script], { env, timeout: TIMEOUT_MS })).stdout);
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    if (stdout.trim().endsWith("}")) return lastLine(stdout);
    return { ok: false, detail: stderr.trim() || String(error), log: [] };
  }
}

await buildAll();
const { path: tarball } = await packPlugin();
const asked = process.argv.slice(2);
let failed = 0;
for (const version of asked.length > 0 ? asked : RELEASES) {
  const from = performance.now();
  const result = await installHost(version).then(
    (host) => tryHost(host, tarball),
    (error: unknown): Passed => ({
      ok: false,
      detail: `npm could not install it: ${String(error)}`,
      log: [],
    }),
  );
  const seconds = ((performance.now() - from) / 1000).toFixed(0);
  console.log(`${result.ok ? "✓" : "✗"} OpenClaw ${version}: ${result.detail} (${seconds} s)`);
  if (result.ok) continue;
  failed += 1;
  for (const line of result.log) console.log(`    ${line}`);
}
process.exit(failed > 0 ? 1 : 0);

/**
 * `npm test`: builds, packs, then runs every lane and ends with one line: `N passed, N failed`.
 * `npm test -- unit` runs one lane, `npm test -- some/file` the files that match. The witness lane installs 0.7 GB: it is
 * left out, and said to be, unless CI runs or somebody names it.
 */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.ts";
import { killNow, listProcessTree } from "./gateway/process-tree.ts";
import { projectRoot, workFolder } from "./gateway/project-paths.ts";
import { packPlugin } from "./pack.ts";
import { installWitnesses } from "./test/install-witnesses.ts";
import { bringSystemTools, CHROMIUM_VARIABLE, type SystemTools } from "./test/system-tools.ts";
import {
  addTallies,
  emptyTally,
  formatTally,
  judgeSkips,
  readVitestReport,
  type Tally,
} from "./test/tally.ts";

const TSC = "node_modules/typescript/bin/tsc";
/** Checks without tests of their own: each counts as one failure when it fails. */
const CHECKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  typecheck: [
    [TSC, "--noEmit", "-p", "tsconfig.json"],
    [TSC, "--noEmit", "-p", "src/web/tsconfig.json"],
  ],
  lint: [
    ["node_modules/oxlint/bin/oxlint", "--deny-warnings", "."],
    ["node_modules/oxfmt/bin/oxfmt", "--check", "."],
  ],
};
const WITNESS = "witness";
const VITEST_LANES = ["unit", "repo", "host", "browser", WITNESS];
/** Lanes with sounds and films. */
const CONVERTING_LANES: ReadonlySet<string> = new Set(["unit", "host"]);
const LANES = [...Object.keys(CHECKS), ...VITEST_LANES];
const ci = /^(1|true)$/i.test(process.env.CI ?? "");
const reports = join(workFolder, "test-reports");

function runScript(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

async function runCheck(name: string): Promise<Tally> {
  // Each of them uses one core.
  const codes = await Promise.all((CHECKS[name] ?? []).map((args) => runScript(args)));
  const failed = codes.some((code) => code !== 0);
  return failed ? { ...emptyTally, failed: 1, remarks: [`${name}: failed`] } : emptyTally;
}

async function runVitest(
  lane: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Tally> {
  const file = join(reports, `${lane}.json`);
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await runScript(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...args], env);
  return readVitestReport(lane, file, code);
}

/** Installs what it needs first; without a registry there is no such lane. */
async function runWitness(env: Readonly<Record<string, string>>): Promise<Tally> {
  let witnesses: Record<string, string>;
  try {
    witnesses = await installWitnesses();
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return {
      ...emptyTally,
      skipped: 1,
      remarks: [`${WITNESS}: its packages could not be installed: ${why}`],
    };
  }
  return runVitest(WITNESS, ["--project", WITNESS], { ...env, ...witnesses });
}

const NO_FFMPEG = "ffmpeg is missing: what needs it was skipped";

async function runLane(lane: string, env: Record<string, string>, tools: SystemTools): Promise<Tally> {
  if (lane in CHECKS) return runCheck(lane);
  if (lane === WITNESS) return runWitness(env);
  if (CONVERTING_LANES.has(lane)) {
    const remarks = (await tools.ffmpeg()) ? [] : [`${lane}: ${NO_FFMPEG}`];
    return addTallies(await runVitest(lane, ["--project", lane], env), { ...emptyTally, remarks });
  }
  if (lane !== "browser") return runVitest(lane, ["--project", lane], env);
  const chromium = await tools.chromium();
  if (chromium) return runVitest(lane, ["--project", lane], { ...env, [CHROMIUM_VARIABLE]: chromium });
  const remark = `browser: Chromium is missing; install it or set ${CHROMIUM_VARIABLE} to its path`;
  return { ...emptyTally, skipped: 1, remarks: [remark] };
}

async function prepare(): Promise<Record<string, string>> {
  await buildAll();
  return { OPENCLAW_DINGTALK_TEST_TARBALL: (await packPlugin()).path };
}

async function runAll(args: readonly string[]): Promise<Tally> {
  mkdirSync(reports, { recursive: true });
  const leftOut = args.length === 0 && !ci ? [WITNESS] : [];
  const lanes = (args.length === 0 ? LANES : args).filter(
    (lane) => LANES.includes(lane) && !leftOut.includes(lane),
  );
  const files = args.filter((arg) => !LANES.includes(arg));
  const converts = files.length > 0 || lanes.some((lane) => CONVERTING_LANES.has(lane));
  const tools = bringSystemTools({ chromium: lanes.includes("browser"), ffmpeg: converts });
  const env = await prepare();
  const remarks = leftOut.map((lane) => `${lane}: left out, it installs 0.7 GB: npm run test:${lane}`);
  let total: Tally = { ...emptyTally, remarks };
  for (const lane of lanes) {
    console.log(`\n── ${lane} ──`);
    total = addTallies(total, await runLane(lane, env, tools));
  }
  if (files.length > 0) await tools.ffmpeg();
  return files.length === 0 ? total : addTallies(total, await runVitest("files", files, env));
}

async function stopOnSignal(): Promise<void> {
  const tree = await listProcessTree(process.pid);
  await killNow(tree.filter((pid) => pid !== process.pid));
  process.exit(130);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void stopOnSignal());
let tally: Tally;
try {
  tally = judgeSkips(await runAll(process.argv.slice(2)), ci);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  tally = { ...emptyTally, failed: 1, remarks: ["build: failed"] };
}
console.log(["", ...tally.remarks, formatTally(tally)].join("\n"));
process.exitCode = tally.failed > 0 ? 1 : 0;

/**
 * `npm run test:witness`: installs the official SDK `@alicloud/dingtalk` from the package registry, 75 MB that stay in
 * the work folder, and runs the emulator's tests that use it. Ends with vitest's code.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot, WITNESS_VARIABLE, workFolder } from "./gateway/project-paths.ts";
import { npmCommand } from "./npm-command.ts";

const WITNESS = "@alicloud/dingtalk";
const VERSION = "2.2.27";

async function installWitness(): Promise<string> {
  const folder = join(workFolder, "witness", VERSION);
  if (existsSync(join(folder, "node_modules", WITNESS, "package.json"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund"];
  const [command, args] = npmCommand(["install", ...flags, `${WITNESS}@${VERSION}`]);
  await promisify(execFile)(command, args, { cwd: folder });
  return folder;
}

const folder = await installWitness();
const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "witness"], {
  cwd: projectRoot,
  env: { ...process.env, [WITNESS_VARIABLE]: folder },
  stdio: ["ignore", "inherit", "inherit"],
});
const [code] = (await once(child, "exit")) as [number | null];
process.exit(code ?? 1);

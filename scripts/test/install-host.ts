/**
 * A release of the host from the package registry, in a folder of its own in the work folder, about 0.6 GB each. What is
 * there already is taken as it is.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { workFolder } from "../gateway/project-paths.ts";
import { npmCommand } from "../npm-command.ts";

const FLAGS = ["--ignore-scripts", "--no-audit", "--no-fund"];

/** Installs one package into a folder of its own; the folder's path. Rejects when npm fails. */
export async function installAlone(folder: string, name: string, version: string): Promise<string> {
  if (existsSync(join(folder, "node_modules", name, "package.json"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const [command, args] = npmCommand(["install", ...FLAGS, `${name}@${version}`]);
  await promisify(execFile)(command, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  return folder;
}

/** The package folder of that release. */
export async function installHost(version: string): Promise<string> {
  const folder = await installAlone(join(workFolder, "hosts", version), "openclaw", version);
  return join(folder, "node_modules", "openclaw");
}

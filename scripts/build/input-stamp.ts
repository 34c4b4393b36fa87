/**
 * Remembers what a build step was made from, so that a step whose inputs are unchanged is skipped.
 * Stamps live outside `dist`, which ships.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot, workFolder } from "../gateway/project-paths.ts";

const stampFolder = join(workFolder, "build-stamps");

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A hash over names and bytes of all files in `inputs` (files or folders, relative to the project). */
export function hashInputs(inputs: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  const files = inputs.flatMap((input) => listFiles(join(projectRoot, input)));
  for (const file of files.filter((path) => !path.endsWith(".test.ts")).toSorted()) {
    hash
      .update(`${relative(projectRoot, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * Runs `step` unless its inputs are what they were at its last success and all `outputs` exist.
 * Returns whether it ran.
 */
export async function runWhenChanged(
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  step: () => Promise<void>,
): Promise<boolean> {
  const stamp = join(stampFolder, name);
  const hash = hashInputs(inputs);
  const inPlace = outputs.every((output) => existsSync(join(projectRoot, output)));
  if (inPlace && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  rmSync(stamp, { force: true });
  await step();
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

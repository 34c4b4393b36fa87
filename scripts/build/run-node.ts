/** Runs a Node script of ours or of a package and fails with its own words. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../gateway/project-paths.ts";

/** Rejects with what the script printed when it does not end with code 0. */
export function runNode(script: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: projectRoot, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [join(projectRoot, script), ...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      reject(
        new Error(`${script} ${args.join(" ")} failed.\n${`${stdout}${stderr}`.trim()}`, { cause: error }),
      );
    });
  });
}

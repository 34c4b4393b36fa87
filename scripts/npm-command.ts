/** How to run npm from a script: the npm that runs us, the npm beside this Node, or the one on the PATH. */
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

function findNpmScript(): string | undefined {
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? "").split(delimiter)].filter(
    (path) => path !== "",
  );
  const candidates = folders.flatMap((folder) => [
    join(folder, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(folder, "node_modules", "npm", "bin", "npm-cli.js"),
  ]);
  const own = process.env.npm_execpath;
  return [...(own && /npm-cli\.c?js$/.test(own) ? [own] : []), ...candidates].find((path) =>
    existsSync(path),
  );
}

/** The command and its arguments for `npm <args>`, without a shell wherever npm's own script can be found. */
export function npmCommand(args: readonly string[]): [string, string[]] {
  const script = findNpmScript();
  return script ? [process.execPath, [script, ...args]] : ["npm", [...args]];
}

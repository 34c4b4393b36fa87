/**
 * The project's own files as the repository tests see them: what git would track, generated things left out.
 * Reads the working tree, so a file counts before it is committed.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

export const projectRoot = join(import.meta.dirname, "..", "..", "..");

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const TEXT =
  /\.(?:ts|mts|mjs|js|json|md|html|css|svg|yml|yaml|sh|txt)$|(?:^|\/)(?:LICENSE|run|\.[a-z]+rc|\.gitignore)$/;

function listTree(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, {
    cwd: projectRoot,
    encoding: "utf8",
    maxBuffer: 32 * 1024 * 1024,
  });
  const paths = listed.split("\0").filter((path) => path !== "");
  return [...new Set(paths)].filter((path) => existsSync(join(projectRoot, path))).toSorted();
}

/** All files of the project, relative paths. */
export const listFiles = (): string[] => listTree();

export function readSource(path: string): SourceFile {
  return { path: posix.normalize(path), text: readFileSync(join(projectRoot, path), "utf8") };
}

/** All text files whose path matches `pattern`. */
export function readSources(pattern: RegExp = /./): SourceFile[] {
  return listTree()
    .filter((path) => TEXT.test(path) && pattern.test(path))
    .map(readSource);
}

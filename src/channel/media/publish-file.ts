/**
 * Moves a finished temporary file to its place without ever replacing a file, also from another device and on
 * file systems without hard links. The place is either empty or has the whole file.
 */
import { constants } from "node:fs";
import type * as nodeFiles from "node:fs/promises";
import { dirname, join } from "node:path";
import { numberedName } from "./file-name.ts";
import { TEMPORARY_TAIL } from "./retention.ts";

/** What is used of `node:fs/promises`; tests bring a disk that fails. */
export type ArchiveFiles = Pick<
  typeof nodeFiles,
  "mkdir" | "open" | "link" | "rename" | "unlink" | "copyFile" | "appendFile"
>;

const MAX_TWINS = 10_000;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "";

/** File systems that know no hard links say one of these. */
const NO_LINKS: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EMLINK",
  "EACCES",
]);

/** False where something stands at `target` already. */
async function place(files: ArchiveFiles, temporary: string, target: string): Promise<boolean> {
  try {
    await files.link(temporary, target);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
    return placeByName(files, temporary, target);
  }
  await files.unlink(temporary);
  return true;
}

/** Takes the name first, then puts the file over it. */
async function placeByName(files: ArchiveFiles, temporary: string, target: string): Promise<boolean> {
  try {
    await (await files.open(target, "wx", 0o600)).close();
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  try {
    await files.rename(temporary, target);
    return true;
  } catch (error) {
    await files.unlink(target).catch(() => undefined);
    throw error;
  }
}

/** A copy on the device of `target`, safe on disk; the first file is gone. */
async function carryOver(files: ArchiveFiles, temporary: string, target: string): Promise<string> {
  const copy = join(dirname(target), `.${temporary.slice(-40).replaceAll(/[^\w-]/g, "")}${TEMPORARY_TAIL}`);
  try {
    await files.copyFile(temporary, copy, constants.COPYFILE_EXCL);
    const handle = await files.open(copy, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await files.unlink(copy).catch(() => undefined);
    throw error;
  }
  await files.unlink(temporary);
  return copy;
}

/**
 * Moves `temporary` into `folder` as `name`, or `name-2`, … where that is taken; returns the name it got.
 * Rejects with the disk's error; then nothing of it is left in `folder`, and `temporary` may be.
 */
export async function publishFile(
  files: ArchiveFiles,
  temporary: string,
  folder: string,
  name: string,
): Promise<string> {
  let source = temporary;
  try {
    for (let number = 1; number <= MAX_TWINS; number += 1) {
      const candidate = numberedName(name, number);
      const target = join(folder, candidate);
      try {
        if (await place(files, source, target)) return candidate;
      } catch (error) {
        if (codeOf(error) !== "EXDEV" || source !== temporary) throw error;
        source = await carryOver(files, temporary, target);
        if (await place(files, source, target)) return candidate;
      }
    }
    throw new Error(`there are ${MAX_TWINS} files named ${name}`);
  } catch (error) {
    if (source !== temporary) await files.unlink(source).catch(() => undefined);
    throw error;
  }
}

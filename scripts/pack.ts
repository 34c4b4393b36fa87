/**
 * Packs the plugin as npm would publish it into `.openclaw-dingtalk/openclaw-dingtalk.tgz`.
 * Run by hand it builds first: `node scripts/pack.ts`.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildAll } from "./build.ts";
import { projectRoot, workFolder } from "./gateway/project-paths.ts";
import { npmCommand } from "./npm-command.ts";

export interface PackedPlugin {
  readonly path: string;
  /** SHA-256 of the tarball; npm writes the same bytes for the same files. */
  readonly hash: string;
  /** Paths inside the package. */
  readonly files: readonly string[];
  /** What npm says of it: `sha512-…`, and bytes packed and unpacked. */
  readonly integrity: string;
  readonly size: number;
  readonly unpackedSize: number;
}

interface PackReport {
  readonly filename: string;
  readonly integrity: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs what stands in `dist`. Rejects with npm's words when npm refuses. */
export async function packPlugin(): Promise<PackedPlugin> {
  mkdirSync(workFolder, { recursive: true });
  const folder = mkdtempSync(join(workFolder, "pack-"));
  try {
    const [command, args] = npmCommand(["pack", "--json", "--ignore-scripts", "--pack-destination", folder]);
    const options = { cwd: projectRoot, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(command, args, options);
    const parsed = JSON.parse(stdout.slice(stdout.search(/[[{]/))) as
      | PackReport[]
      | Record<string, PackReport>;
    const [report] = Object.values(parsed);
    if (!report) throw new Error("npm pack named no file.");
    const packed = join(folder, report.filename);
    const hash = createHash("sha256").update(readFileSync(packed)).digest("hex");
    const path = join(workFolder, "openclaw-dingtalk.tgz");
    const unchanged =
      existsSync(path) && createHash("sha256").update(readFileSync(path)).digest("hex") === hash;
    if (!unchanged) renameSync(packed, path);
    const { integrity, size, unpackedSize } = report;
    return { path, hash, files: report.files.map((file) => file.path), integrity, size, unpackedSize };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await buildAll();
  const packed = await packPlugin();
  console.log(`${packed.path} (${packed.files.length} files)`);
}

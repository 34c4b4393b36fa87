/**
 * What is inside a packed plugin: the two files that OpenClaw reads before it runs anything, and how the archive is
 * recognised. Reads the archive itself, not the folder that it was made of.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export type JsonObject = { readonly [key: string]: unknown };

export interface Artifact {
  /** `package.json` and `openclaw.plugin.json` as packed; empty where the archive has none. */
  readonly manifest: JsonObject;
  readonly plugin: JsonObject;
  /** Paths inside the package, without npm's folder `package/`. */
  readonly files: readonly string[];
  /** `sha512-` and the base64 digest of the archive's bytes: what npm calls integrity. */
  readonly integrity: string;
  /** Bytes, packed and unpacked. */
  readonly size: number;
  readonly unpackedSize: number;
}

const BLOCK = 512;
/** Types of a tar entry that are a file: "0" or, in old archives, nothing. */
const FILE_TYPES = new Set(["0", "\0", ""]);

const field = (block: Buffer, from: number, length: number): string => {
  const text = block.subarray(from, from + length).toString("utf8");
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
};

/** Files of a tar archive by path. Enough for what npm writes: ustar headers with a prefix. */
export function readTar(tar: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= tar.length;) {
    const header = tar.subarray(at, at + BLOCK);
    const name = field(header, 0, 100);
    if (name === "") break;
    const size = Number.parseInt(field(header, 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size)) throw new Error(`The archive is damaged at ${name}.`);
    const prefix = field(header, 345, 155);
    if (FILE_TYPES.has(field(header, 156, 1)))
      files.set(prefix === "" ? name : `${prefix}/${name}`, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

const parse = (bytes: Buffer | undefined): JsonObject =>
  bytes ? (JSON.parse(bytes.toString("utf8")) as JsonObject) : {};

/** Throws when the file is no archive of npm's. */
export function readArtifact(path: string): Artifact {
  const packed = readFileSync(path);
  const files = readTar(gunzipSync(packed));
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  return {
    manifest: parse(files.get("package/package.json")),
    plugin: parse(files.get("package/openclaw.plugin.json")),
    files: [...files.keys()].map((name) => name.replace(/^package\//, "")),
    integrity: `sha512-${createHash("sha512").update(packed).digest("base64")}`,
    size: packed.length,
    unpackedSize: bytes,
  };
}

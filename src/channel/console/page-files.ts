/**
 * The built page's files, read once from `dist/web/console` and kept: only what stood there can be asked for, so a
 * path that leads elsewhere is simply unknown. Knows no request.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  /** Its name has a hash of its content: it never changes. */
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

export type PageFiles = ReadonlyMap<string, PageFile>;

export function toPageFile(name: string, body: Buffer): PageFile {
  return {
    body,
    type: TYPES[path.extname(name)] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    immutable: /^assets\/.+-[\w-]{8}\.\w+$/.test(name),
  };
}

/** By the path below the page's address, such as `index.html`; empty where the page is not built. */
export function readPageFiles(root: string): PageFiles {
  const files = new Map<string, PageFile>();
  let entries;
  try {
    entries = readdirSync(root, { recursive: true, withFileTypes: true });
  } catch {
    return files;
  }
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(root, file).split(path.sep).join("/");
    files.set(name, toPageFile(name, readFileSync(file)));
  }
  return files;
}

/** One attachment into one temporary file: counted, hashed and its first bytes kept while it flows. */
import { createHash } from "node:crypto";
import type { Attachment } from "../model.ts";
import { MediaSourceError, type DownloadOptions, type MediaSource } from "./media-source.ts";
import type { ArchiveFiles } from "./publish-file.ts";
import { SNIFF_BYTES } from "./sniff-type.ts";

export interface DownloadedFile {
  readonly bytes: number;
  readonly sha256: string;
  /** As much as tells the type. */
  readonly head: Uint8Array;
}

export interface FileDownload extends DownloadOptions {
  readonly source: MediaSource;
  readonly files: ArchiveFiles;
  /** Must not exist yet. It may be left behind when this rejects. */
  readonly path: string;
}

/** Rejects with a `MediaSourceError`, or with the disk's error. */
export async function downloadFile(attachment: Attachment, download: FileDownload): Promise<DownloadedFile> {
  const { source, files, path, ...options } = download;
  let hash = createHash("sha256");
  let bytes = 0;
  let head = Buffer.alloc(0);
  const handle = await files.open(path, "ax", 0o600);
  try {
    const write = async (chunk: Uint8Array) => {
      bytes += chunk.length;
      // The source keeps to the limit as well; a source that does not must not fill the disk.
      if (bytes > options.maxBytes) throw new MediaSourceError("too-big", "the file is above the limit");
      hash.update(chunk);
      if (head.length < SNIFF_BYTES)
        head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES - head.length)]);
      await handle.appendFile(chunk);
    };
    const restart = async () => {
      await handle.truncate(0);
      hash = createHash("sha256");
      bytes = 0;
      head = Buffer.alloc(0);
    };
    await source.download(attachment, { write, restart }, options);
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest("hex"), head };
}

/** Where attachments come from, as the archive sees it; the account brings DingTalk's. */
import type { Attachment } from "../model.ts";

export interface MediaSink {
  /** A further attempt: what was written is worthless. */
  restart(): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
}

export interface DownloadOptions {
  /** More bytes than this end the download with `too-big`. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface MediaSource {
  /** Writes the bytes in order and resolves when all are written; rejects with a `MediaSourceError`. */
  download(attachment: Attachment, sink: MediaSink, options: DownloadOptions): Promise<void>;
}

/** `expired`: the code is wrong or its time is over. `away`: the link died, or the platform failed. */
export type MediaFault = "too-big" | "expired" | "away";

export class MediaSourceError extends Error {
  readonly code: MediaFault;

  constructor(code: MediaFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MediaSourceError";
    this.code = code;
  }
}

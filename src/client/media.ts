/**
 * Files. Those that people sent to the robot: a download code becomes a pre-signed URL, the URL's bytes flow into a
 * sink. Those of anywhere on the internet: the same, from public addresses only. Those that the robot sends: uploaded
 * for a media id. Nothing is written to disk here. One HTTP body is `fetch-body.ts`.
 */
import {
  downloadFileResponseSchema,
  UPLOAD_LIMIT_BYTES,
  UPLOAD_PART,
  uploadMediaResponseSchema,
  type UploadType,
} from "../contract/media.ts";
import { DingTalkError, isDingTalkError } from "./errors.ts";
import { fetchBody, type BodyHead, type DownloadSink } from "./fetch-body.ts";
import { openDeadline } from "./deadline.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

const operation = "downloadMessageFile";
const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_ATTEMPTS = 2;
/** 20 MB over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

export interface DownloadOptions {
  /** More bytes than this are an error, `too-large`, found while they flow. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** For the whole download, a second attempt included. Default 120,000 ms. */
  readonly timeoutMs?: number | undefined;
  /** Lets the URL point to loopback and private addresses: for the emulator. Default false. */
  readonly allowPrivate?: boolean | undefined;
}

/** A fresh sink for each attempt; `attempt` is 1 or 2. */
export type OpenSink = (attempt: number) => DownloadSink | Promise<DownloadSink>;

export interface Downloaded {
  readonly bytes: number;
  /** How often it was tried: 2 after a broken first attempt. */
  readonly attempts: number;
}

export interface UploadRequest extends CallOptions {
  readonly type: UploadType;
  /** With its ending: the platform looks at it. */
  readonly fileName: string;
  readonly data: Uint8Array;
  readonly mime?: string | undefined;
}

export interface FetchedFrom {
  readonly bytes: number;
  /** Absent where nothing came that had a head. */
  readonly head?: BodyHead;
}

export interface Media {
  /**
   * The `media_id`, good for any number of messages. Rejects with `too-large` before anything is sent where the
   * platform's limit is known, and with `refused` and a `platformCode` for a type it does not take.
   */
  upload(request: UploadRequest): Promise<{ readonly mediaId: string }>;
  /**
   * A file from a URL that came from outside: one attempt, public addresses only, checked again after each redirect.
   * Rejects as `download` does.
   */
  fetchUrl(url: string, sink: DownloadSink, options: DownloadOptions): Promise<FetchedFrom>;
  /** A pre-signed URL: a secret while it lives. Code `refused` with `platformCode` for a wrong or expired code. */
  resolveDownload(downloadCode: string, options?: CallOptions): Promise<{ readonly url: string }>;
  /**
   * Rejects with a `DingTalkError`: `too-large` (see `limitBytes`), `blocked-address`, `refused` (403 and other
   * 4xx), `server`, `network`, `timeout`, `aborted`, `bad-answer`. Errors of a sink come through as they are.
   */
  download(downloadCode: string, openSink: OpenSink, options: DownloadOptions): Promise<Downloaded>;
}

export function createMedia(options: ResolvedOptions, call: Call): Media {
  async function resolveDownload(downloadCode: string, callOptions: CallOptions = {}) {
    const body = { downloadCode, robotCode: options.robotCode };
    const answer = await call(operation, { ...callOptions, body, answer: downloadFileResponseSchema });
    if (answer?.downloadUrl !== undefined) return { url: answer.downloadUrl };
    throw new DingTalkError("bad-answer", `${operation}: no URL came back`, {
      operation,
      dispatched: "maybe",
    });
  }

  /** The bytes, or the failure of the file's host that a fresh URL may mend. */
  async function attemptDownload(
    attempt: number,
    downloadCode: string,
    openSink: OpenSink,
    request: DownloadOptions & { readonly signal: AbortSignal },
  ): Promise<number | DingTalkError> {
    const { url } = await resolveDownload(downloadCode, { signal: request.signal });
    const sink = await openSink(attempt);
    try {
      const bytes = await fetchBody(options, url, sink, { ...request, operation });
      await sink.close?.();
      return bytes;
    } catch (error) {
      await abandon(sink, error);
      if (isBroken(error)) return error;
      throw error;
    }
  }

  async function abandon(sink: DownloadSink, error: unknown): Promise<void> {
    try {
      await sink.abort?.(error);
    } catch (fault) {
      options.logger.error("A download's sink could not be abandoned", { error: fault });
    }
  }

  return {
    resolveDownload,
    upload: (request) => upload(call, request),
    async fetchUrl(url, sink, request) {
      const name = "remoteFile" as const;
      const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const deadline = openDeadline(options, { operation: name, timeoutMs, signal: request.signal });
      let head: BodyHead | undefined;
      try {
        const onHead = (seen: BodyHead) => void (head = seen);
        const { maxBytes, allowPrivate } = request;
        const { signal } = deadline;
        const limits = { operation: name, maxBytes, allowPrivate, signal, onHead };
        const bytes = await fetchBody(options, url, sink, limits);
        await sink.close?.();
        return { bytes, ...(head ? { head } : {}) };
      } catch (error) {
        const failure = deadline.failure() ?? error;
        await abandon(sink, failure);
        throw failure;
      } finally {
        deadline.close();
      }
    },
    async download(downloadCode, openSink, request) {
      const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const deadline = openDeadline(options, { operation, timeoutMs, signal: request.signal });
      const limits = { ...request, signal: deadline.signal };
      try {
        for (let attempt = 1; ; attempt += 1) {
          const outcome = await attemptDownload(attempt, downloadCode, openSink, limits);
          if (typeof outcome === "number") return { bytes: outcome, attempts: attempt };
          if (attempt >= MAX_ATTEMPTS || deadline.failure() !== undefined) throw outcome;
          options.logger.debug("A download broke off and is tried again", { error: outcome });
        }
      } catch (error) {
        throw deadline.failure() ?? error;
      } finally {
        deadline.close();
      }
    },
  };
}

/** The file's host or the way to it failed. */
function isBroken(error: unknown): error is DingTalkError {
  return isDingTalkError(error) && (error.code === "server" || error.code === "network");
}

async function upload(call: Call, request: UploadRequest): Promise<{ readonly mediaId: string }> {
  const { type, fileName, data, mime, signal, retry, timeoutMs = UPLOAD_TIMEOUT_MS } = request;
  const name = "uploadMedia" as const;
  const limitBytes = UPLOAD_LIMIT_BYTES[type];
  if (data.length > limitBytes)
    throw new DingTalkError("too-large", `${name}: ${data.length} bytes, DingTalk takes ${limitBytes}`, {
      operation: name,
      dispatched: "no",
      limitBytes,
      hint: "Nothing was sent. Make the file smaller, or send a link to it.",
    });
  // A copy of its own memory: what `data` is a view of may be larger, or shared.
  const part = new Blob([new Uint8Array(data)], { type: mime ?? "application/octet-stream" });
  const form = () => {
    const body = new FormData();
    body.append(UPLOAD_PART, part, fileName);
    return body;
  };
  const answer = await call(name, {
    form,
    query: { type },
    answer: uploadMediaResponseSchema,
    signal,
    retry,
    timeoutMs,
  });
  if (answer) return { mediaId: answer.media_id };
  throw new DingTalkError("bad-answer", `${name}: no media id came back`, {
    operation: name,
    dispatched: "maybe",
  });
}

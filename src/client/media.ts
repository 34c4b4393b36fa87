/**
 * Files that people sent to the robot: a download code becomes a pre-signed URL, the URL's bytes flow into a sink.
 * Nothing is kept in memory and nothing is written to disk here. One HTTP body is `fetch-body.ts`.
 */
import { downloadFileResponseSchema } from "../contract/media.ts";
import { DingTalkError, isDingTalkError } from "./errors.ts";
import { fetchBody, type DownloadSink } from "./fetch-body.ts";
import { openDeadline } from "./deadline.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

const operation = "downloadMessageFile";
const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_ATTEMPTS = 2;

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

export interface Media {
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
      const bytes = await fetchBody(options, url, sink, request);
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

/** Why a file did not go out, as a closed set of reasons, and the plain sentence for each. */
import type { Text } from "../text/text.ts";

export type MediaFault =
  /** Outside the folders that the host lets be sent from, or not a file at all. */
  | "not-allowed"
  | "not-found"
  /** A URL into a private network, or one that redirects there. */
  | "blocked-address"
  | "too-large"
  /** The file's host did not give it. */
  | "unreachable"
  /** DingTalk did not take it, or not for this receiver. */
  | "refused"
  /** A person outside the organisation, who can be answered by text only. */
  | "no-target";

export interface MediaNotSent {
  readonly name: string;
  readonly reason: MediaFault;
  readonly limitBytes?: number | undefined;
  readonly cause?: unknown;
  /** True when DingTalk provably has nothing of it. */
  readonly unsent?: boolean;
}

/** `limitBytes` comes with `too-large`. The message names the file, never a path or a URL. */
export class MediaNotSentError extends Error {
  readonly code = "media-not-sent";
  readonly fileName: string;
  readonly reason: MediaFault;
  readonly limitBytes: number | undefined;
  readonly unsent: boolean;

  constructor({ name, reason, limitBytes, cause, unsent = reason !== "refused" }: MediaNotSent) {
    const limit = limitBytes === undefined ? "" : ` (limit ${limitBytes} bytes)`;
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    super(`"${name}" was not sent, ${reason}${limit}${why}`, cause === undefined ? undefined : { cause });
    this.name = "MediaNotSentError";
    this.fileName = name;
    this.reason = reason;
    this.limitBytes = limitBytes;
    this.unsent = unsent;
  }
}

function formatMegabytes(bytes: number): string {
  return `${Number((bytes / (1024 * 1024)).toFixed(1))} MB`;
}

/** What a person is told. */
export function describeMediaFault(error: unknown, text: Text): string {
  if (!(error instanceof MediaNotSentError)) return text.sendMediaFailed({ name: text.mediaKindFile });
  const { fileName: name, reason, limitBytes } = error;
  switch (reason) {
    case "not-allowed":
      return text.sendMediaNotAllowed({ name });
    case "not-found":
      return text.sendMediaNotFound({ name });
    case "blocked-address":
      return text.sendMediaBlocked({ name });
    case "too-large":
      return text.sendMediaTooLarge({ name, limit: formatMegabytes(limitBytes ?? 0) });
    case "unreachable":
      return text.sendMediaUnreachable({ name });
    case "no-target":
      return text.sendMediaNoTarget({ name });
    case "refused":
      return text.sendMediaFailed({ name });
  }
}

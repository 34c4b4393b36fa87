/** Media for tests of turns and archives: bytes by download code, faults on demand, no network. */
import type { FetchedFile } from "../../src/channel/media/archive.ts";
import { MediaSourceError, type MediaSource } from "../../src/channel/media/media-source.ts";
import type { Attachment, InboundMessage } from "../../src/channel/model.ts";
import type { TurnMedia } from "../../src/channel/turn/receive-media.ts";

export interface FakeMediaSource extends MediaSource {
  /** What stands behind a code; an error is thrown after `before` was written. */
  readonly behind: Map<string, Uint8Array | { readonly before: Uint8Array; readonly error: Error }>;
  readonly asked: Attachment[];
}

/** Writes in pieces of 1,000 bytes. An unknown code has expired. */
export function createFakeMediaSource(): FakeMediaSource {
  const behind: FakeMediaSource["behind"] = new Map();
  const asked: Attachment[] = [];
  return {
    behind,
    asked,
    async download(attachment, sink) {
      asked.push(attachment);
      const found = behind.get(attachment.downloadCode);
      if (!found) throw new MediaSourceError("expired", "no such code");
      const bytes = "before" in found ? found.before : found;
      for (let at = 0; at < bytes.length; at += 1_000) await sink.write(bytes.subarray(at, at + 1_000));
      if ("before" in found) throw found.error;
    },
  };
}

export interface FakeTurnMedia extends TurnMedia {
  /** Ends of messages that were told. */
  readonly ends: number[];
  readonly stored: { readonly message: InboundMessage; readonly attachments: readonly Attachment[] }[];
  readonly sent: Map<string, string>;
  /** What becomes of an attachment; default: stored as `/archive/<code>`. */
  fate: (attachment: Attachment) => FetchedFile;
}

export function createFakeTurnMedia(): FakeTurnMedia {
  const media: FakeTurnMedia = {
    ends: [],
    stored: [],
    sent: new Map(),
    fate: (attachment) => ({
      kind: "stored",
      attachment,
      path: `/archive/${attachment.downloadCode}`,
      name: attachment.name ?? attachment.kind,
      mime: "text/plain",
      bytes: 1,
    }),
    archive: {
      async store(message, attachments) {
        media.stored.push({ message, attachments });
        return attachments.map((attachment) => media.fate(attachment));
      },
    },
    maxBytes: () => 100 * 1024 * 1024,
    findSent: (key) => media.sent.get(key),
    afterMessage: () => void media.ends.push(media.ends.length),
  };
  return media;
}

/** A red PNG of 16 × 16 that a decoder accepts. */
export const TINY_PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mM4ISdHEmIY1TCqYfhqAADkYgQQ6ZuA8QAAAABJRU5ErkJggg==",
  "base64",
);

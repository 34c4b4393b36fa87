/** Media for tests of turns and archives: bytes by download code, faults on demand, no network. */
import { crc32, deflateSync } from "node:zlib";
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

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG that is not compressed: about three bytes for each point. */
export function plainPng(width: number, height: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const lines = Buffer.alloc(height * (1 + width * 3), 0);
  const data = deflateSync(lines, { level: 0 });
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    mark,
    pngChunk("IHDR", head),
    pngChunk("IDAT", data),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/**
 * Fetches attachments and keeps them: streamed into a temporary file, then moved to `dir/YYYY-MM-DD/` under a safe
 * form of their own name, with a line in the day's index. Nothing half-written stays, nothing is replaced.
 * Knows no host and says nothing to people: a failure is a value.
 */
import { randomUUID } from "node:crypto";
import * as nodeFiles from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Attachment, InboundMessage } from "../model.ts";
import { describeFile } from "./describe-file.ts";
import { downloadFile } from "./download-file.ts";
import { extractText, type ExtractedText } from "./extract-text.ts";
import { MediaSourceError, type MediaFault, type MediaSource } from "./media-source.ts";
import { publishFile, type ArchiveFiles } from "./publish-file.ts";
import { dayOf, INDEX_NAME, TEMPORARY_FOLDER, TEMPORARY_TAIL } from "./retention.ts";

export interface ArchivedFile {
  readonly kind: "stored";
  readonly attachment: Attachment;
  readonly path: string;
  /** In the archive. */
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  /** What a document says, where the gateway does not read it by itself. */
  readonly text?: ExtractedText | undefined;
}

/** `disk`: full, read-only or not ours to write. */
export interface MissedFile {
  readonly kind: "missed";
  readonly attachment: Attachment;
  readonly reason: MediaFault | "disk";
}

export type FetchedFile = ArchivedFile | MissedFile;

export interface ArchiveSettings {
  readonly dir: string;
  readonly maxBytes: number;
}

export interface MediaArchiveOptions {
  /** As configured now. */
  readonly settings: () => ArchiveSettings;
  readonly source: MediaSource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly files?: ArchiveFiles;
}

export interface MediaArchive {
  /** One result for each attachment, in their order. Never rejects. */
  store(
    message: InboundMessage,
    attachments: readonly Attachment[],
    signal?: AbortSignal,
  ): Promise<FetchedFile[]>;
}

async function withText(file: ArchivedFile): Promise<ArchivedFile> {
  const text = file.attachment.kind === "file" ? await extractText(file) : undefined;
  return text ? { ...file, text } : file;
}

/** Downloads of one message at a time. */
const PARALLEL = 3;
export function createMediaArchive(options: MediaArchiveOptions): MediaArchive {
  const { source, clock, logger, files = nodeFiles } = options;

  const writeIndex = async (folder: string, line: Record<string, unknown>) => {
    try {
      await files.appendFile(join(folder, INDEX_NAME), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch (error) {
      logger.warn("The index of the inbound archive could not be written", { folder, error: String(error) });
    }
  };

  const fetchFile = async (
    message: InboundMessage,
    attachment: Attachment,
    signal?: AbortSignal,
  ): Promise<ArchivedFile> => {
    const { dir, maxBytes } = options.settings();
    const now = clock.now();
    const folder = join(dir, dayOf(now));
    const temporary = join(dir, TEMPORARY_FOLDER, `${randomUUID()}${TEMPORARY_TAIL}`);
    await files.mkdir(join(dir, TEMPORARY_FOLDER), { recursive: true, mode: 0o700 });
    try {
      const got = await downloadFile(attachment, {
        source,
        files,
        path: temporary,
        maxBytes,
        ...(signal ? { signal } : {}),
      });
      await files.mkdir(folder, { recursive: true, mode: 0o700 });
      // The mark by which retention knows the folder stands before the first file does.
      await files.appendFile(join(folder, INDEX_NAME), "", { mode: 0o600 });
      const { name: wanted, mime } = describeFile(attachment, got.head);
      const name = await publishFile(files, temporary, folder, wanted);
      const { bytes, sha256 } = got;
      await writeIndex(folder, {
        file: name,
        originalName: attachment.name ?? null,
        kind: attachment.kind,
        type: mime,
        bytes,
        sha256,
        at: new Date(now).toISOString(),
        msgId: message.id,
        conversationId: message.conversation.id,
        sender: message.sender.staffId ?? message.sender.senderId ?? null,
        senderName: message.sender.name,
      });
      return await withText({ kind: "stored", attachment, path: join(folder, name), name, mime, bytes });
    } finally {
      await files.unlink(temporary).catch(() => undefined);
    }
  };

  const fetchOr = async (message: InboundMessage, attachment: Attachment, signal?: AbortSignal) => {
    try {
      return await fetchFile(message, attachment, signal);
    } catch (error) {
      const reason = error instanceof MediaSourceError ? error.code : "disk";
      logger.warn("An attachment could not be kept", {
        reason,
        msgId: message.id,
        kind: attachment.kind,
        error: String(error),
      });
      return { kind: "missed", attachment, reason } as const;
    }
  };

  return {
    async store(message, attachments, signal) {
      const results: FetchedFile[] = [];
      let next = 0;
      const work = async () => {
        for (let index = next++; index < attachments.length; index = next++) {
          const attachment = attachments[index];
          if (attachment) results[index] = await fetchOr(message, attachment, signal);
        }
      };
      await Promise.all(Array.from({ length: Math.min(PARALLEL, attachments.length) }, work));
      return results;
    },
  };
}

/**
 * Archived files as the host's media facts. The host shows a model only what lies in its own media folder, and says
 * nothing about the rest: a file that is archived elsewhere gets a copy there.
 */
import { createReadStream } from "node:fs";
import path from "node:path";
import { toInboundMediaFacts } from "openclaw/plugin-sdk/channel-inbound";
import { saveMediaStream } from "openclaw/plugin-sdk/media-store";
import type { Attachment, InboundMessage } from "../model.ts";
import type { PluginRuntime } from "./runtime-slot.ts";

export interface HostFile {
  readonly attachment: Attachment;
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
}

export type HostMedia = ReturnType<typeof toInboundMediaFacts>;

const KINDS = { image: "image", audio: "audio", video: "video", file: "document" } as const;

/** Where the host looks for media. */
function mediaRoot(runtime: PluginRuntime): string {
  return path.join(runtime.state.resolveStateDir(), "media");
}

export function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}

/** The path that the host may read; the archive's own where no copy can be made. */
async function placeForHost(root: string, file: HostFile, log: { warn(message: string): void }) {
  if (isBelow(root, file.path)) return file.path;
  try {
    const stream = createReadStream(file.path);
    const saved = await saveMediaStream(stream, file.mime, "inbound", file.bytes, file.name);
    return saved.path;
  } catch (error) {
    log.warn(`a file could not be given to the gateway's media store: ${String(error)}`);
    return file.path;
  }
}

/** One fact per file, in their order. Never rejects. */
export async function toHostMedia(
  runtime: PluginRuntime,
  { files, message }: { readonly files: readonly HostFile[]; readonly message: InboundMessage },
  log: { warn(message: string): void },
): Promise<HostMedia> {
  if (files.length === 0) return [];
  const root = mediaRoot(runtime);
  const facts = await Promise.all(
    files.map(async (file) => ({
      path: await placeForHost(root, file, log),
      contentType: file.mime,
      fileName: file.attachment.name ?? file.name,
      kind: file.mime.startsWith("image/") ? ("image" as const) : KINDS[file.attachment.kind],
      durationMs: file.attachment.durationMs ?? null,
      // Its words stand in the body already.
      transcribed: file.attachment.transcribed ?? false,
      messageId: message.id,
    })),
  );
  return toInboundMediaFacts(facts);
}

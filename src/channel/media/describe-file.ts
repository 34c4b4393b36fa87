/** Under which name and as what a file is kept: its own name where that tells, else what its bytes say. Pure. */
import type { Attachment } from "../model.ts";
import { safeFileName, splitExtension } from "./file-name.ts";
import { sniffType, typeOfExtension } from "./sniff-type.ts";

/** Its names say nothing: `.file` is what DingTalk's storage calls everything. */
const EMPTY_EXTENSIONS: ReadonlySet<string> = new Set(["", ".file", ".bin"]);
const FALLBACK_MIME: Readonly<Record<Attachment["kind"], string>> = {
  image: "image/jpeg",
  audio: "application/octet-stream",
  video: "video/mp4",
  file: "application/octet-stream",
};

/** The name and type under which a file is kept. Pure. */
export function describeFile(attachment: Attachment, head: Uint8Array): { name: string; mime: string } {
  const sniffed = sniffType(head);
  const wanted = safeFileName(attachment.name ?? "", attachment.kind);
  const [stem, extension] = splitExtension(wanted);
  const blank = EMPTY_EXTENSIONS.has(extension.toLowerCase());
  const name = blank && sniffed ? safeFileName(`${stem}${sniffed.extension}`, attachment.kind) : wanted;
  const byName = blank ? undefined : typeOfExtension(extension);
  return { name, mime: byName ?? sniffed?.mime ?? FALLBACK_MIME[attachment.kind] };
}

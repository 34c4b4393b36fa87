/** What a file is by its first bytes, for names that do not tell. Pure; a table of marks. */

export interface SniffedType {
  readonly mime: string;
  /** With its point. */
  readonly extension: string;
}

/** As many bytes as the longest look needs. */
export const SNIFF_BYTES = 64;

interface Mark extends SniffedType {
  readonly at: number;
  /** Latin-1. */
  readonly bytes: string;
  /** A second mark that must stand as well. */
  readonly and?: readonly [at: number, bytes: string];
}

const mark = (
  bytes: string,
  mime: string,
  extension: string,
  at = 0,
  and?: readonly [number, string],
): Mark => ({ bytes, mime, extension, at, ...(and ? { and } : {}) });

const MARKS: readonly Mark[] = [
  mark("\x89PNG\r\n\x1a\n", "image/png", ".png"),
  mark("\xff\xd8\xff", "image/jpeg", ".jpg"),
  mark("GIF87a", "image/gif", ".gif"),
  mark("GIF89a", "image/gif", ".gif"),
  mark("RIFF", "image/webp", ".webp", 0, [8, "WEBP"]),
  mark("ftypheic", "image/heic", ".heic", 4),
  mark("ftypheix", "image/heic", ".heic", 4),
  mark("ftypmif1", "image/heif", ".heif", 4),
  mark("ftypavif", "image/avif", ".avif", 4),
  mark("RIFF", "audio/wav", ".wav", 0, [8, "WAVE"]),
  mark("#!AMR-WB\n", "audio/amr-wb", ".awb"),
  mark("#!AMR", "audio/amr", ".amr"),
  mark("OggS", "audio/ogg", ".ogg"),
  mark("ID3", "audio/mpeg", ".mp3"),
  mark("fLaC", "audio/flac", ".flac"),
  mark("ftypM4A ", "audio/mp4", ".m4a", 4),
  mark("ftypqt  ", "video/quicktime", ".mov", 4),
  mark("ftyp", "video/mp4", ".mp4", 4),
  mark("RIFF", "video/x-msvideo", ".avi", 0, [8, "AVI "]),
  mark("\x1aE\xdf\xa3", "video/webm", ".webm"),
  mark("%PDF-", "application/pdf", ".pdf"),
  mark("PK\x03\x04", "application/zip", ".zip"),
  // Two letters say little; the bitmap's header repeats its own length.
  mark("BM", "image/bmp", ".bmp", 0, [14, "(\0\0\0"]),
];

/** The type of an MPEG audio frame without a tag: eleven set bits and a layer. */
function isMpegAudio(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0;
}

export function sniffType(head: Uint8Array): SniffedType | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFF_BYTES)).toString(
    "latin1",
  );
  const stands = ([at, bytes]: readonly [number, string]) => text.startsWith(bytes, at);
  const found = MARKS.find(({ at, bytes, and }) => stands([at, bytes]) && (!and || stands(and)));
  if (found) return { mime: found.mime, extension: found.extension };
  return isMpegAudio(head) ? { mime: "audio/mpeg", extension: ".mp3" } : undefined;
}

/** Types that carry no mark, by their extension in small letters. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  ".txt": "text/plain",
  ".log": "text/plain",
  ".md": "text/markdown",
  ".csv": "text/csv",
  ".json": "application/json",
  ".html": "text/html",
  ".xml": "application/xml",
  ".yaml": "application/yaml",
  ".yml": "application/yaml",
  ".doc": "application/msword",
  ".xls": "application/vnd.ms-excel",
  ".ppt": "application/vnd.ms-powerpoint",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ".svg": "image/svg+xml",
};

/** The type by name where the name knows better than the bytes: office files are ZIP files. */
export function typeOfExtension(extension: string): string | undefined {
  const key = extension.toLowerCase();
  return Object.hasOwn(BY_EXTENSION, key) ? BY_EXTENSION[key] : undefined;
}

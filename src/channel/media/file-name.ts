/**
 * A name that a sender chose → a name that every file system takes and that stays in its folder. Pure.
 * It decides nothing about twins but how the next one is called.
 */
const MAX_BYTES = 255;
/** Longer than this after the last point is no extension. */
const MAX_EXTENSION_BYTES = 24;
/** Control characters, what Windows refuses, and the marks that make a name read in another direction. */
const FORBIDDEN = /[\p{Cc}<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Windows opens a device under these names, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/i;

const bytesOf = (text: string) => Buffer.byteLength(text, "utf8");

/** `[stem, extension]`; the extension has its point, or is empty. */
export function splitExtension(name: string): readonly [string, string] {
  const at = name.lastIndexOf(".");
  const extension = at > 0 ? name.slice(at) : "";
  if (extension.length < 2 || /\s/.test(extension) || bytesOf(extension) > MAX_EXTENSION_BYTES)
    return [name, ""];
  return [name.slice(0, at), extension];
}

function cutToBytes(text: string, limit: number): string {
  let cut = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += bytesOf(segment);
    if (bytes > limit) return cut;
    cut += segment;
  }
  return cut;
}

function fit(stem: string, tail: string): string {
  const room = MAX_BYTES - bytesOf(tail);
  const cut = bytesOf(stem) <= room ? stem : cutToBytes(stem, room).replace(/[. ]+$/, "");
  return `${cut || "_"}${tail}`;
}

/**
 * The last part of `original` without anything that a file system or a shell stumbles over, at most 255 bytes of
 * UTF-8 with its extension kept; `fallback` where nothing is left.
 */
export function safeFileName(original: string, fallback: string): string {
  const parts = original
    .toWellFormed()
    .normalize("NFC")
    .split(/[/\\\0]/);
  const cleaned = parts
    .map((part) =>
      part
        .replaceAll(FORBIDDEN, "")
        .trim()
        .replace(/^[.\s]+/, "")
        .replace(/[.\s]+$/, ""),
    )
    .findLast((part) => part !== "");
  if (!cleaned) return fallback;
  const [stem, extension] = splitExtension(RESERVED.test(cleaned) ? `_${cleaned}` : cleaned);
  return fit(stem, extension);
}

/** The name of the `number`th file that wants `name`: `a.txt`, `a-2.txt`, `a-3.txt`. */
export function numberedName(name: string, number: number): string {
  if (number < 2) return name;
  const [stem, extension] = splitExtension(name);
  return fit(stem, `-${number}${extension}`);
}

/** Tells a picture's type by its first bytes; names and declared types are not believed. */
export interface ImageType {
  readonly mime: string;
  readonly ending: string;
}

const startsWith = (data: Buffer, bytes: readonly number[], at = 0) =>
  bytes.every((byte, index) => data[at + index] === byte);
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

export function sniffImage(data: Buffer): ImageType | undefined {
  if (startsWith(data, [0x89, ...ascii("PNG")])) return { mime: "image/png", ending: "png" };
  if (startsWith(data, [0xff, 0xd8, 0xff])) return { mime: "image/jpeg", ending: "jpg" };
  if (startsWith(data, ascii("GIF8"))) return { mime: "image/gif", ending: "gif" };
  if (startsWith(data, ascii("RIFF")) && startsWith(data, ascii("WEBP"), 8))
    return { mime: "image/webp", ending: "webp" };
  if (startsWith(data, ascii("BM"))) return { mime: "image/bmp", ending: "bmp" };
  return undefined;
}

/** Tells the type of a robot's media by its first bytes; names and declared types are not believed. */
import { sniffImage } from "./sniff-image.ts";

const MARKS: readonly (readonly [at: number, bytes: string, mime: string])[] = [
  [0, "#!AMR", "audio/amr"],
  [0, "OggS", "audio/ogg"],
  [0, "ID3", "audio/mpeg"],
  [0, "\xff\xfb", "audio/mpeg"],
  [0, "\xff\xf3", "audio/mpeg"],
  [0, "\xff\xf2", "audio/mpeg"],
  [8, "WAVE", "audio/wav"],
  [4, "ftypqt", "video/quicktime"],
  [4, "ftyp", "video/mp4"],
  [0, "%PDF-", "application/pdf"],
];

export function sniffMedia(data: Buffer): string | undefined {
  const image = sniffImage(data);
  if (image) return image.mime;
  const head = data.subarray(0, 16).toString("latin1");
  return MARKS.find(([at, bytes]) => head.startsWith(bytes, at))?.[2];
}

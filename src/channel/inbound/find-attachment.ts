/**
 * Media by their locator fields, whatever the message or the run calls itself: types come and go, and what has a
 * download code can be fetched. The named type only decides what kind of thing it is.
 */
import type { Attachment } from "../model.ts";
import { readNumber, readText, type Fields } from "./read-fields.ts";

/** A map, since the type comes from outside and may be the name of anything. */
const KINDS: ReadonlyMap<string, Attachment["kind"]> = new Map<string, Attachment["kind"]>([
  ["picture", "image"],
  ["image", "image"],
  ["audio", "audio"],
  ["voice", "audio"],
  ["video", "video"],
  ["file", "file"],
]);

function kindOf(fields: Fields, type: string, name: string): Attachment["kind"] {
  const named = KINDS.get(type);
  if (named) return named;
  if (readText(fields, "pictureDownloadCode")) return "image";
  if (readText(fields, "recognition")) return "audio";
  if (readText(fields, "videoType")) return "video";
  // A run of a rich text without a type and without a name is a picture in every sample.
  return name === "" && type === "richText" ? "image" : "file";
}

/** The attachment that these fields locate; `type` is what the message, the run or the entry calls itself. */
export function findAttachment(fields: Fields, type: string): Attachment | undefined {
  const code = readText(fields, "downloadCode");
  const pictureCode = readText(fields, "pictureDownloadCode");
  const downloadCode = code || pictureCode;
  if (!downloadCode) return undefined;
  const name = readText(fields, "fileName", "name").trim();
  const durationMs = readNumber(fields, "duration");
  return {
    kind: kindOf(fields, type, name),
    downloadCode,
    ...(pictureCode && pictureCode !== downloadCode ? { fallbackCode: pictureCode } : {}),
    ...(name ? { name } : {}),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(readText(fields, "recognition") ? { transcribed: true } : {}),
  };
}

/** `picture`, `audio`, `video`, `file`: one thing to fetch, and for a sound the platform's own transcript. */
import { findAttachment } from "./find-attachment.ts";
import type { ParsedContent } from "./parse-content.ts";
import { readText, type Fields } from "./read-fields.ts";

export function parseMedia(content: Fields, type: string): ParsedContent {
  const attachment = findAttachment(content, type);
  const recognition = readText(content, "recognition");
  if (attachment) return { text: recognition, attachments: [attachment] };
  // Files sent through the API have a place on the drive and no code: the robot cannot fetch them.
  const name = readText(content, "fileName", "name");
  return { text: recognition || (name ? `[${type}: ${name}]` : ""), attachments: [] };
}

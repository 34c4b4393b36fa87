/** `markdown`: as another robot or a person's client wrote it. The title is the first words of the text. */
import type { ParsedContent } from "./parse-content.ts";
import { readText, type Fields } from "./read-fields.ts";

export function parseMarkdown(content: Fields): ParsedContent {
  return { text: readText(content, "text", "title"), attachments: [] };
}

/** `text`: the words; inside a quote or a forward the field is called otherwise. */
import type { ParsedContent } from "./parse-content.ts";
import { readText, type Fields } from "./read-fields.ts";

export function parsePlainText(content: Fields): ParsedContent {
  return { text: readText(content, "content", "text"), attachments: [] };
}

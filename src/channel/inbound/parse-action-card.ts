/** `actionCard`: its words and where its buttons lead. */
import type { ParsedContent } from "./parse-content.ts";
import { readList, readObject, readText, type Fields } from "./read-fields.ts";

export function parseActionCard(content: Fields): ParsedContent {
  const title = readText(content, "title").trim();
  const body = readText(content, "text", "markdown").trim();
  const links = readList(content["actionUrlItemList"])
    .map(readObject)
    .map((item) =>
      [readText(item, "actionTitle", "title"), readText(item, "actionUrl")].filter(Boolean).join(": "),
    );
  const head = body.includes(title) ? [] : [title];
  return { text: [...head, body, ...links].filter(Boolean).join("\n"), attachments: [] };
}

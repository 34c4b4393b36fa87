/**
 * `interactiveCard`: another robot's words to us, or a document or file of the drive that somebody shares.
 * The robot cannot open what is on the drive; the agent gets the name and the link.
 */
import type { ParsedContent } from "./parse-content.ts";
import { readList, readObject, readText, type Fields } from "./read-fields.ts";

/** Elements nest; more levels than this are nobody's card. */
const MAX_DEPTH = 8;
const LINK_KEYS = ["biz_custom_action_url", "url", "actionUrl"] as const;

function elementText(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) return "";
  const element = readObject(value);
  const own = readText(element, "value", "text");
  const inner = readList(element["children"])
    .map((child) => elementText(child, depth + 1))
    .join("");
  return own + inner;
}

export function parseInteractiveCard(content: Fields): ParsedContent {
  const words = readList(content["cardContent"])
    .map((element) => elementText(element, 0).trim())
    .filter(Boolean)
    .join("\n");
  const title = readText(content, "title", "fileName", "name").trim();
  const link = readText(content, ...LINK_KEYS).trim();
  const text = readText(content, "text", "content").trim();
  const lines = [words, title, text === title ? "" : text, link];
  return { text: lines.filter(Boolean).join("\n"), attachments: [] };
}

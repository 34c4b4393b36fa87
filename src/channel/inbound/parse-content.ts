/**
 * What a message says and carries, by its type: a table of one parser per type. Pure, never throws.
 * Nothing is lost: a type that is not in the table keeps its text and its media, or is named.
 */
import type { Attachment } from "../model.ts";
import { findAttachment } from "./find-attachment.ts";
import { parseActionCard } from "./parse-action-card.ts";
import { parseChatRecord } from "./parse-chat-record.ts";
import { parseInteractiveCard } from "./parse-interactive-card.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { parseMedia } from "./parse-media.ts";
import { parsePlainText } from "./parse-plain-text.ts";
import { parseRichText } from "./parse-rich-text.ts";
import { readText, type Fields } from "./read-fields.ts";

/** What one parser finds; both empty where it understands nothing. */
export interface ParsedContent {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** `parseInner` is for types that hold messages of any type. */
export type ContentParser = (
  content: Fields,
  type: string,
  parseInner: (type: string, content: Fields) => ParsedContent,
) => ParsedContent;

const PARSERS: ReadonlyMap<string, ContentParser> = new Map<string, ContentParser>([
  ["text", parsePlainText],
  ["richText", parseRichText],
  ["picture", parseMedia],
  ["audio", parseMedia],
  ["video", parseMedia],
  ["file", parseMedia],
  ["markdown", parseMarkdown],
  ["interactiveCard", parseInteractiveCard],
  ["actionCard", parseActionCard],
  ["chatRecord", parseChatRecord],
]);

function parseUnknown(content: Fields, type: string): ParsedContent {
  const attachment = findAttachment(content, type);
  const text = readText(content, "text", "content");
  return { text, attachments: attachment ? [attachment] : [] };
}

/** Both results empty means: not understood. */
export function parseContent(type: string, content: Fields): ParsedContent {
  const { text, attachments } = (PARSERS.get(type) ?? parseUnknown)(content, type, parseContent);
  if (text.trim() !== "" || attachments.length > 0) return { text: text.trim(), attachments };
  const rest = parseUnknown(content, type);
  return { text: rest.text.trim(), attachments: rest.attachments };
}

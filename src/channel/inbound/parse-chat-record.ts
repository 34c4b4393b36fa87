/**
 * `chatRecord`: messages that somebody forwarded together. DingTalk sends voices, videos and files in it without
 * a locator, as `unknownMsgType`; they are named, so that the agent does not take the record for whole.
 */
import type { Attachment } from "../model.ts";
import { nameUnsupported } from "./name-unsupported.ts";
import type { ContentParser, ParsedContent } from "./parse-content.ts";
import { readList, readObject, readText, type Fields } from "./read-fields.ts";

/** Other clients' names for the list of entries. */
const LIST_KEYS = ["chatRecord", "contents", "records", "messages"] as const;
const MAX_ENTRIES = 200;
/** A forward may hold a forward. */
const MAX_DEPTH = 3;

function entryFields(entry: Fields): Fields {
  const inner = readObject(entry["content"]);
  return { ...entry, ...inner };
}

type ParseInner = Parameters<ContentParser>[2];

function parseEntry(value: unknown, depth: number, parseInner: ParseInner): ParsedContent {
  const entry =
    typeof value === "string" && Object.keys(readObject(value)).length === 0
      ? { text: value }
      : readObject(value);
  const type = readText(entry, "msgType", "msgtype", "type") || "text";
  const fields = entryFields(entry);
  const { text, attachments } =
    type === "chatRecord" ? parseEntries(fields, depth + 1, parseInner) : parseInner(type, fields);
  const sender = readText(entry, "senderNick", "senderName", "nickName", "sender").trim();
  const shown = text || (attachments.length > 0 ? markOf(attachments) : nameUnsupported(type));
  return { text: sender ? `${sender}: ${shown}` : shown, attachments };
}

function markOf(attachments: readonly Attachment[]): string {
  return attachments
    .map(({ kind, name }) => `[${kind === "image" ? "picture" : kind}${name ? `: ${name}` : ""}]`)
    .join("");
}

function parseEntries(content: Fields, depth: number, parseInner: ParseInner): ParsedContent {
  const title = readText(content, "title").trim();
  const list = LIST_KEYS.map((key) => readList(content[key])).find((entries) => entries.length > 0) ?? [];
  const parsed =
    depth < MAX_DEPTH ? list.slice(0, MAX_ENTRIES).map((entry) => parseEntry(entry, depth, parseInner)) : [];
  const left = list.length - parsed.length;
  const lines = [
    title,
    ...(parsed.length > 0 ? parsed.map(({ text }) => text) : [readText(content, "summary").trim()]),
    left > 0 ? `[… ${left}]` : "",
  ];
  return {
    text: lines.filter(Boolean).join("\n"),
    attachments: parsed.flatMap(({ attachments }) => attachments),
  };
}

export function parseChatRecord(content: Fields, _type: string, parseInner: ParseInner): ParsedContent {
  return parseEntries(content, 0, parseInner);
}

/**
 * What a message answers to. The quoted message comes along as `repliedMsg`, in `text` or in `content`, and may
 * quote another one; of the bot's own cards only a key comes, for which the sent index has the words.
 */
import type { RobotMessage } from "../../contract/robot-message.ts";
import type { Quote } from "../model.ts";
import { nameUnsupported } from "./name-unsupported.ts";
import { parseContent } from "./parse-content.ts";
import { readNumber, readObject, readText, type Fields } from "./read-fields.ts";

/** Quotes of quotes that are read. */
const MAX_DEPTH = 3;
/** What stands instead of a card's body. */
const CARD_STANDIN = /^\[?\s*(?:interactive card(?: message)?|互动卡片(?:消息)?|卡片消息)\s*\]?$/i;

interface Facts {
  readonly botId: string | undefined;
  /** Who writes. */
  readonly senderId: string | undefined;
  /** Names by opaque id: who is not in it stays unnamed. */
  readonly names: ReadonlyMap<string, string>;
}

function typeOf(replied: Fields): string {
  return readText(replied, "msgType", "msgtype") || "text";
}

function parseReplied(replied: Fields, key: string, facts: Facts, depth: number): Quote {
  const type = typeOf(replied);
  const content = readObject(replied["content"]);
  const bare = typeof replied["content"] === "string" && Object.keys(content).length === 0;
  const fields = bare ? { content: replied["content"] } : content;
  const found = parseContent(type, fields);
  const senderId = readText(replied, "senderId");
  const ofOwnMessage = senderId !== "" && senderId === facts.botId;
  const sender = readText(replied, "senderNick", "senderName") || facts.names.get(senderId) || "";
  const standIn = CARD_STANDIN.test(found.text);
  const empty = (found.text === "" || standIn) && found.attachments.length === 0;
  const text = empty ? (ofOwnMessage ? "" : standIn ? found.text : nameUnsupported(type)) : found.text;
  const ownKey = key || readText(replied, "processQueryKey", "msgId");
  const inner = findReplied(fields) ?? findReplied(replied);
  const sentAt = readNumber(replied, "createdAt");
  const nested = inner && depth < MAX_DEPTH ? parseReplied(inner, "", facts, depth + 1) : undefined;
  return {
    ...(text ? { text } : {}),
    ...(sender ? { sender } : {}),
    attachments: found.attachments,
    ofOwnMessage,
    ...(ownKey ? { key: ownKey } : {}),
    ...(senderId !== "" && senderId === facts.senderId ? { ofSender: true } : {}),
    type,
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(nested ? { quote: nested } : {}),
  };
}

function findReplied(fields: Fields): Fields | undefined {
  const replied = readObject(fields["repliedMsg"]);
  return Object.keys(replied).length > 0 ? replied : undefined;
}

/** Undefined where the message quotes nothing. */
export function parseQuote(raw: RobotMessage): Quote | undefined {
  const key = raw.originalProcessQueryKey || "";
  const facts: Facts = {
    botId: raw.chatbotUserId,
    senderId: raw.senderId,
    names: new Map(raw.senderId && raw.senderNick ? [[raw.senderId, raw.senderNick]] : []),
  };
  const replied = findReplied(readObject(raw.text)) ?? findReplied(readObject(raw.content));
  if (replied) return parseReplied(replied, key, facts, 1);
  // Sometimes only the ids come. A process query key is something that a robot sent.
  if (key) return { attachments: [], ofOwnMessage: true, key };
  return raw.originalMsgId ? { attachments: [], ofOwnMessage: false, key: raw.originalMsgId } : undefined;
}

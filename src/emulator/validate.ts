/**
 * Reading requests as strictly as DingTalk does: JSON objects, message parameters, card data, space ids.
 * Answers are values; the handlers choose the platform's code for each failure.
 */
import { Buffer } from "node:buffer";
import { MAX_MSG_PARAM_BYTES, MsgKey } from "../contract/robot-send.ts";

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a key; an empty one when it is missing or of another kind. */
export function objectAt(body: Json, key: string): Json {
  const value = body[key];
  return isObject(value) ? value : {};
}

/** The non-empty string at a key. */
export function textAt(body: Json, key: string): string | undefined {
  const value = body[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export const byteLength = (text: string) => Buffer.byteLength(text, "utf8");

export interface MessageContent {
  readonly kind: "text" | "markdown" | "other";
  readonly title?: string;
  readonly text: string;
}

/** A message with buttons one below the other has as many as its number. */
const buttonFields = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => [`actionTitle${at + 1}`, `actionURL${at + 1}`]).flat();

/** Fields that a `msgKey` demands in `msgParam`; every value is a string. */
const MESSAGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  sampleText: ["content"],
  sampleMarkdown: ["title", "text"],
  sampleImageMsg: ["photoURL"],
  sampleLink: ["title", "text", "messageUrl"],
  sampleActionCard: ["title", "text", "singleTitle", "singleURL"],
  sampleActionCard2: ["title", "text", ...buttonFields(2)],
  sampleActionCard3: ["title", "text", ...buttonFields(3)],
  sampleActionCard4: ["title", "text", ...buttonFields(4)],
  sampleActionCard5: ["title", "text", ...buttonFields(5)],
  sampleActionCard6: ["title", "text", "buttonTitle1", "buttonUrl1", "buttonTitle2", "buttonUrl2"],
  sampleAudio: ["mediaId", "duration"],
  sampleFile: ["mediaId", "fileName", "fileType"],
  sampleVideo: ["videoMediaId", "videoType", "picMediaId", "duration"],
};

/** A message with what it was made from, for the parts that need a look elsewhere. */
export interface ParsedMessage extends MessageContent {
  readonly msgKey: string;
  readonly param: Json;
}

export type MessageParseFailure = "key-empty" | "key-invalid" | "param-invalid" | "param-too-long";

function parseParam(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Parses `msgKey` and `msgParam`, which must be JSON TEXT of at most 15,000 bytes. */
export function parseRobotMessage(body: Json): ParsedMessage | MessageParseFailure {
  const msgKey = textAt(body, "msgKey");
  if (msgKey === undefined) return "key-empty";
  const fields = Object.hasOwn(MESSAGE_KEYS, msgKey) ? MESSAGE_KEYS[msgKey] : undefined;
  if (!fields) return "key-invalid";
  const { msgParam } = body;
  if (typeof msgParam !== "string") return "param-invalid";
  if (byteLength(msgParam) > MAX_MSG_PARAM_BYTES) return "param-too-long";
  const param = parseParam(msgParam);
  if (!param || fields.some((field) => textAt(param, field) === undefined)) return "param-invalid";
  const title = textAt(param, "title");
  const text =
    textAt(param, "content") ?? textAt(param, "text") ?? textAt(param, "fileName") ?? `[${msgKey}]`;
  if (msgKey === MsgKey.text) return { kind: "text", text, msgKey, param };
  return {
    kind: msgKey === MsgKey.markdown ? "markdown" : "other",
    text,
    msgKey,
    param,
    ...(title === undefined ? {} : { title }),
  };
}

/** «API 卡片数据的填写说明»: the whole data of a card. The limit of 1 KB per value is not enforced in practice. */
const MAX_CARD_DATA_BYTES = 100 * 1024;
const MAX_CARD_KEY_BYTES = 100;
/** "content is too large" exists; its threshold is unproven (1 K and 3 K are only suggested). */
export const MAX_STREAM_CONTENT_BYTES = 100 * 1024;

/** Parses `<key>.cardParamMap`: all values are strings. Returns a sentence when it is not acceptable. */
export function parseCardParams(body: Json, where = "cardData"): Record<string, string> | string {
  const given = objectAt(body, where)["cardParamMap"];
  if (given === undefined || given === null) return {};
  if (!isObject(given)) return "cardParamMap is not a map";
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (typeof value !== "string") return `the value of ${key} in cardParamMap is not a string`;
    if (byteLength(key) > MAX_CARD_KEY_BYTES) return "a key of cardParamMap is longer than 100 bytes";
    params[key] = value;
  }
  return byteLength(JSON.stringify(params)) > MAX_CARD_DATA_BYTES ? `${where} is larger than 100 KB` : params;
}

export interface CardSpace {
  /** Upper case; DingTalk takes lower case too. */
  readonly type: string;
  readonly id: string;
}

/** Parses `dtv1.card//IM_GROUP.<cid>` and the like; several are joined with `;`. */
export function parseOpenSpaceId(text: string): readonly CardSpace[] | undefined {
  if (text.length > 1_000) return undefined;
  const spaces: CardSpace[] = [];
  for (const part of text.split(";")) {
    const match = /^dtv1\.card\/\/([A-Za-z_]+)\.(.+)$/.exec(part);
    const [, type, id] = match ?? [];
    if (type === undefined || id === undefined) return undefined;
    spaces.push({ type: type.toUpperCase(), id });
  }
  return spaces;
}

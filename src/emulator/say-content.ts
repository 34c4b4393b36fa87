/**
 * What a person sends besides plain text: checked, kept in the media store, and encoded for each robot with
 * download codes of its own. Shapes as in `contract/robot-message.ts`.
 */
import type { SayContent } from "../contract/emulator-control.ts";
import { ids } from "./ids.ts";
import type { MediaStore, StoredFile } from "./media-store.ts";
import type { AppRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { sniffImage } from "./sniff-image.ts";
import { sniffMedia } from "./sniff-media.ts";

/** Of one attachment. DingTalk's own limit for people's files is higher; this keeps the emulator in memory. */
export const MAX_ATTACHMENT_BYTES = 128 * 1024 * 1024;
const MAX_PARTS = 100;
/** What a test may say instead of AMR, which the clients record. */
const VOICE_ENDINGS: Readonly<Record<string, string>> = {
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
};

/** The payload's part that depends on the type, for one robot. */
export interface WireContent {
  readonly msgtype: string;
  readonly content: Record<string, unknown> | string;
}

export interface SaidContent {
  readonly msgtype: string;
  readonly text: string;
  readonly files: readonly StoredFile[];
  /** Of a voice or video, with the voice's transcript. */
  readonly played?: { readonly durationMs: number; readonly recognition?: string };
  readonly encode: (robot: AppRecord) => WireContent;
  /** As `repliedMsg.content`. */
  readonly encodeQuoted: (robot: AppRecord) => Record<string, unknown>;
  /** What was sent, for a file of the conversation. */
  readonly again: () => SayContent;
}

/** Without what only `keepContent` adds. */
type Encoded = Omit<SaidContent, "again">;

const refuse = (message: string, zh: string) => new EmulatorRefusal("invalid", message, { zh });

const WORDS = { picture: "图片", file: "文件", "voice message": "语音", video: "视频" } as const;

function decode(base64: string, what: keyof typeof WORDS): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw refuse(`The data of the ${what} is not base64.`, `${WORDS[what]}的数据不是 base64。`);
  const data = Buffer.from(base64, "base64");
  if (data.length > MAX_ATTACHMENT_BYTES)
    throw refuse(
      `The ${what} is larger than ${MAX_ATTACHMENT_BYTES} bytes.`,
      `${WORDS[what]}超过 ${MAX_ATTACHMENT_BYTES} 字节。`,
    );
  return data;
}

function keepPicture(media: MediaStore, base64: string, name?: string): StoredFile {
  const data = decode(base64, "picture");
  const { mime, ending } = sniffImage(data) ?? { mime: "application/octet-stream", ending: "bin" };
  return media.keep({ name: name ?? `picture.${ending}`, mime, data });
}

function codesOf(media: MediaStore, file: StoredFile, robot: AppRecord) {
  return {
    downloadCode: media.mintCode(file.id, robot.clientId),
    pictureDownloadCode: media.mintCode(file.id, robot.clientId),
  };
}

/** One file with its code beside further fields. `quotedFields`: which of them a quote repeats. */
function ofFile(
  media: MediaStore,
  msgtype: string,
  file: StoredFile,
  fields: Record<string, unknown>,
  quotedFields: Record<string, unknown> = {},
): Encoded {
  const code = (robot: AppRecord) => ({ downloadCode: media.mintCode(file.id, robot.clientId) });
  return {
    msgtype,
    text: file.name,
    files: [file],
    encode: (robot) => ({ msgtype, content: { ...fields, ...code(robot) } }),
    encodeQuoted: (robot) => ({ ...code(robot), ...quotedFields }),
  };
}

function ofRichText(media: MediaStore, parts: Extract<SayContent, { kind: "richText" }>["parts"]): Encoded {
  if (parts.length === 0 || parts.length > MAX_PARTS)
    throw refuse(
      `A rich text has 1 to ${MAX_PARTS} parts, not ${parts.length}.`,
      `富文本要有 1 到 ${MAX_PARTS} 段，现在是 ${parts.length} 段。`,
    );
  const kept = parts.map((part) => ("text" in part ? part.text : keepPicture(media, part.picture)));
  return {
    msgtype: "richText",
    text: kept.filter((part) => typeof part === "string").join(""),
    files: kept.filter((part) => typeof part !== "string"),
    encode: (robot) => ({
      msgtype: "richText",
      content: {
        richText: kept.map((part) =>
          typeof part === "string" ? { text: part } : { type: "picture", ...codesOf(media, part, robot) },
        ),
      },
    }),
    encodeQuoted: (robot) => ({
      richText: kept.map((part) =>
        typeof part === "string"
          ? { msgType: "text", content: part }
          : { msgType: "picture", downloadCode: media.mintCode(part.id, robot.clientId) },
      ),
    }),
  };
}

function ofRaw({ msgtype, content }: Extract<SayContent, { kind: "raw" }>): Encoded {
  if (msgtype === "text")
    throw refuse(
      'A plain text is said with "text", not with raw content.',
      '纯文字用 "text" 发送，不用 raw。',
    );
  const isObject = typeof content === "object" && content !== null && !Array.isArray(content);
  if (!isObject && typeof content !== "string")
    throw refuse(
      "Raw content is an object, or a string that holds JSON.",
      "raw 的 content 要是对象，或者一段 JSON 文本。",
    );
  const asObject = isObject ? (content as Record<string, unknown>) : {};
  return {
    msgtype,
    text: `[${msgtype}]`,
    files: [],
    encode: () => ({ msgtype, content: isObject ? { ...asObject } : (content as string) }),
    encodeQuoted: () => ({ ...asObject }),
  };
}

/** The content with the files' data in their places again; `content` itself is not held, only its shape. */
function remember(content: SayContent, files: readonly StoredFile[]): () => SayContent {
  const data = (at: number) => files[at]?.data.toString("base64") ?? "";
  if (content.kind === "raw") return () => content;
  if (content.kind !== "richText") {
    const shape = { ...content, data: "" };
    return () => ({ ...shape, data: data(0) });
  }
  const words = content.parts.map((part) => ("text" in part ? part.text : undefined));
  return () => {
    let at = 0;
    return {
      kind: "richText",
      parts: words.map((text) => (text === undefined ? { picture: data(at++) } : { text })),
    };
  };
}

/** Throws `EmulatorRefusal` for what nobody could send. */
export function keepContent(media: MediaStore, content: SayContent): SaidContent {
  const encoded = encodeContent(media, content);
  return { ...encoded, again: remember(content, encoded.files) };
}

function encodeContent(media: MediaStore, content: SayContent): Encoded {
  switch (content.kind) {
    case "picture": {
      const file = keepPicture(media, content.data, content.name);
      const said = ofFile(media, "picture", file, {});
      const encode = (robot: AppRecord) => ({ msgtype: "picture", content: codesOf(media, file, robot) });
      return { ...said, encode };
    }
    case "file": {
      const data = decode(content.data, "file");
      const mime = sniffImage(data)?.mime ?? "application/octet-stream";
      const file = media.keep({ name: content.name, mime, data });
      const fields = { fileName: content.name, spaceId: ids.number(10), fileId: ids.number(12) };
      return ofFile(media, "file", file, fields, { fileName: content.name });
    }
    case "audio": {
      const data = decode(content.data, "voice message");
      const mime = sniffMedia(data) ?? "audio/amr";
      const file = media.keep({ name: `voice.${VOICE_ENDINGS[mime] ?? "amr"}`, mime, data });
      const { durationMs, recognition } = content;
      const heard = recognition === undefined ? {} : { recognition };
      const said = ofFile(media, "audio", file, { duration: durationMs, ...heard }, heard);
      return { ...said, played: { durationMs, ...heard } };
    }
    case "video": {
      const data = decode(content.data, "video");
      const file = media.keep({ name: "video.mp4", mime: "video/mp4", data });
      const { durationMs } = content;
      const said = ofFile(media, "video", file, { duration: durationMs, videoType: "mp4" });
      return { ...said, played: { durationMs } };
    }
    case "richText":
      return ofRichText(media, content.parts);
    case "raw":
      return ofRaw(content);
  }
}

/**
 * The media of a robot's message: ids must name uploads of the fitting type. Stricter than DingTalk where that shows a
 * bubble nobody can play: a voice without a real duration, or in MP3 or WAV. The refusals' code is unproven.
 */
import { MsgKey } from "../../contract/robot-send.ts";
import type { UploadType } from "../../contract/media.ts";
import type { SentMedia } from "../records.ts";
import type { StoredFile } from "../media-store.ts";
import { textAt, type ParsedMessage } from "../validate.ts";
import type { PlatformContext } from "./platform-call.ts";

/** What people saw play. */
const PLAYABLE_VOICE: ReadonlySet<string> = new Set(["audio/ogg", "audio/amr"]);

function findFile(
  context: PlatformContext,
  message: ParsedMessage,
  field: string,
  type: UploadType,
): StoredFile | undefined {
  const upload = context.media.findUpload(textAt(message.param, field) ?? "");
  return upload?.type === type ? upload.file : undefined;
}

/** A whole number above 0, written as text. */
function durationOf({ param }: ParsedMessage): number | undefined {
  const text = textAt(param, "duration") ?? "";
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

type FindMedia = (context: PlatformContext, message: ParsedMessage) => SentMedia | "invalid" | undefined;

const BY_KEY: Readonly<Record<string, FindMedia>> = {
  [MsgKey.image](context, message) {
    if (/^https?:\/\//.test(textAt(message.param, "photoURL") ?? "")) return undefined;
    const file = findFile(context, message, "photoURL", "image");
    return file ? { form: "picture", file } : "invalid";
  },
  [MsgKey.file](context, message) {
    const file = findFile(context, message, "mediaId", "file");
    const name = textAt(message.param, "fileName");
    return file && name ? { form: "file", file: { ...file, name } } : "invalid";
  },
  [MsgKey.audio](context, message) {
    const file = findFile(context, message, "mediaId", "voice");
    const durationMs = durationOf(message);
    if (!file || !PLAYABLE_VOICE.has(file.mime) || durationMs === undefined) return "invalid";
    return { form: "voice", file, durationMs };
  },
  [MsgKey.video](context, message) {
    const file = findFile(context, message, "videoMediaId", "video");
    const cover = findFile(context, message, "picMediaId", "image");
    const seconds = durationOf(message);
    const isMp4 = textAt(message.param, "videoType") === "mp4";
    if (!file || !cover || !isMp4 || seconds === undefined) return "invalid";
    return { form: "video", file, cover, durationMs: seconds * 1_000 };
  },
};

/** `undefined`: the message has no upload in it. */
export function findRobotMedia(
  context: PlatformContext,
  message: ParsedMessage,
): SentMedia | "invalid" | undefined {
  return BY_KEY[message.msgKey]?.(context, message);
}

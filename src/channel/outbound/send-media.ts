/**
 * One file to one place by the robot API: load, prepare, upload, send. A session webhook takes no media, so a person
 * outside the organisation cannot get any.
 */
import { MsgKey } from "../../contract/robot-send.ts";
import { isDingTalkError, type DingTalkClient, type RobotContent } from "../../client/index.ts";
import type { Logger } from "../../lib/logger.ts";
import { splitExtension } from "../media/file-name.ts";
import type { Delivery, MediaToSend, Target } from "../model.ts";
import type { Text } from "../text/text.ts";
import { nameOfSource, type LoadedMedia, type LoadMedia } from "./load-media.ts";
import { MediaNotSentError } from "./media-error.ts";
import {
  createPrepareMedia,
  uploadTypeOf,
  type MediaFallback,
  type MediaTools,
  type PreparedMedia,
} from "./prepare-media.ts";
import { sendContent } from "./send-content.ts";

export interface SendMediaOptions {
  readonly client: Pick<DingTalkClient, "media" | "robot">;
  readonly load: LoadMedia;
  readonly tools: MediaTools;
  readonly text: Text;
  readonly logger: Logger;
}

export interface MediaSender {
  /** Rejects with `MediaNotSentError`, whose reason people are told. */
  send(target: Target | undefined, source: MediaToSend, signal?: AbortSignal): Promise<Delivery>;
}

/** The platform's duration of a video is in seconds. */
const seconds = (ms: number) => String(Math.max(1, Math.round(ms / 1_000)));

function describeFallback(why: MediaFallback, text: Text): string {
  const reasons: Readonly<Record<MediaFallback, string>> = {
    "no-ffmpeg": text.asFileNoFfmpeg,
    "conversion-failed": text.asFileNotConverted,
    "voice-too-large": text.asFileVoiceTooLarge,
    "video-format": text.asFileVideoFormat,
    "no-length": text.asFileNoLength,
    "picture-too-large": text.pictureMadeSmaller,
  };
  return reasons[why];
}

export function createSendMedia(options: SendMediaOptions): MediaSender {
  const { client, load, text, logger } = options;
  const prepare = createPrepareMedia(options.tools, logger);

  const upload = async ({ name, data, mime }: LoadedMedia, type: ReturnType<typeof uploadTypeOf>) => {
    const { mediaId } = await client.media.upload({ type, fileName: name, data, mime });
    return mediaId;
  };

  const encode = async (prepared: PreparedMedia): Promise<RobotContent> => {
    const { media, form } = prepared;
    const mediaId = await upload(media, uploadTypeOf(form));
    switch (prepared.form) {
      case "picture":
        return { msgKey: MsgKey.image, msgParam: { photoURL: mediaId } };
      case "voice":
        return { msgKey: MsgKey.audio, msgParam: { mediaId, duration: String(prepared.durationMs) } };
      case "video": {
        const cover = { name: "cover.jpg", mime: "image/jpeg", data: prepared.cover };
        const { width, height } = prepared.picture ?? {};
        const msgParam = {
          videoMediaId: mediaId,
          videoType: "mp4",
          picMediaId: await upload(cover, "image"),
          duration: seconds(prepared.durationMs),
          ...(width && height ? { width: String(width), height: String(height) } : {}),
        };
        return { msgKey: MsgKey.video, msgParam };
      }
      case "file": {
        const fileType = splitExtension(media.name)[1].slice(1).toLowerCase() || "file";
        return { msgKey: MsgKey.file, msgParam: { mediaId, fileName: media.name, fileType } };
      }
    }
  };

  const sendPrepared = async (target: Target, prepared: PreparedMedia): Promise<Delivery> => {
    const { name } = prepared.media;
    try {
      const delivery = await sendContent(client.robot, target, await encode(prepared));
      const { form, fallback } = prepared;
      return { ...delivery, form, ...(fallback ? { fallback: describeFallback(fallback, text) } : {}) };
    } catch (cause) {
      if (cause instanceof MediaNotSentError) throw cause;
      const tooLarge = isDingTalkError(cause) && cause.code === "too-large" ? cause.limitBytes : undefined;
      const unsent = isDingTalkError(cause) && cause.dispatched === "no";
      throw new MediaNotSentError({
        name,
        reason: tooLarge === undefined ? "refused" : "too-large",
        limitBytes: tooLarge,
        cause,
        unsent,
      });
    }
  };

  return {
    async send(target, source, signal) {
      if (!target) throw new MediaNotSentError({ name: nameOfSource(source.url), reason: "no-target" });
      const prepared = await prepare(await load(source, signal), source);
      if (prepared.fallback) {
        const told = { name: prepared.media.name, why: describeFallback(prepared.fallback, text) };
        logger.warn(prepared.form === "file" ? text.mediaSentAsFile(told) : text.mediaSentSmaller(told));
      }
      return sendPrepared(target, prepared);
    },
  };
}

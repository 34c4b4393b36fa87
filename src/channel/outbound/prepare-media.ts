/**
 * As what a loaded file goes out: picture, voice, video or file, with all that DingTalk demands of that form. Where a
 * form cannot be had, the file goes out as a file and the result says why. Conversions are the host's.
 */
import { UPLOAD_ENDINGS, UPLOAD_LIMIT_BYTES, type UploadType } from "../../contract/media.ts";
import type { Logger } from "../../lib/logger.ts";
import { splitExtension } from "../media/file-name.ts";
import { readMp4 } from "../media/read-mp4.ts";
import { readSound } from "../media/read-sound.ts";
import type { MediaForm, MediaToSend } from "../model.ts";
import type { LoadedMedia } from "./load-media.ts";
import { MediaNotSentError } from "./media-error.ts";

/** What the machine can do with media. Each rejects where it fails. */
export interface MediaTools {
  /** Whether there is an ffmpeg; without it the first two need not be tried. */
  hasFfmpeg(): Promise<boolean>;
  /** Ogg-Opus, 16 kHz, mono. */
  toVoice(media: LoadedMedia): Promise<Buffer>;
  /** A JPEG of an early frame. */
  coverOf(media: LoadedMedia): Promise<Buffer>;
  toJpeg(media: LoadedMedia): Promise<Buffer>;
}

/** Why something went out otherwise than it was wanted: as a file, as a rule. */
export type MediaFallback =
  | "no-ffmpeg"
  | "conversion-failed"
  /** Above 2 MB as a voice. */
  | "voice-too-large"
  /** DingTalk plays MP4 only. */
  | "video-format"
  /** The length cannot be read, and a wrong one does not play. */
  | "no-length"
  /** Still a picture, but smaller than it was. */
  | "picture-too-large";

interface Prepared {
  readonly form: MediaForm;
  readonly media: LoadedMedia;
  readonly fallback?: MediaFallback;
}

export type PreparedMedia = Prepared &
  (
    | { readonly form: "picture" | "file" }
    | { readonly form: "voice"; readonly durationMs: number }
    | {
        readonly form: "video";
        readonly durationMs: number;
        readonly cover: Buffer;
        readonly picture?: { readonly width: number; readonly height: number };
      }
  );

const UPLOAD_TYPE: Readonly<Record<MediaForm, UploadType>> = {
  picture: "image",
  voice: "voice",
  video: "video",
  file: "file",
};

export function uploadTypeOf(form: MediaForm): UploadType {
  return UPLOAD_TYPE[form];
}

const renamed = (media: LoadedMedia, data: Buffer, extension: string, mime: string): LoadedMedia => ({
  data,
  mime,
  name: `${splitExtension(media.name)[0]}${extension}`,
});

const asFile = (media: LoadedMedia, fallback?: MediaFallback): PreparedMedia => ({
  form: "file",
  media,
  ...(fallback ? { fallback } : {}),
});

const asVoice = (media: LoadedMedia): PreparedMedia => {
  const sound = readSound(media.data);
  if (!sound) return asFile(media, "no-length");
  if (media.data.length > UPLOAD_LIMIT_BYTES.voice) return asFile(media, "voice-too-large");
  const extension = sound.format === "amr" ? ".amr" : ".ogg";
  const { durationMs } = sound;
  return { form: "voice", durationMs, media: renamed(media, media.data, extension, media.mime) };
};

export function createPrepareMedia(tools: MediaTools, logger: Logger) {
  /** Undefined where the conversion failed, which is logged. */
  const attempt = async (media: LoadedMedia, convert: (media: LoadedMedia) => Promise<Buffer>) => {
    try {
      return await convert(media);
    } catch (error) {
      logger.warn("A file could not be converted for DingTalk", { name: media.name, error: String(error) });
      return undefined;
    }
  };

  const preparePicture = async (media: LoadedMedia): Promise<PreparedMedia> => {
    const ending = splitExtension(media.name)[1].slice(1).toLowerCase();
    const large = media.data.length > UPLOAD_LIMIT_BYTES.image;
    if (!large && UPLOAD_ENDINGS.image.includes(ending)) return { form: "picture", media };
    const jpeg = await attempt(media, tools.toJpeg);
    if (!jpeg) return asFile(media, "conversion-failed");
    const picture: PreparedMedia = { form: "picture", media: renamed(media, jpeg, ".jpg", "image/jpeg") };
    return large ? { ...picture, fallback: "picture-too-large" } : picture;
  };

  const prepareSound = async (media: LoadedMedia): Promise<PreparedMedia> => {
    const format = readSound(media.data)?.format;
    if (format === "ogg-opus" || format === "amr") return asVoice(media);
    if (!(await tools.hasFfmpeg())) return asFile(media, "no-ffmpeg");
    const opus = await attempt(media, tools.toVoice);
    if (!opus) return asFile(media, "conversion-failed");
    const voice = asVoice(renamed(media, opus, ".ogg", "audio/ogg"));
    // What people get as a file is the sound as it was.
    return voice.form === "file" ? asFile(media, voice.fallback) : voice;
  };

  const prepareVideo = async (media: LoadedMedia): Promise<PreparedMedia> => {
    if (media.mime !== "video/mp4") return asFile(media, "video-format");
    const mp4 = readMp4(media.data);
    if (!mp4) return asFile(media, "no-length");
    if (!(await tools.hasFfmpeg())) return asFile(media, "no-ffmpeg");
    const cover = await attempt(media, tools.coverOf);
    if (!cover) return asFile(media, "conversion-failed");
    const { durationMs, picture } = mp4;
    const named = renamed(media, media.data, ".mp4", media.mime);
    return { form: "video", media: named, durationMs, cover, ...(picture ? { picture } : {}) };
  };

  const choose = (media: LoadedMedia, wishes: Pick<MediaToSend, "asFile">): Promise<PreparedMedia> => {
    if (wishes.asFile === true) return Promise.resolve(asFile(media));
    if (media.mime.startsWith("image/") && media.mime !== "image/svg+xml") return preparePicture(media);
    if (media.mime.startsWith("audio/")) return prepareSound(media);
    return media.mime.startsWith("video/") ? prepareVideo(media) : Promise.resolve(asFile(media));
  };

  /** Rejects with `too-large` where DingTalk takes the file in no form. */
  return async (media: LoadedMedia, wishes: Pick<MediaToSend, "asFile">): Promise<PreparedMedia> => {
    const prepared = await choose(media, wishes);
    const limitBytes = UPLOAD_LIMIT_BYTES[uploadTypeOf(prepared.form)];
    if (prepared.media.data.length > limitBytes)
      throw new MediaNotSentError({ name: media.name, reason: "too-large", limitBytes });
    return prepared;
  };
}

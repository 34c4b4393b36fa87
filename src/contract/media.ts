/**
 * Files, both ways. What people send to a robot: a `downloadCode` is traded for a pre-signed URL, the URL gives the
 * bytes. What a robot sends: the bytes are uploaded, messages name the `media_id`.
 * Source: «下载机器人接收消息的文件内容»; the URL's habits from dingtalk-openclaw-connector issue 300.
 *
 * The URL points to OSS over plain http, ends in `.file` whatever the file is called, and is signed for a GET
 * without a `Content-Type` header: with one it answers 403. How long codes and URLs live is nowhere written.
 */
import { z } from "zod";

export const downloadFileRequestSchema = z.looseObject({
  downloadCode: z.string().min(1),
  /** The robot that got the message: a code is good for this one only. */
  robotCode: z.string().min(1),
});
export type DownloadFileRequest = z.infer<typeof downloadFileRequestSchema>;

export const downloadFileResponseSchema = z.looseObject({ downloadUrl: z.string().min(1) });
export type DownloadFileResponse = z.infer<typeof downloadFileResponseSchema>;

/** Codes of the 400 answers, spelled as the platform spells them. */
export const DownloadRefusal = {
  robotCodeEmpty: "invalidParameter.robotCode.empty",
  /** The code belongs to another robot or organisation. */
  foreignRobot: "invalidParameter.robotCode.auth",
  /** The downloadCode is wrong or has expired. */
  wrongCode: "invalidParameter.robotCode.downloadCode",
} as const;

/** The path of a pre-signed URL ends so: the real name and type must be kept from the message. */
export const DOWNLOAD_URL_SUFFIX = ".file";

/** What an upload says it is; the limits hang on it. */
export const UPLOAD_TYPES = ["image", "voice", "video", "file"] as const;
export type UploadType = (typeof UPLOAD_TYPES)[number];

const MEGABYTE = 1024 * 1024;

/** «上传媒体文件», 2026-06. Older tables say less. */
export const UPLOAD_LIMIT_BYTES: Readonly<Record<UploadType, number>> = {
  image: 20 * MEGABYTE,
  voice: 2 * MEGABYTE,
  video: 20 * MEGABYTE,
  file: 20 * MEGABYTE,
};

/**
 * Endings in small letters that an upload takes. `ogg` stands in no upload table, but Ogg-Opus is the voice that
 * peers saw play. A file may have any ending: the document's list is shorter, whether it is enforced is unproven.
 */
export const UPLOAD_ENDINGS: Readonly<Record<Exclude<UploadType, "file">, readonly string[]>> = {
  image: ["jpg", "jpeg", "gif", "png", "bmp"],
  voice: ["amr", "mp3", "wav", "ogg"],
  video: ["mp4"],
};

/** The name of the multipart part. */
export const UPLOAD_PART = "media";

export const uploadMediaResponseSchema = z.looseObject({
  /** Starts with `@` (picture, file) or `$`; the sign belongs to it. Lasts for good, shown inside DingTalk only. */
  media_id: z.string().min(1),
  created_at: z.union([z.number(), z.string()]).optional(),
  type: z.string().optional(),
});

/** `errcode` of a refused upload. */
export const UploadRefusal = {
  wrongType: 40004,
  wrongFileType: 40005,
  tooBig: 40006,
  notMultipart: 43008,
} as const;

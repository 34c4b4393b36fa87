/**
 * Files that people send to a robot: a `downloadCode` is traded for a pre-signed URL, the URL gives the bytes.
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

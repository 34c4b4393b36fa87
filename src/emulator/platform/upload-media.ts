/**
 * `POST /media/upload` of the old host: one multipart part in, a `media_id` out; failures are HTTP 200. The file is
 * looked at, not its declared type. An empty file is refused with `wrongFileType`: unproven.
 */
import {
  UPLOAD_ENDINGS,
  UPLOAD_LIMIT_BYTES,
  UPLOAD_PART,
  UPLOAD_TYPES,
  UploadRefusal,
  type UploadType,
} from "../../contract/media.ts";
import { OldCode } from "../../contract/errors.ts";
import { isObject } from "../validate.ts";
import { sniffMedia } from "../sniff-media.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuseOld } from "./reply.ts";

export interface UploadedPart {
  readonly name: string;
  readonly data: Buffer;
}

function isUploadType(type: unknown): type is UploadType {
  return UPLOAD_TYPES.some((known) => known === type);
}

function isPart(value: unknown): value is UploadedPart {
  return isObject(value) && typeof value["name"] === "string" && Buffer.isBuffer(value["data"]);
}

const endingOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

export const uploadMedia: AppHandler = ({ body, query, header, context }) => {
  if (!header("content-type")?.startsWith("multipart/form-data"))
    return refuseOld(UploadRefusal.notMultipart, "需要multipart类型");
  const type = query.get("type") ?? body["type"];
  if (!isUploadType(type)) return refuseOld(UploadRefusal.wrongType, "不合法的媒体文件类型");
  const part = body[UPLOAD_PART];
  if (!isPart(part)) return refuseOld(UploadRefusal.notMultipart, "缺少media文件");
  const { name, data } = part;
  if (data.length > UPLOAD_LIMIT_BYTES[type]) return refuseOld(UploadRefusal.tooBig, "不合法的文件大小");
  const found = sniffMedia(data);
  const known = type === "file" || UPLOAD_ENDINGS[type].includes(endingOf(name));
  const kind = { image: "image/", voice: "audio/", video: "video/mp4", file: "" }[type];
  if (data.length === 0 || !known || !(found ?? "").startsWith(kind))
    return refuseOld(UploadRefusal.wrongFileType, "不合法的文件类型");
  const file = context.media.keep({ name, mime: found ?? "application/octet-stream", data });
  const mediaId = context.media.mintMediaId(file.id, type);
  return ok({
    errcode: OldCode.ok,
    errmsg: "ok",
    media_id: mediaId,
    created_at: context.clock.now(),
    type,
  });
};

/**
 * The files that people sent, the download codes robots get for them, and the signature of pre-signed URLs; and the
 * files that robots uploaded, by their media ids.
 * Bounded in memory. Codes and URLs are as good as secrets; what the page may show is `attachmentUrl`.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { DOWNLOAD_URL_SUFFIX, type UploadType } from "../contract/media.ts";
import type { Clock } from "../lib/clock.ts";
import { ids } from "./ids.ts";

/** DingTalk does not say how long they live; short enough that a client which waits is caught. */
export const DOWNLOAD_CODE_TTL_MS = 2 * 3_600_000;
export const DOWNLOAD_URL_TTL_MS = 10 * 60_000;
/** Older files are forgotten beyond these. */
const MAX_FILES = 1_000;
const MAX_STORED_BYTES = 256 * 1024 * 1024;
const MAX_CODES = 20_000;
const MAX_MEDIA_IDS = 5_000;

/** Where pre-signed URLs point on the emulator, and where the page finds the same file. */
export const OSS_PATH = "/oss-dingtalk-local/";
export const ATTACHMENT_PATH = "/_emulator/attachments/";
/** Pictures inside a robot's Markdown are named by media ids; its page asks for them here. */
export const UPLOAD_PATH = "/_emulator/uploads/";

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly data: Buffer;
}

export interface UploadedFile {
  readonly type: UploadType;
  readonly file: StoredFile;
}

interface Code {
  readonly clientId: string;
  readonly fileId: string;
  expiresAt: number;
}

export type UrlRefusal = "expired" | "signature" | "gone";

export interface MediaStore {
  keep(file: Omit<StoredFile, "id">): StoredFile;
  find(fileId: string): StoredFile | undefined;
  /** A media id for what a robot uploaded; good in the whole company. */
  mintMediaId(fileId: string, type: UploadType): string;
  /** What robots uploaded and is still there, oldest first. */
  uploads(): (UploadedFile & { readonly mediaId: string })[];
  /** An upload under the media id that it had. */
  restoreUpload(mediaId: string, type: UploadType, file: Omit<StoredFile, "id">): void;
  /** The upload behind a media id. */
  findUpload(mediaId: string): UploadedFile | undefined;
  /** A code for one robot. */
  mintCode(fileId: string, clientId: string): string;
  /** The file of a code; `foreign`: it belongs to another robot. */
  redeemCode(code: string, clientId: string): StoredFile | "foreign" | "wrong";
  /** Path and query of a pre-signed URL. */
  sign(file: StoredFile): string;
  /** The file behind a pre-signed path, or why not. */
  open(path: string, query: URLSearchParams): StoredFile | UrlRefusal;
  expireCodes(): void;
  expireUrls(): void;
  reset(): void;
}

export const attachmentUrl = (file: StoredFile) => `${ATTACHMENT_PATH}${file.id}`;

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= limit) return;
    map.delete(oldest);
  }
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What robots uploaded, by media id. */
function createUploads(files: ReadonlyMap<string, StoredFile>, keep: MediaStore["keep"]) {
  const uploads = new Map<string, { readonly fileId: string; readonly type: UploadType }>();
  const name = (mediaId: string, fileId: string, type: UploadType) => {
    uploads.set(mediaId, { fileId, type });
    dropOldest(uploads, MAX_MEDIA_IDS);
    return mediaId;
  };
  const methods: Pick<MediaStore, "mintMediaId" | "uploads" | "restoreUpload" | "findUpload"> = {
    mintMediaId: (fileId, type) => name(ids.mediaId(), fileId, type),
    uploads: () =>
      [...uploads].flatMap(([mediaId, { fileId, type }]) => {
        const file = files.get(fileId);
        return file === undefined ? [] : [{ mediaId, type, file }];
      }),
    restoreUpload: (mediaId, type, file) => void name(mediaId, keep(file).id, type),
    findUpload(mediaId) {
      const upload = uploads.get(mediaId);
      const file = upload && files.get(upload.fileId);
      return upload && file ? { type: upload.type, file } : undefined;
    },
  };
  return { methods, clear: () => uploads.clear() };
}

export function createMediaStore(clock: Clock): MediaStore {
  const files = new Map<string, StoredFile>();
  const codes = new Map<string, Code>();
  const key = randomBytes(32);
  let stored = 0;
  /** URLs signed before the last `expireUrls` are over. */
  let generation = 0;

  const signature = (path: string, expires: string) =>
    createHmac("sha1", key).update(`GET\n\n\n${expires}\n${generation}\n${path}`).digest("base64");
  const forget = () => {
    for (const [id, file] of files) {
      if (files.size <= MAX_FILES && stored <= MAX_STORED_BYTES) return;
      files.delete(id);
      stored -= file.data.length;
    }
  };

  const keep: MediaStore["keep"] = (file) => {
    const kept = { ...file, id: ids.secret() };
    files.set(kept.id, kept);
    stored += kept.data.length;
    forget();
    return kept;
  };
  const uploads = createUploads(files, keep);

  return {
    keep,
    find: (fileId) => files.get(fileId),
    ...uploads.methods,
    mintCode(fileId, clientId) {
      const code = ids.downloadCode();
      codes.set(code, { clientId, fileId, expiresAt: clock.now() + DOWNLOAD_CODE_TTL_MS });
      dropOldest(codes, MAX_CODES);
      return code;
    },
    redeemCode(code, clientId) {
      const entry = codes.get(code);
      if (!entry) return "wrong";
      if (entry.clientId !== clientId) return "foreign";
      return (entry.expiresAt > clock.now() ? files.get(entry.fileId) : undefined) ?? "wrong";
    },
    sign(file) {
      const path = `${OSS_PATH}${file.id}${DOWNLOAD_URL_SUFFIX}`;
      const expires = String(Math.floor((clock.now() + DOWNLOAD_URL_TTL_MS) / 1_000));
      const query = new URLSearchParams({
        Expires: expires,
        OSSAccessKeyId: "local",
        Signature: signature(path, expires),
      });
      return `${path}?${query.toString()}`;
    },
    open(path, query) {
      const expires = query.get("Expires") ?? "";
      if (!sameText(query.get("Signature") ?? "", signature(path, expires))) return "signature";
      if (Number(expires) * 1_000 <= clock.now()) return "expired";
      return files.get(path.slice(OSS_PATH.length, -DOWNLOAD_URL_SUFFIX.length)) ?? "gone";
    },
    expireCodes() {
      for (const code of codes.values()) code.expiresAt = 0;
    },
    expireUrls: () => void (generation += 1),
    reset() {
      files.clear();
      codes.clear();
      uploads.clear();
      stored = 0;
    },
  };
}

/**
 * The file spaces of conversations, as apps fill them: an address to put a file to, then its entry in the space. Which
 * conversation a space belongs to is told by its id alone. Bounded in memory; nothing of it is saved in a seed.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import { ids } from "./ids.ts";
import { OSS_PATH, type MediaStore, type StoredFile } from "./media-store.ts";

/** «获取文件上传信息»: seconds that the address is good for. */
export const FILE_ADDRESS_SECONDS = 900;
/** Where those addresses lead on the emulator. */
export const OSS_UPLOAD_PATH = `${OSS_PATH}put/`;
const MAX_ENTRIES = 1_000;

export interface Dentry {
  readonly id: string;
  readonly uuid: string;
  readonly spaceId: string;
  readonly parentId: string;
  readonly name: string;
  readonly file: StoredFile;
  /** unionId. */
  readonly creatorId: string;
  readonly at: number;
}

interface Upload {
  readonly spaceId: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: number;
  file?: StoredFile;
}

export type UploadRefusal = "signature" | "expired" | "gone";

export interface StorageSpaces {
  /** An address for one file, with the headers that have to come with it. */
  open(spaceId: string): {
    readonly uploadKey: string;
    readonly path: string;
    readonly headers: Upload["headers"];
  };
  /** Takes what was put to an address; undefined when it is kept. */
  receive(
    path: string,
    header: (name: string) => string | undefined,
    data: Buffer,
  ): UploadRefusal | undefined;
  /** The entry of what was put there; undefined when nothing was, or for another space. */
  commit(
    uploadKey: string,
    about: Pick<Dentry, "spaceId" | "parentId" | "name" | "creatorId">,
  ): Dentry | undefined;
  find(spaceId: string, dentryId: string): Dentry | undefined;
  reset(): void;
}

function dropOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= MAX_ENTRIES) return;
    map.delete(oldest);
  }
}

export function createStorageSpaces(clock: Clock, media: MediaStore): StorageSpaces {
  const uploads = new Map<string, Upload>();
  const dentries = new Map<string, Dentry>();
  const key = randomBytes(32);
  return {
    open(spaceId) {
      const path = `${OSS_UPLOAD_PATH}${ids.secret()}`;
      const date = new Date(clock.now()).toUTCString();
      const signature = createHmac("sha1", key).update(`PUT\n\n\n${date}\n${path}`).digest("base64");
      const headers = { Authorization: `OSS local:${signature}`, "x-oss-date": date };
      const uploadKey = ids.secret();
      uploads.set(uploadKey, {
        spaceId,
        path,
        headers,
        expiresAt: clock.now() + FILE_ADDRESS_SECONDS * 1_000,
      });
      dropOldest(uploads);
      return { uploadKey, path, headers };
    },
    receive(path, header, data) {
      const upload = [...uploads.values()].find((one) => one.path === path);
      if (!upload) return "gone";
      if (upload.expiresAt <= clock.now()) return "expired";
      const isSigned = Object.entries(upload.headers).every(([name, value]) => header(name) === value);
      // The signature is over no type: one that is named is not the one that was signed.
      if (!isSigned || (header("content-type") ?? "") !== "") return "signature";
      upload.file = media.keep({ name: "upload", mime: "application/octet-stream", data });
      return undefined;
    },
    commit(uploadKey, about) {
      const upload = uploads.get(uploadKey);
      if (!upload?.file || upload.spaceId !== about.spaceId) return undefined;
      uploads.delete(uploadKey);
      const file = { ...upload.file, name: about.name };
      const dentry = { ...about, id: ids.number(11), uuid: ids.secret(), file, at: clock.now() };
      dentries.set(dentry.id, dentry);
      dropOldest(dentries);
      return dentry;
    },
    find(spaceId, dentryId) {
      const dentry = dentries.get(dentryId);
      return dentry?.spaceId === spaceId && media.find(dentry.file.id) ? dentry : undefined;
    },
    reset() {
      uploads.clear();
      dentries.clear();
    },
  };
}

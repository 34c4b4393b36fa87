/**
 * A file that is to be sent, from where it lies into memory: paths through the host, which decides what may be read;
 * http and https through our own guard. DingTalk takes 20 MB at most, so memory is bounded by that; only a picture may
 * be larger, since it can be made smaller.
 */
import { isDingTalkError, type BodyHead, type DingTalkErrorCode, type Media } from "../../client/index.ts";
import { safeFileName, splitExtension } from "../media/file-name.ts";
import { SNIFF_BYTES, sniffType, typeOfExtension } from "../media/sniff-type.ts";
import type { MediaAccess, MediaToSend } from "../model.ts";
import { MediaNotSentError, type MediaFault } from "./media-error.ts";

export interface LoadedMedia {
  readonly data: Buffer;
  /** Safe, with an ending. */
  readonly name: string;
  readonly mime: string;
}

export interface LocalMedia {
  readonly data: Buffer;
  readonly name?: string | undefined;
  readonly mime?: string | undefined;
}

/** Reads what is no http URL; rejects with `MediaNotSentError`. The host brings it. */
export type LoadLocal = (url: string, access: MediaAccess, maxBytes: number) => Promise<LocalMedia>;

export interface LoadMediaOptions {
  readonly media: Pick<Media, "fetchUrl">;
  readonly loadLocal: LoadLocal;
  /** As configured now. */
  readonly settings: () => LoadSettings;
}

interface LoadSettings {
  readonly maxBytes: number;
  /** For pictures. */
  readonly maxPictureBytes: number;
  readonly allowPrivate: boolean;
}

export type LoadMedia = (source: MediaToSend, signal?: AbortSignal) => Promise<LoadedMedia>;

const FALLBACK_NAME = "file";
const MIME_ENDINGS: Readonly<Record<string, string>> = {
  "application/json": ".json",
  "application/zip": ".zip",
  "application/pdf": ".pdf",
  "text/csv": ".csv",
  "text/html": ".html",
  "text/markdown": ".md",
  "text/plain": ".txt",
};

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `filename*` knows its encoding and wins over `filename`. */
export function nameFromDisposition(header: string | undefined): string | undefined {
  const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(header ?? "")?.[1];
  if (extended) return decodeName(extended.trim());
  return /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i
    .exec(header ?? "")
    ?.slice(1)
    .find(Boolean)
    ?.trim();
}

/** What a source is called before anything of it is known; never its whole path or URL. */
export function nameOfSource(url: string): string {
  const path = URL.canParse(url) && /^(?:https?|file):/i.test(url) ? new URL(url).pathname : url;
  return safeFileName(decodeName(path), FALLBACK_NAME);
}

/** The bytes decide, then the ending, then what the sender of the bytes says. Pure. */
export function describeMedia(data: Buffer, wanted: string, declared?: string): LoadedMedia {
  const sniffed = sniffType(data.subarray(0, SNIFF_BYTES));
  const [, extension] = splitExtension(wanted);
  const mimeSaid = declared?.split(";")[0]?.trim().toLowerCase();
  const mime = typeOfExtension(extension) ?? sniffed?.mime ?? mimeSaid ?? "application/octet-stream";
  const ending = sniffed?.extension ?? MIME_ENDINGS[mime] ?? "";
  return { data, mime, name: extension === "" ? safeFileName(`${wanted}${ending}`, FALLBACK_NAME) : wanted };
}

const FAULTS: Partial<Record<DingTalkErrorCode, MediaFault>> = {
  "blocked-address": "blocked-address",
  "too-large": "too-large",
};

/** By what it is called: nothing of it is known yet. */
const PICTURE_NAME = /\.(?:png|jpe?g|gif|bmp|webp|avif|hei[cf]|tiff?)$/i;

const mayBePicture = ({ url, asFile }: MediaToSend): boolean =>
  asFile !== true && PICTURE_NAME.test(nameOfSource(url));

export function createLoadMedia({ media, loadLocal, settings }: LoadMediaOptions): LoadMedia {
  const fetchRemote = async (url: string, maxBytes: number, signal?: AbortSignal): Promise<LoadedMedia> => {
    const { allowPrivate } = settings();
    const chunks: Uint8Array[] = [];
    let head: BodyHead | undefined;
    try {
      const sink = { write: (chunk: Uint8Array) => void chunks.push(chunk) };
      ({ head } = await media.fetchUrl(url, sink, { maxBytes, allowPrivate, signal }));
    } catch (error) {
      const known = isDingTalkError(error) ? FAULTS[error.code] : undefined;
      const reason = known ?? "unreachable";
      const limitBytes = reason === "too-large" ? maxBytes : undefined;
      throw new MediaNotSentError({ name: nameOfSource(url), reason, limitBytes, cause: error });
    }
    const named = nameFromDisposition(head?.contentDisposition);
    const name = named ? safeFileName(named, FALLBACK_NAME) : nameOfSource(head?.url.href ?? url);
    return describeMedia(Buffer.concat(chunks), name, head?.contentType);
  };
  const load = async (
    source: MediaToSend,
    maxBytes: number,
    signal: AbortSignal | undefined,
  ): Promise<LoadedMedia> => {
    if (/^https?:/i.test(source.url)) return fetchRemote(source.url, maxBytes, signal);
    const local = await loadLocal(source.url, source.access ?? {}, maxBytes);
    return describeMedia(
      local.data,
      safeFileName(local.name ?? nameOfSource(source.url), FALLBACK_NAME),
      local.mime,
    );
  };
  return async (source, signal) => {
    const { maxBytes, maxPictureBytes } = settings();
    try {
      return await load(source, maxBytes, signal);
    } catch (error) {
      const tooLarge = error instanceof MediaNotSentError && error.reason === "too-large";
      if (!tooLarge || maxPictureBytes <= maxBytes || !mayBePicture(source)) throw error;
      return load(source, maxPictureBytes, signal);
    }
  };
}

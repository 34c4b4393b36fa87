/**
 * Files that an agent or an operator names by path, read by the host's own loader: it alone knows the folders that may
 * be sent from (workspace, media store, temporary folder, and what the host adds for one send). Loaded when needed.
 */
import type { buildOutboundMediaLoadOptions } from "openclaw/plugin-sdk/media-runtime";
import type { MediaAccess } from "../model.ts";
import type { LoadLocal, LocalMedia } from "../outbound/load-media.ts";
import { nameOfSource } from "../outbound/load-media.ts";
import { MediaNotSentError, type MediaFault } from "../outbound/media-error.ts";

type OutboundMediaLoadParams = NonNullable<Parameters<typeof buildOutboundMediaLoadOptions>[0]>;

/** The host's codes; everything that is not there means that it may not be read. */
const FAULTS: Readonly<Record<string, MediaFault>> = {
  "not-found": "not-found",
  "too-large": "too-large",
};

/** The loader's own error, or the one that it wraps without a code of its own. */
function codeOf(error: unknown): string | undefined {
  for (let fault = error; fault instanceof Error; fault = fault.cause) {
    if ("code" in fault && typeof fault.code === "string") return fault.code;
  }
  return undefined;
}

/** Undefined for what is no refusal of the file but a fault of the disk. */
function faultOf(code: string | undefined): MediaFault {
  return (code === undefined ? undefined : FAULTS[code]) ?? (code === "ENOENT" ? "not-found" : "not-allowed");
}

/** The host's options tell an absent value from an undefined one. */
function definedOf(access: MediaAccess): OutboundMediaLoadParams {
  return Object.fromEntries(Object.entries(access).filter(([, value]) => value !== undefined));
}

export const loadLocalMedia: LoadLocal = async (
  url: string,
  access: MediaAccess,
  maxBytes: number,
): Promise<LocalMedia> => {
  const [{ loadWebMediaRaw }, { buildOutboundMediaLoadOptions }] = await Promise.all([
    import("openclaw/plugin-sdk/web-media"),
    import("openclaw/plugin-sdk/media-runtime"),
  ]);
  const options = { ...definedOf(access), maxBytes };
  try {
    const loaded = await loadWebMediaRaw(url, buildOutboundMediaLoadOptions(options));
    return { data: loaded.buffer, name: loaded.fileName, mime: loaded.contentType };
  } catch (error) {
    const reason = faultOf(codeOf(error));
    const name = nameOfSource(url);
    throw new MediaNotSentError({
      name,
      reason,
      limitBytes: reason === "too-large" ? maxBytes : undefined,
      cause: error,
    });
  }
};

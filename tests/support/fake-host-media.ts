/**
 * The host's part in sending files, for tests without a gateway: paths are keys of a table, and the machine has an
 * ffmpeg only where a test says so.
 */
import type { HostMediaParts } from "../../src/channel/account/create-senders.ts";
import type { MediaTools } from "../../src/channel/outbound/prepare-media.ts";
import { MediaNotSentError } from "../../src/channel/outbound/media-error.ts";

export interface FakeHostMedia {
  /** What lies under a path; a path that is not there may not be read. */
  readonly files?: Readonly<Record<string, Buffer>>;
  readonly tools?: Partial<MediaTools>;
}

const absent = () => Promise.reject(new Error("this machine cannot do that"));

export function createFakeHostMedia({ files = {}, tools = {} }: FakeHostMedia = {}): HostMediaParts {
  return {
    async loadLocal(url, _access, maxBytes) {
      const name = url.split("/").at(-1) ?? url;
      const data = files[url];
      if (!data) throw new MediaNotSentError({ name, reason: "not-allowed" });
      if (data.length > maxBytes)
        throw new MediaNotSentError({ name, reason: "too-large", limitBytes: maxBytes });
      return { data, name };
    },
    tools: { hasFfmpeg: async () => false, toVoice: absent, coverOf: absent, toJpeg: absent, ...tools },
  };
}

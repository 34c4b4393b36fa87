/**
 * The media of one account: DingTalk's downloads as the archive's source, the archive, its retention, and the index
 * of what was sent. A disk that refuses the index costs the words of quotes, not the account.
 */
import path from "node:path";
import { isDingTalkError, type DingTalkClient, type Media } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import { createMediaArchive } from "../media/archive.ts";
import { MediaSourceError, type MediaSource } from "../media/media-source.ts";
import { createRetention } from "../media/retention.ts";
import type { Delivery } from "../model.ts";
import { openSentIndex, type SentIndex } from "../outbound/sent-index.ts";
import type { TurnMedia } from "../turn/receive-media.ts";

export interface MediaDeskOptions {
  readonly client: DingTalkClient;
  readonly accountId: string;
  /** As configured now. */
  readonly readAccount: () => ResolvedAccount;
  /** Folder of the account's durable state. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface MediaDesk extends TurnMedia {
  /** Something was said; a quote of it will find its words. */
  remember(deliveries: readonly Delivery[], text: string): void;
  dispose(): void;
}

/** The client's error in the archive's words; what a sink threw stays what it is. */
function translate(error: unknown): unknown {
  if (!isDingTalkError(error)) return error;
  const code = error.code === "too-large" ? "too-big" : error.code === "refused" ? "expired" : "away";
  return new MediaSourceError(code, error.message, { cause: error });
}

export function createDingTalkMediaSource(
  client: { readonly media: Pick<Media, "download"> },
  readAccount: () => Pick<ResolvedAccount, "network">,
): MediaSource {
  return {
    async download({ downloadCode, fallbackCode }, sink, { maxBytes, signal }) {
      const open = async () => {
        await sink.restart();
        return { write: (chunk: Uint8Array) => sink.write(chunk) };
      };
      const { allowPrivate } = readAccount().network;
      const fetchBy = (code: string) => client.media.download(code, open, { maxBytes, signal, allowPrivate });
      try {
        await fetchBy(downloadCode);
      } catch (error) {
        const refused = isDingTalkError(error) && error.code === "refused";
        if (!refused || !fallbackCode) throw translate(error);
        await fetchBy(fallbackCode).catch((second: unknown) => Promise.reject(translate(second)));
      }
    },
  };
}

function openIndex({ directory, accountId, clock, logger }: MediaDeskOptions): SentIndex | undefined {
  try {
    return openSentIndex({ directory: path.join(directory, "sent"), accountId, clock, logger });
  } catch (error) {
    logger.error("The index of sent messages cannot be used; quotes come without words", {
      error: String(error),
    });
    return undefined;
  }
}

export function createMediaDesk(options: MediaDeskOptions): MediaDesk {
  const { client, readAccount, clock, logger } = options;
  const maxBytes = () => readAccount().maxFileSizeBytes;
  const settings = () => ({ ...readAccount().inboundMedia, maxBytes: maxBytes() });
  const source = createDingTalkMediaSource(client, readAccount);
  const archive = createMediaArchive({ settings, source, clock, logger });
  const retention = createRetention({ settings, clock, logger });
  const index = openIndex(options);
  return {
    archive,
    maxBytes,
    findSent: (key) => index?.find(key),
    afterMessage: () => void retention.run(),
    remember: (deliveries, text) => index?.put(deliveries, text),
    dispose() {
      retention.dispose();
      index?.close();
    },
  };
}

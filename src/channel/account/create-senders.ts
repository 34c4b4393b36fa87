/** What sends for one account, words and files; also where no account runs, as in a command's own process. */
import type { DingTalkClient } from "../../client/index.ts";
import { UPLOAD_LIMIT_BYTES } from "../../contract/media.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { UploadPicture } from "../markdown/picture-uploads.ts";
import { createLoadMedia, type LoadLocal } from "../outbound/load-media.ts";
import type { IdOf, NameOf } from "../outbound/mentions.ts";
import { createPrepareMedia, type MediaTools } from "../outbound/prepare-media.ts";
import { createSendMedia, type MediaSender } from "../outbound/send-media.ts";
import { createSendText, type TextSender } from "../outbound/send-text.ts";
import type { Text } from "../text/text.ts";

/** The host's part in sending files. */
export interface HostMediaParts {
  readonly loadLocal: LoadLocal;
  readonly tools: MediaTools;
}

export interface SenderOptions {
  readonly client: DingTalkClient;
  /** As configured now. */
  readonly readAccount: () => Pick<ResolvedAccount, "maxFileSizeBytes" | "network">;
  readonly media: HostMediaParts;
  readonly nameOf?: NameOf;
  readonly idOf?: IdOf;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Senders {
  readonly sender: TextSender;
  readonly mediaSender: MediaSender;
  /** For the pictures inside texts. */
  readonly uploadPicture: UploadPicture;
}

export function createSenders(options: SenderOptions): Senders {
  const { client, readAccount, media, text, clock, logger, nameOf, idOf } = options;
  const settings = () => {
    const { maxFileSizeBytes, network } = readAccount();
    return {
      maxBytes: Math.min(maxFileSizeBytes, UPLOAD_LIMIT_BYTES.file),
      maxPictureBytes: maxFileSizeBytes,
      allowPrivate: network.allowPrivate,
    };
  };
  const load = createLoadMedia({ media: client.media, loadLocal: media.loadLocal, settings });
  const prepare = createPrepareMedia(media.tools, logger);
  const uploadPicture: UploadPicture = async (url) => {
    try {
      const prepared = await prepare(await load({ url }), {});
      if (prepared.form !== "picture") return undefined;
      const { name, data, mime } = prepared.media;
      return (await client.media.upload({ type: "image", fileName: name, data, mime })).mediaId;
    } catch (error) {
      logger.info("A picture in an answer was not uploaded; it is shown as a link", { error: String(error) });
      return undefined;
    }
  };
  return {
    uploadPicture,
    sender: createSendText({
      client,
      clock,
      logger,
      uploadPicture,
      ...(nameOf ? { nameOf } : {}),
      ...(idOf ? { idOf } : {}),
    }),
    mediaSender: createSendMedia({ client, load, tools: media.tools, text, logger }),
  };
}

/** A stranger's direct message under `pairing`: a code once in a while, no turn. */
import type { Logger } from "../../lib/logger.ts";
import type { HostAccess } from "../host/access.ts";
import { senderIdOf } from "../host/access.ts";
import type { InboundMessage } from "../model.ts";
import type { ReplyDesk } from "./open-turn-reply.ts";

export interface PairingStep {
  readonly access: HostAccess;
  readonly message: InboundMessage;
  readonly desk: ReplyDesk;
  readonly logger: Logger;
}

export async function issuePairing({ access, message, desk, logger }: PairingStep): Promise<void> {
  const senderId = senderIdOf(message);
  await access.pairing.issueChallenge({
    senderId,
    senderIdLine: desk.text.pairingLine({ staffId: senderId }),
    meta: { name: message.sender.name },
    sendPairingReply: async (text) => {
      await desk.sendText(message, text);
    },
    onReplyError: (error) => logger.warn("The pairing code could not be sent", { error: String(error) }),
  });
}

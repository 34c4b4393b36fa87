/** A person who is refused learns it once an hour in each place, with the id that the operator needs. No turn. */
import type { Logger } from "../../lib/logger.ts";
import { planNotice, type RefusalNotice } from "../access/plan-notice.ts";
import { senderIdOf } from "../host/access.ts";
import type { InboundMessage } from "../model.ts";
import type { Text } from "../text/text.ts";
import type { ReplyDesk } from "./open-turn-reply.ts";

/** Who was told what; the account keeps it. */
export interface RefusalNotices {
  /** True when this was not said within the hour; from now on it was. */
  claim(key: string): boolean;
  /** It could not be said after all. */
  release(key: string): void;
}

export interface RefusedStep {
  readonly message: InboundMessage;
  readonly reason: string;
  readonly notices: RefusalNotices;
  readonly desk: ReplyDesk;
  readonly logger: Logger;
}

function sentence({ kind, id }: RefusalNotice, text: Text): string {
  const sentences = {
    person: text.refusedPerson,
    "in-group": text.refusedInGroup,
    group: text.refusedGroup,
    command: text.refusedCommand,
  };
  return sentences[kind]({ id });
}

/** Never rejects. */
export async function tellRefused({ message, reason, notices, desk, logger }: RefusedStep): Promise<void> {
  const senderId = senderIdOf(message);
  const notice = planNotice(message, senderId, reason);
  if (!notice) return;
  const key = JSON.stringify([notice.kind, senderId, message.conversation.id]);
  if (!notices.claim(key)) return;
  try {
    await desk.sendText(message, sentence(notice, desk.text));
  } catch (error) {
    notices.release(key);
    logger.warn("A person could not be told of a refusal", { error: String(error) });
  }
}

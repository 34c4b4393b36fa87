/** What can be done with a message that is already there: taking back one's own, reacting to a person's. */
import type { DingTalkClient } from "../../client/index.ts";
import type { Target } from "../model.ts";
import type { ReactionRecord } from "./reaction-record.ts";
import { formatTarget } from "./targets.ts";

export interface MessageActions {
  /** Rejects with `MessageActionError` (`not-recalled`) or the client's error. */
  recall(target: Target, messageId: string): Promise<void>;
  /** Rejects with `MessageActionError` (`unknown-chat`) or the client's error. */
  react(target: Target, messageId: string, name: string, remove: boolean): Promise<void>;
}

export class MessageActionError extends Error {
  readonly code: "not-recalled" | "unknown-chat";
  readonly hint: string;

  constructor(code: MessageActionError["code"], message: string, hint: string) {
    super(`${message} ${hint}`);
    this.name = "MessageActionError";
    this.code = code;
    this.hint = hint;
  }
}

export interface MessageActionOptions {
  readonly client: Pick<DingTalkClient, "recall" | "emotion">;
  /** Absent where no account runs: then direct chats are not known. */
  readonly record?: Pick<ReactionRecord, "directOf">;
}

export function createMessageActions({ client, record }: MessageActionOptions): MessageActions {
  const conversationOf = (target: Target): string => {
    const known = target.kind === "group" ? target.openConversationId : record?.directOf(target.staffId);
    if (known !== undefined) return known;
    throw new MessageActionError(
      "unknown-chat",
      `The direct chat with ${formatTarget(target)} is not known here.`,
      "Reactions need the running gateway, and the person must have written to the bot before.",
    );
  };
  return {
    async recall(target, messageId) {
      const { failed } = await (target.kind === "group"
        ? client.recall.group(target.openConversationId, [messageId])
        : client.recall.direct([messageId]));
      const [failure] = failed;
      if (!failure) return;
      throw new MessageActionError(
        "not-recalled",
        `The message was not recalled: ${failure.reason}.`,
        "Only the bot's own messages of the last 24 hours can be taken back, by the id that their sending returned.",
      );
    },
    async react(target, messageId, name, remove) {
      const chip = { conversationId: conversationOf(target), msgId: messageId, name };
      await (remove ? client.emotion.recall(chip) : client.emotion.reply(chip));
    },
  };
}

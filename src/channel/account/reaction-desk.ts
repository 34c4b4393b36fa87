/**
 * Reactions of one account: the record on disk, the "thinking" chip and what the host asks for. A disk that refuses
 * the record costs the chips, not the account.
 */
import path from "node:path";
import type { DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { InboundMessage } from "../model.ts";
import { createMessageActions, type MessageActions } from "../outbound/message-actions.ts";
import { openReactionRecord, type ReactionRecord } from "../outbound/reaction-record.ts";
import { createWorkingReaction, type WorkingReaction } from "../outbound/working-reaction.ts";
import type { Text } from "../text/text.ts";

export interface ReactionDeskOptions {
  readonly client: DingTalkClient;
  readonly accountId: string;
  /** As configured now. */
  readonly readAccount: () => Pick<ResolvedAccount, "thinkingReaction">;
  /** Folder of the account's durable state. */
  readonly directory: string;
  readonly text: Text;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ReactionDesk {
  readonly actions: MessageActions;
  /** Somebody's message is being answered; the function says that it is over. Both return at once. */
  showWorking(message: InboundMessage): () => void;
  /** Takes off the chips that an earlier process left. Returns at once. */
  recover(): void;
  dispose(): void;
}

function openRecord(options: ReactionDeskOptions): ReactionRecord | undefined {
  const { directory, accountId, clock, logger } = options;
  try {
    return openReactionRecord({ directory: path.join(directory, "reactions"), accountId, clock, logger });
  } catch (error) {
    logger.error("The record of reactions cannot be used; no reaction is put on", { error: String(error) });
    return undefined;
  }
}

function remember(record: ReactionRecord, { conversation, sender }: InboundMessage): void {
  if (conversation.kind === "direct" && sender.staffId)
    record.rememberDirect(sender.staffId, conversation.id);
}

export function createReactionDesk(options: ReactionDeskOptions): ReactionDesk {
  const { client, readAccount, text, clock, logger } = options;
  const record = openRecord(options);
  const working: WorkingReaction | undefined =
    record &&
    createWorkingReaction({
      emotion: client.emotion,
      record,
      enabled: () => readAccount().thinkingReaction,
      name: text.thinkingReaction,
      clock,
      logger,
    });
  return {
    actions: createMessageActions({ client, ...(record ? { record } : {}) }),
    showWorking(message) {
      if (record) remember(record, message);
      return working?.show(message) ?? (() => {});
    },
    recover: () => void working?.recallLeft(),
    dispose: () => record?.close(),
  };
}

/**
 * What presses of a card's components do in this account: stop the answer, record a thumb, decide. Called after the press was
 * acknowledged, which DingTalk wants within 2 s. What it writes to cards goes the usual way, never in the answer.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { feedbackDirectory, openFeedbackStore, type FeedbackStore } from "../card/feedback-store.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import { parseCardAction, type CardAction } from "../inbound/parse-card-action.ts";
import type { ReplyDesk } from "../reply/reply-desk.ts";
import type { ApprovalDesk } from "./approval-desk.ts";
import type { ConsumerDesk } from "./consumer-desk.ts";

export interface CardActionsOptions {
  readonly account: Pick<ResolvedAccount, "accountId" | "card">;
  /** As configured now. */
  readonly readAccount: () => Pick<ResolvedAccount, "allowFrom">;
  readonly desk: Pick<ReplyDesk, "stopCard">;
  readonly prompts: Pick<ApprovalDesk, "press">;
  /** Hears of each press. */
  readonly consumers: Pick<ConsumerDesk, "pressed">;
  /** Folder of the account's durable state. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface CardActions {
  /** `raw` is the frame's data. Never throws. */
  handle(raw: string): void;
  dispose(): void;
}

function openFeedback({ account, directory, clock, logger }: CardActionsOptions): FeedbackStore | undefined {
  const { accountId } = account;
  try {
    return openFeedbackStore({ directory: feedbackDirectory(directory), accountId, clock, logger });
  } catch (error) {
    logger.error("Thumbs up and down cannot be kept", { error: String(error) });
    return undefined;
  }
}

export function createCardActions(options: CardActionsOptions): CardActions {
  const { account, readAccount, desk, prompts, consumers, clock, logger } = options;
  const { stopAction, likeAction, dislikeAction } = account.card;
  const feedback = openFeedback(options);
  /** A list that names people names those who may stop the answers of others. */
  const isListed = (staffId: string) =>
    readAccount().allowFrom.some((entry) => entry.toLowerCase() === staffId.toLowerCase());

  const stop = ({ outTrackId, staffId }: CardAction) => {
    const result = desk.stopCard(outTrackId, staffId, isListed);
    logger.info("The stop button of a card was pressed", { outTrackId, result });
  };
  const judge = ({ outTrackId, staffId, conversationId }: CardAction, verdict: "up" | "down") => {
    feedback?.put({
      outTrackId,
      staffId: staffId ?? "",
      verdict,
      conversationId: conversationId ?? "",
      at: clock.now(),
    });
    logger.info("An answer was judged", { outTrackId, verdict });
  };

  return {
    handle(raw) {
      const action = parseCardAction(raw);
      if (!action) return logger.warn("A card's callback could not be read");
      if (prompts.press(action)) return;
      consumers.pressed(action.outTrackId);
      const pressed = (id: string) => action.actionIds.includes(id);
      if (pressed(stopAction)) return stop(action);
      if (pressed(likeAction)) return judge(action, "up");
      if (pressed(dislikeAction)) return judge(action, "down");
      return logger.info("A component of a card was pressed that has no meaning here", {
        outTrackId: action.outTrackId,
        actionIds: action.actionIds.join(", "),
      });
    },
    dispose: () => feedback?.close(),
  };
}

/** The end of one answer: in its card, and by message where the card did not take all of it. */
import { belowText } from "../card/below-text.ts";
import type { CardOutcome, CardSession } from "../card/card-session.ts";
import type { Delivery } from "../model.ts";
import type { ReplySegment } from "./reply-segment.ts";
import type { ReplyThreadOptions } from "./reply-thread.ts";
import type { CardFollowUp } from "./card-mentions.ts";
import { quoteLines } from "./work-block.ts";

type Sending = Pick<
  ReplyThreadOptions,
  "openCard" | "sendText" | "onShown" | "onEnding" | "statusLine" | "work" | "logger"
>;

/** The answer with the block that stays below it; one that is blank stays blank. */
function withBlock(answer: string, lines: readonly string[]): string {
  return answer.trim() === "" || lines.length === 0 ? answer : belowText(answer, quoteLines(lines));
}

/**
 * Resolves when people have the answer, or as soon as it is certain that they get it: a card may have to wait for the
 * platform's interval, and meanwhile the host would take the answer for lost when the next question comes.
 * Rejects only when a message could not be sent. A blank answer without a card says nothing.
 */
export async function finishSegment(
  segment: ReplySegment,
  text: string,
  options: Sending,
): Promise<readonly Delivery[]> {
  segment.done = true;
  if (text.trim() === "" && !segment.card) return [];
  segment.card ??= options.openCard();
  const { card } = segment;
  const { work, statusLine } = options;
  if (!card) return options.sendText(withBlock(text, work?.takeThoughts() ?? []));
  const status = statusLine ? [statusLine.line] : [];
  const shown = withBlock(text, [...(work?.takeSummary() ?? []), ...status]);
  const finished = card.finish(shown);
  // The card's end is on record by now, and DingTalk cannot have confirmed it yet.
  const followUp = options.onEnding?.(card.outTrackId, text);
  const ending = finished.then((outcome) => conclude(card, outcome, text, { ...options, followUp }));
  if (!card.isEndOnRecord) return ending;
  ending.catch((error: unknown) => {
    options.logger.error("Neither card nor message took an answer; the card goes on trying", {
      outTrackId: card.outTrackId,
      error: String(error),
    });
  });
  return [{ via: "card", id: card.carrierId ?? card.outTrackId }];
}

async function conclude(
  card: CardSession,
  outcome: CardOutcome,
  text: string,
  options: Sending & { readonly followUp: CardFollowUp | undefined },
): Promise<readonly Delivery[]> {
  const { followUp } = options;
  if (outcome.kind === "nothing") {
    followUp?.dropped();
    return [];
  }
  if (outcome.kind === "finished") {
    const deliveries = outcome.cards.map(({ carrierId, outTrackId }): Delivery => {
      return { via: "card", id: carrierId ?? outTrackId };
    });
    options.onShown(deliveries, text);
    followUp?.shown();
    return deliveries;
  }
  // The next start ends the card, and then tells whom it mentions.
  if (outcome.kind === "deferred") return [{ via: "card", id: outcome.outTrackId }];
  if (outcome.kind === "already-finished") {
    const deliveries = await options.sendText(text);
    followUp?.dropped();
    return deliveries;
  }
  options.logger.info("A card did not take the answer; it goes out by message", { reason: outcome.reason });
  try {
    const deliveries = await options.sendText(outcome.text);
    card.afterMessage(true);
    followUp?.dropped();
    return deliveries;
  } catch (error) {
    card.afterMessage(false);
    throw error;
  }
}

/** The end of one answer: in its card, and by message where the card did not take all of it. */
import { belowText, type CardOutcome, type CardSession } from "../card/card-session.ts";
import type { Delivery } from "../model.ts";
import type { ReplySegment } from "./reply-segment.ts";
import type { ReplyThreadOptions } from "./reply-thread.ts";
import { quoteLines } from "./work-block.ts";

type Sending = Pick<
  ReplyThreadOptions,
  "openCard" | "sendText" | "onShown" | "statusLine" | "work" | "logger"
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
  const ending = card.finish(shown).then((outcome) => conclude(card, outcome, text, options));
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
  options: Sending,
): Promise<readonly Delivery[]> {
  if (outcome.kind === "nothing") return [];
  if (outcome.kind === "finished") {
    const deliveries = outcome.cards.map(({ carrierId, outTrackId }): Delivery => {
      return { via: "card", id: carrierId ?? outTrackId };
    });
    options.onShown(deliveries, text);
    return deliveries;
  }
  if (outcome.kind === "already-finished") return options.sendText(text);
  if (outcome.kind === "deferred") return [{ via: "card", id: outcome.outTrackId }];
  options.logger.info("A card did not take the answer; it goes out by message", { reason: outcome.reason });
  try {
    const deliveries = await options.sendText(outcome.text);
    card.afterMessage(true);
    return deliveries;
  } catch (error) {
    card.afterMessage(false);
    throw error;
  }
}

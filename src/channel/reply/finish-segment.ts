/** The end of one answer: in its card, and by message where the card did not take all of it. */
import type { Delivery } from "../model.ts";
import type { ReplySegment } from "./reply-segment.ts";
import type { ReplyThreadOptions } from "./reply-thread.ts";

/** Rejects only when a message could not be sent. A blank answer without a card says nothing. */
export async function finishSegment(
  segment: ReplySegment,
  text: string,
  options: Pick<ReplyThreadOptions, "openCard" | "sendText" | "onShown" | "statusLine" | "logger">,
): Promise<readonly Delivery[]> {
  segment.done = true;
  if (text.trim() === "" && !segment.card) return [];
  segment.card ??= options.openCard();
  if (!segment.card) return options.sendText(text);
  const outcome = await segment.card.finish(options.statusLine?.below(text) ?? text);
  if (outcome.kind === "nothing") return [];
  if (outcome.kind === "finished") {
    const deliveries = outcome.cards.map((card): Delivery => ({
      via: "card",
      id: card.carrierId ?? card.outTrackId,
    }));
    options.onShown(deliveries, text);
    return deliveries;
  }
  if (outcome.kind === "already-finished") return options.sendText(text);
  if (outcome.kind === "deferred") return [{ via: "card", id: outcome.outTrackId }];
  options.logger.info("A card did not take the answer; it goes out by message", { reason: outcome.reason });
  return options.sendText(outcome.text);
}

/**
 * Ends a card that is no longer written to: one last text and the finished state, so that nothing spins.
 * Used for cards whose answer goes out by message, and for cards that an earlier process left open.
 */
import { FlowStatus } from "../../contract/card.ts";
import type { Clock } from "../../lib/clock.ts";
import type { TokenBucket } from "../../lib/token-bucket.ts";
import type { CardApi } from "./card-api.ts";
import { repeatCall } from "./repeat-call.ts";

/** What must be known of a template to write to its cards. */
export interface CardTemplateKeys {
  readonly id: string;
  readonly contentKey: string;
  readonly statusKey?: string | undefined;
}

export interface CloseCardOptions {
  readonly api: CardApi;
  readonly bucket: TokenBucket;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly template: CardTemplateKeys;
  readonly outTrackId: string;
  /** Replaces the card's text, byte for byte. */
  readonly content: string;
  readonly guid: string;
  readonly deadlineAt: number;
  /** The final frame was accepted before; only the state (and the text with it) is written. */
  readonly finalized?: boolean;
}

/** Resolves when the card is closed. Rejects with the failure of the call that kept it open. */
export async function closeCard(options: CloseCardOptions): Promise<void> {
  const { api, template, outTrackId, content } = options;
  let frameError: unknown;
  if (!options.finalized) {
    const frame = { outTrackId, guid: options.guid, key: template.contentKey, content, finalize: true };
    try {
      await repeatCall(() => api.stream(frame, options.signal), { ...options, call: "stream" });
    } catch (error) {
      // Text and state can be written without the streaming permission, or past a wrong key: try that too.
      frameError = error;
    }
  }
  const params = finishedParams(template, content);
  if (template.statusKey === undefined && !options.finalized && frameError === undefined) return;
  try {
    await repeatCall(() => api.update({ outTrackId, params }, options.signal), {
      ...options,
      call: "update",
    });
  } catch (error) {
    throw frameError ?? error;
  }
  // Without a state variable only a final frame ends the card.
  if (template.statusKey === undefined && frameError !== undefined) throw frameError;
}

/** The variables of a finished card. The text is among them: it corrects a frame that arrived late. */
export function finishedParams(template: CardTemplateKeys, content: string): Record<string, string> {
  const params: Record<string, string> = { [template.contentKey]: content };
  if (template.statusKey !== undefined) params[template.statusKey] = FlowStatus.finished;
  return params;
}

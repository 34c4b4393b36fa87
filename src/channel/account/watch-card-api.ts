/** Tells the trail what the cards of one answer cost and show, call by call, on their way to DingTalk. */
import { isCardApiError, type CardApi } from "../card/card-api.ts";
import type { OpenCardRecord } from "../card/open-cards.ts";
import type { CardCall } from "../trail/trail-record.ts";
import type { TrailRecorder } from "../trail/trail-recorder.ts";

/** Calls that DingTalk refuses before it counts them. */
const UNBILLED: ReadonlySet<string> = new Set(["qps-limit", "quota-gone", "ip-blocked", "aborted"]);

export interface WatchedCards {
  readonly trail: Pick<TrailRecorder, "cardCalled">;
  /** Of the message that is answered. */
  readonly msgId: string | undefined;
  /** A sign of life, no words of the agent. */
  readonly isFiller: (content: string) => boolean;
}

export function watchCardApi(api: CardApi, { trail, msgId, isFiller }: WatchedCards): CardApi {
  if (msgId === undefined) return api;
  const watch = async <Answer>(
    call: CardCall,
    { content, final = false }: { readonly content?: string | undefined; readonly final?: boolean },
    answer: Promise<Answer>,
  ): Promise<Answer> => {
    try {
      const result = await answer;
      const shows = content !== undefined && (final || !isFiller(content));
      trail.cardCalled({ msgId, call, shows, final, billed: true });
      return result;
    } catch (error) {
      const known = isCardApiError(error) ? error : undefined;
      const code = known?.code ?? "unknown";
      const billed = known?.dispatched !== "no" && !UNBILLED.has(code);
      // A stop is no refusal.
      if (code !== "aborted" && code !== "stopped")
        trail.cardCalled({ msgId, call, shows: false, final: false, code, billed });
      throw error;
    }
  };
  return {
    create: (creation, signal) =>
      watch(
        "create",
        { content: creation.params[creation.template.contentKey] },
        api.create(creation, signal),
      ),
    stream: (frame, signal) =>
      watch("stream", { content: frame.content, final: frame.finalize === true }, api.stream(frame, signal)),
    update: (change, signal) => watch("update", {}, api.update(change, signal)),
  };
}

/** The calls of cards that an earlier process left open, by the messages that their records name. */
export function watchOldCards(apiFor: (msgId: string | undefined) => CardApi) {
  const msgIds = new Map<string, string | undefined>();
  const calls = ({ outTrackId }: { readonly outTrackId: string }) => apiFor(msgIds.get(outTrackId));
  const api: CardApi = {
    create: (creation, signal) => calls(creation).create(creation, signal),
    stream: (frame, signal) => calls(frame).stream(frame, signal),
    update: (change, signal) => calls(change).update(change, signal),
  };
  return {
    api,
    /** An answer that goes out by message, or was cut off, does not end on its card. */
    learn({ state, outTrackId, msgId }: Pick<OpenCardRecord, "state" | "outTrackId" | "msgId">): void {
      if (state === "closing") msgIds.set(outTrackId, msgId);
    },
  };
}

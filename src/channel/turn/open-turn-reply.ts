/**
 * The host's callbacks of one turn, joined to a reply thread. A message that waits behind another turn is
 * answered later under the same callbacks, in a thread of its own for each follow-up.
 */
import type { TurnEvents } from "../host/turn.ts";
import type { Delivery, InboundMessage, QuestionRequest } from "../model.ts";
import type { OpenThread, ReplyDesk } from "../reply/reply-desk.ts";
import type { ReplyThread } from "../reply/reply-thread.ts";

export type { ReplyDesk };

export interface TurnReply {
  /** The target as text. */
  readonly to: string;
  readonly events: TurnEvents;
  /** Aborts when somebody stops the answer by its card. A queued message's answer cannot be stopped so. */
  readonly stopSignal: AbortSignal;
  /** The turn's own part is over; follow-ups may still come. */
  end(): Promise<void>;
}

export interface TurnReplyCalls {
  /** A question of the agent, with answers to choose from; `own`: in answer to this very message. */
  readonly ask: (question: QuestionRequest, own: boolean) => Promise<Delivery>;
  readonly onError: (error: unknown, kind: string) => void;
}

export function openTurnReply(
  desk: ReplyDesk,
  message: InboundMessage,
  sessionKey: string,
  { ask, onError }: TurnReplyCalls,
): TurnReply {
  const stop = new AbortController();
  const own = desk.openThread(message, sessionKey, stop);
  let current: OpenThread | undefined = own;
  const close = async () => {
    const closing = current;
    current = undefined;
    await closing?.close();
  };
  /** A delivery that comes when its thread is closed gets one of its own. */
  const withThread = async (use: (thread: ReplyThread) => Promise<readonly Delivery[]>) => {
    if (current) return use(current.thread);
    const late = desk.openThread(message, sessionKey);
    try {
      return await use(late.thread);
    } finally {
      await late.close();
    }
  };
  return {
    to: desk.addressOf(message),
    stopSignal: stop.signal,
    async end() {
      // A follow-up may have been admitted before the waiting turn returned: its thread stays.
      if (current === own) await close();
    },
    events: {
      onQueued: () => desk.onQueued(message),
      onSteered: () => desk.onSteered(message, sessionKey),
      onRunStart(runId) {
        if (current) desk.bindRun(runId, current.thread);
      },
      onModel: (model) => current?.thread.status?.onModel(model),
      onThoughts(text) {
        if (current) desk.onThoughts(current.thread, text);
      },
      async onFollowupAdmitted() {
        await close();
        current = desk.openThread(message, sessionKey);
      },
      onFollowupSettled: close,
      async deliver({ text, media, isError, isThought, question }, kind) {
        if (isThought) {
          current?.thread.keepThoughts(text);
          return [];
        }
        // The host gives words with files as a block, before the end of the run, and does not repeat them as a final.
        const isAnswer = kind === "final" || (kind === "block" && media.length > 0);
        const say = (thread: ReplyThread) =>
          isAnswer ? thread.deliverFinal({ text, isError }) : thread.deliverAside(text);
        // Words first: a file that cannot be sent must not cost them.
        const said = question ? [await ask(question, current === own)] : text ? await withThread(say) : [];
        return media.length > 0 ? [...said, ...(await desk.sendMedia(message, media))] : said;
      },
      onDeliveryError: onError,
    },
  };
}

/**
 * The trail of one account's messages: opens it, tells it of frames, claims, turns and dead letters. A disk that
 * refuses costs the trail, not the account.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { IngressClaim, IngressLifecycle, IngressQueue, IngressResult } from "../host/ingress.ts";
import { parseMessage } from "../inbound/parse-message.ts";
import { toTrailMessage, type TrailMessage } from "../trail/trail-record.ts";
import { createTrailRecorder, type TrailRecorder } from "../trail/trail-recorder.ts";
import { openTrailStore, type TrailStore, type TrailStoreOptions } from "../trail/trail-store.ts";

export interface TrailDeskOptions {
  readonly accountId: string;
  readonly robotCode: string;
  /** Folder of the plugin's durable state. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface TrailDesk extends TrailRecorder {
  /** The journal hands a message out. */
  began(raw: string, claim: IngressClaim): void;
  /** Runs the turn of these frames and tells what became of it. */
  follow(
    raws: readonly string[],
    lifecycle: IngressLifecycle,
    turn: (lifecycle: IngressLifecycle) => Promise<IngressResult>,
  ): Promise<IngressResult>;
  /** The same queue; what it gives up is told. */
  watch(queue: IngressQueue): IngressQueue;
}

const QUOTA_NOTICE = "push-quota-gone";

function readFrame(raw: string, robotCode: string): TrailMessage | undefined {
  const parsed = parseMessage(raw, robotCode);
  if (parsed.kind === "message") return toTrailMessage(parsed.message);
  if (parsed.kind === "refused") return undefined;
  const { msgId } = JSON.parse(raw) as { msgId?: unknown };
  if (typeof msgId !== "string") return undefined;
  const { sender, conversation: place } = parsed;
  return { msgId, sender, place, type: QUOTA_NOTICE, text: "", attachments: 0 };
}

function openStore(options: TrailStoreOptions): TrailStore | undefined {
  try {
    return openTrailStore(options);
  } catch (error) {
    options.logger.error("The trail of messages cannot be written; what became of them is not kept", {
      error: String(error),
    });
    return undefined;
  }
}

/** The journal's ids are the robot's code and the msgId (`eventKey`). */
const msgIdOf = (ref: string | { readonly id: string }) => {
  const id = typeof ref === "string" ? ref : ref.id;
  return id.slice(id.indexOf(":") + 1);
};

function watchQueue(queue: IngressQueue, recorder: TrailRecorder): IngressQueue {
  const fail: IngressQueue["fail"] = async (ref, options) => {
    const done = await queue.fail(ref, options);
    const { reason, message } = options;
    recorder.note(msgIdOf(ref), {
      step: "dead-letter",
      reason,
      ...(message === undefined ? {} : { message: message.slice(0, 300) }),
    });
    return done;
  };
  return new Proxy(queue, {
    get(target, key) {
      if (key === "fail") return fail;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

function watchLifecycle(
  lifecycle: IngressLifecycle,
  msgId: string,
  recorder: TrailRecorder,
): IngressLifecycle {
  let adopted = false;
  return {
    ...lifecycle,
    onAdopted: async () => {
      await lifecycle.onAdopted();
      if (!adopted) recorder.note(msgId, { step: "adopted" });
      adopted = true;
    },
    onDeferred: () => {
      recorder.note(msgId, { step: "queued" });
      lifecycle.onDeferred();
    },
  };
}

export function createTrailDesk(options: TrailDeskOptions): TrailDesk {
  const { robotCode } = options;
  let last: { readonly raw: string; readonly message: TrailMessage | undefined } | undefined;
  /** What cannot be read is not on the trail; the turn says why. */
  const readSafely = (raw: string) => {
    try {
      return readFrame(raw, robotCode);
    } catch {
      return undefined;
    }
  };
  /** A frame is asked for several times in a row. */
  const read = (raw: string) => {
    if (last?.raw !== raw) last = { raw, message: readSafely(raw) };
    return last.message;
  };
  const recorder = createTrailRecorder({ ...options, store: openStore(options), read });
  const settle = (msgId: string, result: IngressResult) => {
    if (result.kind === "failed-retryable") recorder.settled(msgId, "failed", result.error);
    else recorder.settled(msgId, result.kind === "deferred" ? "deferred" : "completed");
  };
  return {
    ...recorder,
    began(raw, { receivedAt, attempts }) {
      const message = read(raw);
      if (message) recorder.claimed(message, { receivedAt, attempt: attempts + 1 });
    },
    async follow(raws, lifecycle, turn) {
      const messages = raws.flatMap((raw) => read(raw) ?? []);
      const lead = messages.at(-1);
      if (!lead) return turn(lifecycle);
      const { msgId } = lead;
      if (lead.type === QUOTA_NOTICE) recorder.note(msgId, { step: "refused", reason: QUOTA_NOTICE });
      if (messages.length > 1) recorder.joined(lead, messages.slice(0, -1));
      try {
        const result = await turn(watchLifecycle(lifecycle, msgId, recorder));
        settle(msgId, result);
        return result;
      } catch (error) {
        recorder.settled(msgId, "failed", error);
        throw error;
      }
    },
    watch: (queue) => watchQueue(queue, recorder),
  };
}

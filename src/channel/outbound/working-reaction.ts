/**
 * The "thinking" chip on a message while it is being answered. It costs two calls a message, so it is a setting. It
 * never stops or delays an answer: what fails is logged, and a chip that a crash left is taken off at the next start.
 */
import { isDingTalkError, type Emotion } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { InboundMessage } from "../model.ts";
import type { Chip, ReactionRecord } from "./reaction-record.ts";

export interface WorkingReactionOptions {
  readonly emotion: Emotion;
  readonly record: ReactionRecord;
  /** As configured now. */
  readonly enabled: () => boolean;
  /** What the chip reads. */
  readonly name: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface WorkingReaction {
  /** Puts the chip on; the function takes it off again. Both return at once. */
  show(message: InboundMessage): () => void;
  /** Takes off what an earlier process left. Never rejects. */
  recallLeft(): Promise<void>;
}

/** A chip this old stands where nobody looks any more. */
const FORGET_AFTER_MS = 7 * 24 * 60 * 60_000;

/** Whether DingTalk said no, so that another try makes no difference. */
function isRefusal(error: unknown): boolean {
  return isDingTalkError(error) && error.dispatched === "refused" && error.code !== "qps-limit";
}

export function createWorkingReaction(options: WorkingReactionOptions): WorkingReaction {
  const { emotion, record, enabled, name, clock, logger } = options;
  let warned = false;

  /** Once loudly: a permission that is missing is missing for every message. */
  const complain = (what: string, error: unknown) => {
    logger[warned ? "debug" : "warn"](what, { error: String(error) });
    warned = true;
  };
  /** False where it is certainly not on. */
  const putOn = async (chip: Chip): Promise<boolean> => {
    record.put(chip);
    try {
      await emotion.reply(chip);
      return true;
    } catch (error) {
      const refused = isRefusal(error);
      if (refused) record.remove(chip);
      complain("The reaction of a message that is being answered could not be put on", error);
      return !refused;
    }
  };
  const takeOff = async (chip: Chip): Promise<void> => {
    try {
      await emotion.recall(chip);
      record.remove(chip);
    } catch (error) {
      if (isRefusal(error)) record.remove(chip);
      complain("A reaction could not be taken off", error);
    }
  };

  return {
    show({ id: msgId, conversation }) {
      if (!enabled()) return () => {};
      const chip = { conversationId: conversation.id, msgId, name };
      const on = putOn(chip);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        void on.then((mayBeOn) => (mayBeOn ? takeOff(chip) : undefined));
      };
    },
    async recallLeft() {
      for (const { at, ...chip } of record.list()) {
        if (clock.now() - at > FORGET_AFTER_MS) record.remove(chip);
        else await takeOff(chip);
      }
    },
  };
}

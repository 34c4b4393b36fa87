/**
 * The robot's reactions on people's messages: a chip with words, put on and taken off. Both may be repeated.
 * Just after a message arrived the platform may answer 5xx; the usual retry covers it.
 */
import { emotionResponseSchema, encodeEmotion } from "../contract/emotion.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Call, CallOptions } from "./request.ts";

export interface EmotionRequest extends CallOptions {
  /** The conversation of the message; of a direct chat too (`cid…`). */
  readonly conversationId: string;
  readonly msgId: string;
  /** What people read on the chip, e.g. "🤔思考中". Taking it off needs the same words. */
  readonly name: string;
}

export interface Emotion {
  reply(request: EmotionRequest): Promise<void>;
  recall(request: EmotionRequest): Promise<void>;
}

export function createEmotion({ robotCode }: ResolvedOptions, call: Call): Emotion {
  const send = async (operation: "replyEmotion" | "recallEmotion", request: EmotionRequest) => {
    const { conversationId, msgId, name, ...options } = request;
    const body = {
      robotCode,
      openConversationId: conversationId,
      openMsgId: msgId,
      ...encodeEmotion(name),
    };
    await call(operation, { ...options, body, answer: emotionResponseSchema });
  };
  return {
    reply: (request) => send("replyEmotion", request),
    recall: (request) => send("recallEmotion", request),
  };
}

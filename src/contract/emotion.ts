/**
 * Reactions of a robot on people's messages. They stand in no document: shapes from the Java SDK
 * (`RobotReplyEmotionRequest`) and from DingTalk's own connector. A reaction on a card is answered 500 `system.error`.
 * The words are free under one `emotionId`; which other ids exist is unproven. People's reactions are never pushed.
 */
import { z } from "zod";

export const emotionRequestSchema = z.looseObject({
  robotCode: z.string(),
  openConversationId: z.string(),
  /** `msgId` of the message that is reacted to. */
  openMsgId: z.string(),
  emotionType: z.number(),
  emotionName: z.string(),
  textEmotion: z.looseObject({
    emotionId: z.string(),
    emotionName: z.string(),
    text: z.string(),
    backgroundId: z.string(),
  }),
});
export type EmotionRequest = z.infer<typeof emotionRequestSchema>;

export const emotionResponseSchema = z.looseObject({ success: z.boolean().optional() });

/** A chip with words of one's own. */
const TEXT_EMOTION_TYPE = 2;
const TEXT_EMOTION_ID = "2659900";
const BACKGROUND_ID = "im_bg_1";

/** The body of both calls, reply and recall, without the robot's code. `name` is what people read on the chip. */
export function encodeEmotion(
  name: string,
): Pick<EmotionRequest, "emotionType" | "emotionName" | "textEmotion"> {
  return {
    emotionType: TEXT_EMOTION_TYPE,
    emotionName: name,
    textEmotion: {
      emotionId: TEXT_EMOTION_ID,
      emotionName: name,
      text: name,
      backgroundId: BACKGROUND_ID,
    },
  };
}

/**
 * `POST /v1.0/robot/emotion/reply` and `…/recall`: a chip on a message of a conversation the robot is in. On a card it
 * is 500 `system.error`, as seen in the wild. All other refusals' codes are unproven, and so is that putting on what
 * is there, or taking off what is not, succeeds.
 */
import { ApiCode } from "../../contract/errors.ts";
import { emotionRequestSchema } from "../../contract/emotion.ts";
import type { EmulatorReaction } from "../../contract/emulator-control.ts";
import type { MessageRecord } from "../records.ts";
import { checkRobotCode } from "./check-robot-message.ts";
import type { AppCall, AppHandler } from "./platform-call.ts";
import { ok, refuse, refuseSend, type Reply } from "./reply.ts";

interface Chip {
  readonly message: MessageRecord;
  readonly reaction: EmulatorReaction;
}

function findChip(call: AppCall): Chip | Reply {
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const { context, app } = call;
  const request = emotionRequestSchema.safeParse(call.body);
  if (!request.success || request.data.emotionName === "")
    return refuseSend(
      "invalidParameter.emotion",
      "表情参数无效",
      "请检查openMsgId、emotionName与textEmotion",
    );
  const { openConversationId, openMsgId, emotionName } = request.data;
  const conversation = context.state.conversations.get(openConversationId);
  if (!conversation?.robotIds.includes(app.clientId))
    return refuseSend("invalid.openConversationId", "无效的openConversationId", "请确认会话ID及其大小写");
  const message = context.state.messages.findLast(
    ({ id, msgId, conversationId }) =>
      conversationId === openConversationId && (id === openMsgId || msgId === openMsgId),
  );
  if (!message) return refuseSend("invalidParameter.openMsgId", "消息不存在", "请确认openMsgId");
  if (message.kind === "card") return refuse(500, ApiCode.systemError, "系统错误");
  return { message, reaction: { clientId: app.clientId, name: emotionName } };
}

const isSame = (one: EmulatorReaction) => (other: EmulatorReaction) =>
  one.clientId === other.clientId && one.name === other.name;

export const replyEmotion: AppHandler = (call) => {
  const chip = findChip(call);
  if ("status" in chip) return chip;
  const { message, reaction } = chip;
  const others = (message.reactions ?? []).filter((other) => !isSame(reaction)(other));
  message.reactions = [...others, reaction];
  call.context.state.touchMessage(message);
  return ok({ success: true });
};

export const recallEmotion: AppHandler = (call) => {
  const chip = findChip(call);
  if ("status" in chip) return chip;
  const { message, reaction } = chip;
  message.reactions = (message.reactions ?? []).filter((other) => !isSame(reaction)(other));
  call.context.state.touchMessage(message);
  return ok({ success: true });
};

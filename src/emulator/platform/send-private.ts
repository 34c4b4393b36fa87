/**
 * `POST /v1.0/robot/privateChatMessages/send`: into the chat of two people, by a cool app that is installed there. That the
 * `coolAppCode` must be there but is not compared, and the refusals' codes, are unproven.
 */
import { ids } from "../ids.ts";
import { textAt } from "../validate.ts";
import { checkRobotCode, checkRobotMessage } from "./check-robot-message.ts";
import type { AppHandler } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseSend } from "./reply.ts";

export const sendPrivate: AppHandler = (call) => {
  const { context, app, body } = call;
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const cid = textAt(body, "openConversationId");
  if (cid === undefined)
    return refuseSend("miss.openConversationId", "缺少openConversationId", "请传入openConversationId");
  if (textAt(body, "coolAppCode") === undefined)
    return refuseSend(
      "invalidParameter.robotCode.coolApp",
      "coolAppCode为空",
      "请传入单聊酷应用的coolAppCode",
    );
  const pair = context.state.conversations.get(cid);
  if (pair?.coolApps?.includes(app.clientId) !== true)
    return refuseSend("invalid.openConversationId", "无效的openConversationId", "请确认会话中已安装酷应用");
  const message = checkRobotMessage(call);
  if ("refusal" in message) return message.refusal;
  const processQueryKey = ids.processQueryKey();
  postMessage(context, { id: app.clientId, name: app.name }, cid, processQueryKey, message.content);
  return ok({ processQueryKey });
};

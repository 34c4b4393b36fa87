/**
 * `POST /v1.0/robot/groupMessages/send`. Conversation ids are case-sensitive; a direct conversation's id is no
 * group. The code for a robot that is not in the group is unproven.
 */
import { ids } from "../ids.ts";
import { textAt } from "../validate.ts";
import { checkRobotCode, checkRobotMessage } from "./check-robot-message.ts";
import type { AppHandler } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseSend } from "./reply.ts";

export const sendGroup: AppHandler = (call) => {
  const { context, app, body } = call;
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const cid = textAt(body, "openConversationId");
  if (cid === undefined)
    return refuseSend("miss.openConversationId", "缺少openConversationId", "请传入openConversationId");
  const group = context.state.conversations.get(cid);
  if (group?.type !== "group")
    return refuseSend("invalid.openConversationId", "无效的openConversationId", "请确认会话ID及其大小写");
  if (!group.robotIds.includes(app.clientId))
    return refuseSend("resource.unavailable", "机器人不在群中", "请先把机器人添加到群中");
  const message = checkRobotMessage(call);
  if ("refusal" in message) return message.refusal;

  const processQueryKey = ids.processQueryKey();
  postMessage(context, { id: app.clientId, name: app.name }, cid, processQueryKey, message.content);
  return ok({ processQueryKey });
};

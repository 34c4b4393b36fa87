/**
 * `POST /v1.0/robot/oToMessages/batchSend`. Unknown people are listed inside HTTP 200 as long as one is known;
 * a person who never wrote to the robot gets a new direct conversation.
 */
import { MAX_DIRECT_RECIPIENTS } from "../../contract/robot-send.ts";
import { ids } from "../ids.ts";
import { checkRobotCode, checkRobotMessage } from "./check-robot-message.ts";
import type { AppHandler } from "./platform-call.ts";
import { postMessage } from "./post-message.ts";
import { ok, refuseSend } from "./reply.ts";

export const sendDirect: AppHandler = (call) => {
  const { context, app, body } = call;
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const { userIds } = body;
  if (!Array.isArray(userIds) || userIds.length === 0)
    return refuseSend("invalidParameter.userIds.empty", "userIds为空", "请传入userIds");
  if (userIds.length > MAX_DIRECT_RECIPIENTS)
    return refuseSend("invalidParameter.userIds.overMax", "userIds数量超过限制", "一次最多20个userId");
  const message = checkRobotMessage(call);
  if ("refusal" in message) return message.refusal;

  const wanted = [...new Set(userIds.map(String))];
  const known = wanted.filter((staffId) => context.state.colleague(app, staffId));
  if (known.length === 0)
    return refuseSend("staffId.notExisted", "staffId不存在", "请确认userIds是否为本企业员工的userId");
  const processQueryKey = ids.processQueryKey();
  for (const staffId of known) {
    const { conversationId } = context.state.openDirect(app.clientId, staffId);
    postMessage(
      context,
      { id: app.clientId, name: app.name },
      conversationId,
      processQueryKey,
      message.content,
    );
  }
  return ok({
    processQueryKey,
    invalidStaffIdList: wanted.filter((staffId) => !known.includes(staffId)),
    flowControlledStaffIdList: [],
  });
};

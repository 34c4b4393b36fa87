/**
 * `POST /v1.0/robot/otoMessages/batchRecall` and `…/groupMessages/recall`: the robot takes back what it said within
 * 24 hours. What cannot be taken back is listed inside HTTP 200; the words of the reasons are unproven.
 */
import { MAX_RECALL_KEYS, RECALL_WINDOW_MS } from "../../contract/robot-send.ts";
import type { MessageRecord } from "../records.ts";
import { textAt } from "../validate.ts";
import { checkRobotCode } from "./check-robot-message.ts";
import type { AppCall, AppHandler } from "./platform-call.ts";
import { ok, refuseSend, type Reply } from "./reply.ts";

function readKeys({ body }: AppCall): readonly string[] | Reply {
  const keys = body["processQueryKeys"];
  if (!Array.isArray(keys) || keys.length === 0 || keys.some((key) => typeof key !== "string"))
    return refuseSend("miss.param.processQueryKeys", "缺少processQueryKeys", "请传入processQueryKeys");
  return keys.length > MAX_RECALL_KEYS
    ? refuseSend("invalidParameter.processQueryKeys.overMax", "processQueryKeys数量超过限制", "一次最多20个")
    : (keys as string[]);
}

/** Why it cannot be taken back. */
function refusalOf(found: readonly MessageRecord[], now: number): string | undefined {
  const [first] = found;
  if (!first || first.recalled === true) return "消息不存在或已撤回";
  return now - first.at > RECALL_WINDOW_MS ? "消息已超过24小时，无法撤回" : undefined;
}

function recall(call: AppCall, keys: readonly string[], isHere: (message: MessageRecord) => boolean): Reply {
  const { context, app } = call;
  const successResult: string[] = [];
  const failedResult: Record<string, string> = {};
  for (const key of keys) {
    const found = context.state.messages.filter(
      (message) => message.processQueryKey === key && message.from.id === app.clientId && isHere(message),
    );
    const refusal = refusalOf(found, context.clock.now());
    if (refusal === undefined) successResult.push(key);
    else failedResult[key] = refusal;
    for (const message of refusal === undefined ? found : []) {
      message.recalled = true;
      context.state.touchMessage(message);
      context.events.onRecall(app, message);
    }
  }
  return ok({ successResult, failedResult });
}

export const recallDirect: AppHandler = (call) => {
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const keys = readKeys(call);
  if ("status" in keys) return keys;
  const { conversations } = call.context.state;
  return recall(call, keys, ({ conversationId }) => conversations.get(conversationId)?.type === "direct");
};

export const recallGroup: AppHandler = (call) => {
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const cid = textAt(call.body, "openConversationId");
  if (cid === undefined)
    return refuseSend("miss.openConversationId", "缺少openConversationId", "请传入openConversationId");
  if (call.context.state.conversations.get(cid)?.type !== "group")
    return refuseSend("invalid.openConversationId", "无效的openConversationId", "请确认会话ID及其大小写");
  const keys = readKeys(call);
  if ("status" in keys) return keys;
  return recall(call, keys, ({ conversationId }) => conversationId === cid);
};

/**
 * `GET /v1.0/robot/oToMessages/readStatus` and `POST /v1.0/robot/groupMessages/query`: who has read what the robot said,
 * by its receipt. Reading is what the chat page and `markRead` tell. The code for an unknown receipt is unproven.
 */
import { MAX_READ_PAGE } from "../../contract/robot-send.ts";
import type { MessageRecord } from "../records.ts";
import { textAt } from "../validate.ts";
import { checkRobotCode } from "./check-robot-message.ts";
import type { AppCall, AppHandler } from "./platform-call.ts";
import { ok, refuseSend, type Reply } from "./reply.ts";

/** The robot's messages of that receipt that `isHere` takes; a batch has one for each person. */
function findSent(
  { body, context, app }: AppCall,
  isHere: (message: MessageRecord) => boolean,
): readonly MessageRecord[] | Reply {
  const key = textAt(body, "processQueryKey");
  if (key === undefined)
    return refuseSend("miss.param.processQueryKey", "缺少processQueryKey", "请传入processQueryKey");
  const found = context.state.messages.filter(
    (message) => message.processQueryKey === key && message.from.id === app.clientId && isHere(message),
  );
  return found.length > 0
    ? found
    : refuseSend(
        "invalidParameter.processQueryKey",
        "processQueryKey无效",
        "请使用发送时返回的processQueryKey",
      );
}

/** When a person read the conversation past the message; undefined when that has not happened. */
function readAt({ context }: AppCall, { conversationId, at }: MessageRecord, staffId: string) {
  const read = context.state
    .reads()
    .find((one) => one.conversationId === conversationId && one.staffId === staffId);
  return read !== undefined && read.at >= at ? read.at : undefined;
}

const sendStatus = ([first]: readonly MessageRecord[]) => (first?.recalled === true ? "RECALLED" : "SUCCESS");

export const readDirectStatus: AppHandler = (call) => {
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const { conversations, people } = call.context.state;
  const found = findSent(call, ({ conversationId }) => conversations.get(conversationId)?.type === "direct");
  if ("status" in found) return found;
  const messageReadInfoList = found.flatMap((message) =>
    (conversations.get(message.conversationId)?.memberIds ?? []).map((userId) => {
      const at = readAt(call, message, userId);
      const name = people.get(userId)?.name ?? "";
      return at === undefined
        ? { userId, name, readStatus: "UNREAD" }
        : { userId, name, readStatus: "READ", readTimestamp: at };
    }),
  );
  return ok({ sendStatus: sendStatus(found), messageReadInfoList });
};

export const readGroupStatus: AppHandler = (call) => {
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const { body, context } = call;
  const cid = textAt(body, "openConversationId");
  if (cid === undefined)
    return refuseSend("miss.openConversationId", "缺少openConversationId", "请传入openConversationId");
  const group = context.state.conversations.get(cid);
  if (group?.type !== "group")
    return refuseSend("invalid.openConversationId", "无效的openConversationId", "请确认会话ID及其大小写");
  const { maxResults = MAX_READ_PAGE, nextToken = "0" } = body;
  if (
    typeof maxResults !== "number" ||
    !Number.isInteger(maxResults) ||
    maxResults < 1 ||
    maxResults > MAX_READ_PAGE
  )
    return refuseSend("invalidParameter.maxResults", "maxResults无效", "maxResults为1到200");
  const start = Number(nextToken);
  if (!Number.isInteger(start) || start < 0)
    return refuseSend("invalidParameter.nextToken", "nextToken无效", "请使用上一页返回的nextToken");
  const found = findSent(call, ({ conversationId }) => conversationId === cid);
  if ("status" in found) return found;
  const readers = group.memberIds.filter((staffId) =>
    found.some((message) => readAt(call, message, staffId) !== undefined),
  );
  const end = start + maxResults;
  const hasMore = readers.length > end;
  return ok({
    sendStatus: sendStatus(found),
    readUserIds: readers.slice(start, end),
    hasMore,
    ...(hasMore ? { nextToken: String(end) } : {}),
  });
};

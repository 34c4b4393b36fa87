/** `POST /v1.0/im/groups/baseInfos/query`: the title of a group and how many people are in it. */
import { textAt } from "../validate.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

export const getGroupInfo: AppHandler = ({ body, context, app }) => {
  const record = context.state.conversations.get(textAt(body, "openConversationId") ?? "");
  if (record?.type !== "group" || !record.robotIds.includes(app.clientId))
    return refuse(400, "invalid.openConversationId", "无效的openConversationId");
  return ok({ success: true, result: { title: record.title, memberCount: record.memberIds.length } });
};

/**
 * `POST /v1.0/im/innerGroups/memberLists/query`: the people of a group, as one of them sees it, page by page. The codes
 * of its refusals and the largest page are unproven.
 */
import { MAX_MEMBERS_PAGE } from "../../contract/directory.ts";
import { textAt } from "../validate.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

export const listGroupMembers: AppHandler = ({ body, context, app }) => {
  const record = context.state.conversations.get(textAt(body, "openConversationId") ?? "");
  if (record?.type !== "group" || !record.robotIds.includes(app.clientId))
    return refuse(400, "invalid.openConversationId", "无效的openConversationId");
  const { maxResults, nextToken } = body;
  if (!isCount(nextToken) || !isCount(maxResults) || maxResults < 1 || maxResults > MAX_MEMBERS_PAGE)
    return refuse(400, "invalidParameter", "maxResults或nextToken无效");
  if (!record.memberIds.includes(textAt(body, "userId") ?? ""))
    return refuse(400, "invalidParameter.userId", "userId不在群内");
  const end = nextToken + maxResults;
  const list = record.memberIds.slice(nextToken, end).map((userId) => ({
    userId,
    name: context.state.people.get(userId)?.name ?? userId,
    nickName: "",
  }));
  return ok({ success: true, list, hasMore: end < record.memberIds.length, nextToken: end });
};

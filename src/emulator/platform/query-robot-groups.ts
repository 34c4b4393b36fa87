/** `POST /v1.0/robot/groups/query`: the groups a robot is in, page by page (from 1). */
import { checkRobotCode } from "./check-robot-message.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok } from "./reply.ts";

const DEFAULT_PAGE_SIZE = 20;

const positive = (value: unknown, otherwise: number) =>
  typeof value === "number" && Number.isInteger(value) && value > 0 ? value : otherwise;

export const queryRobotGroups: AppHandler = (call) => {
  const wrongRobot = checkRobotCode(call);
  if (wrongRobot) return wrongRobot;
  const size = positive(call.body["pageSize"], DEFAULT_PAGE_SIZE);
  const start = (positive(call.body["pageNumber"], 1) - 1) * size;
  const groups = [...call.context.state.conversations.values()].filter(
    (record) => record.type === "group" && record.robotIds.includes(call.app.clientId),
  );
  return ok({
    openConversationIds: groups.slice(start, start + size).map((record) => record.conversationId),
    hasMore: groups.length > start + size,
  });
};

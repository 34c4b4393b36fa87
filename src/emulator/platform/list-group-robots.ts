/**
 * `POST /v1.0/robot/groups/robots/query`: the robots of a group, those of its own webhooks as well, to an app whose robot is
 * in it. That others are refused, the codes, and the numbers of `openRobotType` are unproven.
 */
import { textAt } from "../validate.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

const WEBHOOK_ROBOT = 1;
const APP_ROBOT = 2;

export const listGroupRobots: AppHandler = ({ body, context, app }) => {
  const { conversations, apps, webhookRobots } = context.state;
  const group = conversations.get(textAt(body, "openConversationId") ?? "");
  if (group?.type !== "group" || !group.robotIds.includes(app.clientId))
    return refuse(400, "invalid.openConversationId", "无效的openConversationId");
  const robots = group.robotIds.map((clientId) => ({
    robotCode: clientId,
    name: apps.get(clientId)?.name ?? "",
    downloadIconURL: "",
    openRobotType: APP_ROBOT,
  }));
  const own = webhookRobots.list().filter(({ conversationId }) => conversationId === group.conversationId);
  const senders = own.map(({ id, name }) => ({
    robotCode: id,
    name,
    downloadIconURL: "",
    openRobotType: WEBHOOK_ROBOT,
  }));
  return ok({ chatbotInstanceVOList: [...robots, ...senders] });
};

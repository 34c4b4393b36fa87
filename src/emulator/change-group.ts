/**
 * Somebody changes a group: its people, its bots, its title. Bots that are in it before or after hear of it where they
 * ticked the event. Whether a bot that is put out hears of itself is unproven: people only are told here.
 */
import type { ChangeGroupRequest } from "../contract/emulator-control.ts";
import { EventType } from "../contract/stream.ts";
import { need } from "./company.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { ConversationRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";

const change = (list: readonly string[], add: readonly string[], remove: readonly string[]): string[] =>
  [...new Set([...list, ...add])].filter((one) => !remove.includes(one));

type Tell = (eventType: string, fields: Readonly<Record<string, unknown>>) => void;

function tellMembers(
  { state }: PlatformContext,
  before: ConversationRecord,
  after: ConversationRecord,
  tell: Tell,
): void {
  const about = (userIds: readonly string[]) => ({
    userId: userIds,
    unionId: userIds.map((staffId) => state.people.get(staffId)?.unionId ?? ""),
  });
  const added = after.memberIds.filter((one) => !before.memberIds.includes(one));
  const removed = before.memberIds.filter((one) => !after.memberIds.includes(one));
  if (added.length > 0) tell(EventType.groupMemberAdded, about(added));
  if (removed.length > 0) tell(EventType.groupMemberRemoved, about(removed));
  if (after.title !== before.title) tell(EventType.groupRenamed, { title: after.title });
}

/** Throws an `EmulatorRefusal` for a group, a person or a bot that is not there, and for a group of nobody. */
export function changeGroup(context: PlatformContext, request: ChangeGroupRequest): void {
  const { state, events, clock } = context;
  const { conversationId, by, title, add = [], remove = [], addRobots = [], removeRobots = [] } = request;
  const before = need(state.conversations, conversationId, "conversation");
  if (before.type !== "group")
    throw new EmulatorRefusal("invalid", "A direct chat has the two it has.", {
      zh: "单聊固定是两个成员，不能增减。",
    });
  if (before.coolApps !== undefined)
    throw new EmulatorRefusal("invalid", "A chat of two people has the two it has.", {
      zh: "两人会话固定是这两个人，不能改动。",
    });
  for (const staffId of [...add, ...(by === undefined ? [] : [by])]) need(state.people, staffId, "person");
  for (const clientId of addRobots) need(state.apps, clientId, "app");
  const after: ConversationRecord = {
    ...before,
    title: title ?? before.title,
    memberIds: change(before.memberIds, add, remove),
    robotIds: change(before.robotIds, addRobots, removeRobots),
  };
  if (after.memberIds.length === 0)
    throw new EmulatorRefusal("invalid", "A group has at least one member.", {
      zh: "群里至少要有一个成员。",
    });
  state.addConversation(after);
  const operator = by ?? after.memberIds[0] ?? "";
  const common = {
    timeStamp: clock.now(),
    corpId: state.people.get(operator)?.corpId ?? state.corpId,
    openConversationId: conversationId,
    operator,
    operatorUnionId: state.people.get(operator)?.unionId ?? "",
  };
  for (const clientId of new Set([...before.robotIds, ...after.robotIds]))
    tellMembers(context, before, after, (eventType, fields) =>
      events.happen(clientId, eventType, { ...common, ...fields }),
    );
}

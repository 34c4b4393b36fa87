/**
 * Puts a card into conversations. A malformed request is refused with 400; a space that does not exist fails
 * INSIDE HTTP 200, as DingTalk does ("spaceId is illegal").
 */
import type { CardRecord } from "../card-state.ts";
import { ids } from "../ids.ts";
import type { ConversationRecord } from "../records.ts";
import { isObject, objectAt, parseOpenSpaceId, textAt, type CardSpace, type Json } from "../validate.ts";
import type { AppCall } from "./platform-call.ts";
import { refuse, type Reply } from "./reply.ts";

export interface DeliverResult {
  readonly spaceType: string;
  readonly spaceId: string;
  readonly success: boolean;
  readonly carrierId: string;
  readonly errorMsg: string;
}

const DELIVER_MODELS: Readonly<Record<string, string>> = {
  IM_GROUP: "imGroupOpenDeliverModel",
  IM_ROBOT: "imRobotOpenDeliverModel",
};

const ALL = "@ALL";

const param = (code: string, message: string) => refuse(400, `param.${code}`, message);

function checkModel(space: CardSpace, body: Json): Reply | undefined {
  const key = DELIVER_MODELS[space.type];
  if (key === undefined) return param("openSpaceIdInvalid", `openSpaceId is invalid: ${space.type}`);
  const model = body[key];
  if (!isObject(model)) return param("openDeliverModelEmpty", `${key} is empty`);
  if (space.type === "IM_GROUP" && textAt(model, "robotCode") === undefined)
    return param("openDeliverModelError", `${key}.robotCode is empty`);
  return undefined;
}

/** The spaces of a request, or its refusal. */
export function checkSpaces(body: Json): { spaces: readonly CardSpace[] } | { refusal: Reply } {
  const openSpaceId = textAt(body, "openSpaceId");
  if (openSpaceId === undefined) return { refusal: param("openSpaceIdEmpty", "openSpaceId is empty") };
  const spaces = parseOpenSpaceId(openSpaceId);
  if (!spaces) return { refusal: param("openSpaceIdInvalid", "openSpaceId is invalid") };
  for (const space of spaces) {
    const refusal = checkModel(space, body);
    if (refusal) return { refusal };
  }
  return { spaces };
}

function findSpace(call: AppCall, space: CardSpace): ConversationRecord | string {
  const { state } = call.context;
  const model = call.body[DELIVER_MODELS[space.type] ?? ""];
  const robotCode = isObject(model) ? textAt(model, "robotCode") : undefined;
  if (robotCode !== undefined && robotCode !== call.app.clientId) return "robotCode is illegal";
  if (space.type === "IM_ROBOT")
    return state.colleague(call.app, space.id)
      ? state.openDirect(call.app.clientId, space.id)
      : "spaceId is illegal";
  const group = state.conversations.get(space.id);
  if (group?.type !== "group" || !group.robotIds.includes(call.app.clientId)) return "spaceId is illegal";
  return group;
}

/** `atUserIds` of the deliver model: a map from staffId, or `@ALL`, to a name. */
function mentionsOf({ body }: AppCall, { type }: CardSpace, { memberIds }: ConversationRecord) {
  const named = objectAt(objectAt(body, DELIVER_MODELS[type] ?? ""), "atUserIds");
  const mentionedPeople = memberIds.filter((staffId) => staffId in named || ALL in named);
  return mentionedPeople.length > 0 ? { mentionedPeople } : {};
}

export function deliverToSpaces(
  call: AppCall,
  card: CardRecord,
  spaces: readonly CardSpace[],
): DeliverResult[] {
  return spaces.map((space) => {
    const target = findSpace(call, space);
    const place = { spaceType: space.type, spaceId: space.id };
    if (typeof target === "string") return { ...place, success: false, carrierId: "", errorMsg: target };
    const carrierId = ids.processQueryKey();
    call.context.state.addMessage({
      id: card.outTrackId,
      conversationId: target.conversationId,
      from: { kind: "robot", id: call.app.clientId, name: call.app.name },
      at: call.context.clock.now(),
      kind: "card",
      text: "",
      card,
      ...mentionsOf(call, space, target),
      msgId: ids.msgId(),
      processQueryKey: carrierId,
    });
    return { ...place, success: true, carrierId, errorMsg: "" };
  });
}

/** For the call log: the first failure inside HTTP 200. */
export function hiddenFailure(results: readonly DeliverResult[]): string | undefined {
  return results.find((result) => !result.success)?.errorMsg;
}

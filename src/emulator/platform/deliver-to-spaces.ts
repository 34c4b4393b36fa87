/**
 * Puts a card into conversations. A malformed request is refused with 400; a space that does not exist fails
 * INSIDE HTTP 200, as DingTalk does ("spaceId is illegal").
 */
import { BY_UNION_ID, cardContent, type CardRecord } from "../card-state.ts";
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
  IM_SINGLE: "imSingleOpenDeliverModel",
};

const ALL = "@ALL";
/** `<a atId=userId>name</a>`. */
const AT_ID = /\batId=["']?([^"'\s>]+)/g;

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

/** The staffId of an id of the request, or of the card's text. */
function staffIdOf({ context }: AppCall, id: string, userIdType: unknown): string {
  if (userIdType !== BY_UNION_ID) return id;
  return [...context.state.people.values()].find(({ unionId }) => unionId === id)?.staffId ?? "";
}

function findSpace(call: AppCall, space: CardSpace): ConversationRecord | string {
  const { state } = call.context;
  const model = call.body[DELIVER_MODELS[space.type] ?? ""];
  const robotCode = isObject(model) ? textAt(model, "robotCode") : undefined;
  if (robotCode !== undefined && robotCode !== call.app.clientId) return "robotCode is illegal";
  if (space.type === "IM_ROBOT") {
    const staffId = staffIdOf(call, space.id, call.body["userIdType"]);
    return state.colleague(call.app, staffId)
      ? state.openDirect(call.app.clientId, staffId)
      : "spaceId is illegal";
  }
  if (space.type === "IM_SINGLE") {
    const pair = state.conversations.get(space.id);
    return pair?.coolApps?.includes(call.app.clientId) === true ? pair : "spaceId is illegal";
  }
  const group = state.conversations.get(space.id);
  if (group?.type !== "group" || !group.robotIds.includes(call.app.clientId)) return "spaceId is illegal";
  return group;
}

/**
 * `atUserIds` of the deliver model, a map from an id, or `@ALL`, to a name; and `<a atId=…>` in the text for those whom the card's
 * `cardAtUserIds` list. A text that comes later mentions nobody: unproven.
 */
function mentionsOf(call: AppCall, { type }: CardSpace, { memberIds }: ConversationRecord, card: CardRecord) {
  const named = objectAt(objectAt(call.body, DELIVER_MODELS[type] ?? ""), "atUserIds");
  const inText = new Set([...cardContent(card).matchAll(AT_ID)].map(([, id]) => id));
  const written = card.mentionable.filter((id) => inText.has(id));
  const wanted = new Set(
    [...Object.keys(named), ...written].map((id) => staffIdOf(call, id, card.userIdType)),
  );
  const mentionedPeople = memberIds.filter((staffId) => wanted.has(staffId) || ALL in named);
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
      ...mentionsOf(call, space, target, card),
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

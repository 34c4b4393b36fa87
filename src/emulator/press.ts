/**
 * A person presses a component of a card: the app that made the card gets a callback, and what its answer says about
 * the card's data is laid on the card. Buttons are the template's business, so any component may be pressed; a form is
 * submitted by its button, with what was filled in.
 */
import type { PressRequest } from "../contract/emulator-control.ts";
import { CARD_CALLBACK_LIMIT_MS } from "../contract/card-action.ts";
import { Topic } from "../contract/stream.ts";
import { checkSubmission } from "./card-form.ts";
import {
  applyPrivateUpdate,
  applyUpdate,
  BY_UNION_ID,
  CALLBACK_BY_STREAM,
  cardAsSeenBy,
  paramsOfButton,
  type CardRecord,
} from "./card-state.ts";
import type { PlatformContext } from "./platform/platform-call.ts";
import type { ConversationRecord, PersonRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { StreamHub } from "./stream/hub.ts";
import { createPush } from "./stream/push.ts";
import { isObject, objectAt, parseCardParams } from "./validate.ts";

interface Place {
  readonly card: CardRecord;
  readonly person: PersonRecord;
  readonly conversation: ConversationRecord;
}

function findPlace({ state }: PlatformContext, { from, outTrackId }: PressRequest): Place {
  const person = state.people.get(from);
  if (!person)
    throw new EmulatorRefusal("unknown", `There is no person "${from}".`, { zh: `没有“${from}”这个人。` });
  const card = state.cards.get(outTrackId);
  const places = state.messages.flatMap((message) => {
    const place = message.card === card && state.conversations.get(message.conversationId);
    return place ? [place] : [];
  });
  const conversation = places.find(({ memberIds }) => memberIds.includes(from)) ?? places[0];
  if (!card || !conversation)
    throw new EmulatorRefusal("unknown", `Nobody sees a card "${outTrackId}".`, {
      zh: `没有人能看到卡片“${outTrackId}”。`,
    });
  if (!conversation.memberIds.includes(from))
    throw new EmulatorRefusal("invalid", `${person.name} (${from}) is not a member of that conversation.`, {
      zh: `${person.name}（${from}）不在这个会话里。`,
    });
  return { card, person, conversation };
}

/** The two forms in which the same press is told: «事件回调», and the SDKs' models. */
function callbackData(place: Place, request: PressRequest): unknown {
  const { card, person } = place;
  const seen = cardAsSeenBy(place.card, place.person.staffId);
  const pressed = JSON.stringify({
    cardPrivateData: {
      actionIds: [request.actionId],
      params: request.params ?? paramsOfButton(seen, request.actionId),
    },
  });
  return {
    type: "actionCallback",
    outTrackId: place.card.outTrackId,
    corpId: person.corpId,
    userId: card.userIdType === BY_UNION_ID ? person.unionId : person.staffId,
    userIdType: card.userIdType,
    spaceType: "IM",
    spaceId: place.conversation.conversationId,
    extension: "{}",
    value: pressed,
    content: pressed,
  };
}

/** `userPrivateData` is for who pressed. */
function applyAnswer(context: PlatformContext, { card, person }: Place, data: string | undefined): void {
  let answer: unknown;
  try {
    answer = JSON.parse(data ?? "null");
  } catch {
    return;
  }
  const response = isObject(answer) ? objectAt(answer, "response") : {};
  const options = objectAt(response, "cardUpdateOptions");
  const params = parseCardParams(response);
  if (isObject(response["cardData"]) && typeof params !== "string")
    applyUpdate(card, params, options["updateCardDataByKey"] === true);
  const own = parseCardParams(response, "userPrivateData");
  if (isObject(response["userPrivateData"]) && typeof own !== "string")
    applyPrivateUpdate(card, person.staffId, own, options["updatePrivateDataByKey"] === true);
  context.state.touchCard(card);
}

export function press(
  context: PlatformContext,
  hub: StreamHub,
  request: PressRequest,
): Promise<{ readonly acknowledged: boolean }> {
  return new Promise((resolve) => {
    const place = findPlace(context, request);
    const { card } = place;
    checkSubmission(cardAsSeenBy(card, request.from), request.actionId, request.params);
    if (card.callbackType !== CALLBACK_BY_STREAM) return resolve({ acknowledged: false });
    const data = JSON.stringify(callbackData(place, request));
    const push = createPush(card.clientId, Topic.cardAction, data, () => {});
    const limit = context.clock.after(CARD_CALLBACK_LIMIT_MS, () => resolve({ acknowledged: false }));
    push.onAnswer = (answer) => {
      limit.cancel();
      applyAnswer(context, place, answer);
      resolve({ acknowledged: true });
    };
    context.limits.spendPush(card.clientId);
    hub.deliver(push);
  });
}

/** `PUT /v1.0/card/instances`: replaces ALL data unless `updateCardDataByKey` is true. */
import { applyUpdate } from "../card-state.ts";
import { isObject, objectAt, parseCardParams } from "../validate.ts";
import { checkPace, findCard } from "./find-card.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

export const updateCard: AppHandler = (call) => {
  const { body, context } = call;
  const found = findCard(call);
  if ("refusal" in found) return found.refusal;
  if (!isObject(body["cardData"]) && !isObject(body["privateData"]))
    return refuse(400, "param.cardDataAndPrivateDataBothEmpty", "cardData and privateData are both empty");
  const params = parseCardParams(body);
  if (typeof params === "string") return refuse(400, "invalidParameter", params);
  const hurried = checkPace(call, found.card, "updateCard");
  if (hurried) return hurried;
  if (isObject(body["cardData"])) {
    const byKey = objectAt(body, "cardUpdateOptions")["updateCardDataByKey"] === true;
    applyUpdate(found.card, params, byKey);
    context.state.touchCard(found.card);
  }
  return ok({ success: true, result: true });
};

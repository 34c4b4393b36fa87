/**
 * `PUT /v1.0/card/instances`: replaces ALL data unless `updateCardDataByKey` is true, and all of a person's private data
 * unless `updatePrivateDataByKey` is.
 */
import { applyPrivateUpdate, applyUpdate } from "../card-state.ts";
import { isObject, objectAt, parseCardParams } from "../validate.ts";
import { checkPace, findCard } from "./find-card.ts";
import { parsePrivateData } from "./parse-private-data.ts";
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
  const own = parsePrivateData(call);
  if ("refusal" in own) return own.refusal;
  const hurried = checkPace(call, found.card, "updateCard");
  if (hurried) return hurried;
  const options = objectAt(body, "cardUpdateOptions");
  if (isObject(body["cardData"])) applyUpdate(found.card, params, options["updateCardDataByKey"] === true);
  const byKey = options["updatePrivateDataByKey"] === true;
  for (const [staffId, values] of own.data) applyPrivateUpdate(found.card, staffId, values, byKey);
  context.state.touchCard(found.card);
  return ok({ success: true, result: true });
};

/** `POST /v1.0/card/instances/deliver`: shows a card that was created before. */
import { checkSpaces, deliverToSpaces, hiddenFailure } from "./deliver-to-spaces.ts";
import { findCard } from "./find-card.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, okButFailed } from "./reply.ts";

export const deliverCard: AppHandler = (call) => {
  const found = findCard(call);
  if ("refusal" in found) return found.refusal;
  const target = checkSpaces(call.body);
  if ("refusal" in target) return target.refusal;
  const result = deliverToSpaces(call, found.card, target.spaces);
  const failure = hiddenFailure(result);
  const body = { success: true, result };
  return failure === undefined ? ok(body) : okButFailed(body, failure);
};

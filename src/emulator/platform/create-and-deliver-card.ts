/** `POST /v1.0/card/instances/createAndDeliver`. A failed delivery leaves the card created, inside HTTP 200. */
import { prepareCard } from "./create-card.ts";
import { checkSpaces, deliverToSpaces, hiddenFailure } from "./deliver-to-spaces.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, okButFailed } from "./reply.ts";

export const createAndDeliverCard: AppHandler = (call) => {
  const target = checkSpaces(call.body);
  if ("refusal" in target) return target.refusal;
  const prepared = prepareCard(call);
  if ("refusal" in prepared) return prepared.refusal;
  const { card } = prepared;
  call.context.state.addCard(card);
  const deliverResults = deliverToSpaces(call, card, target.spaces);
  const body = { success: true, result: { outTrackId: card.outTrackId, deliverResults } };
  const failure = hiddenFailure(deliverResults);
  return failure === undefined ? ok(body) : okButFailed(body, failure);
};

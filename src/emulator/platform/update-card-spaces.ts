/**
 * `PUT /v1.0/card/instances/spaces`: what is said of a card's spaces, added or instead of before. That the rest of a kind of
 * space is forgotten is unproven.
 */
import { findCard } from "./find-card.ts";
import { parseCardSpaces } from "./parse-card-spaces.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

export const updateCardSpaces: AppHandler = (call) => {
  const found = findCard(call);
  if ("refusal" in found) return found.refusal;
  const parsed = parseCardSpaces(call.body);
  if ("refusal" in parsed) return parsed.refusal;
  if (parsed.count === 0) return refuse(400, "param.emptyAppendSpaces", "appendSpaces is empty");
  found.card.spaces = { ...found.card.spaces, ...parsed.spaces };
  call.context.state.touchCard(found.card);
  return ok({ success: true, result: true });
};

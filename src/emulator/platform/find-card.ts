/** The card a request names, if it belongs to the calling app and may be written now. */
import { ApiCode } from "../../contract/errors.ts";
import type { CardRecord } from "../card-state.ts";
import { textAt } from "../validate.ts";
import type { AppCall } from "./platform-call.ts";
import { refuse, tooFast, type Reply } from "./reply.ts";

/** `unknownCode`: the streaming API has its own code for "card is not exist". */
export function findCard(
  call: AppCall,
  unknownCode: string = ApiCode.cardNotExist,
): { card: CardRecord } | { refusal: Reply } {
  const outTrackId = textAt(call.body, "outTrackId");
  if (outTrackId === undefined)
    return { refusal: refuse(400, "param.outTrackIdEmpty", "outTrackId is empty") };
  const card = call.context.state.cards.get(outTrackId);
  if (!card || card.clientId !== call.app.clientId)
    return { refusal: refuse(400, unknownCode, "card is not exist") };
  return { card };
}

/**
 * The strict pacing mode: peers saw 403 when one card was written faster than about 500 ms.
 * Counted per card and API, because the code names "Appkey and Api".
 */
export function checkPace(call: AppCall, card: CardRecord, api: string): Reply | undefined {
  const { cardMinIntervalMs, clock } = call.context;
  const now = clock.now();
  const last = card.lastWrites.get(api);
  if (last !== undefined && now - last < cardMinIntervalMs) return tooFast();
  card.lastWrites.set(api, now);
  return undefined;
}

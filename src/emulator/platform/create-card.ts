/** `POST /v1.0/card/instances`: makes a card that nobody sees until it is delivered. */
import { MAX_OUT_TRACK_ID_CHARACTERS } from "../../contract/card.ts";
import { ApiCode } from "../../contract/errors.ts";
import {
  applyPrivateUpdate,
  BY_UNION_ID,
  BY_USER_ID,
  CALLBACK_BY_HTTP,
  createCardRecord,
  type CardRecord,
  type CardTerms,
} from "../card-state.ts";
import { parseCardParams, textAt, type Json } from "../validate.ts";
import { parseCardSpaces, type ParsedSpaces } from "./parse-card-spaces.ts";
import { parsePrivateData } from "./parse-private-data.ts";
import type { AppCall, AppHandler } from "./platform-call.ts";
import { ok, refuse, type Reply } from "./reply.ts";

const no = (code: string, message: string) => ({ refusal: refuse(400, code, message) });

function termsOf(body: Json, { spaces }: ParsedSpaces): CardTerms {
  const { cardAtUserIds, userIdType } = body;
  return {
    callbackType: textAt(body, "callbackType") ?? CALLBACK_BY_HTTP,
    userIdType: userIdType === BY_UNION_ID ? BY_UNION_ID : BY_USER_ID,
    mentionable: Array.isArray(cardAtUserIds) ? cardAtUserIds.map(String) : [],
    spaces,
  };
}

/** Builds the card of a request without keeping it, or refuses. */
export function prepareCard(call: AppCall): { card: CardRecord } | { refusal: Reply } {
  const { context, app, body } = call;
  const templateId = textAt(body, "cardTemplateId");
  if (templateId === undefined) return no("param.cardTemplateIdEmpty", "cardTemplateId is empty");
  const outTrackId = textAt(body, "outTrackId");
  if (outTrackId === undefined) return no("param.outTrackIdEmpty", "outTrackId is empty");
  if (outTrackId.length > MAX_OUT_TRACK_ID_CHARACTERS)
    return no("invalidParameter", "outTrackId is longer than 100 characters");
  const params = parseCardParams(body);
  if (typeof params === "string") return no("invalidParameter", params);
  const own = parsePrivateData(call);
  if ("refusal" in own) return own;
  const spaces = parseCardSpaces(body);
  if ("refusal" in spaces) return spaces;
  const template = context.state.templates.get(templateId);
  if (!template) return no(ApiCode.templateNotExist, "card template is not exist");
  if (template.published === false) return no(ApiCode.templateUnpublished, "card template is not published");
  if (context.state.cards.has(outTrackId)) return no(ApiCode.cardAlreadyExist, "card is already exist");
  const card = createCardRecord(app.clientId, outTrackId, template, params, termsOf(body, spaces));
  for (const [staffId, values] of own.data) applyPrivateUpdate(card, staffId, values, false);
  return { card };
}

export const createCard: AppHandler = (call) => {
  const prepared = prepareCard(call);
  if ("refusal" in prepared) return prepared.refusal;
  call.context.state.addCard(prepared.card);
  return ok({ success: true, result: prepared.card.outTrackId });
};

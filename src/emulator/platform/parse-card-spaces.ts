/**
 * What a card request says of the kinds of spaces that the card may stand in, `im…OpenSpaceModel`. Those of feeds and of the
 * top of a chat are taken and show nothing here.
 */
import type {
  CardSpaceType,
  EmulatorCardSpace,
  EmulatorCardSpaces,
} from "../../contract/emulator-control.ts";
import { isObject, type Json } from "../validate.ts";
import { refuse, type Reply } from "./reply.ts";

const MODELS: Readonly<Record<string, CardSpaceType>> = {
  imGroupOpenSpaceModel: "IM_GROUP",
  imRobotOpenSpaceModel: "IM_ROBOT",
  imSingleOpenSpaceModel: "IM_SINGLE",
};
const UNSEEN_MODELS = ["coFeedOpenSpaceModel", "topOpenSpaceModel"] as const;

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every((item) => typeof item === "string");

/** Undefined: it is no such model. */
function parseSpace(model: unknown): EmulatorCardSpace | undefined {
  if (!isObject(model)) return undefined;
  const { supportForward, lastMessageI18n, notification } = model;
  const alert = isObject(notification) ? notification["alertContent"] : undefined;
  const isWrong =
    (supportForward !== undefined && typeof supportForward !== "boolean") ||
    (lastMessageI18n !== undefined && !isTexts(lastMessageI18n)) ||
    (notification !== undefined && !isObject(notification)) ||
    (alert !== undefined && typeof alert !== "string");
  if (isWrong) return undefined;
  return {
    ...(typeof supportForward === "boolean" ? { supportForward } : {}),
    ...(isTexts(lastMessageI18n) ? { lastMessage: lastMessageI18n } : {}),
    ...(typeof alert === "string" ? { alertContent: alert } : {}),
  };
}

export interface ParsedSpaces {
  readonly spaces: EmulatorCardSpaces;
  /** Models of any kind. */
  readonly count: number;
}

/** The models, or the refusal of a wrong one. */
export function parseCardSpaces(body: Json): ParsedSpaces | { readonly refusal: Reply } {
  const given = (key: string) => body[key] !== undefined && body[key] !== null;
  const unseen = UNSEEN_MODELS.filter(given);
  const wrong = unseen.find((key) => !isObject(body[key]));
  const entries = Object.entries(MODELS)
    .filter(([key]) => given(key))
    .map(([key, type]) => [key, type, parseSpace(body[key])] as const);
  const culprit = wrong ?? entries.find(([, , space]) => space === undefined)?.[0];
  if (culprit !== undefined)
    return { refusal: refuse(400, "param.openSpaceModelInvalid", `${culprit} is invalid`) };
  const spaces = Object.fromEntries(entries.map(([, type, space]) => [type, space])) as EmulatorCardSpaces;
  return { spaces, count: entries.length + unseen.length };
}

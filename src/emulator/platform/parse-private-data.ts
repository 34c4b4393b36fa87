/** `privateData` of a card request: by the ids of people what they see instead. Undefined: there is none. */
import { ApiCode } from "../../contract/errors.ts";
import { BY_UNION_ID } from "../card-state.ts";
import { isObject, objectAt, parseCardParams } from "../validate.ts";
import type { AppCall } from "./platform-call.ts";
import { refuse, type Reply } from "./reply.ts";

export type PrivateData = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** By staffId, or the refusal. */
export function parsePrivateData({
  body,
  app,
  context,
}: AppCall): { data: PrivateData } | { refusal: Reply } {
  const data = new Map<string, Record<string, string>>();
  const byUnionId = body["userIdType"] === BY_UNION_ID;
  for (const [id, value] of Object.entries(objectAt(body, "privateData"))) {
    const named = [...context.state.people.values()].find((person) => person.unionId === id)?.staffId;
    const person = context.state.colleague(app, byUnionId ? (named ?? "") : id);
    if (!person)
      return { refusal: refuse(400, ApiCode.userIdNotExist, `the user ${id.slice(0, 100)} is not exist`) };
    const params = isObject(value) ? parseCardParams({ privateData: value }, "privateData") : "no object";
    if (typeof params === "string") return { refusal: refuse(400, "invalidParameter", params) };
    data.set(person.staffId, params);
  }
  return { data };
}

/**
 * `POST /topapi/v2/user/getbymobile` and `/topapi/user/getbyunionid` of the old host: a staffId by what else is known of a
 * person. Failures are HTTP 200.
 */
import { OldCode } from "../../contract/errors.ts";
import { textAt } from "../validate.ts";
import { findPerson, missingArgument, unknownPerson } from "./find-person.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok } from "./reply.ts";

/** `contact_type` of a colleague; 1 is an outside contact, of whom there are none here. */
const COLLEAGUE = 0;

export const getUserByMobile: AppHandler = (call) => {
  const wanted = textAt(call.body, "mobile");
  if (wanted === undefined) return missingArgument("mobile");
  const person = findPerson(call, ({ mobile }) => mobile === wanted);
  return person
    ? ok({ errcode: OldCode.ok, errmsg: "ok", result: { userid: person.staffId } })
    : unknownPerson();
};

export const getUserByUnionId: AppHandler = (call) => {
  const wanted = textAt(call.body, "unionid");
  if (wanted === undefined) return missingArgument("unionid");
  const person = findPerson(call, ({ unionId }) => unionId === wanted);
  const result = { contact_type: COLLEAGUE, userid: person?.staffId };
  return person ? ok({ errcode: OldCode.ok, errmsg: "ok", result }) : unknownPerson();
};

/**
 * `POST /topapi/v2/user/get` of the old host: a person by staffId; failures are HTTP 200. Whether a mobile needs a permission
 * of its own is unproven: it comes where the seed has it.
 */
import { OldCode } from "../../contract/errors.ts";
import { textAt } from "../validate.ts";
import { missingArgument, unknownPerson } from "./find-person.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok } from "./reply.ts";

/** The organisation itself. */
const ROOT_DEPARTMENT = 1;

export const getUser: AppHandler = ({ app, body, context }) => {
  const staffId = textAt(body, "userid");
  if (staffId === undefined) return missingArgument("userid");
  const person = context.state.colleague(app, staffId);
  if (!person) return unknownPerson();
  const { name, unionId, isAdmin = false, mobile, email, title, managerId, departments } = person;
  const result = {
    userid: person.staffId,
    unionid: unionId,
    name,
    avatar: "",
    dept_id_list: departments ?? [ROOT_DEPARTMENT],
    admin: isAdmin,
    boss: false,
    active: true,
    ...(title === undefined ? {} : { title }),
    ...(mobile === undefined ? {} : { mobile }),
    ...(email === undefined ? {} : { email }),
    ...(managerId === undefined ? {} : { manager_userid: managerId }),
  };
  return ok({ errcode: OldCode.ok, errmsg: "ok", result });
};

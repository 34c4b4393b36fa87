/** `POST /topapi/v2/user/get` of the old host: a person by staffId; failures are HTTP 200. */
import { USER_UNKNOWN_CODES } from "../../contract/directory.ts";
import { OldCode } from "../../contract/errors.ts";
import { textAt } from "../validate.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuseOld } from "./reply.ts";

const BAD_ARGUMENT = 400_002;

export const getUser: AppHandler = ({ app, body, context }) => {
  const staffId = textAt(body, "userid");
  if (staffId === undefined) return refuseOld(BAD_ARGUMENT, "无效的参数：userid");
  const person = context.state.colleague(app, staffId);
  if (!person) return refuseOld(USER_UNKNOWN_CODES[0] ?? 0, "找不到该用户，请检查该企业下该员工是否存在");
  const { name, unionId, isAdmin } = person;
  return ok({
    errcode: OldCode.ok,
    errmsg: "ok",
    result: { userid: staffId, unionid: unionId, name, admin: isAdmin === true, active: true },
  });
};

/**
 * `GET /v1.0/contact/users/{unionId}`: a person by unionId. `me` is who gave a user token, and an app's token is nobody's: it
 * is refused, as anybody unknown is. Both codes are unproven, and so is `openId`.
 */
import { ids } from "../ids.ts";
import { findPerson } from "./find-person.ts";
import type { AppHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

const CHINA = "86";

export const getContact: AppHandler = (call) => {
  const person = findPerson(call, ({ unionId }) => unionId === call.params["unionId"]);
  if (!person) return refuse(400, "invalidParameter.unionId", "unionId无效，或不是用户授权的token");
  const { name, unionId, mobile, email } = person;
  return ok({
    nick: name,
    unionId,
    openId: ids.openId(call.app.clientId, unionId),
    avatarUrl: "",
    ...(mobile === undefined ? {} : { mobile, stateCode: CHINA }),
    ...(email === undefined ? {} : { email }),
  });
};

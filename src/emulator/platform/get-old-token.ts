/** `GET /gettoken` of the old host: one token serves both hosts; failures are HTTP 200. */
import { OldCode } from "../../contract/errors.ts";
import { TOKEN_LIFE_SECONDS } from "../credentials.ts";
import type { OpenHandler } from "./platform-call.ts";
import { ok, refuseOld } from "./reply.ts";

export const getOldToken: OpenHandler = ({ context, query }) => {
  const app = context.state.apps.get(query.get("appkey") ?? "");
  if (!app || app.clientSecret !== query.get("appsecret"))
    return refuseOld(OldCode.badKeyOrSecret, "不合法的appKey或appSecret");
  return ok({
    errcode: OldCode.ok,
    errmsg: "ok",
    access_token: context.credentials.token(app.clientId),
    expires_in: TOKEN_LIFE_SECONDS,
  });
};

/**
 * `POST /v1.0/oauth2/{corpId}/token`: the app's token of one organisation, which is the one that `getAccessToken` gives. Only
 * the app's own organisation has one; the codes of other refusals are unproven.
 */
import { ApiCode } from "../../contract/errors.ts";
import { TOKEN_LIFE_SECONDS } from "../credentials.ts";
import { isObject, textAt } from "../validate.ts";
import type { OpenHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

const GRANT = "client_credentials";

export const getCorpToken: OpenHandler = ({ context, body, params }) => {
  const request = isObject(body) ? body : {};
  if (textAt(request, "grant_type") !== GRANT)
    return refuse(400, "invalidParameter.grantType", `grant_type must be ${GRANT}`);
  const app = context.state.apps.get(textAt(request, "client_id") ?? "");
  if (!app || app.clientSecret !== textAt(request, "client_secret"))
    return refuse(400, ApiCode.invalidClientIdOrSecret, "无效的clientId或者clientSecret");
  if (app.corpId !== params["corpId"]) return refuse(400, "invalidParameter.corpId", "corpId无效");
  return ok({ access_token: context.credentials.token(app.clientId), expires_in: TOKEN_LIFE_SECONDS });
};

/** `POST /v1.0/oauth2/accessToken`: the same token while it lives, 7200 s. */
import { accessTokenRequestSchema } from "../../contract/auth.ts";
import { ApiCode } from "../../contract/errors.ts";
import { TOKEN_LIFE_SECONDS } from "../credentials.ts";
import type { OpenHandler } from "./platform-call.ts";
import { ok, refuse } from "./reply.ts";

export const getAccessToken: OpenHandler = ({ context, body }) => {
  const request = accessTokenRequestSchema.safeParse(body);
  const app = request.success ? context.state.apps.get(request.data.appKey) : undefined;
  if (!app || app.clientSecret !== request.data?.appSecret)
    return refuse(400, ApiCode.invalidClientIdOrSecret, "无效的clientId或者clientSecret");
  return ok({ accessToken: context.credentials.token(app.clientId), expireIn: TOKEN_LIFE_SECONDS });
};

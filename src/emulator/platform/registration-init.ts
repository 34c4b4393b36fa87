/** `POST /app/registration/init`: a nonce for one code to scan. Needs no credentials. */
import { NONCE_TTL_SECONDS, registrationInitRequestSchema } from "../../contract/registration.ts";
import { OldCode } from "../../contract/errors.ts";
import type { OpenHandler } from "./platform-call.ts";
import { ok, refuseOld } from "./reply.ts";

export const registrationInit: OpenHandler = ({ context, body }) => {
  if (!registrationInitRequestSchema.safeParse(body ?? {}).success)
    return refuseOld(OldCode.badParameter, "不合法的参数");
  const nonce = context.registrations.mintNonce();
  return ok({ errcode: OldCode.ok, errmsg: "ok", nonce, expires_in: NONCE_TTL_SECONDS });
};

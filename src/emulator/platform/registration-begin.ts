/** `POST /app/registration/begin`: a nonce in, a code to scan out. The errcode of a wrong nonce is unproven. */
import { OldCode } from "../../contract/errors.ts";
import {
  DEVICE_CODE_TTL_SECONDS,
  POLL_INTERVAL_SECONDS,
  registrationBeginRequestSchema,
} from "../../contract/registration.ts";
import type { OpenHandler } from "./platform-call.ts";
import { ok, refuseOld } from "./reply.ts";

/** The page on which a person of the local company "scans". */
export const SCAN_PATH = "/_emulator/scan";

export const registrationBegin: OpenHandler = ({ context, body }) => {
  const request = registrationBeginRequestSchema.safeParse(body);
  const begun = request.success ? context.registrations.begin(request.data.nonce) : undefined;
  if (!begun) return refuseOld(OldCode.badParameter, "nonce无效或已过期");
  const page = `${context.origin()}${SCAN_PATH}`;
  return ok({
    errcode: OldCode.ok,
    errmsg: "ok",
    device_code: begun.deviceCode,
    user_code: begun.userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${begun.userCode}`,
    expires_in: DEVICE_CODE_TTL_SECONDS,
    interval: POLL_INTERVAL_SECONDS,
  });
};

/** `POST /app/registration/poll`: what became of a code to scan; the credentials come with success. */
import { OldCode } from "../../contract/errors.ts";
import { registrationPollRequestSchema, RegistrationStatus } from "../../contract/registration.ts";
import type { OpenHandler } from "./platform-call.ts";
import { ok, refuseOld } from "./reply.ts";

const STATUS = {
  waiting: RegistrationStatus.waiting,
  approved: RegistrationStatus.success,
  refused: RegistrationStatus.fail,
  expired: RegistrationStatus.expired,
} as const;

export const registrationPoll: OpenHandler = ({ context, body }) => {
  const request = registrationPollRequestSchema.safeParse(body);
  const found = request.success ? context.registrations.poll(request.data.device_code) : undefined;
  if (!found) return refuseOld(OldCode.badParameter, "device_code无效");
  return ok({
    errcode: OldCode.ok,
    errmsg: "ok",
    status: STATUS[found.state],
    ...(found.app ? { client_id: found.app.clientId, client_secret: found.app.clientSecret } : {}),
    ...(found.state === "refused" ? { fail_reason: "用户取消了授权" } : {}),
  });
};

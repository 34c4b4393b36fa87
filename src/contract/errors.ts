/**
 * DingTalk's error bodies and the codes we tell apart.
 * New host: 4xx/5xx with `code`, `message`, `requestid` (also seen: `requestId`), sometimes `accessdenieddetail`.
 * Old host and session webhooks: HTTP 200 with a non-zero `errcode`.
 */
import { z } from "zod";

export const apiErrorBodySchema = z.looseObject({
  code: z.string().optional(),
  message: z.string().optional(),
  requestid: z.string().optional(),
  requestId: z.string().optional(),
  accessdenieddetail: z.looseObject({ requiredScopes: z.array(z.string()).optional() }).optional(),
});
export type ApiErrorBody = z.infer<typeof apiErrorBodySchema>;

export const oldApiBodySchema = z.looseObject({
  errcode: z.union([z.number(), z.string()]).optional(),
  errmsg: z.string().optional(),
});

/** Codes of the new API, spelled as the platform spells them. */
export const ApiCode = {
  invalidAuthentication: "InvalidAuthentication",
  invalidClientIdOrSecret: "invalidClientIdOrSecret",
  authFailed: "authFailed",
  permissionDenied: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
  ipNotInWhiteList: "Forbidden.AccessDenied.IpNotInWhiteList",
  qpsLimitForApp: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
  qpsLimitForApi: "Forbidden.AccessDenied.QpsLimitForApi",
  monthlyQuotaGone: "Forbidden.AccessDenied.ApiCountLimitForOrg",
  orgNotCertified: "orgAuthLevelNotEnough",
  systemBusy: "system.busy",
  systemError: "system.error",
  unknownError: "unknownError",
  cardAlreadyExist: "param.cardAlreadyExist",
  cardNotExist: "param.cardNotExist",
  userIdNotExist: "param.userIdNotExist",
  templateNotExist: "param.templateNotExist",
  templateUnpublished: "param.templateUnpublished",
} as const;

/** Codes of the old API. */
export const OldCode = {
  ok: 0,
  wrapped: 88,
  badParameter: 40035,
  badKeyOrSecret: 40089,
  invalidToken: 40014,
  missingToken: 41001,
  expiredToken: 42001,
  ipNotAllowed: 60020,
  scopeMissing: 60011,
  qpsLimitForApp: 90018,
  qpsLimitForApi: 90002,
  monthlyQuotaGone: 90020,
  sessionNotFound: 300001,
} as const;

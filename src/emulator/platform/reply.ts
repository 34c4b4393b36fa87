/**
 * Answers of the platform in DingTalk's envelopes: new host (HTTP status and `code`), old host (HTTP 200 and
 * `errcode`). One shape for all handlers; the pipeline turns it into HTTP and into a line of the call log.
 */
import { DEVELOPER_CONSOLE, DOCUMENTS, permissionApplyUrl } from "../../contract/endpoints.ts";
import { ApiCode, OldCode } from "../../contract/errors.ts";
import { ids } from "../ids.ts";

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** `code` or `errcode` of a failure, also of one inside HTTP 200. */
  readonly code?: string;
  /** Default: JSON. */
  readonly contentType?: string;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** HTTP 200 with a failure inside. `code` goes into the call log only. */
export function okButFailed(body: unknown, code: string): Reply {
  return { status: 200, body, code };
}

export function refuse(status: number, code: string, message: string, extra: object = {}): Reply {
  return { status, code, body: { code, message, requestid: ids.requestId(), ...extra } };
}

/** 400 in the wording of the robot APIs. */
export function refuseSend(code: string, description: string, remedy: string): Reply {
  const link = `${DEVELOPER_CONSOLE}/document/orgapp/robot-overview`;
  return refuse(400, code, `错误描述:${description};解决方案:${remedy};参考链接:${link}`);
}

export function refuseOld(errcode: number, errmsg: string): Reply {
  return { status: 200, code: String(errcode), body: { errcode, errmsg } };
}

/** 403 as in the wild: the sentence carries one apply link per scope, to the emulator's own page at `console`. */
export function denyPermission(
  clientId: string,
  scopes: readonly string[],
  console: string,
  code: string = ApiCode.permissionDenied,
): Reply {
  const links = scopes.map((scope) => permissionApplyUrl(clientId, scope, console)).join(" ");
  const message = `应用尚未开通所需的权限：[${scopes.join(",")}]，点击链接申请并开通即可：${links}`;
  return refuse(403, code, message, {
    accessdenieddetail: { requiredScopes: [...scopes] },
  });
}

/** The old host's wrapping of the same. */
export function denyPermissionOld(clientId: string, scope: string, console: string): Reply {
  const link = permissionApplyUrl(clientId, scope, console);
  const submsg = `应用尚未开通所需的权限：[${scope}]，点击链接申请并开通即可：${link}`;
  return refuseOld(
    OldCode.wrapped,
    `ding talk error[subcode=${OldCode.scopeMissing},submsg=${submsg}, {requiredScopes=[${scope}]}]`,
  );
}

/** What a caller reads who is not on the app's list, as the old host was seen to word it. */
const notOnTheList = (clientId: string, address: string) =>
  `访问ip不在白名单之中，请参考FAQ：${DOCUMENTS}/document/org-faq/app-faq,request ip=${address} appKey(${clientId})`;

/** `status`: 400 is what `connections/open` is said to answer. */
export const wrongAddress = (clientId: string, address: string, status = 403) =>
  refuse(status, ApiCode.ipNotInWhiteList, notOnTheList(clientId, address));

export const wrongAddressOld = (clientId: string, address: string) =>
  refuseOld(OldCode.ipNotAllowed, notOnTheList(clientId, address));

/** Of `punish`, in the log only: the page has no code. */
const BLOCKED = "x5.deny";

/** «调用频率限制»: no envelope but a page, with a status of its own in it. Its HTTP status is unproven. */
export const blockedAddress = (): Reply => ({
  status: 200,
  code: BLOCKED,
  contentType: "text/html;charset=utf-8",
  body: JSON.stringify({ status: 1111, wait: 5, source: "x5", punish: "deny", uuid: ids.secret() }),
});

export const invalidToken = () => refuse(400, ApiCode.invalidAuthentication, "不合法的access_token");

export const tooFast = () =>
  refuse(403, ApiCode.qpsLimitForApp, "应用调用该接口的频率超过了每秒的限制，请稍后重试");

export const monthlyQuotaGone = () => refuse(403, ApiCode.monthlyQuotaGone, "企业当月的API调用次数已经用完");

/**
 * What an HTTP answer means: `undefined` for success, else one `DingTalkError`. Pure; never throws.
 * Throttling is matched before `Forbidden`, and failures inside HTTP 200 are found.
 * Source: «全局错误码», «调用频次与限流», developerpedia `permission-deny`, and bodies logged in the wild.
 */
import { OPERATIONS, permissionApplyUrl, type Operation } from "../contract/endpoints.ts";
import { ApiCode, OldCode } from "../contract/errors.ts";
import { DingTalkError, type CallName, type DingTalkErrorCode } from "./errors.ts";

export interface Answer {
  readonly operation: CallName;
  readonly status: number;
  /** The raw body. */
  readonly text: string;
  /** Builds the apply link of a missing permission. */
  readonly clientId?: string;
  readonly retryAfterMs?: number | undefined;
}

type Body = Readonly<Record<string, unknown>>;

const IP_BLOCK_MS = 5 * 60_000;
const MAX_QUOTE = 300;

export function classifyFailure(answer: Answer): DingTalkError | undefined {
  const body = parseBody(answer.text);
  if (body === undefined) return classifyUnreadable(answer);
  if (body["punish"] === "deny" && body["wait"] !== undefined) {
    return failure(answer, body, "ip-blocked", { retryAfterMs: IP_BLOCK_MS });
  }
  const hidden = findHiddenFailure(body);
  if (answer.status >= 200 && answer.status < 300 && hidden === undefined) return undefined;
  const platformCode = platformCodeOf(body);
  const code = platformCode === undefined ? undefined : codeOf(answer, platformCode);
  if (code === "scope-missing") return scopeMissing(answer, body);
  return failure(answer, body, code ?? codeOfStatus(answer, hidden !== undefined), {});
}

/** JSON objects only: everything DingTalk answers is one. */
function parseBody(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

function classifyUnreadable(answer: Answer): DingTalkError {
  const { operation, status, retryAfterMs } = answer;
  const code = status === 200 || status === 0 ? "bad-answer" : codeOfStatus(answer, false);
  const kind = /^\s*</.test(answer.text) ? "HTML or XML" : "no JSON object";
  return new DingTalkError(
    code === "refused" ? "bad-answer" : code,
    `${operation}: DingTalk answered ${status} with ${kind}`,
    { operation, status, retryAfterMs, dispatched: dispatchedOf(code, status) },
  );
}

/** The text of a failure inside HTTP 200: old `errcode`, top-level `success`, or one delivery's `success`. */
function findHiddenFailure(body: Body): string | undefined {
  if (errcodeOf(body) !== undefined) return textOf(body["errmsg"]);
  if (body["success"] === false) return messageOf(body) || deliveryFailure(body) || "";
  return deliveryFailure(body) ?? errorEnvelope(body);
}

/** The error envelope of the new API, which should not, but may, come with HTTP 200. */
function errorEnvelope(body: Body): string | undefined {
  const { code, message, success } = body as { code?: unknown; message?: unknown; success?: unknown };
  if (typeof code !== "string" || typeof message !== "string" || success === true) return undefined;
  return /^(|0|200|ok|success)$/i.test(code) ? undefined : message;
}

function deliveryFailure(body: Body): string | undefined {
  const result = body["result"];
  const inner = isRecord(result) ? result["deliverResults"] : result;
  if (!Array.isArray(inner)) return undefined;
  const failed: unknown = inner.find((item) => isRecord(item) && item["success"] === false);
  return isRecord(failed) ? textOf(failed["errorMsg"]) : undefined;
}

/** The old API's code of a failure; comes as a number, seldom as text. */
function errcodeOf(body: Body): string | undefined {
  const errcode = textOf(body["errcode"]);
  return errcode === "" || errcode === String(OldCode.ok) ? undefined : errcode;
}

function platformCodeOf(body: Body): string | undefined {
  const errcode = errcodeOf(body);
  if (errcode !== undefined) {
    const wrapped = errcode === String(OldCode.wrapped) ? /subcode=(\w+)/.exec(textOf(body["errmsg"])) : null;
    return wrapped?.[1] ?? errcode;
  }
  const code = body["code"];
  return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
}

const THROTTLED = /Qp[sm]Limit/i;
const SERVER_CODES: ReadonlySet<string> = new Set([
  ApiCode.systemBusy,
  ApiCode.systemError,
  ApiCode.unknownError,
]);

const BY_PLATFORM_CODE: ReadonlyMap<string, DingTalkErrorCode> = new Map<string, DingTalkErrorCode>([
  [ApiCode.monthlyQuotaGone, "quota-gone"],
  [ApiCode.permissionDenied, "scope-missing"],
  [ApiCode.ipNotInWhiteList, "ip-not-allowed"],
  [ApiCode.orgNotCertified, "org-not-certified"],
  [ApiCode.invalidClientIdOrSecret, "bad-credentials"],
  [ApiCode.invalidAuthentication, "invalid-token"],
  [ApiCode.cardAlreadyExist, "card-exists"],
  [ApiCode.cardNotExist, "card-not-exist"],
  ["param.stream.outTrackId", "card-not-exist"],
  ["send.too.fast", "flow-control"],
  ["send.byToken.tooFast", "flow-control"],
  ["410100", "flow-control"],
  [String(OldCode.qpsLimitForApp), "qps-limit"],
  [String(OldCode.qpsLimitForApi), "qps-limit"],
  [String(OldCode.monthlyQuotaGone), "quota-gone"],
  [String(OldCode.scopeMissing), "scope-missing"],
  [String(OldCode.ipNotAllowed), "ip-not-allowed"],
  [String(OldCode.badKeyOrSecret), "bad-credentials"],
  [String(OldCode.invalidToken), "invalid-token"],
  [String(OldCode.missingToken), "invalid-token"],
  [String(OldCode.expiredToken), "invalid-token"],
  [String(OldCode.sessionNotFound), "session-expired"],
]);

function codeOf(answer: Answer, platformCode: string): DingTalkErrorCode | undefined {
  if (THROTTLED.test(platformCode)) return "qps-limit";
  const known = BY_PLATFORM_CODE.get(platformCode);
  if (known !== undefined) return known;
  if (platformCode.includes("ApiCountLimit")) return "quota-gone";
  if (platformCode === ApiCode.authFailed)
    return carriesToken(answer.operation) ? "invalid-token" : "bad-credentials";
  if (SERVER_CODES.has(platformCode) && answer.status >= 500) return "server";
  return undefined;
}

function codeOfStatus(answer: Answer, hidden: boolean): DingTalkErrorCode {
  const { operation, status } = answer;
  if (status === 429) return "qps-limit";
  if (status === 401 && carriesToken(operation)) return "invalid-token";
  if (status === 401 && operation !== "sessionWebhook") return "bad-credentials";
  if (status >= 500) return "server";
  if (status >= 400) return "refused";
  return hidden ? "hidden-failure" : "bad-answer";
}

function carriesToken(operation: CallName): boolean {
  const entry = entryOf(operation);
  return entry !== undefined && entry.token !== "none";
}

/** What is no operation of the table: a webhook, a file somewhere. */
function entryOf(operation: CallName): Operation | undefined {
  return operation === "sessionWebhook" || operation === "remoteFile" ? undefined : OPERATIONS[operation];
}

function scopeMissing(answer: Answer, body: Body): DingTalkError {
  const requiredScopes = findScopes(answer.operation, body);
  const first = requiredScopes[0];
  const applyUrl = answer.clientId && first ? permissionApplyUrl(answer.clientId, first) : undefined;
  return failure(answer, body, "scope-missing", { requiredScopes, applyUrl });
}

/** From `accessdenieddetail`, else from the message (both wordings), else what the operation is known to need. */
function findScopes(operation: CallName, body: Body): string[] {
  const detail = body["accessdenieddetail"] ?? body["accessDeniedDetail"];
  const listed = isRecord(detail) ? detail["requiredScopes"] : undefined;
  if (Array.isArray(listed)) {
    const scopes = listed.filter((scope): scope is string => typeof scope === "string" && scope !== "");
    if (scopes.length > 0) return scopes;
  }
  const text = messageOf(body);
  const found =
    /requiredScopes\s*[=:]\s*\[([^\]]+)\]/.exec(text)?.[1] ?? /权限\s*[：:]\s*\[([^\]]+)\]/.exec(text)?.[1];
  if (found !== undefined) {
    const scopes = found.split(/[,，\s]+/).filter((scope) => scope !== "");
    if (scopes.length > 0) return scopes;
  }
  const scope = entryOf(operation)?.scope;
  return scope === undefined ? [] : [scope];
}

function failure(
  answer: Answer,
  body: Body,
  code: DingTalkErrorCode,
  extra: { requiredScopes?: string[]; applyUrl?: string | undefined; retryAfterMs?: number },
): DingTalkError {
  const { operation, status } = answer;
  const platformCode = platformCodeOf(body);
  const said = quote(findHiddenFailure(body) || messageOf(body));
  const label = platformCode === undefined ? `${status}` : `${status} ${quote(platformCode)}`;
  return new DingTalkError(
    code,
    `${operation}: DingTalk answered ${label}${said === "" ? "" : `: ${said}`}`,
    {
      operation,
      status,
      platformCode,
      ...(said === "" ? {} : { platformMessage: said }),
      requestId: requestIdOf(body),
      dispatched: dispatchedOf(code, status),
      retryAfterMs: answer.retryAfterMs,
      ...extra,
    },
  );
}

function dispatchedOf(code: DingTalkErrorCode, status: number): "maybe" | "refused" {
  if (code === "server" || status >= 500) return code === "qps-limit" ? "refused" : "maybe";
  return code === "bad-answer" && status < 400 ? "maybe" : "refused";
}

function requestIdOf(body: Body): string | undefined {
  const id = body["requestid"] ?? body["requestId"] ?? body["request_id"];
  return typeof id === "string" ? id : undefined;
}

function messageOf(body: Body): string {
  return textOf(body["message"]) || textOf(body["errmsg"]) || textOf(body["errorMsg"]);
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function quote(text: string): string {
  return text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text;
}

function isRecord(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

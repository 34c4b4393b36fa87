/**
 * What stands before every handler: token, address, rate, permission, month. A call refused here has done nothing and is
 * not billed. The order of the checks inside DingTalk's gateway is unproven.
 */
import { TOKEN_HEADER, type Operation } from "../../contract/endpoints.ts";
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../contract/other-operations.ts";
import { OldCode } from "../../contract/errors.ts";
import type { AppRecord } from "../records.ts";
import { isObject, textAt } from "../validate.ts";
import { isAllowed } from "./is-allowed.ts";
import { APP_HANDLERS, OPEN_HANDLERS } from "./handlers.ts";
import type { PlatformCall } from "./platform-call.ts";
import {
  denyPermission,
  denyPermissionOld,
  invalidToken,
  monthlyQuotaGone,
  refuse,
  refuseOld,
  tooFast,
  wrongAddress,
  wrongAddressOld,
  type Reply,
} from "./reply.ts";

export interface Execution {
  readonly reply: Reply;
  readonly billed: boolean;
}

const refused = (reply: Reply): Execution => ({ reply, billed: false });

/** New host: the header. Old host: the query, and the header too. */
function readToken(operation: Operation, call: PlatformCall): string {
  const inHeader = call.header(TOKEN_HEADER);
  const inQuery = operation.host === "oapi" ? call.query.get("access_token") : null;
  return inHeader ?? inQuery ?? "";
}

/** The app a call claims to come from, live token or not; undefined when there is no such app. */
export function claimedClientId(operation: Operation, call: PlatformCall): string | undefined {
  const { credentials, state } = call.context;
  if (operation.token !== "none") return credentials.tokenOwner(readToken(operation, call));
  const body = isObject(call.body) ? call.body : {};
  const claimed =
    textAt(body, "clientId") ??
    textAt(body, "appKey") ??
    textAt(body, "client_id") ??
    call.query.get("appkey");
  return claimed && state.apps.has(claimed) ? claimed : undefined;
}

const throttled = ({ host }: Operation) =>
  host === "oapi" ? refuseOld(OldCode.qpsLimitForApp, "qps limit") : tooFast();

/** The old host tells what is wrong with a token, the new one does not. */
function refuseToken(operation: Operation, call: PlatformCall): Reply {
  if (operation.host === "api") return invalidToken();
  const token = readToken(operation, call);
  if (token === "") return refuseOld(OldCode.missingToken, "缺少参数 access_token");
  return call.context.credentials.tokenOwner(token) === undefined
    ? refuseOld(OldCode.invalidToken, "不合法的access_token")
    : refuseOld(OldCode.expiredToken, "access_token已过期");
}

function checkLimits(operation: Operation, id: EmulatedOperationId, app: AppRecord, call: PlatformCall) {
  const old = operation.host === "oapi";
  const { limits } = call.context;
  if (!isAllowed(app, call.address)) {
    const refusal = old ? wrongAddressOld : wrongAddress;
    return refusal(app.clientId, call.address);
  }
  if (!limits.admit(app.clientId, id)) return throttled(operation);
  const { scope } = operation;
  const console = call.context.origin();
  if (scope !== undefined && !app.scopes.has(scope))
    return old
      ? denyPermissionOld(app.clientId, scope, console)
      : denyPermission(app.clientId, [scope], console);
  if (operation.billed && !limits.spend(app.clientId))
    return old ? refuseOld(OldCode.monthlyQuotaGone, "monthly quota is gone") : monthlyQuotaGone();
  return undefined;
}

/** A GET asks by its query. The old host says itself what is missing, in HTTP 200. */
function bodyOf({ host, method }: Operation, { body, query }: PlatformCall): unknown {
  if (method === "GET") return Object.fromEntries(query);
  return body === undefined && host === "oapi" ? {} : body;
}

const isOfCards = ({ path }: Operation) => path.startsWith("/v1.0/card/");

/** Runs one operation of the table. */
export function execute(id: EmulatedOperationId, call: PlatformCall): Execution {
  const operation: Operation = EMULATED_OPERATIONS[id];
  const { credentials, state, limits } = call.context;
  const open = OPEN_HANDLERS[id];
  if (open) {
    const clientId = claimedClientId(operation, call);
    if (clientId !== undefined && !limits.admit(clientId, id)) return refused(throttled(operation));
    return { reply: open(call), billed: operation.billed };
  }
  const app = state.apps.get(credentials.checkToken(readToken(operation, call)) ?? "");
  if (!app) return refused(refuseToken(operation, call));
  const refusal = checkLimits(operation, id, app, call);
  if (refusal) return refused(refusal);
  const handler = APP_HANDLERS[id];
  if (!handler) return refused(refuse(404, "InvalidAction.NotFound", `${id} is not emulated`));
  const body = bodyOf(operation, call);
  if (!isObject(body))
    return {
      reply: refuse(
        400,
        isOfCards(operation) ? "param.empty" : "invalidParameter",
        "the body is not a JSON object",
      ),
      billed: operation.billed,
    };
  return { reply: handler({ ...call, body, app }), billed: operation.billed };
}

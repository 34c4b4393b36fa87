/** The bodies of scripted faults: as DingTalk would word them for that operation. */
import { EMULATED_OPERATIONS } from "../../contract/other-operations.ts";
import type { FaultEffect } from "../../contract/emulator-control.ts";
import { isObject, parseOpenSpaceId, textAt } from "../validate.ts";
import type { PlatformOperation as Operation } from "./pipeline.ts";
import { denyPermission, okButFailed, refuse, refuseOld, type Reply } from "./reply.ts";

const SYSTEM_BUSY = -1;

function isOldHost(operation: Operation): boolean {
  if (operation === "unknown") return false;
  return operation === "sessionWebhook" || EMULATED_OPERATIONS[operation].host === "oapi";
}

export function refusalOfFault(
  operation: Operation,
  clientId: string | undefined,
  effect: Extract<FaultEffect, { kind: "refuse" }>,
  console: string,
): Reply {
  const { status, code, message = code, scopes } = effect;
  if (scopes && scopes.length > 0)
    return { ...denyPermission(clientId ?? "", scopes, console, code), status };
  if (status === 200 && isOldHost(operation)) return refuseOld(Number(code) || SYSTEM_BUSY, message);
  return refuse(status, code, message);
}

/** HTTP 200 that hides a failure in the place where that operation hides it. */
export function hiddenFailureOf(operation: Operation, body: unknown, message = "system error"): Reply {
  const request = isObject(body) ? body : {};
  if (isOldHost(operation)) return refuseOld(SYSTEM_BUSY, message);
  const [space] = parseOpenSpaceId(textAt(request, "openSpaceId") ?? "") ?? [];
  const failed = {
    spaceType: space?.type ?? "",
    spaceId: space?.id ?? "",
    success: false,
    carrierId: "",
    errorMsg: message,
  };
  if (operation === "createAndDeliverCard") {
    const result = { outTrackId: textAt(request, "outTrackId") ?? "", deliverResults: [failed] };
    return okButFailed({ success: true, result }, message);
  }
  if (operation === "deliverCard") return okButFailed({ success: true, result: [failed] }, message);
  if (operation === "sendDirect") {
    const userIds = Array.isArray(request["userIds"]) ? request["userIds"] : [];
    return okButFailed({ invalidStaffIdList: [], flowControlledStaffIdList: userIds }, message);
  }
  return okButFailed({ success: false, result: false, errorMsg: message }, message);
}

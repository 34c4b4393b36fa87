/**
 * What was seen of the permissions of each app since this process started: from calls that went through or were
 * refused, and from checks. In memory; it asks nothing by itself.
 */
import type { CallInfo } from "../../client/index.ts";
import { OPERATIONS, type Operation, type OperationId } from "../../contract/endpoints.ts";
import type { PermissionEvidence } from "./checks/check.ts";
import type { CheckResult } from "./checks/run-checks.ts";

export interface PermissionRecord {
  /** A call of the app. Only its success and the refusal for want of a permission say anything. */
  observe(clientId: string, call: Pick<CallInfo, "operation" | "code">): void;
  /** Findings of a check about the app. */
  learn(clientId: string, result: CheckResult): void;
  /** The latest that was seen; undefined where nothing was. `need` as from `needOf`. */
  evidence(clientId: string, need: string): Omit<PermissionEvidence, "scope"> | undefined;
}

/** What an operation needs: its permission, or where none is known the operation itself. */
export function needOf(operation: OperationId): string {
  const { scope }: Operation = OPERATIONS[operation];
  return scope ?? `operation:${operation}`;
}

const isOperation = (name: string): name is OperationId => Object.hasOwn(OPERATIONS, name);

const keyOf = (clientId: string, need: string) => `${clientId}\n${need}`;

export function createPermissionRecord(): PermissionRecord {
  const seen = new Map<string, Omit<PermissionEvidence, "scope">>();
  const put = (clientId: string, need: string, evidence: Omit<PermissionEvidence, "scope">) =>
    void seen.set(keyOf(clientId, need), evidence);
  return {
    observe(clientId, { operation, code }) {
      if (!isOperation(operation) || OPERATIONS[operation].token === "none") return;
      if (code === undefined) put(clientId, needOf(operation), { state: "granted" });
      if (code === "scope-missing") put(clientId, needOf(operation), { state: "missing" });
    },
    learn(clientId, { findings }) {
      for (const { permission } of findings) {
        if (!permission) continue;
        const { scope, ...evidence } = permission;
        put(clientId, scope, evidence);
      }
    },
    evidence: (clientId, need) => seen.get(keyOf(clientId, need)),
  };
}

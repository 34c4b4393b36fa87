/** Where the host is told to bring an approval: by whom the configuration names now, whatever it named at the start. */
import { expect, it } from "vitest";
import { createApprovalCapability } from "../../src/channel/host/approval-capability.ts";

const started = { channels: { dingtalk: { clientId: "dinga", approvals: { approvers: ["first01"] } } } };
const request = (turnSourceTo: string) => ({
  id: "11111111-2222-4333-8444-555555555555",
  createdAtMs: 0,
  expiresAtMs: 60_000,
  request: { command: "ls", turnSourceChannel: "dingtalk", turnSourceTo, turnSourceAccountId: "default" },
});

function told(approvers: readonly string[], from: string) {
  const { native } = createApprovalCapability({ mayDecide: () => true, approversOf: () => approvers });
  const params = {
    cfg: started,
    accountId: "default",
    approvalKind: "exec",
    request: request(from),
  } as never;
  const { preferredSurface, supportsApproverDmSurface } = native!.describeDeliveryCapabilities(params);
  return {
    preferredSurface,
    supportsApproverDmSurface,
    asked: native!.resolveApproverDmTargets!(params) as unknown,
  };
}

it.each([
  ["nobody is named any more: who asked is asked", [], "user:lina02", "origin", []],
  [
    "another person is named: that person is asked",
    ["second02"],
    "user:lina02",
    "approver-dm",
    ["user:second02"],
  ],
  ["who asked is named: asked in the same chat", ["LINA02"], "user:lina02", "origin", ["user:LINA02"]],
  ["who asked is named, but asks in a group", ["lina02"], "group:cidA", "approver-dm", ["user:lina02"]],
])("when %s", (_what, approvers, from, preferredSurface, asked) => {
  expect(told(approvers, from)).toEqual({
    preferredSurface,
    supportsApproverDmSurface: approvers.length > 0,
    asked: asked.map((to) => ({ to })),
  });
});

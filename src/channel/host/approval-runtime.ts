/**
 * How an approval of the host is shown in DingTalk and ended there. Loaded with the first approval: the host's own part
 * of it takes more than half a second. No wording here.
 */
import {
  createChannelApprovalNativeRuntimeAdapter,
  type ChannelApprovalCapabilityHandlerContext,
  type ExpiredApprovalView,
  type PendingApprovalView,
  type ResolvedApprovalView,
} from "openclaw/plugin-sdk/approval-handler-runtime";
import type { ApprovalDoor, ApprovalRequest, PromptOutcome } from "../model.ts";
import { parseTarget } from "../outbound/targets.ts";

export type ApprovalAvailability = Parameters<
  typeof createChannelApprovalNativeRuntimeAdapter
>[0]["availability"];

type Transport = Parameters<typeof createChannelApprovalNativeRuntimeAdapter>[0]["transport"];
type Request = Parameters<Transport["deliverPending"]>[0]["request"];

interface ShownEntry {
  readonly code: string;
}

function doorOf({ context }: ChannelApprovalCapabilityHandlerContext): ApprovalDoor | undefined {
  return context as ApprovalDoor | undefined;
}

function viewRequest(to: string, request: Request, view: PendingApprovalView): ApprovalRequest | undefined {
  const target = parseTarget(to);
  if (!target) return undefined;
  const { sessionKey, runId } = request.request as { sessionKey?: string | null; runId?: string | null };
  const command = "commandText" in view ? view.commandText : undefined;
  const cwd = "cwd" in view ? view.cwd : undefined;
  const warning = "warningText" in view ? view.warningText : undefined;
  return {
    approvalId: request.id,
    approvalKind: view.approvalKind,
    title: view.title,
    decisions: [...new Set(view.actions.map(({ decision }) => decision))],
    target,
    run: { ...(runId ? { runId } : {}), ...(sessionKey ? { sessionKey } : {}) },
    expiresAt: view.expiresAtMs,
    ...(view.description ? { description: view.description } : {}),
    ...(command ? { command } : {}),
    ...(cwd ? { cwd } : {}),
    ...(warning ? { warning } : {}),
  };
}

function outcomeOf(view: ResolvedApprovalView): PromptOutcome {
  const ended = "terminalStatus" in view ? view.terminalStatus : undefined;
  return ended ? { kind: ended } : { kind: "decided", value: view.decision };
}

export function createApprovalRuntime(availability: ApprovalAvailability) {
  return createChannelApprovalNativeRuntimeAdapter<
    PendingApprovalView,
    { to: string },
    ShownEntry,
    unknown,
    PromptOutcome,
    PendingApprovalView,
    ResolvedApprovalView,
    ExpiredApprovalView
  >({
    eventKinds: ["exec", "plugin", "system-agent"],
    availability,
    presentation: {
      buildPendingPayload: ({ view }) => view,
      buildResolvedResult: ({ view }) => ({ kind: "update", payload: outcomeOf(view) }),
      buildExpiredResult: () => ({ kind: "update", payload: { kind: "expired" } }),
    },
    transport: {
      prepareTarget: ({ plannedTarget: { target } }) => ({ dedupeKey: target.to, target: { to: target.to } }),
      async deliverPending(params) {
        const request = viewRequest(params.preparedTarget.to, params.request, params.pendingPayload);
        const code = request && (await doorOf(params)?.show(request));
        return code === undefined ? null : { code };
      },
      updateEntry: async (params) => doorOf(params)?.end(params.entry.code, params.payload),
    },
  });
}

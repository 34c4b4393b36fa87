/** The host's side of approvals and questions: takes decisions, and tells how a question ended. */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { questionGatewayRuntime } from "openclaw/plugin-sdk/question-gateway-runtime";
import type { ApprovalDecision, PromptOutcome, PromptResolution } from "../model.ts";

export interface ApprovalToResolve {
  readonly accountId: string;
  readonly approvalId: string;
  readonly approvalKind: "exec" | "plugin" | "system-agent";
  readonly value: string;
  readonly staffId: string;
}

function isDecision(value: string): value is ApprovalDecision {
  return value === "allow-once" || value === "allow-always" || value === "deny";
}

/** The host names no code for what it does not know any more, except in its error's details. */
function isUnknownApproval(error: unknown): boolean {
  const { details, gatewayCode } = (error ?? {}) as { details?: { reason?: unknown }; gatewayCode?: unknown };
  const reason = details?.reason;
  return (
    gatewayCode === "APPROVAL_NOT_FOUND" ||
    reason === "APPROVAL_NOT_FOUND" ||
    reason === "APPROVAL_ALREADY_RESOLVED"
  );
}

/** Rejects when the gateway did not take it: the person may try again. */
export async function resolveApproval(
  cfg: OpenClawConfig,
  { accountId, approvalId, approvalKind, value, staffId }: ApprovalToResolve,
): Promise<PromptResolution> {
  if (!isDecision(value)) throw new RangeError(`no decision: ${value}`);
  // A quarter of a second to load, so not at the start.
  const { resolveApprovalOverGateway } = await import("openclaw/plugin-sdk/approval-gateway-runtime");
  try {
    const result = await resolveApprovalOverGateway({
      cfg,
      approvalId,
      approvalKind,
      decision: value,
      channel: "dingtalk",
      accountId,
      senderId: staffId,
    });
    return result.applied ? "taken" : "over";
  } catch (error) {
    if (isUnknownApproval(error)) return "over";
    throw error;
  }
}

export async function answerQuestion(
  cfg: OpenClawConfig,
  answer: { readonly questionId: string; readonly option: string; readonly staffId: string },
): Promise<PromptResolution> {
  const { questionId, option, staffId } = answer;
  const result = await questionGatewayRuntime.resolveOption({
    cfg,
    questionId,
    optionValue: option,
    senderId: staffId,
  });
  return result.status === "answered" ? "taken" : "over";
}

/**
 * The host tells the end of a question as a line for people and in no other way; these are the beginnings of its
 * 2026.9.6. Another wording costs people the word how it ended, not that it did.
 */
export function parseQuestionEnd(statusLine: string): PromptOutcome {
  if (statusLine.startsWith("Answered")) {
    const value = /^Answered: (.*)$/s.exec(statusLine)?.[1] ?? "";
    return { kind: "decided", value };
  }
  if (statusLine.startsWith("Expired")) return { kind: "expired" };
  return { kind: statusLine.startsWith("Cancelled") ? "cancelled" : "settled" };
}

export function onQuestionEnd(
  questionId: string,
  code: string,
  ended: (outcome: PromptOutcome) => Promise<void>,
): void {
  questionGatewayRuntime.registerChannelDelivery({
    questionId,
    deliveryId: `dingtalk:${code}`,
    finalize: (statusLine) => ended(parseQuestionEnd(statusLine)),
  });
}

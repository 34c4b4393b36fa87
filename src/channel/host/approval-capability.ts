/**
 * What the host needs to bring its approvals into DingTalk: who may decide, where a request is shown, and the calls
 * of an account's door (`ApprovalDoor`), which the account registers when it starts. No wording here.
 */
import {
  createLazyChannelApprovalNativeRuntimeAdapter,
  CHANNEL_APPROVAL_NATIVE_RUNTIME_CONTEXT_CAPABILITY,
} from "openclaw/plugin-sdk/approval-handler-adapter-runtime";
import {
  createChannelNativeOriginTargetResolver,
  doesApprovalRequestMatchChannelAccount,
} from "openclaw/plugin-sdk/approval-native-runtime";
import { registerChannelRuntimeContext } from "openclaw/plugin-sdk/channel-runtime-context";
import type { ChannelPlugin } from "openclaw/plugin-sdk/channel-core";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { ApprovalDoor } from "../model.ts";
import { formatTarget, parseTarget } from "../outbound/targets.ts";
import type { ApprovalAvailability } from "./approval-runtime.ts";
import { resolveHostAccount } from "./plugin-config.ts";

const APPROVAL_KINDS = ["exec", "plugin", "system-agent"] as const;

export interface ApprovalParts {
  /** Whether this person may decide on approvals of the account now. */
  readonly mayDecide: (account: ResolvedAccount, staffId: string) => boolean;
  /** Whom the configuration names now; `account` is as it was when the host looked last. */
  readonly approversOf: (account: ResolvedAccount) => readonly string[];
}

type Capability = NonNullable<ChannelPlugin["approvalCapability"]>;
type Native = NonNullable<Capability["native"]>;
type NativeParams = Parameters<Native["describeDeliveryCapabilities"]>[0];

/** A place as the host keeps it, in its one spelling. */
function placeOf(raw: string | null | undefined): { to: string } | null {
  const target = raw ? parseTarget(raw) : undefined;
  return target ? { to: formatTarget(target) } : null;
}

const resolveOrigin = createChannelNativeOriginTargetResolver<{ to: string }>({
  channel: "dingtalk",
  shouldHandleRequest: ({ cfg, accountId, request }) =>
    doesApprovalRequestMatchChannelAccount({
      cfg,
      request,
      channel: "dingtalk",
      accountId: accountId ?? null,
    }),
  resolveTurnSourceTarget: ({ request }) =>
    request.turnSourceChannel === "dingtalk" ? placeOf(request.turnSourceTo) : null,
  resolveSessionTarget: ({ to }) => placeOf(to),
});

/** Who is asked, and where. The host keeps the configuration of its start in `cfg`; `approversOf` knows what holds now. */
function createNative({ approversOf }: Pick<ApprovalParts, "approversOf">): Native {
  const approvers = ({ cfg, accountId }: NativeParams) => approversOf(resolveHostAccount({ cfg, accountId }));
  /** An approver who asks in the own chat decides there. */
  const decidesAtOrigin = (params: NativeParams): boolean => {
    const named = approvers(params);
    if (named.length === 0) return true;
    const origin = resolveOrigin(params);
    return named.some((staffId) => origin?.to.toLowerCase() === `user:${staffId}`.toLowerCase());
  };
  return {
    describeDeliveryCapabilities: (params) => ({
      enabled: true,
      preferredSurface: decidesAtOrigin(params) ? "origin" : "approver-dm",
      supportsOriginSurface: true,
      supportsApproverDmSurface: approvers(params).length > 0,
      notifyOriginWhenDmOnly: true,
    }),
    resolveOriginTarget: resolveOrigin,
    resolveApproverDmTargets: (params) => approvers(params).map((staffId) => ({ to: `user:${staffId}` })),
  };
}

const availability: ApprovalAvailability = {
  isConfigured: ({ context }) => context !== undefined,
  shouldHandle: ({ cfg, accountId, request, approvalKind }) =>
    resolveOrigin({ cfg, accountId: accountId ?? null, request, approvalKind } as never) !== null,
};

/** What the host calls when there is an approval to show; its own part of that is loaded only then. */
const nativeRuntime = createLazyChannelApprovalNativeRuntimeAdapter({
  eventKinds: APPROVAL_KINDS,
  ...availability,
  load: async () => (await import("./approval-runtime.ts")).createApprovalRuntime(availability),
});

export function createApprovalCapability({ mayDecide, approversOf }: ApprovalParts): Capability {
  return {
    authorizeActorAction: ({ cfg, accountId, senderId }) => ({
      authorized: Boolean(senderId) && mayDecide(resolveHostAccount({ cfg, accountId }), senderId ?? ""),
    }),
    getActionAvailabilityState: () => ({ kind: "enabled" }),
    getExecInitiatingSurfaceState: () => ({ kind: "enabled" }),
    delivery: {
      // What is shown natively in its place is not forwarded there as a text as well.
      shouldSuppressForwardingFallback: ({ cfg, target, request, approvalKind }) => {
        if (target.channel !== "dingtalk") return false;
        const origin = resolveOrigin({ cfg, accountId: target.accountId ?? null, request, approvalKind });
        return origin !== null && origin.to === placeOf(target.to)?.to;
      },
    },
    native: createNative({ approversOf }),
    nativeRuntime: nativeRuntime as NonNullable<Capability["nativeRuntime"]>,
  };
}

/** Opens an account's door to the host's approvals until `abortSignal` aborts. */
export function openApprovalDoor(
  ctx: Parameters<NonNullable<NonNullable<ChannelPlugin["gateway"]>["startAccount"]>>[0],
  door: ApprovalDoor,
): void {
  const { channelRuntime, accountId, abortSignal } = ctx;
  registerChannelRuntimeContext({
    ...(channelRuntime ? { channelRuntime } : {}),
    channelId: "dingtalk",
    accountId,
    capability: CHANNEL_APPROVAL_NATIVE_RUNTIME_CONTEXT_CAPABILITY,
    context: door,
    abortSignal,
  });
}

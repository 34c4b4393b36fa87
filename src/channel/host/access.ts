/**
 * Asks the host who may speak: direct and group policy, allow lists, pairing store, mention, commands.
 * The decision is the host's; the message, the account and the lists are ours.
 */
import { channelIngressRoutes } from "openclaw/plugin-sdk/channel-ingress-runtime";
import { resolveChannelInboundRouteEnvelope } from "openclaw/plugin-sdk/channel-inbound";
import { createChannelPairingController } from "openclaw/plugin-sdk/channel-pairing";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import type { InboundMessage } from "../model.ts";
import { dingtalkIdentity } from "./identity.ts";
import type { PluginRuntime } from "./runtime-slot.ts";

export interface AccessPolicy {
  readonly dmPolicy: "open" | "pairing" | "allowlist" | "disabled";
  readonly groupPolicy: "open" | "allowlist" | "disabled";
  /** Already widened to `["*"]` where `open` came without a list. */
  readonly allowFrom: readonly string[];
  readonly groupAllowFrom: readonly string[];
  readonly requireMention: boolean;
  /** Groups that are listed one by one; `undefined` where none is. */
  readonly groupListed: boolean;
}

export interface AccessRequest {
  readonly cfg: OpenClawConfig;
  readonly accountId: string;
  readonly message: InboundMessage;
  readonly policy: AccessPolicy;
}

/** The id that the host's lists and sessions know a person by. Never the name: people choose theirs. */
export function senderIdOf({ sender, conversation }: InboundMessage): string {
  return sender.staffId ?? sender.senderId ?? `conversation:${conversation.id}`;
}

function resolveRoute({ cfg, accountId, message }: AccessRequest) {
  const group = message.conversation.kind === "group";
  const peer = {
    kind: group ? ("group" as const) : ("direct" as const),
    id: group ? message.conversation.id : senderIdOf(message),
  };
  return { peer, ...resolveChannelInboundRouteEnvelope({ cfg, channel: "dingtalk", accountId, peer }) };
}

export async function evaluateHostAccess(runtime: PluginRuntime, request: AccessRequest) {
  const { cfg, accountId, message, policy } = request;
  const core = runtime.channel;
  const group = message.conversation.kind === "group";
  const { peer, route, buildEnvelope } = resolveRoute(request);
  const pairing = createChannelPairingController({ core: runtime, channel: "dingtalk", accountId });
  const allowTextCommands = core.commands.shouldHandleTextCommands({
    cfg,
    surface: "dingtalk",
    commandSource: "text",
  });
  const hasControlCommand = core.text.hasControlCommand(message.text, cfg);
  const patterns = core.mentions.buildMentionRegexes(cfg, route.agentId);
  const wasMentioned = message.mentioned || core.mentions.matchesMentionPatterns(message.text, patterns);
  const requireMention = group && policy.requireMention;
  const resolver = core.inbound.ingress.createResolver({
    channelId: "dingtalk",
    accountId,
    identity: dingtalkIdentity,
    cfg,
    readStoreAllowFrom: async () => await pairing.readAllowFromStore(),
  });
  const access = await resolver.message({
    subject: { stableId: senderIdOf(message) },
    conversation: { kind: group ? "group" : "direct", id: message.conversation.id },
    contextBinding: {
      agentId: route.agentId,
      sessionKey: route.sessionKey,
      messageId: message.id,
      inboundEventKind: "user_request",
    },
    route: channelIngressRoutes(
      group &&
        policy.groupPolicy === "allowlist" && {
          id: "dingtalk:group",
          allowed: policy.groupListed,
          precedence: 0,
          blockReason: "group_not_allowlisted",
        },
    ),
    ...(group ? { mentionFacts: { canDetectMention: true, wasMentioned, hasAnyMention: wasMentioned } } : {}),
    dmPolicy: policy.dmPolicy,
    groupPolicy: policy.groupPolicy,
    policy: { groupAllowFromFallbackToAllowFrom: false, activation: { requireMention, allowTextCommands } },
    allowFrom: [...policy.allowFrom],
    groupAllowFrom: [...policy.groupAllowFrom],
    command: { allowTextCommands, hasControlCommand },
  });
  return { access, route, peer, buildEnvelope, pairing, wasMentioned, requireMention };
}

export type HostAccess = Awaited<ReturnType<typeof evaluateHostAccess>>;

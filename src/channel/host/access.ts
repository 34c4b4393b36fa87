/**
 * Asks the host who may speak: direct and group policy, allow lists, pairing store, mention, commands.
 * The decision is the host's; the message, the account and the lists are ours.
 */
import { channelIngressRoutes } from "openclaw/plugin-sdk/channel-ingress-runtime";
import { resolveChannelInboundRouteEnvelope } from "openclaw/plugin-sdk/channel-inbound";
import { createChannelPairingController } from "openclaw/plugin-sdk/channel-pairing";
import { resolveCommandAuthorization } from "openclaw/plugin-sdk/command-auth";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import type { InboundMessage } from "../model.ts";
import { ingressResolverOf } from "./host-releases.ts";
import { dingtalkIdentity } from "./identity.ts";
import type { PluginRuntime } from "./runtime-slot.ts";

/** Our route's own reason, beside the host's reason codes. */
const GROUP_NOT_LISTED = "group_not_allowlisted";

export interface AccessPolicy {
  readonly dmPolicy: "open" | "pairing" | "allowlist" | "disabled";
  readonly groupPolicy: "open" | "allowlist" | "disabled";
  /** Already widened to `["*"]` where `open` came without a list. */
  readonly allowFrom: readonly string[];
  readonly groupAllowFrom: readonly string[];
  readonly requireMention: boolean;
  /** Whether the group is in a list; asked under `groupPolicy` allowlist only. */
  readonly groupListed: boolean;
  /** Whether the people of a group share a session or have one each. */
  readonly sessionScope: "group" | "group_sender";
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

/**
 * One person's part of a group is a peer of its own, in the form that the host's tool policy knows (`…:sender:…`);
 * bindings of the whole group hold for it through the parent.
 */
function resolvePeers({ message, policy }: AccessRequest) {
  if (message.conversation.kind !== "group")
    return { peer: { kind: "direct" as const, id: senderIdOf(message) } };
  const group = { kind: "group" as const, id: message.conversation.id };
  if (policy.sessionScope === "group") return { peer: group };
  return { peer: { ...group, id: `${group.id}:sender:${senderIdOf(message)}` }, parentPeer: group };
}

function resolveRoute(request: AccessRequest) {
  const { cfg, accountId } = request;
  const peers = resolvePeers(request);
  const resolved = resolveChannelInboundRouteEnvelope({ cfg, channel: "dingtalk", accountId, ...peers });
  return { peer: peers.peer, ...resolved };
}

/** Why the host admits a message or does not: its own code, or the more telling one of our group list. */
export function reasonOf({ ingress, routeAccess }: HostAccess["access"]): string {
  return ingress.reasonCode === "route_blocked"
    ? (routeAccess.reason ?? ingress.reasonCode)
    : ingress.reasonCode;
}

/**
 * Whether `commands.allowFrom` keeps this person from giving commands. Without such a list commands follow the
 * channel's lists, and what only owners may is refused by the host in words of its own.
 */
function isCommandDenied({ cfg, accountId, message }: AccessRequest, authorized: boolean): boolean {
  const lists = cfg.commands?.allowFrom;
  if (!lists || (lists["dingtalk"] === undefined && lists["*"] === undefined)) return false;
  const senderId = senderIdOf(message);
  const { isAuthorizedSender } = resolveCommandAuthorization({
    cfg,
    commandAuthorized: authorized,
    ctx: {
      Provider: "dingtalk",
      Surface: "dingtalk",
      AccountId: accountId,
      ChatType: message.conversation.kind,
      From: `dingtalk:${senderId}`,
      SenderId: senderId,
    },
  });
  return !isAuthorizedSender;
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
  const resolver = ingressResolverOf(runtime)({
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
          blockReason: GROUP_NOT_LISTED,
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
  const commandDenied = hasControlCommand && isCommandDenied(request, access.commandAccess.authorized);
  return { access, route, peer, buildEnvelope, pairing, wasMentioned, requireMention, commandDenied };
}

export type HostAccess = Awaited<ReturnType<typeof evaluateHostAccess>>;

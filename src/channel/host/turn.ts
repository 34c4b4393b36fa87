/**
 * Runs one admitted message through the host's reply pipeline.
 * The pipeline's many callbacks are narrowed here to the few that a reply needs.
 */
import {
  bindIngressLifecycleToReplyOptions,
  createMessageReceiptFromOutboundResults,
} from "openclaw/plugin-sdk/channel-outbound";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import type { Delivery, InboundMessage, MediaToSend, QuestionRequest } from "../model.ts";
import type { HostAccess } from "./access.ts";
import { senderIdOf } from "./access.ts";
import { toHostMedia, type HostFile, type HostMedia } from "./host-media.ts";
import type { IngressLifecycle } from "./ingress.ts";
import { replyMedia } from "./media-access.ts";
import { parseQuestionPayload } from "./parse-question-payload.ts";
import type { PluginRuntime } from "./runtime-slot.ts";

export interface ReplyPayloadView {
  readonly text: string;
  /** Files of the answer, in their order. */
  readonly media: readonly MediaToSend[];
  readonly isError: boolean;
  /** What the model thought before it answered, for a chat that wants to keep it. */
  readonly isThought?: boolean;
  /** The agent waits for one of these answers; `text` says the same. */
  readonly question?: QuestionRequest;
}

/** What the host's pipeline tells a reply. */
export interface TurnEvents {
  /** A model run for this turn, or for a message queued behind it, has begun. */
  onRunStart(runId: string): void;
  /** The model that answers. */
  onModel(model: string): void;
  /** The thought so far, in a session whose level is `/reasoning stream`. */
  onThoughts(text: string): void;
  /** The message waits behind another turn. */
  onQueued(): void;
  /** The message waited and has joined a run that was going on, or is about to run. */
  onSteered(): void;
  /** A message that was queued is about to run under this turn's callbacks. */
  onFollowupAdmitted(): Promise<void>;
  onFollowupSettled(): Promise<void>;
  deliver(payload: ReplyPayloadView, kind: "tool" | "block" | "final"): Promise<readonly Delivery[]>;
  onDeliveryError(error: unknown, kind: string): void;
}

export interface HostTurn {
  readonly cfg: OpenClawConfig;
  readonly accountId: string;
  readonly message: InboundMessage;
  /** What the agent reads: the words of `message` with what it quotes and what came along. */
  readonly body: string;
  /** Archived files, in their order. */
  readonly files: readonly HostFile[];
  readonly access: HostAccess;
  /** What the configuration says of this group; absent in a direct chat. */
  readonly group?: {
    readonly systemPrompt: string | undefined;
    readonly skills: readonly string[] | undefined;
  };
  /** `user:<staffId>` or `group:<openConversationId>`. */
  readonly to: string;
  readonly lifecycle: IngressLifecycle;
  readonly events: TurnEvents;
  /** Aborts when a person stops the answer; the host then says nothing in the chat. */
  readonly stopSignal: AbortSignal;
  readonly log: { warn(message: string): void };
}

function buildContext(runtime: PluginRuntime, turn: HostTurn, media: HostMedia) {
  const { message, access, to, accountId, body } = turn;
  const { route, peer, buildEnvelope, wasMentioned, requireMention } = access;
  const group = message.conversation.kind === "group";
  const senderId = senderIdOf(message);
  const label = group ? (message.conversation.title ?? message.conversation.id) : message.sender.name;
  return runtime.channel.inbound.buildContext({
    channelIngress: access.access,
    channel: "dingtalk",
    accountId: route.accountId ?? accountId,
    messageId: message.id,
    timestamp: message.sentAt,
    from: `dingtalk:${senderId}`,
    sender: { id: senderId, name: message.sender.name },
    conversation: { kind: group ? "group" : "direct", id: message.conversation.id, label, routePeer: peer },
    route: {
      agentId: route.agentId,
      ...(route.dmScope ? { dmScope: route.dmScope } : {}),
      accountId: route.accountId,
      routeSessionKey: route.sessionKey,
    },
    reply: { to, originatingTo: to },
    message: {
      body: buildEnvelope({
        channel: "DingTalk",
        from: message.sender.name,
        timestamp: message.sentAt,
        body,
      }),
      bodyForAgent: body,
      rawBody: message.text,
      commandBody: message.text,
    },
    access: {
      commands: { authorized: access.access.commandAccess.authorized },
      mentions: { canDetectMention: group, wasMentioned, requireMention },
    },
    ...(media.length > 0 ? { media } : {}),
    ...(turn.group?.systemPrompt ? { supplemental: { groupSystemPrompt: turn.group.systemPrompt } } : {}),
    extra: { GroupSubject: group ? label : undefined },
  });
}

interface RawPayload {
  text?: string | undefined;
  mediaUrl?: string | undefined;
  mediaUrls?: readonly string[] | undefined;
  isError?: boolean | undefined;
  isReasoning?: boolean | undefined;
  presentation?: unknown;
  channelData?: unknown;
}

function viewPayload(cfg: OpenClawConfig, agentId: string, payload: RawPayload): ReplyPayloadView {
  const urls = payload.mediaUrls?.length ? payload.mediaUrls : payload.mediaUrl ? [payload.mediaUrl] : [];
  const media = replyMedia(cfg, agentId, urls);
  const question = parseQuestionPayload(payload);
  return {
    text: payload.text ?? "",
    media,
    isError: payload.isError === true,
    ...(payload.isReasoning === true ? { isThought: true } : {}),
    ...(question ? { question } : {}),
  };
}

/** `deferred`: the message waits behind another turn and runs later under the same callbacks. */
export type TurnOutcome = "completed" | "deferred" | "aborted";

interface Handoff {
  state: "none" | "adopted" | "deferred" | "abandoned";
}

function trackLifecycle(
  lifecycle: IngressLifecycle,
  handoff: Handoff,
  events: Pick<TurnEvents, "onSteered" | "onQueued">,
): IngressLifecycle {
  return {
    ...lifecycle,
    onAdopted: async () => {
      if (handoff.state === "deferred") events.onSteered();
      handoff.state = "adopted";
      await lifecycle.onAdopted();
    },
    onDeferred: () => {
      handoff.state = "deferred";
      events.onQueued();
      lifecycle.onDeferred();
    },
    onAbandoned: async () => {
      handoff.state = "abandoned";
      await lifecycle.onAbandoned();
    },
  };
}

function toDeliveryResult(payload: ReplyPayloadView, deliveries: readonly Delivery[], to: string) {
  const ids = deliveries.flatMap((delivery) => (delivery.id ? [delivery.id] : []));
  return {
    visibleReplySent: deliveries.length > 0,
    content: payload.text,
    ...(ids.length > 0
      ? {
          receipt: createMessageReceiptFromOutboundResults({
            results: ids.map((messageId) => ({ channel: "dingtalk", messageId, conversationId: to })),
            kind: "text",
          }),
        }
      : {}),
  };
}

/** False: what a card shows of it comes later, when the card may move. */
function tellThoughts(
  events: Pick<TurnEvents, "onThoughts">,
  { text, requiresReasoningProgressOptIn }: { text?: string; requiresReasoningProgressOptIn?: boolean },
): false {
  // The host gives it although the session did not ask for it.
  if (text && !requiresReasoningProgressOptIn) events.onThoughts(text);
  return false;
}

export async function runHostTurn(runtime: PluginRuntime, turn: HostTurn): Promise<TurnOutcome> {
  const { cfg, message, access, to, lifecycle, events, log } = turn;
  const { route } = access;
  const accountId = route.accountId ?? turn.accountId;
  const handoff: Handoff = { state: "none" };
  const ctxPayload = buildContext(runtime, turn, await toHostMedia(runtime, turn, log));
  await runtime.channel.inbound.run({
    channel: "dingtalk",
    accountId,
    raw: message,
    adapter: {
      ingest: () => ({
        id: message.id,
        timestamp: message.sentAt,
        rawText: message.text,
        textForAgent: turn.body,
        textForCommands: message.text,
        raw: message,
      }),
      resolveTurn: () => ({
        cfg,
        channel: "dingtalk",
        accountId,
        route: {
          agentId: route.agentId,
          sessionKey: route.sessionKey,
          ...(route.dmScope ? { dmScope: route.dmScope } : {}),
        },
        ctxPayload,
        record: {
          ...(message.conversation.kind === "direct"
            ? { updateLastRoute: { sessionKey: route.sessionKey, channel: "dingtalk", to, accountId } }
            : {}),
          onRecordError: (error) => log.warn(`the session could not be recorded: ${String(error)}`),
        },
        replyPipeline: {},
        delivery: {
          observeMessageSent: true,
          durable: () => false,
          deliver: async (payload, info) => {
            const view = viewPayload(cfg, route.agentId, payload);
            return toDeliveryResult(view, await events.deliver(view, info.kind), to);
          },
          onError: (error, info) => events.onDeliveryError(error, info.kind),
        },
        replyOptions: {
          ...bindIngressLifecycleToReplyOptions(trackLifecycle(lifecycle, handoff, events)),
          abortSignal: turn.stopSignal,
          disableBlockStreaming: true,
          ...(turn.group?.skills ? { skillFilter: [...turn.group.skills] } : {}),
          onAgentRunStart: (runId) => events.onRunStart(runId),
          onModelSelected: ({ model }) => events.onModel(model),
          reasoningPayloadsEnabled: true,
          onReasoningStream: (payload) => tellThoughts(events, payload),
          onQueuedFollowupAdmitted: () => events.onFollowupAdmitted(),
          onQueuedFollowupSettled: () => events.onFollowupSettled(),
        },
      }),
    },
  });
  return settleHandoff(lifecycle, handoff);
}

async function settleHandoff(lifecycle: IngressLifecycle, handoff: Handoff): Promise<TurnOutcome> {
  if (handoff.state === "deferred" || handoff.state === "abandoned") return "deferred";
  if (handoff.state === "adopted") return "completed";
  if (lifecycle.abortSignal.aborted) return "aborted";
  await lifecycle.onAdopted();
  return "completed";
}

/** The host as turns and accounts see it: one object over the runtime, so that tests may bring their own. */
import type { AccountHost } from "../account/start-account.ts";
import { evaluateHostAccess } from "./access.ts";
import { onAgentEvent } from "./agent-events.ts";
import { createIngress, openIngressQueue } from "./ingress.ts";
import { markUntrusted } from "./mark-untrusted.ts";
import { loadLocalMedia } from "./load-local-media.ts";
import { mediaTools } from "./media-tools.ts";
import { answerQuestion, onQuestionEnd, resolveApproval } from "./prompt-host.ts";
import type { PluginRuntime } from "./runtime-slot.ts";
import { hasSendingHooks } from "./sending-hooks.ts";
import { runHostTurn } from "./turn.ts";

export function createHost(runtime: PluginRuntime): AccountHost {
  return {
    evaluateAccess: (request) => evaluateHostAccess(runtime, request),
    runTurn: (turn) => runHostTurn(runtime, turn),
    markUntrusted,
    openQueue: (accountId, openOwn) => openIngressQueue(runtime, accountId, openOwn),
    createIngress,
    onAgentEvent: (listener) => onAgentEvent(runtime, listener),
    hasSendingHooks,
    media: { loadLocal: loadLocalMedia, tools: mediaTools },
    resolveApproval,
    answerQuestion,
    onQuestionEnd,
    recordActivity: (accountId, direction) =>
      runtime.channel.activity.record({ channel: "dingtalk", accountId, direction }),
    isCommand: (text, cfg) => runtime.channel.commands.isControlCommandMessage(text, cfg),
    mergeWindowMs: (cfg) => runtime.channel.debounce.resolveInboundDebounceMs({ cfg, channel: "dingtalk" }),
  };
}

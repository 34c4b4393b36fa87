/**
 * Puts our parts into the host's ChannelPlugin shape. The only place that knows that shape; no behaviour here.
 */
import {
  createChatChannelPlugin,
  type ChannelPlugin,
  type OpenClawConfig,
} from "openclaw/plugin-sdk/channel-core";
import { createPairingPrefixStripper } from "openclaw/plugin-sdk/channel-pairing";
import { PAIRING_APPROVED_MESSAGE } from "openclaw/plugin-sdk/channel-status";
import {
  buildProbeChannelStatusSummary,
  createComputedAccountStatusAdapter,
  createDefaultChannelRuntimeState,
} from "openclaw/plugin-sdk/status-helpers";
import type { ProbeResult } from "../../client/index.ts";
import type { ResolvedAccount } from "../config/accounts.ts";
import type { ApprovalDoor } from "../model.ts";
import { formatTarget, parseTarget } from "../outbound/targets.ts";
import {
  createAccountStatusSink,
  runPassiveAccountLifecycle,
  type AccountStatusSink,
} from "./account-lifecycle.ts";
import { createApprovalCapability, openApprovalDoor, type ApprovalParts } from "./approval-capability.ts";
import { dingtalkConfigSchema } from "./config-schema.ts";
import type { MessageAdapter, TextToSend } from "./message-adapter.ts";
import { configAdapter, resolveDmPolicy, secretContract } from "./plugin-config.ts";
import { setupContract } from "./plugin-setup.ts";

export interface AccountStart {
  readonly cfg: OpenClawConfig;
  readonly account: ResolvedAccount;
  readonly status: AccountStatusSink;
  readonly log: (level: "debug" | "info" | "warn" | "error", line: string) => void;
}

export interface PluginParts {
  readonly message: MessageAdapter;
  readonly start: (
    start: AccountStart,
  ) => Promise<{ readonly approvals: ApprovalDoor; stop(): Promise<void> }>;
  readonly approvals: ApprovalParts;
  readonly probe: (account: ResolvedAccount, timeoutMs: number) => Promise<ProbeResult>;
  readonly sendText: (request: TextToSend) => Promise<unknown>;
}

export type DingTalkPlugin = ChannelPlugin<ResolvedAccount, ProbeResult>;

const normalizeTarget = (raw: string): string | undefined => {
  const target = parseTarget(raw);
  return target && formatTarget(target);
};

const meta = {
  id: "dingtalk",
  label: "DingTalk",
  selectionLabel: "DingTalk (钉钉)",
  docsPath: "/channels/dingtalk",
  blurb: "DingTalk bots in Stream mode with streaming AI Cards.",
  markdownCapable: true,
  quickstartAllowFrom: true,
} as const;

/** Allow lists are read anew for each message; changing them restarts nothing. */
const LIVE_KEYS = ["allowFrom", "groupAllowFrom"].flatMap((key) => [
  `channels.dingtalk.${key}`,
  `channels.dingtalk.accounts.*.${key}`,
]);

const TARGET_HINT = "<user:staffId|group:openConversationId>";

function messaging() {
  return {
    targetPrefixes: ["dingtalk"],
    normalizeTarget,
    inferTargetChatType: ({ to }: { to: string }) =>
      parseTarget(to)?.kind === "group" ? ("group" as const) : ("direct" as const),
    targetResolver: { looksLikeId: (raw: string) => parseTarget(raw) !== undefined, hint: TARGET_HINT },
  };
}

function statusAdapter(probe: PluginParts["probe"]) {
  return createComputedAccountStatusAdapter<ResolvedAccount, ProbeResult>({
    defaultRuntime: createDefaultChannelRuntimeState("default"),
    buildChannelSummary: ({ snapshot }) => buildProbeChannelStatusSummary(snapshot),
    probeAccount: ({ account, timeoutMs }) => probe(account, timeoutMs),
    resolveAccountSnapshot: ({ account, runtime }) => ({
      accountId: account.accountId,
      enabled: account.enabled,
      configured: account.configured,
      ...(account.name === undefined ? {} : { name: account.name }),
      extra: {
        mode: account.enableAICard ? "card" : "message",
        dmPolicy: account.dmPolicy,
        credentialSource: account.clientSecretSource,
        ...(runtime?.application === undefined ? {} : { application: runtime.application }),
      },
    }),
  });
}

function gateway(start: PluginParts["start"]): NonNullable<DingTalkPlugin["gateway"]> {
  return {
    startAccount: async (ctx) => {
      const status = createAccountStatusSink({ accountId: ctx.accountId, setStatus: ctx.setStatus });
      const log = (level: "debug" | "info" | "warn" | "error", line: string) =>
        ctx.log?.[level]?.(`[${ctx.accountId}] ${line}`);
      await runPassiveAccountLifecycle({
        abortSignal: ctx.abortSignal,
        async start() {
          const running = await start({ cfg: ctx.cfg, account: ctx.account, status, log });
          openApprovalDoor(ctx, running.approvals);
          return running;
        },
        stop: (running) => running.stop(),
      });
    },
  };
}

function outbound(parts: PluginParts) {
  return {
    base: {
      deliveryMode: "direct" as const,
      // Long texts are split by ourselves, so that the end of a live card arrives in one piece.
      textChunkLimit: 100_000,
      chunkerMode: "markdown" as const,
      resolveTarget: ({ to }: { to?: string | undefined }) => {
        const target = to ? normalizeTarget(to) : undefined;
        return target
          ? { ok: true as const, to: target }
          : { ok: false as const, error: new Error(`DingTalk needs a target: ${TARGET_HINT}`) };
      },
    },
    attachedResults: {
      channel: "dingtalk",
      sendText: async (request: TextToSend) => {
        const sent = (await parts.sendText(request)) as readonly { id?: string }[];
        return { messageId: sent.find((delivery) => delivery.id)?.id ?? "" };
      },
    },
  };
}

export function buildPlugin(parts: PluginParts): DingTalkPlugin {
  return createChatChannelPlugin<ResolvedAccount, ProbeResult>({
    base: {
      id: "dingtalk",
      meta,
      capabilities: {
        chatTypes: ["direct", "group"],
        reply: false,
        edit: false,
        media: false,
        threads: false,
        blockStreaming: true,
      },
      reload: { configPrefixes: ["channels.dingtalk"], noopPrefixes: LIVE_KEYS, accountScopedRestart: true },
      configSchema: dingtalkConfigSchema,
      setupContract,
      config: configAdapter,
      secrets: secretContract,
      message: parts.message,
      messaging: messaging(),
      status: statusAdapter(parts.probe),
      agentPrompt: {
        messageToolHints: () => ["- DingTalk targets: `user:<staffId>` or `group:<openConversationId>`."],
      },
      gateway: gateway(parts.start),
      approvalCapability: createApprovalCapability(parts.approvals),
    },
    security: { resolveDmPolicy },
    pairing: {
      text: {
        idLabel: "staffId",
        message: PAIRING_APPROVED_MESSAGE,
        normalizeAllowEntry: createPairingPrefixStripper(/^(dingtalk|user):/i),
        notify: async ({ cfg, id, message, accountId }) => {
          await parts.sendText({ cfg, accountId, to: `user:${id}`, text: message });
        },
      },
    },
    outbound: outbound(parts),
  });
}

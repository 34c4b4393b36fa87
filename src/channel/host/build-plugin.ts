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
import { LIVE_KEYS } from "../config/live-keys.ts";
import type { ApprovalDoor, Delivery } from "../model.ts";
import { formatTarget, parseTarget } from "../outbound/targets.ts";
import {
  createAccountStatusSink,
  runPassiveAccountLifecycle,
  type AccountStatusSink,
} from "./account-lifecycle.ts";
import { createApprovalCapability, openApprovalDoor, type ApprovalParts } from "./approval-capability.ts";
import { dingtalkConfigSchema } from "./config-schema.ts";
import {
  buildDirectory,
  buildResolver,
  buildTargetResolver,
  type DirectoryDoor,
} from "./directory-adapter.ts";
import { groupAdapter } from "./group-policy.ts";
import { hostMedia } from "./media-access.ts";
import { createActionAdapter, type UseMessageActions } from "./message-actions.ts";
import type { FileToSend, MessageAdapter, TextToSend } from "./message-adapter.ts";
import { configAdapter, resolveDmPolicy, secretContract } from "./plugin-config.ts";
import { createSetupContract, type ProveAdded } from "./plugin-setup.ts";
import { createSetupWizard, type ConfigureInHost } from "./setup-wizard.ts";

export interface AccountStart {
  readonly cfg: OpenClawConfig;
  readonly account: ResolvedAccount;
  readonly status: AccountStatusSink;
  readonly log: (level: "debug" | "info" | "warn" | "error", line: string) => void;
  /** The account takes the host's approvals from now on: it may start later than it is told to. */
  readonly openApprovals: (door: ApprovalDoor) => void;
}

export interface PluginParts {
  readonly message: MessageAdapter;
  readonly start: (start: AccountStart) => Promise<{ stop(): Promise<void> }>;
  readonly approvals: ApprovalParts;
  readonly probe: (account: ResolvedAccount, timeoutMs: number) => Promise<ProbeResult>;
  readonly sendText: (request: TextToSend) => Promise<readonly Delivery[]>;
  readonly sendFile: (request: FileToSend) => Promise<Delivery>;
  readonly useActions: UseMessageActions;
  readonly directory: DirectoryDoor;
  readonly configure: ConfigureInHost;
  readonly proveAdded: ProveAdded;
  /** Asks for the credentials of one account, proves and writes them; the exit code of our wizard. */
  readonly logIn: (accountId: string, print: (line: string) => void) => Promise<number>;
  /** Takes them out of the configuration. */
  readonly logOut: (accountId: string) => Promise<{ readonly cleared: boolean; readonly loggedOut: boolean }>;
  /** Lines for the host's doctor. */
  readonly doctorWarnings: (cfg: OpenClawConfig) => Promise<string[]>;
  /** For the host's security audit; `source` is the configuration as written. */
  readonly auditFindings: (
    source: OpenClawConfig,
    account: ResolvedAccount,
  ) => { checkId: string; severity: "warn"; title: string; detail: string; remediation: string }[];
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

/** Who may speak, and what holds in a group; changing it restarts nothing. */
const LIVE_PATHS = LIVE_KEYS.flatMap((key) => [
  `channels.dingtalk.${key}`,
  `channels.dingtalk.accounts.*.${key}`,
]);

const TARGET_HINT = "<user:staffId|group:openConversationId>";

const HINTS = [
  "- DingTalk targets: `user:<staffId>`, `group:<openConversationId>`, or the whole name of a person or group.",
  "- DingTalk group answers may mention people as `<@staffId>`, or by `@` and the whole name of somebody who wrote to the bot.",
];

function messaging(directory: DirectoryDoor) {
  return {
    targetPrefixes: ["dingtalk"],
    normalizeTarget,
    inferTargetChatType: ({ to }: { to: string }) =>
      parseTarget(to)?.kind === "group" ? ("group" as const) : ("direct" as const),
    targetResolver: buildTargetResolver(directory, TARGET_HINT),
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

/** Written, though something needs attention: the host goes on and starts the account. */
const WRITTEN = new Set([0, 3]);

function auth(logIn: PluginParts["logIn"]): NonNullable<DingTalkPlugin["auth"]> {
  return {
    async login({ accountId, runtime }) {
      const code = await logIn(accountId ?? "", (line) => runtime.log(line));
      if (!WRITTEN.has(code)) runtime.exit(code);
    },
  };
}

function gateway({ start, logOut }: PluginParts): NonNullable<DingTalkPlugin["gateway"]> {
  return {
    logoutAccount: async ({ accountId }) => ({ ...(await logOut(accountId)) }),
    startAccount: async (ctx) => {
      const status = createAccountStatusSink({ accountId: ctx.accountId, setStatus: ctx.setStatus });
      const log = (level: "debug" | "info" | "warn" | "error", line: string) =>
        ctx.log?.[level]?.(`[${ctx.accountId}] ${line}`);
      await runPassiveAccountLifecycle({
        abortSignal: ctx.abortSignal,
        start: () =>
          start({
            cfg: ctx.cfg,
            account: ctx.account,
            status,
            log,
            openApprovals: (door) => openApprovalDoor(ctx, door),
          }),
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
        const sent = await parts.sendText(request);
        return { messageId: sent.find((delivery) => delivery.id)?.id ?? "" };
      },
      sendMedia: async (request: TextToSend & { mediaUrl?: string }) => {
        const { cfg, accountId, to, text, mediaUrl } = request;
        const said = text.trim() === "" ? [] : await parts.sendText(request);
        const media = mediaUrl === undefined ? undefined : hostMedia({ ...request, mediaUrl });
        const sent = media ? [await parts.sendFile({ cfg, accountId, to, media }), ...said] : said;
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
        unsend: true,
        reactions: true,
        media: true,
        threads: false,
        blockStreaming: true,
        // Speech that the host synthesises comes as Ogg-Opus then, which goes out as it is.
        tts: { voice: { synthesisTarget: "voice-note" } },
      },
      reload: { configPrefixes: ["channels.dingtalk"], noopPrefixes: LIVE_PATHS, accountScopedRestart: true },
      configSchema: dingtalkConfigSchema,
      setupContract: createSetupContract(parts.proveAdded),
      setupWizard: createSetupWizard(parts.configure),
      doctor: { collectPreviewWarnings: ({ cfg }) => parts.doctorWarnings(cfg) },
      config: configAdapter,
      secrets: secretContract,
      message: parts.message,
      messaging: messaging(parts.directory),
      groups: groupAdapter,
      directory: buildDirectory(parts.directory),
      resolver: buildResolver(parts.directory),
      actions: createActionAdapter(parts.useActions),
      status: statusAdapter(parts.probe),
      agentPrompt: {
        messageToolHints: () => HINTS,
      },
      auth: auth(parts.logIn),
      gateway: gateway(parts),
      approvalCapability: createApprovalCapability(parts.approvals),
    },
    security: {
      resolveDmPolicy,
      collectAuditFindings: ({ sourceConfig, account }) => parts.auditFindings(sourceConfig, account),
    },
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

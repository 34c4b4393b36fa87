/**
 * Keys of other DingTalk plugins and of older releases: accepted, without effect, and reported with what to do.
 * Sources: the schemas of `@openclaw-china/dingtalk`, `@soimy/dingtalk` and `dingtalk-connector`.
 */
import type { Bilingual } from "./key-spec.ts";

const renamed = (to: string): Bilingual => ({
  en: `Use ${to} instead.`,
  zh: `请改用 ${to}。`,
});
const notNeeded: Bilingual = {
  en: "Not needed any more; remove it.",
  zh: "已不再需要，请删除。",
};
const derived: Bilingual = {
  en: "Taken from clientId and the messages themselves; remove it.",
  zh: "已由 clientId 与消息自动得出，请删除。",
};
const hostHandles: Bilingual = {
  en: "The channel runs inside the gateway and needs no address or token of it; remove it.",
  zh: "渠道在网关内运行，无需网关地址或令牌，请删除。",
};
const hostLogs: Bilingual = {
  en: "Use OpenClaw's own logging settings; remove it.",
  zh: "请使用 OpenClaw 的日志设置，并删除此项。",
};
const cardSwitch: Bilingual = {
  en: "Use enableAICard (true or false); the card template is built in.",
  zh: "请使用 enableAICard（true 或 false）；卡片模板已内置。",
};
const hostSessions: Bilingual = {
  en: "Use OpenClaw's own session settings (session.dmScope, session.reset); remove it.",
  zh: "请使用 OpenClaw 的会话设置（session.dmScope、session.reset），并删除此项。",
};

/** Key → what to do about it. */
export const LEGACY_KEYS: Readonly<Record<string, Bilingual>> = {
  appKey: renamed("clientId"),
  appSecret: renamed("clientSecret"),
  clientID: renamed("clientId"),
  robotCode: derived,
  corpId: derived,
  agentId: derived,
  chatbotUserId: derived,
  gatewayToken: hostHandles,
  gatewayPassword: hostHandles,
  gatewayPort: hostHandles,
  gatewayBaseUrl: hostHandles,
  gatewayUrl: hostHandles,
  messageType: cardSwitch,
  cardTemplateId: cardSwitch,
  cardTemplateKey: cardSwitch,
  cardStreamingMode: cardSwitch,
  cardRealTimeStream: cardSwitch,
  cardStreamInterval: cardSwitch,
  aicardDegradeMs: cardSwitch,
  showThinking: {
    en: "Use /reasoning in the chat; remove it.",
    zh: "请在会话中使用 /reasoning，并删除此项。",
  },
  thinkingMessage: renamed("longTaskNoticeDelayMs"),
  ackReaction: renamed("thinkingReaction"),
  ackText: renamed("longTaskNoticeDelayMs"),
  asyncMode: renamed("longTaskNoticeDelayMs"),
  mediaMaxMb: renamed("maxFileSizeMB"),
  mediaUrlAllowlist: renamed("network.allowPrivate"),
  connectionMode: notNeeded,
  webhookPath: notNeeded,
  webhookPort: notNeeded,
  useConnectionManager: notNeeded,
  maxConnectionAttempts: notNeeded,
  initialReconnectDelay: notNeeded,
  maxReconnectDelay: notNeeded,
  reconnectJitter: notNeeded,
  maxReconnectCycles: notNeeded,
  keepAlive: notNeeded,
  debug: hostLogs,
  verbose: hostLogs,
  sessionTimeout: hostSessions,
  separateSessionByConversation: hostSessions,
  sharedMemoryAcrossConversations: hostSessions,
  groupAllowlist: renamed("groupAllowFrom"),
  allowedUsers: renamed("allowFrom"),
  proactivePermissionHint: notNeeded,
  journalTTLDays: notNeeded,
  bypassProxyForSend: notNeeded,
};

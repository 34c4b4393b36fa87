/** The channel's configuration for a local run: the manual's keys, plus where the local DingTalk is. */
import type { JsonObject } from "../gateway/host-config.ts";
import { CLIENT_SECRET_VARIABLE } from "./gateway-setup.ts";
import type { RealDingTalk } from "./start-options.ts";

/** As printed in the manual. */
const MANUAL_KEYS = {
  enabled: true,
  longTaskNoticeDelayMs: 30_000,
  enableAICard: true,
  maxFileSizeMB: 100,
  inboundMedia: { dir: "~/.openclaw/media/dingtalk/inbound", keepDays: 7 },
};

export interface LocalDingTalk {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export function planLocalChannel(local: LocalDingTalk): JsonObject {
  return {
    ...MANUAL_KEYS,
    clientId: local.clientId,
    clientSecret: local.clientSecret,
    endpoints: { api: local.url, oapi: local.url },
    network: { allowPrivate: true },
  };
}

/** DingTalk itself; the secret stays in the environment. */
export function planRealChannel(real: RealDingTalk): JsonObject {
  const clientSecret = { source: "env", provider: "default", id: CLIENT_SECRET_VARIABLE };
  return { ...MANUAL_KEYS, clientId: real.clientId, clientSecret };
}

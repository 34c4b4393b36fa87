/** `openclaw channels add --channel dingtalk --client-id … --client-secret …`: the host's own door to set-up. */
import { normalizeAccountId } from "openclaw/plugin-sdk/account-id";
import { defineChannelSetupContract } from "openclaw/plugin-sdk/channel-setup";
import { applyAccountNameToChannelSection, patchScopedAccountConfig } from "openclaw/plugin-sdk/setup";

export const setupContract = defineChannelSetupContract({
  fields: {
    clientId: {
      kind: "string",
      cli: { flags: "--client-id <id>", description: "DingTalk Client ID (AppKey)" },
    },
    clientSecret: {
      kind: "string",
      sensitive: true,
      cli: { flags: "--client-secret <secret>", description: "DingTalk Client Secret (AppSecret)" },
    },
  },
  adapter: {
    configPromotion: "preserve-root",
    singleAccountKeysToMove: [],
    resolveAccountId: ({ accountId }) => normalizeAccountId(accountId),
    applyAccountName: ({ cfg, accountId, name }) =>
      applyAccountNameToChannelSection({ cfg, channelKey: "dingtalk", accountId, ...(name ? { name } : {}) }),
    validateInput: ({ input }) =>
      input.clientId && input.clientSecret
        ? null
        : "DingTalk needs --client-id and --client-secret; both stand on the application's details page.",
    applyAccountConfig: ({ cfg, accountId, input }) =>
      patchScopedAccountConfig({
        cfg,
        channelKey: "dingtalk",
        accountId,
        patch: { enabled: true, clientId: input.clientId, clientSecret: input.clientSecret },
      }),
  },
});

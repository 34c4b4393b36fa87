/** `openclaw channels add --channel dingtalk --client-id … --client-secret …`: the host's own door to set-up. */
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { normalizeAccountId } from "openclaw/plugin-sdk/account-id";
import { defineChannelSetupContract } from "openclaw/plugin-sdk/channel-setup";
import { applyAccountNameToChannelSection, patchScopedAccountConfig } from "openclaw/plugin-sdk/setup";
import { holdProcess } from "../../lib/hold-process.ts";

export interface AddedAccount {
  readonly cfg: OpenClawConfig;
  readonly accountId: string;
  readonly print: (line: string) => void;
}

/** Says of an account that was just written whether it works. */
export type ProveAdded = (added: AddedAccount) => Promise<void>;

export const createSetupContract = (prove: ProveAdded) =>
  defineChannelSetupContract({
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
        applyAccountNameToChannelSection({
          cfg,
          channelKey: "dingtalk",
          accountId,
          ...(name ? { name } : {}),
        }),
      validateInput: ({ input }) =>
        input.clientId && input.clientSecret
          ? null
          : "DingTalk needs --client-id and --client-secret; both stand on the application's details page.",
      applyAccountConfig({ cfg, accountId, input }) {
        const { clientId, clientSecret } = input;
        // The host hands the name over here, and calls `applyAccountName` in its wizard only.
        const name = input.name?.trim();
        const patch = { enabled: true, clientId, clientSecret, ...(name ? { name } : {}) };
        return patchScopedAccountConfig({ cfg, channelKey: "dingtalk", accountId, patch });
      },
      afterAccountConfigWritten: ({ cfg, accountId, runtime }) =>
        holdProcess(prove({ cfg, accountId, print: (line) => runtime.log(line) })),
    },
  });

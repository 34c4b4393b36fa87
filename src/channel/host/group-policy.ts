/**
 * What the host asks about a group while it prepares a run: which tools, and whether a mention is needed. The ids
 * come from session keys, in lower case, one person's session with `:sender:` behind.
 */
import type { ChannelPlugin } from "openclaw/plugin-sdk/channel-core";
import { resolveToolsBySender } from "openclaw/plugin-sdk/channel-policy";
import { groupSettings, type GroupSettings } from "../config/group-settings.ts";
import { resolveHostAccount, type AccountQuery } from "./plugin-config.ts";

type GroupAdapter = NonNullable<ChannelPlugin["groups"]>;

function settingsOf(query: AccountQuery, groupId: string | null | undefined): GroupSettings | undefined {
  const id = groupId?.trim().replace(/:sender:.*$/i, "");
  return id ? groupSettings(resolveHostAccount(query), id, { anyCase: true }) : undefined;
}

export const groupAdapter: GroupAdapter = {
  resolveRequireMention: (context) => settingsOf(context, context.groupId)?.requireMention,
  resolveToolPolicy: (context) => {
    const settings = settingsOf(context, context.groupId);
    if (!settings) return undefined;
    const { toolsBySender, tools } = settings;
    const { senderId, senderName, senderUsername, senderE164, senderPolicyMode } = context;
    const bySender =
      toolsBySender && senderPolicyMode !== "never"
        ? resolveToolsBySender({
            toolsBySender: toolsBySender as NonNullable<
              Parameters<typeof resolveToolsBySender>[0]["toolsBySender"]
            >,
            messageProvider: "dingtalk",
            ...(senderId ? { senderId } : {}),
            ...(senderName ? { senderName } : {}),
            ...(senderUsername ? { senderUsername } : {}),
            ...(senderE164 ? { senderE164 } : {}),
          })
        : undefined;
    return bySender ?? (tools as ReturnType<NonNullable<GroupAdapter["resolveToolPolicy"]>>);
  },
};

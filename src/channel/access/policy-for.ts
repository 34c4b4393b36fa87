/** What an account's configuration says about one conversation, in the words the host's resolver asks for. Pure. */
import { effectiveAllowFrom, type ResolvedAccount } from "../config/accounts.ts";

export interface ConversationPolicy {
  readonly dmPolicy: ResolvedAccount["dmPolicy"];
  readonly groupPolicy: ResolvedAccount["groupPolicy"];
  readonly allowFrom: readonly string[];
  readonly groupAllowFrom: readonly string[];
  readonly requireMention: boolean;
  readonly groupListed: boolean;
}

export function policyFor(account: ResolvedAccount, conversationId: string): ConversationPolicy {
  const { allowFrom, groupAllowFrom } = effectiveAllowFrom(account);
  const group = account.groups[conversationId] ?? account.groups["*"];
  const people = group?.allowFrom?.map((id) => String(id).trim()).filter((id) => id !== "") ?? [];
  const open = people.length > 0 && account.groupPolicy === "open";
  return {
    dmPolicy: account.dmPolicy,
    // A group that is off is off under every policy; one with its own people has a list, whatever holds elsewhere.
    groupPolicy: group?.enabled === false ? "disabled" : open ? "allowlist" : account.groupPolicy,
    allowFrom,
    groupAllowFrom: people.length > 0 ? people : groupAllowFrom,
    requireMention: group?.requireMention ?? account.requireMention,
    groupListed: group !== undefined,
  };
}

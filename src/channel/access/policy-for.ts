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
  return {
    dmPolicy: account.dmPolicy,
    groupPolicy: account.groupPolicy,
    allowFrom,
    groupAllowFrom,
    requireMention: group?.requireMention ?? account.requireMention,
    groupListed: group !== undefined,
  };
}

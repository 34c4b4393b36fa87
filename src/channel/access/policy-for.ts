/** What an account's configuration says about one conversation, in the words the host's resolver asks for. Pure. */
import { effectiveAllowFrom, type ResolvedAccount } from "../config/accounts.ts";
import { groupSettings } from "../config/group-settings.ts";

export interface ConversationPolicy {
  readonly dmPolicy: ResolvedAccount["dmPolicy"];
  readonly groupPolicy: ResolvedAccount["groupPolicy"];
  readonly allowFrom: readonly string[];
  readonly groupAllowFrom: readonly string[];
  readonly requireMention: boolean;
  readonly groupListed: boolean;
  readonly sessionScope: ResolvedAccount["groupSessionScope"];
}

/** Conversation ids start with `cid`; in `groupAllowFrom` they list groups, everything else lists people. */
function isConversationId(entry: string): boolean {
  return entry.startsWith("cid");
}

const toPeople = (entries: readonly string[]) => entries.filter((entry) => !isConversationId(entry));

export function policyFor(account: ResolvedAccount, conversationId: string): ConversationPolicy {
  const group = groupSettings(account, conversationId);
  const groupListed = group.listed || account.groupAllowFrom.includes(conversationId);
  const own = toPeople(group.allowFrom);
  const people = own.length > 0 ? own : toPeople(account.groupAllowFrom);
  const everybody = people.length === 0 && (account.groupPolicy === "open" || groupListed);
  const restricted = own.length > 0 && account.groupPolicy === "open";
  return {
    dmPolicy: account.dmPolicy,
    // A group that is off is off under every policy; one with its own people has a list, whatever holds elsewhere.
    groupPolicy: !group.enabled ? "disabled" : restricted ? "allowlist" : account.groupPolicy,
    allowFrom: effectiveAllowFrom(account).allowFrom,
    groupAllowFrom: everybody ? ["*"] : people,
    requireMention: group.requireMention,
    groupListed,
    sessionScope: group.sessionScope,
  };
}

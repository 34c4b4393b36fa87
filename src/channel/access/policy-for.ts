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

/** Conversation ids start with `cid`; in `groupAllowFrom` they list groups, everything else lists people. */
function isConversationId(entry: string): boolean {
  return entry.startsWith("cid");
}

function toPeople(entries: readonly (string | number)[]): string[] {
  return entries
    .map((entry) => String(entry).trim())
    .filter((entry) => entry !== "" && !isConversationId(entry));
}

export function policyFor(account: ResolvedAccount, conversationId: string): ConversationPolicy {
  const group = account.groups[conversationId] ?? account.groups["*"];
  const groupListed = group !== undefined || account.groupAllowFrom.includes(conversationId);
  const own = toPeople(group?.allowFrom ?? []);
  const people = own.length > 0 ? own : toPeople(account.groupAllowFrom);
  const everybody = people.length === 0 && (account.groupPolicy === "open" || groupListed);
  const restricted = own.length > 0 && account.groupPolicy === "open";
  return {
    dmPolicy: account.dmPolicy,
    // A group that is off is off under every policy; one with its own people has a list, whatever holds elsewhere.
    groupPolicy: group?.enabled === false ? "disabled" : restricted ? "allowlist" : account.groupPolicy,
    allowFrom: effectiveAllowFrom(account).allowFrom,
    groupAllowFrom: everybody ? ["*"] : people,
    requireMention: group?.requireMention ?? account.requireMention,
    groupListed,
  };
}

/**
 * What holds for one group: its own entry of `groups`, else the entry `"*"`, else the keys of the account. Pure.
 */
import type { ResolvedAccount } from "./accounts.ts";
import type { GroupEntry, GroupSessionScope } from "./group-keys.ts";

export interface GroupSettings {
  /** `groups` has an entry for it, or one for all. */
  readonly listed: boolean;
  readonly enabled: boolean;
  readonly requireMention: boolean;
  /** As written in `groups`; empty where nothing is. */
  readonly allowFrom: readonly string[];
  readonly systemPrompt: string | undefined;
  readonly tools: GroupEntry["tools"];
  readonly toolsBySender: GroupEntry["toolsBySender"];
  readonly skills: readonly string[] | undefined;
  readonly enableAICard: boolean;
  readonly sessionScope: GroupSessionScope;
  /** Milliseconds; 0 is off. */
  readonly mergeWindowMs: number;
}

const EVERY_GROUP = "*";

type Groups = ResolvedAccount["groups"];

/**
 * Conversation ids are case-sensitive. The host lower-cases the ids in its session keys: for an id that comes from
 * there (`anyCase`) an entry that differs by case only is taken as well.
 */
function ownEntry(groups: Groups, conversationId: string, anyCase: boolean): GroupEntry | undefined {
  if (conversationId === EVERY_GROUP) return undefined;
  const exact = Object.hasOwn(groups, conversationId) ? groups[conversationId] : undefined;
  if (exact || !anyCase) return exact;
  const lower = conversationId.toLowerCase();
  const key = Object.keys(groups).find((candidate) => candidate.toLowerCase() === lower);
  return key === undefined ? undefined : groups[key];
}

export function groupSettings(
  account: ResolvedAccount,
  conversationId: string,
  { anyCase = false }: { readonly anyCase?: boolean } = {},
): GroupSettings {
  const own = ownEntry(account.groups, conversationId, anyCase);
  const every = account.groups[EVERY_GROUP];
  const entry: GroupEntry = { ...every, ...own };
  const prompt = entry.systemPrompt?.trim();
  return {
    listed: own !== undefined || every !== undefined,
    enabled: entry.enabled ?? true,
    requireMention: entry.requireMention ?? account.requireMention,
    allowFrom: (entry.allowFrom ?? []).map((id) => String(id).trim()).filter((id) => id !== ""),
    systemPrompt: prompt === "" ? undefined : prompt,
    tools: entry.tools,
    toolsBySender: entry.toolsBySender,
    skills: entry.skills,
    enableAICard: entry.enableAICard ?? account.enableAICard,
    sessionScope: entry.groupSessionScope ?? account.groupSessionScope,
    mergeWindowMs: entry.mergeWindowMs ?? 0,
  };
}

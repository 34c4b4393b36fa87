/**
 * Who may write and which groups may use the bot, as the configuration stands: for showing. Whether a message is
 * admitted is decided by the host alone, from the same lists. Pure.
 */
import { effectiveAllowFrom, type ResolvedAccount } from "../config/accounts.ts";
import { isRecord } from "../config/read-keys.ts";
import { normalizeStaffId } from "../config/staff-id.ts";
import { policyFor } from "./policy-for.ts";

/** What stands outside of the channel's configuration. */
export interface AccessSurroundings {
  /** Approved by pairing, kept by the host. */
  readonly paired: readonly string[];
  /** The host's `accessGroups`, which lists may name as `accessGroup:<name>`. */
  readonly accessGroups: unknown;
}

const GROUP_ENTRY = /^accessGroup:(.+)$/;

/** Members of a static group for this channel; of any other kind nobody is known here. */
function membersOf(accessGroups: unknown, name: string): string[] {
  const group = isRecord(accessGroups) ? accessGroups[name] : undefined;
  const members = isRecord(group) && isRecord(group["members"]) ? group["members"] : {};
  return ["*", "dingtalk"].flatMap((channel) => {
    const list = members[channel];
    return Array.isArray(list) ? list.map(String) : [];
  });
}

function includes(list: readonly string[], staffId: string, accessGroups: unknown): boolean {
  const id = normalizeStaffId(staffId);
  return list.some((entry) => {
    const [, group] = GROUP_ENTRY.exec(entry.trim()) ?? [];
    const ids = group === undefined ? [entry] : membersOf(accessGroups, group);
    return ids.some((one) => one.trim() === "*" || normalizeStaffId(one) === id);
  });
}

/** Whether this person's direct messages are admitted. Approvals by pairing count under `pairing` only. */
export function mayWrite(
  account: ResolvedAccount,
  staffId: string,
  { paired, accessGroups }: AccessSurroundings,
): boolean {
  if (account.dmPolicy === "disabled") return false;
  const { allowFrom } = effectiveAllowFrom(account);
  const list = account.dmPolicy === "pairing" ? [...allowFrom, ...paired] : allowFrom;
  return includes(list, staffId, accessGroups);
}

/** Whether somebody in this group may use the bot; whoever it is, the lists of people decide. */
export function mayUseGroup(account: ResolvedAccount, conversationId: string): boolean {
  const { groupPolicy, groupListed } = policyFor(account, conversationId);
  if (groupPolicy === "disabled") return false;
  return account.groupPolicy === "open" || groupListed;
}

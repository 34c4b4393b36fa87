/**
 * One entry put on an allow list or taken off it, as the smallest change of the configuration. Pure. Under `open` a
 * list of people shuts everybody else out, and its last entry keeps everybody out: such steps are refused, since the
 * policy is what should be changed.
 */
import { normalizeAccountId } from "../config/account-id.ts";
import { resolveAccount, type ConfigEnvironment, type ResolvedAccount } from "../config/accounts.ts";
import { normalizeStaffId } from "../config/staff-id.ts";
import { placeOfAccount, sectionIn, valueAt, type ConfigChange } from "../setup/plan-config.ts";

export interface ListChange {
  readonly accountId: string;
  readonly list: "allowFrom" | "groupAllowFrom";
  readonly action: "add" | "remove";
  /** An id as it stands, or shall stand, in the list. */
  readonly entry: string;
}

export type ListNote = "consoleListIdle" | "consoleListNarrows" | "consoleListWidens";

export type PlannedListChange =
  | {
      readonly kind: "changes";
      readonly changes: readonly ConfigChange[];
      /** What else the step means, where that is not plain. */
      readonly note?: ListNote;
    }
  /** The first entry under `open`: from then on nobody else could write. */
  | { readonly kind: "shuts-others-out" }
  /** The last entry under `open`: from then on everybody could write. */
  | { readonly kind: "lets-everybody-in" }
  | { readonly kind: "not-listed" };

/** Only what is written counts. */
const NO_MACHINE: ConfigEnvironment = { env: {}, stateDir: "/", home: "/" };

/** Conversation ids are case-sensitive, ids of people are not. */
export function isSameEntry(one: string, other: string): boolean {
  const [a, b] = [one.trim(), other.trim()];
  return a.startsWith("cid") || b.startsWith("cid") ? a === b : normalizeStaffId(a) === normalizeStaffId(b);
}

const isPerson = (entry: string) => entry.trim() !== "*" && !entry.trim().startsWith("cid");

/** In groups, a list without people admits everybody; with the first one only those who are named. */
function noteOf(
  account: ResolvedAccount,
  list: ListChange["list"],
  [before, after]: readonly [readonly unknown[], readonly unknown[]],
): ListNote | undefined {
  if (list === "allowFrom") return account.dmPolicy === "disabled" ? "consoleListIdle" : undefined;
  if (account.groupPolicy !== "allowlist") return "consoleListIdle";
  const [had, has] = [before, after].map((entries) => entries.map(String).some(isPerson));
  if (had === has) return undefined;
  return has ? "consoleListNarrows" : "consoleListWidens";
}

export function planListChange(
  config: unknown,
  { accountId, list, action, entry }: ListChange,
): PlannedListChange {
  const section = sectionIn(config);
  const account = resolveAccount(section, normalizeAccountId(accountId), NO_MACHINE);
  const path = [...placeOfAccount(section, accountId), list];
  const before = valueAt(config, path);
  // The account's own list as it is written; a list of its own begins with what it had from the top level.
  const entries: readonly unknown[] = Array.isArray(before) ? before : account[list];
  const kept = entries.filter((one) => !isSameEntry(String(one), entry));
  const listed = kept.length < entries.length;
  const open = list === "allowFrom" && account.dmPolicy === "open";
  const change = (after: readonly unknown[]): PlannedListChange => {
    const note = noteOf(account, list, [entries, after]);
    const changes = [{ path, before, after, secret: false }];
    return { kind: "changes", changes, ...(note === undefined ? {} : { note }) };
  };
  if (action === "add") {
    if (listed) return { kind: "changes", changes: [] };
    if (open && entries.length === 0 && entry !== "*") return { kind: "shuts-others-out" };
    return change([...entries, entry]);
  }
  if (!listed) return { kind: "not-listed" };
  const opens = kept.length === 0 && !entries.some((one) => String(one).trim() === "*");
  if (open && opens) return { kind: "lets-everybody-in" };
  return change(kept);
}

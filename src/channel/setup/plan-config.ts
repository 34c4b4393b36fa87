/**
 * From answers to the smallest change of the host's configuration. Pure: reads the configuration, returns a list of
 * paths with the value before and after; nothing that was not answered is touched, nothing is moved.
 */
import { isDeepStrictEqual } from "node:util";
import { DEFAULT_ACCOUNT_ID, normalizeAccountId } from "../config/account-id.ts";
import {
  CHANNEL_ID,
  listAccountEntries,
  resolveAccount,
  type ConfigEnvironment,
  type ResolvedAccount,
} from "../config/accounts.ts";
import { isRecord } from "../config/read-keys.ts";
import { SEPARATE_SESSIONS, type SetupAnswers } from "./setup-answers.ts";

export interface ConfigChange {
  readonly path: readonly string[];
  /** Undefined: was not there. */
  readonly before: unknown;
  /** Undefined: is taken out. */
  readonly after: unknown;
  /** Neither value may be shown. */
  readonly secret: boolean;
}

/** Only what is written counts: neither environment nor folders of this machine. */
const NO_MACHINE: ConfigEnvironment = { env: {}, stateDir: "/", home: "/" };

export function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), config);
}

export const sectionIn = (config: unknown): unknown => valueAt(config, ["channels", CHANNEL_ID]);

/**
 * Where an account's own keys stand: its entry, else the top level for `default`, else a new entry. An account that
 * exists is never moved.
 */
export function placeOfAccount(section: unknown, accountId: string): readonly string[] {
  const id = normalizeAccountId(accountId);
  const root = ["channels", CHANNEL_ID];
  const entry = listAccountEntries(section).get(id);
  if (entry) return [...root, "accounts", entry.key];
  return id === DEFAULT_ACCOUNT_ID ? root : [...root, "accounts", id];
}

interface Plan {
  readonly config: unknown;
  readonly changes: ConfigChange[];
}

function set(plan: Plan, path: readonly string[], after: unknown, secret = false): void {
  const before = valueAt(plan.config, path);
  if (!isDeepStrictEqual(before, after)) plan.changes.push({ path, before, after, secret });
}

/** A setting that already has the wanted effect, by default or from the top level, is left alone. */
function settle<Key extends keyof ResolvedAccount>(
  plan: Plan,
  place: readonly string[],
  account: ResolvedAccount,
  key: Key & string,
  wanted: ResolvedAccount[Key] | undefined,
): void {
  if (wanted !== undefined && account[key] !== wanted) set(plan, [...place, key], wanted);
}

/** Ids of groups differ by case, those of people do not. */
const keyOf = (id: string) => (id.startsWith("cid") ? id : id.toLowerCase());

/** Under `open` a list would shut everybody else out, so ids are added only where a list decides. */
function planList(
  plan: Plan,
  path: readonly string[],
  policy: string,
  { listed, wanted = [] }: { readonly listed: readonly string[]; readonly wanted?: readonly string[] },
): void {
  const known = new Set(listed.map(keyOf));
  const added = wanted.filter((id) => !known.has(keyOf(id)));
  const listDecides = policy !== "open" || (listed.length > 0 && !known.has("*"));
  if (added.length > 0 && listDecides) set(plan, path, [...listed, ...added]);
}

function planOwner(plan: Plan, owner: string | undefined): void {
  if (owner === undefined) return;
  const path = ["commands", "ownerAllowFrom"];
  const before = valueAt(plan.config, path);
  const list = Array.isArray(before) ? before.map(String) : [];
  const entry = `${CHANNEL_ID}:${owner}`;
  if (!list.some((known) => known.toLowerCase() === entry.toLowerCase())) set(plan, path, [...list, entry]);
}

/** The changes in the order in which a person reads them; none when everything is as answered. */
export function planConfig(config: unknown, answers: SetupAnswers): ConfigChange[] {
  const section = sectionIn(config);
  const place = placeOfAccount(section, answers.accountId);
  const account = resolveAccount(section, normalizeAccountId(answers.accountId), NO_MACHINE);
  const plan: Plan = { config, changes: [] };
  const root = ["channels", CHANNEL_ID];
  if (!isRecord(section) || section["enabled"] === false) set(plan, [...root, "enabled"], true);
  if (valueAt(config, [...place, "enabled"]) === false) set(plan, [...place, "enabled"], true);
  if (answers.name !== undefined)
    set(plan, [...place, "name"], answers.name === "" ? undefined : answers.name);
  if (answers.clientId !== undefined) set(plan, [...place, "clientId"], answers.clientId);
  if (answers.clientSecret !== undefined)
    set(plan, [...place, "clientSecret"], answers.clientSecret, typeof answers.clientSecret === "string");
  settle(plan, place, account, "dmPolicy", answers.dmPolicy);
  settle(plan, place, account, "groupPolicy", answers.groupPolicy);
  settle(plan, place, account, "enableAICard", answers.enableAICard);
  settle(plan, place, account, "requireMention", answers.requireMention);
  planList(plan, [...place, "allowFrom"], answers.dmPolicy ?? account.dmPolicy, {
    listed: account.allowFrom,
    ...(answers.allow ? { wanted: answers.allow } : {}),
  });
  planList(plan, [...place, "groupAllowFrom"], answers.groupPolicy ?? account.groupPolicy, {
    listed: account.groupAllowFrom,
    ...(answers.allowInGroups ? { wanted: answers.allowInGroups } : {}),
  });
  planOwner(plan, answers.owner);
  const scope = ["session", "dmScope"];
  if (answers.sessions === "separate" && valueAt(config, scope) === undefined)
    set(plan, scope, SEPARATE_SESSIONS);
  // The switch of a channel that is new stands twice in the list when the account is the top level.
  return plan.changes.filter(
    (change, index) =>
      plan.changes.findIndex((other) => isDeepStrictEqual(other.path, change.path)) === index,
  );
}

/** Writes the changes into `draft`; objects on the way are made. */
export function applyChanges(draft: Record<string, unknown>, changes: readonly ConfigChange[]): void {
  for (const { path, after } of changes) {
    const last = path.at(-1);
    if (last === undefined) continue;
    let at = draft;
    for (const name of path.slice(0, -1)) {
      const next = at[name];
      if (isRecord(next)) at = next;
      else {
        const made: Record<string, unknown> = {};
        at[name] = made;
        at = made;
      }
    }
    if (after === undefined) delete at[last];
    else at[last] = after;
  }
}

/** The configuration as it will be; the given one stays as it is. */
export function planned(config: unknown, changes: readonly ConfigChange[]): Record<string, unknown> {
  const draft = isRecord(config) ? structuredClone(config) : {};
  applyChanges(draft, changes);
  return draft;
}

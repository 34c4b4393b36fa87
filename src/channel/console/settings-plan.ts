/**
 * From edits to the smallest change of the configuration, what is wrong with it, and what it will restart. Pure: the
 * words for a wrong value are those of the schema, the lines of the difference those of the wizard.
 */
import { isDeepStrictEqual } from "node:util";
import type { ConsoleLanguage, Sentence } from "../../contract/console.ts";
import type {
  DiffLine,
  SettingsEdit,
  SettingsField,
  SettingsPlan,
  SettingsRequest,
} from "../../contract/console-settings.ts";
import { DEFAULT_ACCOUNT_ID, normalizeOptionalAccountId } from "../config/account-id.ts";
import {
  CHANNEL_ID,
  listAccountEntries,
  listAccountIds,
  SECTION_PATH,
  type ConfigEnvironment,
} from "../config/accounts.ts";
import { isSecretKey } from "../config/is-secret-key.ts";
import { collectConfigIssues } from "../config/issues.ts";
import { LIVE_KEYS } from "../config/live-keys.ts";
import { isRecord, type ConfigIssue } from "../config/read-keys.ts";
import { changeLines } from "../setup/describe-changes.ts";
import { planned, sectionIn, valueAt, type ConfigChange } from "../setup/plan-config.ts";
import { createText, describeIssue, type Text } from "../text/text.ts";
import { settingsFields } from "./settings-fields.ts";
import { withoutSecrets } from "./without-secrets.ts";

const ROOT = ["channels", CHANNEL_ID];

type Problem = SettingsPlan["problems"][number];

export interface PlannedSettings {
  readonly changes: readonly ConfigChange[];
  readonly plan: Omit<SettingsPlan, "revision">;
}

export interface PlanContext {
  /** The whole configuration as the file has it. */
  readonly config: unknown;
  readonly environment: ConfigEnvironment;
  readonly language: ConsoleLanguage;
  /** `gateway.reload.mode`. */
  readonly reloadMode: string | undefined;
}

interface Draft {
  readonly context: PlanContext;
  readonly text: Text;
  readonly fields: ReadonlyMap<string, SettingsField>;
  readonly changes: ConfigChange[];
  readonly problems: Problem[];
  /** Ids of `addAccounts` that are usable. */
  readonly added: Set<string>;
  readonly removed: Set<string>;
}

function set(draft: Draft, path: readonly string[], after: unknown, secret: boolean): void {
  const before = valueAt(draft.context.config, path);
  if (!isDeepStrictEqual(before, after)) draft.changes.push({ path, before, after, secret });
}

const problem = (draft: Draft, accountId: string, field: string, text: string) =>
  void draft.problems.push({ accountId, field, text });

function planAccounts(draft: Draft, { addAccounts = [], removeAccounts = [] }: SettingsRequest): void {
  const { text } = draft;
  const entries = listAccountEntries(sectionIn(draft.context.config));
  for (const name of addAccounts) {
    const id = normalizeOptionalAccountId(name);
    if (id === undefined || id !== name) problem(draft, name, "accounts", text.consoleBadAccountId);
    else if (entries.has(id)) problem(draft, id, "accounts", text.consoleAccountExists({ accountId: id }));
    else draft.added.add(id);
  }
  for (const id of removeAccounts) {
    const entry = entries.get(id);
    if (!entry) problem(draft, id, "accounts", text.consoleNoAccount({ accountId: id }));
    else {
      draft.removed.add(id);
      set(draft, [...ROOT, "accounts", entry.key], undefined, false);
    }
  }
}

/** Where the edit's scope stands; undefined where there is no such account. */
function scopePath(draft: Draft, accountId: string): readonly string[] | undefined {
  if (accountId === "") return ROOT;
  if (draft.added.has(accountId)) return [...ROOT, "accounts", accountId];
  const entry = listAccountEntries(sectionIn(draft.context.config)).get(accountId);
  return entry && !draft.removed.has(accountId) ? [...ROOT, "accounts", entry.key] : undefined;
}

function planEdit(draft: Draft, edit: SettingsEdit): void {
  const { accountId, path, value } = edit;
  const { text } = draft;
  const field = draft.fields.get(path);
  const scope = scopePath(draft, accountId);
  if (!scope) problem(draft, accountId, path, text.consoleNoAccount({ accountId }));
  else if (!field) problem(draft, accountId, path, text.consoleNoField({ path }));
  else if (accountId !== "" && !field.perAccount)
    problem(draft, accountId, path, text.consoleRootOnly({ path }));
  else if (field.kind === "entries") setEntries(draft, [...scope, path], value);
  else
    set(draft, [...scope, ...path.split(".")], value, field.kind === "secret" && typeof value === "string");
}

/** Names that would reach beyond the object that they stand in. */
const RESERVED: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** Entry by entry and key by key, so that what was not touched keeps its place and comments in the file. */
function setEntries(draft: Draft, path: readonly string[], value: unknown): void {
  const before = valueAt(draft.context.config, path);
  if (!isRecord(before) || !isRecord(value)) return set(draft, path, value, false);
  for (const id of new Set([...Object.keys(before), ...Object.keys(value)])) {
    if (RESERVED.has(id)) continue;
    const [old, now] = [before[id], value[id]];
    // What the page was not shown it cannot have taken out.
    const shown = withoutSecrets(old);
    if (!isRecord(shown) || !isRecord(now)) set(draft, [...path, id], now, false);
    else
      for (const key of new Set([...Object.keys(shown), ...Object.keys(now)]))
        if (!RESERVED.has(key)) set(draft, [...path, id, key], now[key], isSecretKey(key));
  }
}

/** Which account and field an issue means: the longest field whose path it begins with. */
function placeOfIssue(section: unknown, { path }: ConfigIssue, fields: Draft["fields"]) {
  const rest = path.slice(SECTION_PATH.length + 1);
  const entries = [...listAccountEntries(section).entries()];
  const own = entries.find(
    ([, { key }]) => rest === `accounts.${key}` || rest.startsWith(`accounts.${key}.`),
  );
  const inner = own ? rest.slice(`accounts.${own[1].key}`.length + 1) : rest;
  const parts = inner.split(".");
  const field = parts
    .map((_, index) => parts.slice(0, parts.length - index).join("."))
    .find((at) => fields.has(at));
  return { accountId: own?.[0] ?? "", field: field ?? inner };
}

/** A value that the gateway would refuse, or an account that would never start: the update stops. */
function stops({ kind, path }: ConfigIssue): boolean {
  return kind === "wrong-type" || (kind === "conflict" && /\.accounts\.[^.]+$/.test(path));
}

function judge(draft: Draft, after: unknown): Sentence[] {
  const { context } = draft;
  const { environment, language } = context;
  const known = new Set(
    collectConfigIssues(sectionIn(context.config), environment).map((issue) => JSON.stringify(issue)),
  );
  const warnings: Sentence[] = [];
  for (const issue of collectConfigIssues(after, environment)) {
    const isNew = !known.has(JSON.stringify(issue));
    const sentence = describeIssue(issue, language);
    if (issue.kind === "wrong-type" || (isNew && stops(issue)))
      draft.problems.push({ ...placeOfIssue(after, issue, draft.fields), text: sentence });
    else if (isNew) warnings.push({ text: sentence });
  }
  return warnings;
}

/** Whole objects (an account that goes) as lines of their own, so that no secret in them is shown. */
function spread(change: ConfigChange): ConfigChange[] {
  const { path, before, after, secret } = change;
  const names = new Set([
    ...(isRecord(before) ? Object.keys(before) : []),
    ...(isRecord(after) ? Object.keys(after) : []),
  ]);
  const inAccounts = path.length === ROOT.length + 2 && path[ROOT.length] === "accounts";
  if (names.size === 0 || !inAccounts) return [change];
  return [...names].map((name) => ({
    path: [...path, name],
    before: isRecord(before) ? before[name] : undefined,
    after: isRecord(after) ? after[name] : undefined,
    secret: secret || isSecretKey(name),
  }));
}

export function toDiff(changes: readonly ConfigChange[]): DiffLine[] {
  return changeLines(changes.flatMap(spread));
}

/**
 * What the gateway does with a change, by its reload rules and ours: a key that is read live restarts nothing, a key
 * of one account that account, and every other key all of them; `default` is restarted with the whole channel.
 */
export function evaluateEffect(
  changes: readonly ConfigChange[],
  after: unknown,
  reloadMode: string | undefined,
): Pick<SettingsPlan, "effect" | "restarts"> {
  if (changes.length === 0) return { effect: "none", restarts: [] };
  const all = listAccountIds(after);
  // Nothing is taken before somebody restarts the gateway.
  if (reloadMode === "off") return { effect: "gateway", restarts: all };
  const restarts = new Set<string>();
  for (const { path } of changes) {
    const [place, key, name] = path.slice(ROOT.length);
    // Commands are every channel's, and it is restarted with them; other keys outside of ours restart no account.
    if (path[0] === "commands") for (const each of all) restarts.add(each);
    if (path[0] !== ROOT[0] || path[1] !== ROOT[1]) continue;
    const inAccount = place === "accounts";
    if (LIVE_KEYS.includes((inAccount ? name : place) ?? "")) continue;
    const id = inAccount ? normalizeOptionalAccountId(key) : undefined;
    if (id !== undefined && id !== DEFAULT_ACCOUNT_ID && all.includes(id)) restarts.add(id);
    else for (const each of all) restarts.add(each);
  }
  return restarts.size === 0
    ? { effect: "live", restarts: [] }
    : { effect: "account", restarts: [...restarts] };
}

export function planSettings(context: PlanContext, request: SettingsRequest): PlannedSettings {
  const { config, language, reloadMode } = context;
  const text = createText(language);
  const fields = new Map(settingsFields(language).map((field) => [field.path, field]));
  const draft: Draft = {
    context,
    text,
    fields,
    changes: [],
    problems: [],
    added: new Set(),
    removed: new Set(),
  };
  planAccounts(draft, request);
  for (const edit of request.edits) planEdit(draft, edit);
  for (const id of draft.added) {
    const path = [...ROOT, "accounts", id];
    const filled = draft.changes.some((change) => isDeepStrictEqual(change.path.slice(0, path.length), path));
    if (!filled) set(draft, path, {}, false);
  }
  const after = sectionIn(planned(config, draft.changes));
  const warnings = judge(draft, after);
  const { changes, problems } = draft;
  return {
    changes,
    plan: {
      diff: toDiff(changes),
      problems,
      warnings,
      ...evaluateEffect(changes, after, reloadMode),
    },
  };
}

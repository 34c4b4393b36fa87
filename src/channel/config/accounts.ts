/**
 * From `channels.dingtalk` to typed accounts with every default applied. Pure: environment and folders are
 * parameters, nothing throws, wrong values fall back (account → top level → default) and are listed in `issues`.
 * One account is resolved from the top level and its own entry only, never from a sibling.
 */
import path from "node:path";
import { DINGTALK_ENDPOINTS, type Endpoints } from "../../contract/endpoints.ts";
import { DEFAULT_ACCOUNT_ID, normalizeAccountId, normalizeOptionalAccountId } from "./account-id.ts";
import type { GroupEntry, GroupSessionScope } from "./group-keys.ts";
import type { KeySpec, KeyTable } from "./key-spec.ts";
import { isRecord, readKeys, type ConfigIssue } from "./read-keys.ts";
import { resolveStreaming, type StreamingSettings } from "./resolve-streaming.ts";
import {
  accountKeys,
  rootOnlyKeys,
  type AccountConfig,
  type CardSettings,
  type ConfiguredLanguage,
  type DmPolicy,
  type GroupPolicy,
  type QuotaSettings,
} from "./schema.ts";
import { isSecretRef } from "./secret-input.ts";

export const CHANNEL_ID = "dingtalk";
export const SECTION_PATH = `channels.${CHANNEL_ID}`;
export const CLIENT_ID_ENV = "DINGTALK_CLIENT_ID";
export const CLIENT_SECRET_ENV = "DINGTALK_CLIENT_SECRET";

/** What the machine contributes to a resolved account. */
export interface ConfigEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The host's state folder, `~/.openclaw` unless moved. */
  readonly stateDir: string;
  /** The home folder that `~` stands for. */
  readonly home: string;
}

/** Where a credential came from; `unresolved` is a secret reference that the host has not filled in. */
export type CredentialSource = "config" | "env" | "unresolved" | "missing";

export interface ResolvedAccount {
  readonly accountId: string;
  readonly name: string | undefined;
  /** Both the channel and the account are switched on. */
  readonly enabled: boolean;
  /** Client ID and secret are there, or the secret is a reference. */
  readonly configured: boolean;
  /** Empty when missing. */
  readonly clientId: string;
  /** Empty when missing or unresolved. */
  readonly clientSecret: string;
  readonly clientIdSource: CredentialSource;
  readonly clientSecretSource: CredentialSource;
  readonly dmPolicy: DmPolicy;
  readonly groupPolicy: GroupPolicy;
  /** As configured; for what to hand to the host see `effectiveAllowFrom`. */
  readonly allowFrom: readonly string[];
  readonly groupAllowFrom: readonly string[];
  readonly requireMention: boolean;
  /** By conversation id; for one group's settings see `groupSettings`. */
  readonly groups: Readonly<Record<string, GroupEntry>>;
  readonly groupSessionScope: GroupSessionScope;
  /** Milliseconds, for direct messages; `undefined` leaves it to the host's own setting. */
  readonly mergeWindowMs: number | undefined;
  /** Milliseconds; 0 is off. */
  readonly longTaskNoticeDelayMs: number;
  readonly enableAICard: boolean;
  /** Own template and where cards are used; without `templateId` it is DingTalk's public card. */
  readonly card: CardSettings;
  readonly quota: QuotaSettings;
  /** Who decides approvals; empty: who asked. */
  readonly approvals: { readonly approvers: readonly string[] };
  readonly streaming: StreamingSettings;
  readonly thinkingReaction: boolean;
  readonly language: ConfiguredLanguage | undefined;
  readonly maxFileSizeMB: number;
  readonly maxFileSizeBytes: number;
  /** Absolute folder; days, 0 keeps forever. */
  readonly inboundMedia: { readonly dir: string; readonly keepDays: number };
  readonly endpoints: Endpoints;
  readonly network: { readonly allowPrivate: boolean };
  /** Valid values of the account over those of the top level, without defaults: for the host's own readers. */
  readonly config: AccountConfig;
  /** What is wrong in the top level and in this account. */
  readonly issues: readonly ConfigIssue[];
}

const ROOT_TABLE: KeyTable = { ...accountKeys, ...rootOnlyKeys };

/** The top level's valid values; a section that is no object reads as empty. */
export function readRoot(section: unknown) {
  return readKeys(ROOT_TABLE, isRecord(section) ? section : {}, SECTION_PATH, ["accounts"]);
}

/** Entries of `accounts` by their id as the host normalises it; of two with one id the exact spelling wins. */
export function listAccountEntries(section: unknown): Map<string, { key: string; raw: unknown }> {
  const entries = new Map<string, { key: string; raw: unknown }>();
  const accounts = isRecord(section) ? section["accounts"] : undefined;
  for (const [name, raw] of Object.entries(isRecord(accounts) ? accounts : {})) {
    const id = normalizeOptionalAccountId(name);
    if (id && (!entries.has(id) || name === id)) entries.set(id, { key: name, raw });
  }
  return entries;
}

/**
 * Ids of all accounts, sorted. Credentials at the top level stand for an account `default`, as in the host's
 * `implicitDefaultAccount`; with nothing configured the list is `["default"]`.
 */
export function listAccountIds(section: unknown): string[] {
  const ids = new Set(listAccountEntries(section).keys());
  const rootClientId = readRoot(section).values["clientId"];
  if (ids.size === 0 || (typeof rootClientId === "string" && rootClientId.trim() !== ""))
    ids.add(DEFAULT_ACCOUNT_ID);
  return [...ids].toSorted((a, b) => a.localeCompare(b));
}

/** `defaultAccount` where it names an account, else `default`, else the first id. */
export function resolveDefaultAccountId(section: unknown): string {
  const ids = listAccountIds(section);
  const named = readRoot(section).values["defaultAccount"];
  const preferred = typeof named === "string" ? normalizeOptionalAccountId(named) : undefined;
  if (preferred && ids.includes(preferred)) return preferred;
  return ids.includes(DEFAULT_ACCOUNT_ID) ? DEFAULT_ACCOUNT_ID : (ids[0] ?? DEFAULT_ACCOUNT_ID);
}

/** One account with all defaults; `accountId` empty means the default account. */
export function resolveAccount(
  section: unknown,
  accountId: string | null | undefined,
  environment: ConfigEnvironment,
): ResolvedAccount {
  const defaultId = resolveDefaultAccountId(section);
  const id = accountId ? normalizeAccountId(accountId) : defaultId;
  const root = readRoot(section);
  const entry = listAccountEntries(section).get(id);
  const own = readKeys(
    accountKeys,
    isRecord(entry?.raw) ? entry.raw : {},
    `${SECTION_PATH}.accounts.${entry?.key}`,
  );
  const { defaultAccount: _, ...shared } = root.values;
  const config: AccountConfig = mergeOver(shared, own.values);
  const credentials = resolveCredentials(config, id === defaultId ? environment.env : {});
  const maxFileSizeMB = config.maxFileSizeMB ?? accountKeys.maxFileSizeMB.default;
  return {
    accountId: id,
    name: entry ? (own.values["name"] as string | undefined) : config.name,
    enabled: shared["enabled"] !== false && config.enabled !== false,
    ...credentials,
    dmPolicy: config.dmPolicy ?? accountKeys.dmPolicy.default,
    groupPolicy: config.groupPolicy ?? accountKeys.groupPolicy.default,
    allowFrom: toIds(config.allowFrom),
    groupAllowFrom: toIds(config.groupAllowFrom),
    requireMention: config.requireMention ?? accountKeys.requireMention.default,
    groups: (config.groups ?? {}) as Readonly<Record<string, GroupEntry>>,
    groupSessionScope: config.groupSessionScope ?? accountKeys.groupSessionScope.default,
    mergeWindowMs: config.mergeWindowMs,
    longTaskNoticeDelayMs: config.longTaskNoticeDelayMs ?? accountKeys.longTaskNoticeDelayMs.default,
    enableAICard: config.enableAICard ?? accountKeys.enableAICard.default,
    card: withDefaults(accountKeys.card.keys, config.card) as unknown as CardSettings,
    quota: withDefaults(accountKeys.quota.keys, config.quota) as unknown as QuotaSettings,
    approvals: { approvers: toIds(config.approvals?.approvers) },
    streaming: resolveStreaming(config.streaming),
    thinkingReaction: config.thinkingReaction ?? accountKeys.thinkingReaction.default,
    language: config.language,
    maxFileSizeMB,
    maxFileSizeBytes: Math.floor(maxFileSizeMB * 1024 * 1024),
    inboundMedia: {
      dir: resolveInboundDir(config.inboundMedia?.dir, environment),
      keepDays: config.inboundMedia?.keepDays ?? accountKeys.inboundMedia.keys.keepDays.default,
    },
    endpoints: {
      api: trimSlash(config.endpoints?.api ?? DINGTALK_ENDPOINTS.api),
      oapi: trimSlash(config.endpoints?.oapi ?? DINGTALK_ENDPOINTS.oapi),
    },
    network: {
      allowPrivate: config.network?.allowPrivate ?? accountKeys.network.keys.allowPrivate.default,
    },
    config,
    issues: [...root.issues, ...own.issues],
  };
}

/**
 * The lists to hand to the host. Its resolver drops everybody under `open` unless the list has `"*"`, while our
 * manual's default is `open` without a list: there an empty list becomes `["*"]`. A list that was written is kept.
 */
export function effectiveAllowFrom(account: {
  readonly dmPolicy: DmPolicy;
  readonly groupPolicy: GroupPolicy;
  readonly allowFrom: readonly string[];
  readonly groupAllowFrom: readonly string[];
}): { allowFrom: string[]; groupAllowFrom: string[] } {
  return {
    allowFrom: widen(account.dmPolicy, account.allowFrom),
    groupAllowFrom: widen(account.groupPolicy, account.groupAllowFrom),
  };
}

function widen(policy: string, ids: readonly string[]): string[] {
  return policy === "open" && ids.length === 0 ? ["*"] : [...ids];
}

/** The values of a group over its defaults; what has neither is absent. */
function withDefaults(keys: Record<string, KeySpec>, values: Record<string, unknown> = {}) {
  const defaults = Object.entries(keys).flatMap(([name, spec]) =>
    spec.default === undefined ? [] : [[name, spec.default] as const],
  );
  return { ...Object.fromEntries(defaults), ...values };
}

function mergeOver(shared: Record<string, unknown>, own: Record<string, unknown>): AccountConfig {
  const merged: Record<string, unknown> = { ...shared, ...own };
  for (const [name, spec] of Object.entries(accountKeys)) {
    const [base, over] = [shared[name], own[name]];
    if (spec.kind === "key" || !isRecord(base) || !isRecord(over)) continue;
    merged[name] = spec.kind === "group" ? { ...base, ...over } : mergeEntries(base, over);
  }
  return merged as AccountConfig;
}

/** Id by id, field by field. */
function mergeEntries(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [id, entry] of Object.entries(over))
    merged[id] = isRecord(entry) && isRecord(base[id]) ? { ...base[id], ...entry } : entry;
  return merged;
}

function resolveCredentials(config: AccountConfig, env: ConfigEnvironment["env"]) {
  const clientId = pickText(config.clientId, env[CLIENT_ID_ENV]);
  const secret = isSecretRef(config.clientSecret)
    ? { value: "", source: "unresolved" as const }
    : pickText(config.clientSecret, env[CLIENT_SECRET_ENV]);
  return {
    clientId: clientId.value,
    clientSecret: secret.value,
    clientIdSource: clientId.source,
    clientSecretSource: secret.source,
    configured: clientId.value !== "" && secret.source !== "missing",
  };
}

function pickText(configured: unknown, fromEnv: string | undefined) {
  const text = typeof configured === "string" ? configured.trim() : "";
  if (text !== "") return { value: text, source: "config" as CredentialSource };
  const value = fromEnv?.trim() ?? "";
  return { value, source: (value === "" ? "missing" : "env") as CredentialSource };
}

function resolveInboundDir(configured: string | undefined, environment: ConfigEnvironment): string {
  const dir = configured?.trim() ?? "";
  if (dir === "") return path.join(environment.stateDir, "media", CHANNEL_ID, "inbound");
  const expanded = dir === "~" || /^~[/\\]/.test(dir) ? path.join(environment.home, dir.slice(1)) : dir;
  return path.resolve(environment.home, expanded);
}

function toIds(list: readonly (string | number)[] | undefined): string[] {
  return [...new Set((list ?? []).map((id) => String(id).trim()).filter((id) => id !== ""))];
}

function trimSlash(url: string): string {
  return url.trim().replace(/\/+$/, "");
}

/**
 * Everything that is wrong, outdated or contradictory in `channels.dingtalk`, as data for doctor, setup and the
 * console. Pure; the sentences are made in `text/`. Nothing found here keeps the channel from starting.
 */
import { DEFAULT_ACCOUNT_ID, normalizeOptionalAccountId } from "./account-id.ts";
import {
  listAccountEntries,
  listAccountIds,
  readRoot,
  resolveAccount,
  resolveDefaultAccountId,
  SECTION_PATH,
  type ConfigEnvironment,
  type ResolvedAccount,
} from "./accounts.ts";
import { describeFound, isRecord, readKeys, wrongType, type ConfigIssue } from "./read-keys.ts";
import { accountKeys } from "./schema.ts";

const anObject = { wanted: { en: "an object", zh: "对象" }, default: undefined };
/** Folders and variables do not matter for finding conflicts. */
const NO_ENVIRONMENT: ConfigEnvironment = { env: {}, stateDir: "/", home: "/" };

/** All issues of the section, top level first, then account by account. */
export function collectConfigIssues(
  section: unknown,
  environment: ConfigEnvironment = NO_ENVIRONMENT,
): ConfigIssue[] {
  if (section === undefined) return [];
  if (!isRecord(section)) return [wrongType(SECTION_PATH, section, anObject)];
  const issues = [...readRoot(section).issues];
  const accounts = section["accounts"];
  if (accounts !== undefined && !isRecord(accounts))
    issues.push(wrongType(`${SECTION_PATH}.accounts`, accounts, anObject));
  for (const [name, raw] of Object.entries(isRecord(accounts) ? accounts : {})) {
    const path = `${SECTION_PATH}.accounts.${name}`;
    if (!isRecord(raw)) issues.push(wrongType(path, raw, anObject));
    else issues.push(...readKeys(accountKeys, raw, path).issues);
  }
  issues.push(
    ...accountIdConflicts(section),
    ...defaultAccountConflict(section),
    ...policyConflicts(section),
    ...credentialConflicts(section),
    ...findDuplicateAccounts(section, environment).map(duplicateIssue),
  );
  return issues;
}

/** The issues that one account tells: its own, and for the default account those of the top level. */
export function issuesOfAccount(
  section: unknown,
  accountId: string,
  environment: ConfigEnvironment,
): ConfigIssue[] {
  const below = `${SECTION_PATH}.accounts.`;
  const isDefault = accountId === resolveDefaultAccountId(section);
  return collectConfigIssues(section, environment).filter(({ path }) =>
    path.startsWith(below)
      ? normalizeOptionalAccountId(path.slice(below.length).split(".")[0] ?? "") === accountId
      : isDefault,
  );
}

export interface DuplicateAccount {
  readonly accountId: string;
  /** The account that keeps the connection. */
  readonly duplicateOf: string;
  readonly clientId: string;
}

/**
 * Enabled accounts whose Client ID another account already has: DingTalk would deal messages out to both sockets,
 * so only one may start. The default account keeps it, else the first by id.
 */
export function findDuplicateAccounts(section: unknown, environment: ConfigEnvironment): DuplicateAccount[] {
  const defaultId = resolveDefaultAccountId(section);
  const ids = listAccountIds(section).toSorted(
    (a, b) => Number(b === defaultId) - Number(a === defaultId) || a.localeCompare(b),
  );
  const owners = new Map<string, string>();
  const duplicates: DuplicateAccount[] = [];
  for (const id of ids) {
    const { clientId, enabled } = resolveAccount(section, id, environment);
    if (!enabled || clientId === "") continue;
    const owner = owners.get(clientId);
    if (owner === undefined) owners.set(clientId, id);
    else duplicates.push({ accountId: id, duplicateOf: owner, clientId });
  }
  return duplicates;
}

function duplicateIssue({ accountId, duplicateOf, clientId }: DuplicateAccount): ConfigIssue {
  return {
    path: `${SECTION_PATH}.accounts.${accountId}`,
    kind: "conflict",
    found: `clientId ${clientId}`,
    hint: {
      en: `The account "${duplicateOf}" has the same clientId; "${accountId}" is not started. Give it its own application or remove it.`,
      zh: `账号“${duplicateOf}”已使用相同的 clientId，账号“${accountId}”不会启动。请为它配置独立的应用，或将其删除。`,
    },
  };
}

function accountIdConflicts(section: Record<string, unknown>): ConfigIssue[] {
  const entries = listAccountEntries(section);
  const names = isRecord(section["accounts"]) ? Object.keys(section["accounts"]) : [];
  return names.flatMap((name): ConfigIssue[] => {
    const id = normalizeOptionalAccountId(name);
    const winner = id === undefined ? undefined : entries.get(id)?.key;
    if (winner === name) return [];
    const hint =
      winner === undefined
        ? {
            en: "This is no usable account id; use letters, digits, - and _.",
            zh: "账号 ID 无效，请使用字母、数字、- 与 _。",
          }
        : {
            en: `It is the same account id as "${winner}" (${id}) and is ignored; rename one of them.`,
            zh: `与“${winner}”是同一个账号 ID（${id}），已被忽略，请重命名其中之一。`,
          };
    return [{ path: `${SECTION_PATH}.accounts.${name}`, kind: "conflict", found: describeFound(name), hint }];
  });
}

function defaultAccountConflict(section: Record<string, unknown>): ConfigIssue[] {
  const named = section["defaultAccount"];
  if (typeof named !== "string" || named.trim() === "") return [];
  const id = normalizeOptionalAccountId(named);
  if (id !== undefined && listAccountIds(section).includes(id)) return [];
  const used = resolveDefaultAccountId(section);
  return [
    {
      path: `${SECTION_PATH}.defaultAccount`,
      kind: "conflict",
      found: describeFound(named),
      hint: {
        en: `There is no such account; "${used}" is used.`,
        zh: `没有这个账号，将使用“${used}”。`,
      },
    },
  ];
}

function policyConflicts(section: Record<string, unknown>): ConfigIssue[] {
  const seen = new Map<string, ConfigIssue>();
  for (const id of listAccountIds(section)) {
    const account = resolveAccount(section, id, NO_ENVIRONMENT);
    const own = listAccountEntries(section).get(id);
    for (const issue of policyIssues(account)) {
      const inAccount = isRecord(own?.raw) && (issue.key in own.raw || issue.policyKey in own.raw);
      const path = `${inAccount ? `${SECTION_PATH}.accounts.${own?.key}` : SECTION_PATH}.${issue.key}`;
      seen.set(path, { path, kind: "conflict", found: issue.found, hint: issue.hint });
    }
  }
  return [...seen.values()];
}

function policyIssues(account: ResolvedAccount) {
  const sides = [
    { policyKey: "dmPolicy", key: "allowFrom", policy: account.dmPolicy, ids: account.allowFrom },
    {
      policyKey: "groupPolicy",
      key: "groupAllowFrom",
      policy: account.groupPolicy,
      ids: account.groupAllowFrom,
    },
  ] as const;
  return sides.flatMap(({ policyKey, key, policy, ids }) => {
    const found = describeFound(ids);
    if (policy === "open" && ids.length > 0 && !ids.includes("*"))
      return [
        {
          policyKey,
          key,
          found,
          hint: {
            en: `${policyKey} is open but the list lets only these in. Add "*" for everyone, or set ${policyKey} to allowlist.`,
            zh: `${policyKey} 为 open，但名单只放行这些 ID。如需放行所有人请加入“*”，否则请把 ${policyKey} 设为 allowlist。`,
          },
        },
      ];
    if (policy === "allowlist" && ids.length === 0 && Object.keys(account.groups).length === 0)
      return [
        {
          policyKey,
          key,
          found,
          hint: {
            en: `${policyKey} is allowlist and the list is empty: nobody gets an answer. Add ids to ${key}.`,
            zh: `${policyKey} 为 allowlist 而名单为空，任何人都得不到回复。请在 ${key} 中加入 ID。`,
          },
        },
      ];
    return [];
  });
}

function credentialConflicts(section: Record<string, unknown>): ConfigIssue[] {
  return [...listAccountEntries(section)].flatMap(([id, { key, raw }]): ConfigIssue[] => {
    const own = isRecord(raw) ? raw : {};
    const borrowed =
      typeof own["clientId"] === "string" && own["clientId"] !== section["clientId"] && !own["clientSecret"];
    if (!borrowed || !section["clientSecret"] || id === DEFAULT_ACCOUNT_ID) return [];
    return [
      {
        path: `${SECTION_PATH}.accounts.${key}.clientSecret`,
        kind: "conflict",
        found: "undefined",
        hint: {
          en: "The account has its own clientId but takes clientSecret from the top level; set its own clientSecret.",
          zh: "该账号有自己的 clientId，却沿用了上一级的 clientSecret，请为它单独填写 clientSecret。",
        },
      },
    ];
  });
}

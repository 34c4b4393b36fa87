/** The host's view of our accounts: listing, resolving, inspecting without secrets, describing. */
import { describeAccountSnapshot } from "openclaw/plugin-sdk/account-helpers";
import {
  adaptScopedAccountAccessor,
  createScopedChannelConfigAdapter,
  createScopedDmSecurityResolver,
} from "openclaw/plugin-sdk/channel-config-helpers";
import type { OpenClawConfig } from "openclaw/plugin-sdk/channel-core";
import { identityEntryAuthenticationClassifier } from "openclaw/plugin-sdk/channel-ingress-runtime";
import { createSimpleChannelSecretContract } from "openclaw/plugin-sdk/channel-secret-basic-runtime";
import {
  effectiveAllowFrom,
  listAccountIds,
  resolveAccount,
  resolveDefaultAccountId,
  SECTION_PATH,
  type ResolvedAccount,
} from "../config/accounts.ts";
import { normalizeStaffId } from "../config/staff-id.ts";
import { dingtalkIdentity } from "./identity.ts";
import { readMachine } from "./machine.ts";

export function sectionOf(cfg: OpenClawConfig): unknown {
  return (cfg.channels as Record<string, unknown> | undefined)?.["dingtalk"];
}

export interface AccountQuery {
  readonly cfg: OpenClawConfig;
  readonly accountId?: string | null | undefined;
}

export function resolveHostAccount({ cfg, accountId }: AccountQuery): ResolvedAccount {
  return resolveAccount(sectionOf(cfg), accountId, readMachine());
}

/** Read-only: says where a secret comes from, never what it is. The host's audit reads the policies of it. */
function inspectAccount(cfg: OpenClawConfig, accountId?: string | null) {
  const account = resolveHostAccount({ cfg, accountId });
  const { dmPolicy, groupPolicy, allowFrom, groupAllowFrom } = account;
  const unresolved = account.clientSecretSource === "unresolved";
  return {
    accountId: account.accountId,
    ...(account.name === undefined ? {} : { name: account.name }),
    enabled: account.enabled,
    configured: account.configured,
    dmPolicy,
    groupPolicy,
    allowFrom,
    groupAllowFrom,
    tokenStatus: !account.configured
      ? ("missing" as const)
      : unresolved
        ? ("configured_unavailable" as const)
        : ("available" as const),
    tokenSource:
      account.clientSecretSource === "env"
        ? ("env" as const)
        : account.configured
          ? ("config" as const)
          : ("none" as const),
  };
}

function whatIsMissing(account: ResolvedAccount): string {
  const place = `${SECTION_PATH} (account "${account.accountId}")`;
  const missing = [
    account.clientId ? "" : "clientId",
    account.clientSecretSource === "missing" ? "clientSecret" : "",
  ];
  return `${place}: ${missing.filter(Boolean).join(" and ") || "credentials"} missing`;
}

export const configAdapter = {
  ...createScopedChannelConfigAdapter<ResolvedAccount>({
    sectionKey: "dingtalk",
    listAccountIds: (cfg) => listAccountIds(sectionOf(cfg)),
    resolveAccount: adaptScopedAccountAccessor(resolveHostAccount),
    inspectAccount,
    defaultAccountId: (cfg) => resolveDefaultAccountId(sectionOf(cfg)),
    clearBaseFields: ["clientId", "clientSecret", "name"],
    resolveAllowFrom: (account) => effectiveAllowFrom(account).allowFrom,
    formatAllowFrom: (entries) => entries.map((entry) => normalizeStaffId(String(entry))),
    resolveDefaultTo: () => undefined,
  }),
  isConfigured: (account: ResolvedAccount) => account.configured,
  unconfiguredReason: whatIsMissing,
  describeAccount: (account: ResolvedAccount) =>
    describeAccountSnapshot({
      account,
      configured: account.configured,
      extra: { baseUrl: account.endpoints.api },
    }),
};

export const secretContract = createSimpleChannelSecretContract({
  channelKey: "dingtalk",
  label: "DingTalk",
  accountFields: ["clientSecret"],
  channelFields: ["clientSecret"],
  mode: "account-inheritance",
});

export const resolveDmPolicy = createScopedDmSecurityResolver<ResolvedAccount>({
  channelKey: "dingtalk",
  resolvePolicy: (account) => account.dmPolicy,
  resolveAllowFrom: (account) => effectiveAllowFrom(account).allowFrom,
  policyPathSuffix: "dmPolicy",
  normalizeEntry: normalizeStaffId,
  classifyEntryAuthentication: identityEntryAuthenticationClassifier(dingtalkIdentity),
});

/**
 * What the apps may do: features with their permissions, by what checks and calls have shown, and "check again".
 * Looking costs nothing; a check costs calls of the month's quota, and the view says how many.
 */
import { z } from "zod";
import type { FeaturePermission, PermissionsView } from "../../contract/console.ts";
import { DEVELOPER_CONSOLE, permissionApplyUrl } from "../../contract/endpoints.ts";
import { listAccountIds, resolveAccount, type ResolvedAccount } from "../config/accounts.ts";
import { normalizeOptionalAccountId } from "../config/account-id.ts";
import { sectionIn } from "../setup/plan-config.ts";
import { ACCOUNT_CHECKS, costOfChecks } from "../status/checks/run-checks.ts";
import { FEATURES, resolveFeature, type Feature } from "../status/feature-permissions.ts";
import type { PermissionRecord } from "../status/permission-record.ts";
import type { Text } from "../text/text.ts";
import type { AccountChecks, AccountChecksOptions } from "./account-checks.ts";
import { ConsoleError, type ConsoleRequest, type ConsoleRoute } from "./console-route.ts";
import { readBody } from "./read-body.ts";

export interface PermissionsRoutesOptions extends Pick<AccountChecksOptions, "machine" | "readConfig"> {
  readonly checks: AccountChecks;
  readonly record: PermissionRecord;
}

function viewFeature(
  feature: Feature,
  clientId: string,
  record: PermissionRecord,
  text: Text,
): FeaturePermission {
  const { scopes, state, wanted } = resolveFeature(feature, clientId, record);
  const unnamed = scopes.length === 0;
  return {
    feature: feature.id,
    label: text[feature.label],
    scopes,
    state,
    sentence: {
      text: text[feature.without],
      // Where no document names the permission, DingTalk does when it refuses.
      ...(unnamed && state !== "granted" ? { remedy: text.permissionUnnamed, link: DEVELOPER_CONSOLE } : {}),
    },
    ...(wanted && clientId !== ""
      ? { applyLink: wanted.applyLink ?? permissionApplyUrl(clientId, wanted.scope) }
      : {}),
  };
}

function viewAccount(
  { checks, record }: PermissionsRoutesOptions,
  account: ResolvedAccount,
  text: Text,
): PermissionsView["accounts"][number] {
  const { accountId, name, clientId } = account;
  const run = checks.find(accountId);
  const calls = costOfChecks(ACCOUNT_CHECKS, account);
  return {
    accountId,
    ...(name === undefined ? {} : { name }),
    clientId,
    ...(run?.checkedAt === undefined ? {} : { checkedAt: run.checkedAt }),
    checking: run?.checking ?? false,
    checkCost: { text: text.consoleCheckCost({ calls }) },
    features: FEATURES.map((feature) => viewFeature(feature, clientId, record, text)),
    checks: run?.lines ?? [],
  };
}

const checkSchema = z.strictObject({ accountId: z.string() });

function viewPermissions(options: PermissionsRoutesOptions, { text }: ConsoleRequest): PermissionsView {
  const section = sectionIn(options.readConfig());
  const machine = options.machine();
  return {
    accounts: listAccountIds(section).map((id) =>
      viewAccount(options, resolveAccount(section, id, machine), text),
    ),
  };
}

export function createPermissionsRoutes(options: PermissionsRoutesOptions): readonly ConsoleRoute[] {
  return [
    { method: "GET", path: "permissions", run: (request) => viewPermissions(options, request) },
    {
      method: "POST",
      path: "permissions/check",
      run(request) {
        const { text, language, body } = request;
        const { accountId: named } = readBody(checkSchema, body, text);
        const accountId = normalizeOptionalAccountId(named);
        if (accountId === undefined || !listAccountIds(sectionIn(options.readConfig())).includes(accountId))
          throw new ConsoleError("not-found", { text: text.consoleNoAccount({ accountId: named }) });
        options.checks.start(accountId, text, language);
        return viewPermissions(options, request);
      },
    },
  ];
}

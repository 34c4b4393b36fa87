/**
 * What OpenClaw's security audit is told of one account: a secret in clear. Open policies it finds by itself, through
 * the policy resolver. Pure.
 */
import { listAccountEntries, SECTION_PATH, type ResolvedAccount } from "../config/accounts.ts";
import { isRecord } from "../config/read-keys.ts";
import type { Text } from "../text/text.ts";

export interface AuditFinding {
  readonly checkId: string;
  readonly severity: "warn";
  readonly title: string;
  readonly detail: string;
  readonly remediation: string;
}

/** Where the account's secret stands as text; `${NAME}` is a reference to the environment. */
function secretInClear(section: unknown, accountId: string): string | undefined {
  const entry = listAccountEntries(section).get(accountId);
  const places = [
    { path: `${SECTION_PATH}.accounts.${entry?.key}`, values: entry?.raw },
    { path: SECTION_PATH, values: section },
  ];
  const place = places.find(({ values }) => isRecord(values) && values["clientSecret"] !== undefined);
  const value = isRecord(place?.values) ? place.values["clientSecret"] : undefined;
  const inClear = typeof value === "string" && value.trim() !== "" && !/^\$\{\w+\}$/.test(value.trim());
  return inClear && place ? `${place.path}.clientSecret` : undefined;
}

/** `section` as it is written, before references are resolved. */
export function collectAuditFindings(section: unknown, account: ResolvedAccount, text: Text): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const place = secretInClear(section, account.accountId);
  if (place !== undefined)
    findings.push({
      checkId: "channels.dingtalk.secret_in_clear",
      severity: "warn",
      title: text.auditSecretTitle,
      detail: text.auditSecretDetail({ path: place }),
      remediation: text.auditSecretRemedy,
    });
  return findings;
}

/**
 * The configuration as the console shows it: what stands in each scope, and how a secret is set, never what it is.
 * Pure; which value counts for an account (its own, else the top level's, else the default) the page shows itself.
 */
import { createHmac } from "node:crypto";
import type { ConsoleLanguage, Sentence } from "../../contract/console.ts";
import type { SettingsField, SettingsScope } from "../../contract/console-settings.ts";
import {
  CLIENT_SECRET_ENV,
  listAccountEntries,
  resolveDefaultAccountId,
  type ConfigEnvironment,
} from "../config/accounts.ts";
import { collectConfigIssues } from "../config/issues.ts";
import { isRecord } from "../config/read-keys.ts";
import { isSecretRef } from "../config/secret-input.ts";
import { describeIssue } from "../text/text.ts";
import { settingsFields } from "./settings-fields.ts";
import { withoutSecrets } from "./without-secrets.ts";

/**
 * Names a state of the section, without saying anything of it: the key is the process's own, so that nobody can try
 * secrets against it.
 */
export function revisionOf(section: unknown, key: Buffer): string {
  return createHmac("sha256", key)
    .update(JSON.stringify(section ?? null))
    .digest("base64url")
    .slice(0, 22);
}

function valueIn(scope: Record<string, unknown>, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), scope);
}

type SecretState = "text" | "reference" | "environment";

function secretState(value: unknown): SecretState | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : "text";
  return isSecretRef(value) ? "reference" : undefined;
}

function scopeOf(
  accountId: string,
  raw: Record<string, unknown>,
  fields: readonly SettingsField[],
  fromEnvironment: boolean,
): SettingsScope {
  const values: Record<string, unknown> = {};
  const secrets: Record<string, SecretState> = {};
  for (const { path, kind } of fields) {
    const value = valueIn(raw, path);
    if (kind !== "secret") {
      if (value !== undefined) values[path] = withoutSecrets(value);
      continue;
    }
    const state = secretState(value) ?? (fromEnvironment ? "environment" : undefined);
    if (state) secrets[path] = state;
  }
  const { name } = raw;
  return { accountId, ...(typeof name === "string" && name !== "" ? { name } : {}), values, secrets };
}

/** The top level first, then each entry of `accounts` by its id. */
export function settingsScopes(section: unknown, { env }: ConfigEnvironment): SettingsScope[] {
  const fields = settingsFields("en");
  const perAccount = fields.filter((field) => field.perAccount);
  const root = isRecord(section) ? section : {};
  const entries = listAccountEntries(section);
  const hasEnv = (env[CLIENT_SECRET_ENV] ?? "").trim() !== "";
  // The environment's secret is the default account's, where neither it nor the top level has one.
  const defaultId = resolveDefaultAccountId(section);
  const envFor = hasEnv && !secretState(root["clientSecret"]) ? defaultId : undefined;
  return [
    scopeOf("", root, fields, envFor !== undefined && !entries.has(envFor)),
    ...[...entries.entries()]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([id, { raw }]) => scopeOf(id, isRecord(raw) ? raw : {}, perAccount, id === envFor)),
  ];
}

/** What is wrong in the section now, as doctor says it. */
export function settingsIssues(
  section: unknown,
  environment: ConfigEnvironment,
  language: ConsoleLanguage,
): Sentence[] {
  return collectConfigIssues(section, environment).map((issue) => ({ text: describeIssue(issue, language) }));
}

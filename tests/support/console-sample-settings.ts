/**
 * Settings of a made-up gateway for the console's page: the real keys with their labels, limits and defaults, made-up
 * values, and a plan that answers as a gateway would. Nothing is written anywhere.
 */
import { z } from "zod";
import type { KeySpec, KeyTable } from "../../src/channel/config/key-spec.ts";
import { settingsFields } from "../../src/channel/console/settings-fields.ts";
import { accountKeys, rootOnlyKeys } from "../../src/channel/config/schema.ts";
import type { ConsoleLanguage } from "../../src/contract/console.ts";
import type {
  DiffLine,
  SettingsField,
  SettingsKind,
  SettingsPlan,
  SettingsRequest,
  SettingsScope,
  SettingsView,
} from "../../src/contract/console-settings.ts";

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const words = (language: ConsoleLanguage) => (language === "en" ? "en" : "zh");

function kindOf(spec: KeySpec, schema: JsonSchema): SettingsKind {
  if (spec.sensitive) return "secret";
  if (schema.enum) return "choice";
  if (schema.type === "boolean" || schema.type === "number") return schema.type;
  if (schema.type === "integer") return "number";
  if (schema.type === "array") return "list";
  return schema.type === "string" ? "text" : "object";
}

function describeField(
  path: string,
  spec: KeySpec,
  place: { group: string; groupLabel: string; advanced: boolean; perAccount: boolean },
  language: ConsoleLanguage,
): SettingsField {
  const lang = words(language);
  const schema = z.toJSONSchema(spec.schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  return {
    path,
    label: spec.label[lang],
    help: spec.help[lang],
    kind: kindOf(spec, schema),
    ...(schema.enum ? { choices: schema.enum } : {}),
    ...(schema.minimum === undefined ? {} : { minimum: schema.minimum }),
    ...(schema.maximum === undefined ? {} : { maximum: schema.maximum }),
    ...(spec.default === undefined ? {} : { default: spec.default }),
    ...(spec.defaultText ? { defaultText: spec.defaultText[lang] } : {}),
    ...(spec.placeholder ? { placeholder: spec.placeholder } : {}),
    wanted: spec.wanted[lang],
    advanced: place.advanced || spec.advanced === true,
    perAccount: place.perAccount,
    group: place.group,
    groupLabel: place.groupLabel,
  };
}

function describeTable(table: KeyTable, perAccount: boolean, language: ConsoleLanguage): SettingsField[] {
  const lang = words(language);
  const general = { group: "general", groupLabel: lang === "en" ? "General" : "常规" };
  return Object.entries(table).flatMap(([name, spec]) => {
    if (spec.kind === "key")
      return [describeField(name, spec, { ...general, advanced: false, perAccount }, language)];
    // What an entry may say is many keys of their own; the gateway's own description is taken.
    if (spec.kind === "entries")
      return settingsFields(language)
        .filter(({ path }) => path === name)
        .map((field) => ({ ...field, ...general }));
    const place = {
      group: name,
      groupLabel: spec.label[lang],
      advanced: spec.advanced === true,
      perAccount,
    };
    return Object.entries(spec.keys).map(([key, inner]) =>
      describeField(`${name}.${key}`, inner, place, language),
    );
  });
}

export const sampleFields = (language: ConsoleLanguage): SettingsField[] => [
  ...describeTable(accountKeys, true, language),
  ...describeTable(rootOnlyKeys, false, language),
];

export interface SettingsSample {
  readonly revision: number;
  readonly scopes: readonly SettingsScope[];
  readonly last?: {
    readonly at: number;
    readonly diff: readonly DiffLine[];
    readonly before: SettingsSample;
  };
}

export const SAMPLE_SETTINGS: SettingsSample = {
  revision: 1,
  scopes: [
    {
      accountId: "",
      values: {
        enabled: true,
        clientId: "dingabcdef1234567890",
        dmPolicy: "pairing",
        allowFrom: ["staff1", "<img src=x onerror=alert(1)>"],
        "card.statusLine": true,
        requireMention: true,
        groups: {
          "*": { requireMention: true },
          cidProject001: { requireMention: false, allowFrom: ["staff1", "staff2"] },
          cidHostile002: { systemPrompt: "<b>第一行</b>\n第二行" },
        },
      },
      secrets: { clientSecret: "text" },
    },
    { accountId: "main", name: "主机器人", values: { name: "主机器人" }, secrets: {} },
    {
      accountId: "backup",
      name: "很长的名字".repeat(24),
      values: { clientId: "dingbackup0987654321", enableAICard: false, longTaskNoticeDelayMs: 10_000 },
      secrets: { clientSecret: "reference" },
    },
  ],
};

export const SAMPLE_GROUPS: SettingsView["knownGroups"] = [
  { accountId: "main", conversationId: "cidProject001", title: "项目群" },
  { accountId: "main", conversationId: "cidHostile002", title: "<img src=x onerror=alert(1)>".repeat(6) },
  { accountId: "main", conversationId: "cidSales003", title: "销售群" },
];

export const EMPTY_SETTINGS: SettingsSample = {
  revision: 1,
  scopes: [{ accountId: "", values: {}, secrets: {} }],
};

export function settingsView(sample: SettingsSample, language: ConsoleLanguage): SettingsView {
  return {
    revision: String(sample.revision),
    scopes: sample.scopes,
    fields: sampleFields(language),
    issues: [],
    knownGroups: SAMPLE_GROUPS,
    ...(sample.last ? { lastChange: { at: sample.last.at, diff: sample.last.diff } } : {}),
  };
}

const keyOf = (accountId: string, path: string) =>
  `channels.dingtalk.${accountId === "" ? "" : `accounts.${accountId}.`}${path}`;

/** The plan and what the settings would be; secrets are dots in the plan. */
export function planSample(
  sample: SettingsSample,
  request: SettingsRequest,
): { readonly plan: SettingsPlan; readonly next: SettingsSample } {
  const fields = sampleFields("en");
  const diff: DiffLine[] = [];
  const problems: SettingsPlan["problems"][number][] = [];
  const removed = request.removeAccounts ?? [];
  const added = (request.addAccounts ?? []).map((accountId) => ({ accountId, values: {}, secrets: {} }));
  const scopes = [...sample.scopes, ...added].filter(({ accountId }) => !removed.includes(accountId));
  for (const accountId of removed)
    diff.push({ sign: "-", key: keyOf(accountId, "").slice(0, -1), value: "{…}" });
  for (const { accountId } of added)
    diff.push({ sign: "+", key: keyOf(accountId, "").slice(0, -1), value: "{}" });
  const next = scopes.map((scope) => {
    const values: Record<string, unknown> = { ...scope.values };
    const secrets: Record<string, "text" | "reference" | "environment"> = { ...scope.secrets };
    for (const { path, value } of request.edits.filter((edit) => edit.accountId === scope.accountId)) {
      const field = fields.find((one) => one.path === path);
      const key = keyOf(scope.accountId, path);
      const secret = field?.kind === "secret";
      const show = (shown: unknown) => (secret ? "••••••" : JSON.stringify(shown));
      if (secret ? secrets[path] : values[path] !== undefined)
        diff.push({ sign: "-", key, value: show(values[path]) });
      if (value !== undefined) diff.push({ sign: "+", key, value: show(value) });
      if (path === "maxFileSizeMB" && value === 0)
        problems.push({ accountId: scope.accountId, field: path, text: "maxFileSizeMB 必须大于 0。" });
      if (secret) {
        delete secrets[path];
        if (value !== undefined) secrets[path] = "text";
      } else if (value === undefined) delete values[path];
      else values[path] = value;
    }
    return { ...scope, values, secrets };
  });
  const names = next.map(({ accountId }) => accountId).filter((id) => id !== "");
  return {
    plan: {
      revision: request.revision,
      diff,
      problems,
      warnings: [],
      effect: diff.length === 0 ? "none" : "account",
      restarts: diff.length === 0 ? [] : names.length > 0 ? names : ["default"],
    },
    next: {
      revision: sample.revision + 1,
      scopes: next,
      last: { at: Date.now(), diff, before: sample },
    },
  };
}

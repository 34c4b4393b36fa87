/**
 * Every configuration key as a field of a form, made of the schema's tables: label, help, default, limit and what is
 * wanted are written down there. Only the order of sections and the kind of a form's input are decided here. Pure.
 */
import { z } from "zod";
import type { ConsoleLanguage } from "../../contract/console.ts";
import type { SettingsField, SettingsKind } from "../../contract/console-settings.ts";
import type { hostKeys } from "../config/host-keys.ts";
import type { Bilingual, KeyEntries, KeySpec, KeyTable } from "../config/key-spec.ts";
import { accountKeys, rootOnlyKeys } from "../config/schema.ts";
import { QUESTIONS, type Question } from "../setup/questions.ts";
import { createText, type Text } from "../text/text.ts";

const SECTIONS = [
  "account",
  "access",
  "groups",
  "replies",
  "card",
  "approvals",
  "quota",
  "media",
  "network",
  "gateway",
] as const;
type Section = (typeof SECTIONS)[number];

type OwnKey = Exclude<keyof typeof accountKeys, keyof typeof hostKeys> | keyof typeof rootOnlyKeys;

/** Where each key stands; the compiler asks for a new one. What OpenClaw itself reads has the section `gateway`. */
const SECTION_OF: Readonly<Record<OwnKey, Section>> = {
  enabled: "account",
  name: "account",
  clientId: "account",
  clientSecret: "account",
  defaultAccount: "account",
  language: "account",
  dmPolicy: "access",
  groupPolicy: "access",
  allowFrom: "access",
  groupAllowFrom: "access",
  requireMention: "groups",
  groups: "groups",
  groupSessionScope: "groups",
  mergeWindowMs: "groups",
  enableAICard: "replies",
  longTaskNoticeDelayMs: "replies",
  thinkingReaction: "replies",
  card: "card",
  approvals: "approvals",
  quota: "quota",
  maxFileSizeMB: "media",
  inboundMedia: "media",
  endpoints: "network",
  network: "network",
};

const SECTION_LABELS: Readonly<Record<Section, (text: Text) => string>> = {
  account: (text) => text.consoleSectionAccount,
  access: (text) => text.consoleSectionAccess,
  groups: (text) => text.consoleSectionGroups,
  replies: (text) => text.consoleSectionReplies,
  card: (text) => text.consoleSectionCard,
  approvals: (text) => text.consoleSectionApprovals,
  quota: (text) => text.consoleSectionQuota,
  media: (text) => text.consoleSectionMedia,
  network: (text) => text.consoleSectionNetwork,
  gateway: (text) => text.consoleSectionGateway,
};

interface InputShape {
  readonly kind: SettingsKind;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

interface JsonShape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: JsonShape;
  readonly anyOf?: readonly JsonShape[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const WORDS: ReadonlySet<string> = new Set(["string", "number", "integer"]);

/** A list of plain words can be edited line by line; a list of objects cannot. */
function isWord(shape: JsonShape | undefined): boolean {
  if (!shape) return false;
  if (shape.anyOf) return shape.anyOf.every(isWord);
  return [shape.type ?? ""].flat().every((type) => WORDS.has(type));
}

function inputOf(spec: KeySpec): InputShape {
  if (spec.sensitive) return { kind: "secret" };
  const shape = z.toJSONSchema(spec.schema, {
    target: "draft-07",
    io: "input",
    unrepresentable: "any",
  }) as JsonShape;
  if (shape.enum) return { kind: "choice", choices: shape.enum.map(String) };
  if (shape.type === "boolean") return { kind: "boolean" };
  if (shape.type === "string") return { kind: "text" };
  if (shape.type === "array") return { kind: isWord(shape.items) ? "list" : "object" };
  if (shape.type === "number" || shape.type === "integer")
    return {
      kind: "number",
      ...(shape.minimum === undefined ? {} : { minimum: shape.minimum }),
      // A whole number's JSON schema names the largest one that there is; that is no limit of ours.
      ...(shape.maximum === undefined || shape.maximum >= Number.MAX_SAFE_INTEGER
        ? {}
        : { maximum: shape.maximum }),
    };
  return { kind: "object" };
}

interface Place {
  readonly path: string;
  readonly section: Section;
  readonly perAccount: boolean;
  readonly advanced: boolean;
  readonly text: Text;
  readonly side: keyof Bilingual;
}

/** The wizard asks for some keys, and says there what each answer means. */
function meaningsOf(path: string, text: Text): Readonly<Record<string, string>> | undefined {
  const question = Object.values<Question>(QUESTIONS).find(({ id }) => id === path);
  if (question?.kind !== "select") return undefined;
  return Object.fromEntries((question.options ?? []).map(({ value, hint }) => [value, text[hint]]));
}

function keyField(spec: KeySpec, place: Place): SettingsField {
  const { path, section, perAccount, text, side } = place;
  const input = inputOf(spec);
  const meanings = input.kind === "choice" ? meaningsOf(path, text) : undefined;
  return {
    path,
    label: spec.label[side],
    help: spec.help[side],
    ...input,
    ...(meanings ? { meanings } : {}),
    ...(spec.default === undefined ? {} : { default: spec.default }),
    ...(spec.defaultText === undefined ? {} : { defaultText: spec.defaultText[side] }),
    ...(spec.placeholder === undefined ? {} : { placeholder: spec.placeholder }),
    ...(spec.multiline ? { multiline: true } : {}),
    wanted: spec.wanted[side],
    advanced: place.advanced || spec.advanced === true,
    perAccount,
    group: section,
    groupLabel: SECTION_LABELS[section](text),
  };
}

/** A key of an entry: what counts where no entry says anything stands beside it, as a value or as whom it follows. */
function entryKeyField(spec: KeySpec, place: Place): SettingsField {
  const { whenUnset } = spec;
  const unset =
    whenUnset === undefined
      ? {}
      : "key" in whenUnset
        ? { follows: whenUnset.key }
        : { default: whenUnset.value };
  return { ...keyField(spec, place), ...unset };
}

function entriesField(spec: KeyEntries, place: Place): SettingsField {
  const { path, section, perAccount, advanced, text, side } = place;
  return {
    path,
    label: spec.label[side],
    help: spec.help[side],
    kind: "entries",
    keys: Object.entries(spec.keys).map(([name, inner]) => entryKeyField(inner, { ...place, path: name })),
    wanted: spec.wanted[side],
    advanced: advanced || spec.advanced === true,
    perAccount,
    group: section,
    groupLabel: SECTION_LABELS[section](text),
  };
}

function tableFields(table: KeyTable, perAccount: boolean, language: ConsoleLanguage): SettingsField[] {
  const text = createText(language);
  const side = language === "en" ? "en" : "zh";
  return Object.entries(table).flatMap(([name, spec]) => {
    const section = (SECTION_OF as Readonly<Record<string, Section>>)[name] ?? "gateway";
    const place = { path: name, section, perAccount, advanced: false, text, side } as const;
    if (spec.kind === "key") return [keyField(spec, place)];
    if (spec.kind === "entries") return [entriesField(spec, place)];
    return Object.entries(spec.keys).map(([key, inner]) =>
      keyField(inner, { ...place, path: `${name}.${key}`, advanced: spec.advanced === true }),
    );
  });
}

/** All fields, section by section, those of everyday use before the advanced ones. */
export function settingsFields(language: ConsoleLanguage): readonly SettingsField[] {
  return [
    ...tableFields(accountKeys, true, language),
    ...tableFields(rootOnlyKeys, false, language),
  ].toSorted(
    (a, b) =>
      SECTIONS.indexOf(a.group as Section) - SECTIONS.indexOf(b.group as Section) ||
      Number(a.advanced) - Number(b.advanced),
  );
}

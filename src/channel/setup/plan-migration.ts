/**
 * From the settings of other DingTalk plugins to ours. Pure: finds what is there, says what becomes of each key, and
 * returns changes for the same writer as set-up. Shapes: `channels.dingtalk` of openclaw-china and of soimy's channel,
 * `channels.dingtalk-connector` of DingTalk's own connector; their sources are named in `config/legacy.ts`.
 */
import { CHANNEL_ID, listAccountEntries } from "../config/accounts.ts";
import { LEGACY_KEYS } from "../config/legacy.ts";
import { isRecord } from "../config/read-keys.ts";
import { accountKeys, rootOnlyKeys } from "../config/schema.ts";
import type { Bilingual } from "../config/key-spec.ts";
import { sectionIn, valueAt, type ConfigChange } from "./plan-config.ts";

export const CONNECTOR_ID = "dingtalk-connector";

export interface MigrationNote {
  /** Of the key as it was. */
  readonly path: string;
  readonly advice: Bilingual;
}

export interface Migration {
  readonly changes: readonly ConfigChange[];
  /** Keys that have no counterpart and are taken out or left behind, with what to do instead. */
  readonly notes: readonly MigrationNote[];
  /** Another plugin's section is still switched on. */
  readonly otherPlugin: boolean;
}

type Values = Record<string, unknown>;
/** Our key and value for one of theirs; undefined when it has no counterpart. */
type Translate = (value: unknown, all: Values) => readonly [key: string, value: unknown] | undefined;

const asIs =
  (key: string): Translate =>
  (value) => [key, value];

/** Their keys that mean one of ours under another name. */
const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  appKey: asIs("clientId"),
  clientID: asIs("clientId"),
  appSecret: asIs("clientSecret"),
  mediaMaxMb: asIs("maxFileSizeMB"),
  allowedUsers: asIs("allowFrom"),
  groupAllowlist: asIs("groupAllowFrom"),
  messageType: (value) => ["enableAICard", value === "card"],
  asyncMode: (value) => (value === false ? ["longTaskNoticeDelayMs", 0] : undefined),
};

const OUR_KEYS: ReadonlySet<string> = new Set([...Object.keys(accountKeys), ...Object.keys(rootOnlyKeys)]);
const NO_COUNTERPART: Bilingual = {
  en: "It has no counterpart here.",
  zh: "本插件没有对应的配置项。",
};

interface Reading {
  readonly values: Values;
  readonly notes: MigrationNote[];
}

/** Ours wins where both spellings are there. */
function translate(source: Values, path: string): Reading {
  const values: Values = {};
  const notes: MigrationNote[] = [];
  for (const [key, value] of Object.entries(source)) {
    if (key === "accounts" || value === undefined) continue;
    if (OUR_KEYS.has(key)) values[key] = value;
    else {
      const translated = Object.hasOwn(TRANSLATIONS, key) ? TRANSLATIONS[key]?.(value, source) : undefined;
      if (translated && source[translated[0]] === undefined) values[translated[0]] = translated[1];
      else if (!translated)
        notes.push({
          path: `${path}.${key}`,
          advice: (Object.hasOwn(LEGACY_KEYS, key) ? LEGACY_KEYS[key] : undefined) ?? NO_COUNTERPART,
        });
    }
  }
  return { values, notes };
}

/** Changes that make `target` hold `values` and nothing else; accounts below it are left alone. */
function rewrite(config: unknown, target: readonly string[], values: Values): ConfigChange[] {
  const current = valueAt(config, target);
  const before: Values = isRecord(current) ? current : {};
  const dropped = Object.keys(before).filter((key) => key !== "accounts" && !(key in values));
  const change = (key: string, after: unknown): ConfigChange => ({
    path: [...target, key],
    before: before[key],
    after,
    secret: /secret/i.test(key),
  });
  return [
    ...Object.entries(values)
      .filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value))
      .map(([key, value]) => change(key, value)),
    ...dropped.map((key) => change(key, undefined)),
  ];
}

/** Outdated keys in our own section, as the two plugins with the same channel id leave them. */
function migrateOwnSection(config: unknown): Migration {
  const section = sectionIn(config);
  if (!isRecord(section)) return { changes: [], notes: [], otherPlugin: false };
  const root = ["channels", CHANNEL_ID];
  const parts = [
    { target: root, source: section },
    ...[...listAccountEntries(section).values()].flatMap(({ key, raw }) =>
      isRecord(raw) ? [{ target: [...root, "accounts", key], source: raw }] : [],
    ),
  ];
  const read = parts.map(({ target, source }) => ({ target, ...translate(source, target.join(".")) }));
  return {
    changes: read.flatMap(({ target, values }) => rewrite(config, target, values)),
    notes: read.flatMap(({ notes }) => notes),
    otherPlugin: false,
  };
}

/** The connector's section becomes ours where ours says nothing; its own is switched off, not removed. */
function migrateConnector(config: unknown): Migration {
  const source = valueAt(config, ["channels", CONNECTOR_ID]);
  if (!isRecord(source)) return { changes: [], notes: [], otherPlugin: false };
  const ours = sectionIn(config);
  const root = ["channels", CHANNEL_ID];
  const top = translate(source, `channels.${CONNECTOR_ID}`);
  const accounts = isRecord(source["accounts"]) ? source["accounts"] : {};
  const own = isRecord(ours) ? ours : {};
  const changes: ConfigChange[] = Object.entries(top.values)
    .filter(([key]) => own[key] === undefined)
    .map(([key, after]) => ({ path: [...root, key], before: undefined, after, secret: /secret/i.test(key) }));
  const notes = [...top.notes];
  for (const [id, raw] of Object.entries(accounts)) {
    if (!isRecord(raw) || valueAt(ours, ["accounts", id]) !== undefined) continue;
    const account = translate(raw, `channels.${CONNECTOR_ID}.accounts.${id}`);
    notes.push(...account.notes);
    const entries = Object.entries(account.values);
    changes.push(
      ...entries.map(([key, after]) => ({
        path: [...root, "accounts", id, key],
        before: undefined,
        after,
        secret: /secret/i.test(key),
      })),
    );
  }
  const otherPlugin = source["enabled"] !== false;
  if (otherPlugin)
    changes.push({
      path: ["channels", CONNECTOR_ID, "enabled"],
      before: source["enabled"],
      after: false,
      secret: false,
    });
  return { changes, notes, otherPlugin };
}

/** Both: what is outdated in our section, and what the connector has. */
export function planMigration(config: unknown): Migration {
  const own = migrateOwnSection(config);
  const connector = migrateConnector(config);
  return {
    changes: [...own.changes, ...connector.changes],
    notes: [...own.notes, ...connector.notes],
    otherPlugin: own.otherPlugin || connector.otherPlugin,
  };
}

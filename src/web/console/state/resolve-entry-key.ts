/**
 * Which value of one key counts for one entry of a setting of the kind `entries`, such as one group, and which entries
 * there are: pure. An entry's own key wins over that of the same entry for all bots, then comes the entry for all ids,
 * then what the bot says itself.
 */
import type { SettingsField } from "../../../contract/console-settings.ts";
import type { ResolvedField } from "./resolve-field.ts";

/** Its entry holds for all ids, key by key. */
export const EVERY_ENTRY = "*";

export type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What can be shown entry by entry; anything else in it is left to the JSON. */
export function readEntries(value: unknown): Entries {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Entries[string]] => isRecord(entry[1])),
  );
}

/** The entries as they stand on the page. */
export interface EntriesState {
  /** Of the scope, with the unsent edits in. */
  readonly own: Entries;
  /** Of the scope, as the configuration has them. */
  readonly saved: Entries;
  /** Of all bots, where the scope is one bot. */
  readonly above: Entries;
}

/** The entry for all first, then the scope's own, then those that hold for all bots. */
export function listEntryIds({ own, above }: EntriesState): readonly string[] {
  const ids = [...new Set([...Object.keys(own), ...Object.keys(above)])];
  return [...ids.filter((id) => id === EVERY_ENTRY), ...ids.filter((id) => id !== EVERY_ENTRY)];
}

const ownKey = (entries: Entries, id: string, key: string): unknown =>
  Object.hasOwn(entries, id) && Object.hasOwn(entries[id] ?? {}, key) ? entries[id]?.[key] : undefined;

function beneathOf(
  { own, above }: EntriesState,
  id: string,
  field: SettingsField,
  bot: unknown,
): ResolvedField["beneath"] {
  const key = field.path;
  const inherited = ownKey(above, id, key);
  if (inherited !== undefined) return { source: "inherited", value: inherited };
  const every =
    id === EVERY_ENTRY ? undefined : (ownKey(own, EVERY_ENTRY, key) ?? ownKey(above, EVERY_ENTRY, key));
  if (every !== undefined) return { source: "every", value: every };
  if (bot !== undefined) return { source: "follows", value: bot };
  return { source: field.default === undefined ? "none" : "default", value: field.default };
}

/** `bot`: the value of the setting that the key follows. */
export function resolveEntryKey(
  state: EntriesState,
  id: string,
  field: SettingsField,
  bot: unknown,
): ResolvedField {
  const here = ownKey(state.own, id, field.path);
  const beneath = beneathOf(state, id, field, bot);
  const changed = JSON.stringify(here) !== JSON.stringify(ownKey(state.saved, id, field.path));
  return here === undefined
    ? { ...beneath, beneath, changed }
    : { source: "here", value: here, beneath, changed };
}

/** The entries with that key; without it where `value` is undefined. A new entry comes last. */
export function putEntryKey(entries: Entries, id: string, key: string, value: unknown): Entries {
  const { [key]: _, ...others } = entries[id] ?? {};
  const known = entries[id] && Object.hasOwn(entries[id], key);
  // A key that stands keeps its place, so that taking an edit back leaves no difference.
  const entry =
    value === undefined ? others : known ? { ...entries[id], [key]: value } : { ...others, [key]: value };
  return { ...entries, [id]: entry };
}

/** The entry as the configuration has that key, at its old place. */
export function takeBackEntryKey({ own, saved }: EntriesState, id: string, key: string): Entries {
  const back = ownKey(saved, id, key);
  const put = putEntryKey(own, id, key, back);
  const order = Object.keys(saved[id] ?? {});
  const entry = put[id] ?? {};
  const sorted = Object.keys(entry).toSorted(
    (a, b) => (order.indexOf(a) + 1 || Infinity) - (order.indexOf(b) + 1 || Infinity),
  );
  return { ...put, [id]: Object.fromEntries(sorted.map((name) => [name, entry[name]])) };
}

/** Undefined where nothing is left, so that the whole setting is taken out. */
export function removeEntry(entries: Entries, id: string): Entries | undefined {
  const { [id]: _, ...others } = entries;
  return Object.keys(others).length === 0 ? undefined : others;
}

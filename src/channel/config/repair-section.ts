/**
 * Values of `channels.dingtalk` whose meaning is clear and only their type is wrong, put right: `"true"` for true,
 * `"30000"` for 30000, one id for a list of one. Pure. What leaves room for doubt stays as it is, and nothing is
 * removed: a policy that fell back to its default would let people in.
 */
import type { KeySpec, KeyTable } from "./key-spec.ts";
import { describeFound, isRecord } from "./read-keys.ts";
import { accountKeys, rootOnlyKeys } from "./schema.ts";
import { SECTION_PATH } from "./accounts.ts";

export interface Repair {
  /** Full path of the key. */
  readonly path: string;
  /** Shortened, secrets masked. */
  readonly found: string;
  readonly now: string;
}

export interface RepairedSection {
  readonly section: unknown;
  /** Empty where nothing could be put right; `section` is then the very same object. */
  readonly repairs: readonly Repair[];
}

const YES = new Set(["true", "yes", "on"]);
const NO = new Set(["false", "no", "off"]);

/** What the person may have meant, the likeliest first. */
function readings(value: unknown): unknown[] {
  if (typeof value === "number") return [String(value), [value]];
  if (typeof value !== "string") return [];
  const text = value.trim();
  const lower = text.toLowerCase();
  const asBoolean = YES.has(lower) ? [true] : NO.has(lower) ? [false] : [];
  const asNumber = /^-?\d+(?:\.\d+)?$/.test(text) ? [Number(text)] : [];
  const list = text.split(/[,，\s]+/).filter((part) => part !== "");
  return [...asBoolean, ...asNumber, text, lower, ...(list.length > 0 ? [list] : [])];
}

function repairValue(spec: KeySpec, value: unknown): { readonly value: unknown } | undefined {
  if (value === undefined || spec.schema.safeParse(value).success) return undefined;
  const found = readings(value).find((reading) => spec.schema.safeParse(reading).success);
  return found === undefined ? undefined : { value: found };
}

function repairTable(table: KeyTable, raw: unknown, path: string, repairs: Repair[]): unknown {
  if (!isRecord(raw)) return raw;
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    const at = `${path}.${name}`;
    if (!spec) continue;
    if (spec.kind === "key") {
      const repaired = repairValue(spec, value);
      if (!repaired) continue;
      changed[name] = repaired.value;
      const show = (what: unknown) => describeFound(what, spec.sensitive);
      repairs.push({ path: at, found: show(value), now: show(repaired.value) });
    } else if (spec.kind === "group") changed[name] = repairTable(spec.keys, value, at, repairs);
    else changed[name] = repairEntries(spec.keys, value, at, repairs);
  }
  return { ...raw, ...changed };
}

function repairEntries(table: KeyTable, raw: unknown, path: string, repairs: Repair[]): unknown {
  if (!isRecord(raw)) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([id, entry]) => [id, repairTable(table, entry, `${path}.${id}`, repairs)]),
  );
}

export function repairSection(section: unknown): RepairedSection {
  if (!isRecord(section)) return { section, repairs: [] };
  const repairs: Repair[] = [];
  const root = repairTable({ ...accountKeys, ...rootOnlyKeys }, section, SECTION_PATH, repairs);
  const { accounts } = section;
  const repaired = {
    ...(root as Record<string, unknown>),
    ...(accounts === undefined
      ? {}
      : { accounts: repairEntries(accountKeys, accounts, `${SECTION_PATH}.accounts`, repairs) }),
  };
  return repairs.length === 0 ? { section, repairs } : { section: repaired, repairs };
}

/**
 * Reads one object of configuration against a key table without ever throwing: valid values are kept, each
 * invalid, outdated or unknown key becomes a `ConfigIssue` with its path, what was found and what is wanted.
 */
import type { z } from "zod";
import type { Bilingual, KeyEntries, KeySpec, KeyTable } from "./key-spec.ts";
import { LEGACY_KEYS } from "./legacy.ts";

export type ConfigIssueKind = "unknown" | "outdated" | "wrong-type" | "conflict";

export interface ConfigIssue {
  /** Full path, e.g. `channels.dingtalk.accounts.bot1.enableAICard`. */
  readonly path: string;
  readonly kind: ConfigIssueKind;
  /** The value as found, shortened, secrets masked. */
  readonly found: string;
  readonly wanted?: Bilingual;
  readonly hint: Bilingual;
}

export interface ReadKeys {
  /** Valid values only, groups as objects of valid values. */
  readonly values: Record<string, unknown>;
  readonly issues: ConfigIssue[];
}

const FOUND_LIMIT = 60;
const anObject = { wanted: { en: "an object", zh: "对象" }, default: undefined };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as text for a report: JSON, at most 60 characters; of a secret only the kind of value. */
export function describeFound(value: unknown, sensitive = false): string {
  if (sensitive) return Array.isArray(value) ? "*** (array)" : `*** (${typeof value})`;
  const json = JSON.stringify(value) ?? String(value);
  return json.length > FOUND_LIMIT ? `${json.slice(0, FOUND_LIMIT - 1)}…` : json;
}

export function wrongType(
  path: string,
  value: unknown,
  spec: Pick<KeySpec, "wanted" | "default" | "sensitive">,
) {
  const used = spec.default === undefined ? undefined : JSON.stringify(spec.default);
  const inherits = path.includes(".accounts.");
  return {
    path,
    kind: "wrong-type",
    found: describeFound(value, spec.sensitive),
    wanted: spec.wanted,
    hint:
      used === undefined
        ? { en: "The value is ignored.", zh: "该值被忽略。" }
        : {
            en: `The value is ignored; the ${inherits ? "top level's value, else the " : ""}default ${used} is used.`,
            zh: `该值被忽略，将使用${inherits ? "上一级的值或" : ""}默认值 ${used}。`,
          },
  } satisfies ConfigIssue;
}

/** Reads `raw` against `table`; `extraKeys` are known keys that the caller reads itself. */
export function readKeys(
  table: KeyTable,
  raw: Record<string, unknown>,
  path: string,
  extraKeys: readonly string[] = [],
): ReadKeys {
  const values: Record<string, unknown> = {};
  const issues: ConfigIssue[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || extraKeys.includes(name)) continue;
    const at = `${path}.${name}`;
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!spec) issues.push(strangerIssue(name, value, at, [...Object.keys(table), ...extraKeys]));
    else if (spec.kind === "key") {
      const parsed = spec.schema.safeParse(value);
      if (parsed.success) values[name] = parsed.data;
      else issues.push(schemaIssue(at, value, spec, parsed.error.issues[0]));
    } else if (isRecord(value)) {
      const inner = spec.kind === "group" ? readKeys(spec.keys, value, at) : readEntries(spec, value, at);
      values[name] = inner.values;
      issues.push(...inner.issues);
    } else issues.push(wrongType(at, value, { ...anObject, ...(spec.kind === "entries" ? spec : {}) }));
  }
  return { values, issues };
}

/** One wrong field costs that field only: the rest of its entry, and all other entries, stay in force. */
function readEntries(spec: KeyEntries, value: Record<string, unknown>, path: string): ReadKeys {
  const values: Record<string, unknown> = {};
  const issues: ConfigIssue[] = [];
  for (const [id, entry] of Object.entries(value)) {
    const at = `${path}.${id}`;
    if (!isRecord(entry)) {
      issues.push(wrongType(at, entry, anObject));
      continue;
    }
    const inner = readKeys(spec.keys, entry, at);
    values[id] = inner.values;
    issues.push(...inner.issues);
  }
  return { values, issues };
}

/** The issue of a value that its schema refuses, pointing at the innermost place that is wrong. */
function schemaIssue(
  path: string,
  value: unknown,
  spec: KeySpec,
  issue: z.core.$ZodIssue | undefined,
): ConfigIssue {
  const inner = (issue?.path ?? []).map(String);
  if (inner.length === 0) return wrongType(path, value, spec);
  const found = inner.reduce<unknown>(
    (at, name) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, name) : undefined),
    value,
  );
  const expected = issue?.code === "invalid_type" ? issue.expected : undefined;
  const wanted = expected ? { en: expected, zh: expected } : spec.wanted;
  return wrongType([path, ...inner].join("."), found, { ...spec, wanted });
}

function strangerIssue(name: string, value: unknown, path: string, known: string[]): ConfigIssue {
  const sensitive = /secret|token|password|key/i.test(name);
  const found = describeFound(value, sensitive);
  const legacy = Object.hasOwn(LEGACY_KEYS, name) ? LEGACY_KEYS[name] : undefined;
  if (legacy) return { path, kind: "outdated", found, hint: legacy };
  const near = nearestName(name, known);
  const hint = near
    ? { en: `Did you mean ${near}?`, zh: `是否想写 ${near}？` }
    : { en: "The key has no effect; remove it.", zh: "该键不起作用，请删除。" };
  return { path, kind: "unknown", found, hint };
}

/** The known name that differs by letter case or at most two edits. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= 2 && best.distance < name.length / 2 ? best.candidate : undefined;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The shape in which a configuration key is written down once: its zod schema, default, limit in words,
 * label and help in both languages. Owns no key itself (`schema.ts` does) and reads no configuration.
 */
import { z } from "zod";

/** A sentence or word in the two languages of this plugin. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

export interface KeyDoc {
  readonly label: Bilingual;
  readonly help: Bilingual;
  /** What a valid value is, in words that fit after "wanted:". */
  readonly wanted: Bilingual;
  /** `manual`: promised by the published manual; `ours`: added by this plugin; `host`: read by OpenClaw itself. */
  readonly origin: "manual" | "ours" | "host";
  /** The value is a credential: masked in forms, logs and issue reports. */
  readonly sensitive?: boolean;
  /** Shown folded away in forms. */
  readonly advanced?: boolean;
  readonly placeholder?: string;
  /** The default in words, for keys whose default is not a literal. */
  readonly defaultText?: Bilingual;
  /** Of a key of an entry: what counts where no entry says anything, another key of the account or this value. */
  readonly whenUnset?: { readonly key: string } | { readonly value: boolean | number };
  /** A text of more than one line. */
  readonly multiline?: boolean;
}

export interface KeySpec<Schema extends z.ZodType = z.ZodType> extends KeyDoc {
  readonly kind: "key";
  readonly schema: Schema;
  readonly default: z.output<Schema> | undefined;
}

/** Like a key, with a default that is always there. */
export interface DefaultedKeySpec<Schema extends z.ZodType> extends KeySpec<Schema> {
  readonly default: z.output<Schema>;
}

export interface KeyGroup<Keys extends Record<string, KeySpec> = Record<string, KeySpec>> {
  readonly kind: "group";
  readonly keys: Keys;
  readonly label: Bilingual;
  readonly help: Bilingual;
  readonly advanced?: boolean;
}

/** An object with one object of keys per id; accounts override it id by id and field by field. */
export interface KeyEntries<Keys extends Record<string, KeySpec> = Record<string, KeySpec>> {
  readonly kind: "entries";
  readonly keys: Keys;
  readonly label: Bilingual;
  readonly help: Bilingual;
  /** What the whole of it is, in words that fit after "wanted:". */
  readonly wanted: Bilingual;
  readonly advanced?: boolean;
}

export type KeyTable = Record<string, KeySpec | KeyGroup | KeyEntries>;

/** A key without a default. */
export function key<Schema extends z.ZodType>(schema: Schema, doc: KeyDoc): KeySpec<Schema> {
  return { kind: "key", schema, default: undefined, ...doc };
}

/** A key with a default. */
export function defaulted<Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema>,
  doc: KeyDoc,
): DefaultedKeySpec<Schema> {
  return { kind: "key", schema, default: value, ...doc };
}

/** An object of keys that accounts override field by field. */
export function group<Keys extends Record<string, KeySpec>>(
  keys: Keys,
  doc: Omit<KeyGroup, "kind" | "keys">,
): KeyGroup<Keys> {
  return { kind: "group", keys, ...doc };
}

/** The values of a group's keys once defaults are in: those with a default are always there. */
export type SettingsOf<Keys extends Record<string, KeySpec>> = {
  readonly [Name in keyof Keys]: Keys[Name] extends DefaultedKeySpec<infer Schema>
    ? z.output<Schema>
    : z.output<Keys[Name]["schema"]> | undefined;
};
/** Objects of keys by id. */
export function entries<Keys extends Record<string, KeySpec>>(
  keys: Keys,
  doc: Omit<KeyEntries, "kind" | "keys">,
): KeyEntries<Keys> {
  return { kind: "entries", keys, ...doc };
}

type LooseObject<Keys extends Record<string, KeySpec>> = z.ZodObject<
  { [Name in keyof Keys]: z.ZodOptional<Keys[Name]["schema"]> },
  z.core.$loose
>;

type SpecSchema<Spec> =
  Spec extends KeySpec<infer Schema>
    ? z.ZodOptional<Schema>
    : Spec extends KeyGroup<infer Keys>
      ? z.ZodOptional<LooseObject<Keys>>
      : Spec extends KeyEntries<infer Keys>
        ? z.ZodOptional<z.ZodRecord<z.ZodString, LooseObject<Keys>>>
        : never;

export type TableShape<Table extends KeyTable> = { [Name in keyof Table]: SpecSchema<Table[Name]> };

/** An object of optional keys, open for unknown ones. */
export function looseObjectOf<Keys extends Record<string, KeySpec>>(keys: Keys): LooseObject<Keys> {
  const shape = Object.fromEntries(
    Object.entries(keys).map(([name, spec]) => [name, spec.schema.optional()]),
  );
  return z.looseObject(shape) as unknown as LooseObject<Keys>;
}

/** The zod shape of a table: every key optional, groups and entries open for unknown keys. */
export function shapeOf<Table extends KeyTable>(table: Table): TableShape<Table> {
  const schemaOf = (spec: KeyTable[string]): z.ZodType => {
    if (spec.kind === "key") return spec.schema;
    const inner = looseObjectOf(spec.keys);
    return spec.kind === "group" ? inner : z.record(z.string(), inner);
  };
  const shape = Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [name, schemaOf(spec).optional()]),
  );
  return shape as unknown as TableShape<Table>;
}

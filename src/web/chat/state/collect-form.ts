/** What stands in a card's form: what it starts with, what is missing, and the values as the callback carries them. */
import type { EmulatorCardField } from "../../../contract/emulator-control.ts";

/** A text, a tick, or what was chosen of several. */
export type FieldEntry = string | boolean | readonly string[];
export type FormEntries = Readonly<Record<string, FieldEntry>>;

const isMany = ({ type }: EmulatorCardField) => type === "MULTI_SELECT" || type === "MULTI_CHECKBOX_GROUP";
const isTick = ({ type }: EmulatorCardField) => type === "CHECKBOX" || type === "SWITCH";

/** A drop-down's default may be `{ index, value }`. */
function plainDefault(value: unknown): unknown {
  return typeof value === "object" && value !== null && "value" in value ? value.value : value;
}

function firstEntry(field: EmulatorCardField): FieldEntry {
  const value = plainDefault(field.defaultValue);
  if (isTick(field)) return value === true;
  if (isMany(field)) return Array.isArray(value) ? value.map(String) : [];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function entryOf(field: EmulatorCardField, entries: FormEntries): FieldEntry {
  return entries[field.name] ?? firstEntry(field);
}

/** The first field that has to be filled in and is not. */
export function findMissing(
  fields: readonly EmulatorCardField[],
  entries: FormEntries,
): EmulatorCardField | undefined {
  return fields.find((field) => {
    const entry = entryOf(field, entries);
    return field.required && typeof entry !== "boolean" && entry.length === 0;
  });
}

function valueOf(field: EmulatorCardField, entry: FieldEntry): unknown {
  const { type, options } = field;
  const place = (chosen: string) => options.findIndex(({ value }) => value === chosen);
  if (typeof entry === "boolean") return entry;
  if (typeof entry !== "string")
    return type === "MULTI_SELECT" ? { index: entry.map(place), value: [...entry] } : [...entry];
  if (type === "SELECT") return { index: place(entry), value: entry };
  if (type === "NUMBER") return Number(entry);
  return type === "DATETIME" ? entry.replace("T", " ") : entry;
}

/** By field; what was left empty is left out. */
export function collectForm(
  fields: readonly EmulatorCardField[],
  entries: FormEntries,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const entry = entryOf(field, entries);
    if (typeof entry === "boolean" || entry.length > 0) values[field.name] = valueOf(field, entry);
  }
  return values;
}

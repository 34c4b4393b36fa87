/** Reads fields of JSON that nobody promises the shape of. Total: what is not as expected reads as absent. */

export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

/** An object, or JSON text of one; everything else is empty. */
export function readObject(value: unknown): Fields {
  const parsed = typeof value === "string" ? readJson(value) : value;
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Fields)
    : NOTHING;
}

/** A list, or JSON text of one; everything else is empty. */
export function readList(value: unknown): readonly unknown[] {
  const parsed = typeof value === "string" ? readJson(value) : value;
  return Array.isArray(parsed) ? parsed : [];
}

/** The first of `keys` that holds a text with something in it. */
export function readText(fields: Fields, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = fields[key];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return "";
}

/** A number, also where it is written as text; undefined for what is none. */
export function readNumber(fields: Fields, key: string): number | undefined {
  const value = fields[key];
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Account ids, normalised exactly as the host's `normalizeAccountId` does (openclaw 2026.9.6), in pure code.
 * A property test compares both.
 */
export const DEFAULT_ACCOUNT_ID = "default";

const VALID_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/i;
const RESERVED = new Set(["__proto__", "prototype", "constructor"]);

/** Lower-cased and reduced to `a-z0-9_-`, at most 64 characters; `undefined` for nothing usable. */
export function normalizeOptionalAccountId(value: string | null | undefined): string | undefined {
  const trimmed = (value ?? "").trim();
  if (trimmed === "") return undefined;
  const lower = trimmed.toLowerCase();
  const canonical = VALID_ID.test(trimmed)
    ? lower
    : lower
        .replace(/[^a-z0-9_-]+/g, "-")
        .replace(/^-+/, "")
        .replace(/-+$/, "")
        .slice(0, 64);
  return canonical === "" || RESERVED.has(canonical) ? undefined : canonical;
}

/** Like `normalizeOptionalAccountId`, with `default` for nothing usable. */
export function normalizeAccountId(value: string | null | undefined): string {
  return normalizeOptionalAccountId(value) ?? DEFAULT_ACCOUNT_ID;
}

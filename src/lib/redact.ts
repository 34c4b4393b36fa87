/**
 * Removes secrets from anything that is about to be logged, shown or thrown.
 * It knows secrets by key name and by the shape of tokens in URLs; it knows no platform.
 */
/** A list's `nextToken` is a place in it. */
const SECRET_KEY =
  /secret|(?<!next_?)token|password|authorization|ticket|sessionwebhook|signature|apikey|api_key/i;
const SECRET_QUERY = /([?&#](?:access_token|session|ticket|sign|signature|token|Signature)=)[^&\s"'\\]+/g;
const SECRET_PAIR =
  /("?(?:clientSecret|appSecret|(?<!get)accessToken|access_token|client_secret)"?\s*[:=]\s*"?)[^\s",}]+/gi;
const MASK = "***";

function redactText(text: string): string {
  return text.replace(SECRET_QUERY, `$1${MASK}`).replace(SECRET_PAIR, `$1${MASK}`);
}

function redactValue(value: unknown, seen: WeakSet<object>): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return "[circular]";
  seen.add(value);
  if (value instanceof Error) return redactText(`${value.name}: ${value.message}`);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, seen));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) && item !== undefined && item !== null && typeof item !== "boolean"
        ? MASK
        : redactValue(item, seen),
    ]),
  );
}

/** Returns a copy of `value` with secrets masked as `***`. Strings stay strings. */
export function redact<T>(value: T): T {
  return redactValue(value, new WeakSet()) as T;
}

/**
 * Masks what the wire log may not show: tokens, secrets, tickets, session webhooks, download codes and signatures.
 * It works on values of any shape and on text that holds JSON or XML. Bodies that are too long are named, not shown.
 */
import { redact } from "../lib/redact.ts";

const MASK = "***";
/** Secret here, beside the keys that `redact` knows. */
const SECRET_KEY =
  /^(?:session|sign|nonce|device_?code|(?:picture)?downloadCode|downloadUrl|mediaUploadUrl)$/i;
const SECRET_ELEMENT = /<(ticket|accessToken|access_token)>[^<]*/gi;
const MAX_SHOWN_CHARACTERS = 20_000;
const MAX_DEPTH = 20;

/** JSON inside of text is looked at too: frames carry their payload that way. */
function maskText(text: string, depth: number): string {
  const looksLikeJson = /^\s*[[{]/.test(text);
  if (looksLikeJson && depth < MAX_DEPTH) {
    try {
      return JSON.stringify(mask(JSON.parse(text), depth + 1));
    } catch {
      // Not JSON after all.
    }
  }
  return redact(text).replace(SECRET_ELEMENT, `<$1>${MASK}`);
}

function mask(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return "[too deep]";
  if (typeof value === "string") return maskText(value, depth);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1));
  const shown = Object.entries(value).map(([key, item]) => {
    const secret = SECRET_KEY.test(key) && item !== null && item !== undefined && item !== "";
    return [key, secret ? MASK : mask(item, depth + 1)] as const;
  });
  return redact(Object.fromEntries(shown));
}

/** A map of names and values, for example headers or a query, with secrets masked. */
export function redactFields(fields: Readonly<Record<string, string>>): Record<string, string> {
  return mask(fields) as Record<string, string>;
}

/** A body as text for people: JSON where it is JSON; undefined where there is none. */
export function redactBody(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  const shown = mask(body);
  const text = typeof shown === "string" ? shown : JSON.stringify(shown);
  if (text.length <= MAX_SHOWN_CHARACTERS) return text;
  return `${text.slice(0, MAX_SHOWN_CHARACTERS)}… [${text.length} characters]`;
}

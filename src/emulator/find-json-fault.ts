/**
 * Where a text stops being JSON. The engine's own error does not always say, and quotes the text, which may hold a
 * secret; this names a line and a column and nothing else. It reads the text once and keeps no values.
 */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

function after(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Behind the string that begins at `from`; a negative number, `~offset`, where it is broken. */
function afterString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < FIRST_PRINTABLE) return ~at;
    if (code !== BACKSLASH) continue;
    const next = after(ESCAPE, text, at);
    if (next === undefined) return ~at;
    at = next - 1;
  }
  return ~text.length;
}

/** What may come behind one bracket, comma or colon; undefined where it may not stand there. */
function follow(sign: string, expected: Expected, open: string[]): Expected | undefined {
  const wantsValue = expected === "value" || expected === "value or ]";
  if (sign === "{" || sign === "[") {
    if (!wantsValue) return undefined;
    open.push(sign);
    return sign === "{" ? "key or }" : "value or ]";
  }
  if (sign === "}" || sign === "]") {
    const early = sign === "}" ? "key or }" : "value or ]";
    if (expected !== early && expected !== ", or end") return undefined;
    return open.pop() === (sign === "}" ? "{" : "[") ? ", or end" : undefined;
  }
  if (sign === ":") return expected === ":" ? "value" : undefined;
  if (sign !== "," || expected !== ", or end" || open.length === 0) return undefined;
  return open.at(-1) === "{" ? "key" : "value";
}

/** The offset of the first character that does not belong; undefined for JSON. */
function faultOffset(text: string): number | undefined {
  const open: string[] = [];
  let expected: Expected = "value";
  for (let at = after(SPACE, text, 0) ?? 0; at < text.length; at = after(SPACE, text, at) ?? at) {
    const isKey: boolean = expected === "key" || expected === "key or }";
    const isValue: boolean = expected === "value" || expected === "value or ]";
    if (text.charCodeAt(at) === QUOTE) {
      if (!isKey && !isValue) return at;
      const end = afterString(text, at);
      if (end < 0) return ~end;
      at = end;
      expected = isKey ? ":" : ", or end";
      continue;
    }
    const scalar: number | undefined = isValue ? after(SCALAR, text, at) : undefined;
    const next: Expected | undefined =
      scalar === undefined ? follow(text.charAt(at), expected, open) : ", or end";
    if (next === undefined) return at;
    expected = next;
    at = scalar ?? at + 1;
  }
  return expected === ", or end" && open.length === 0 ? undefined : text.length;
}

/** Undefined for JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  const offset = faultOffset(text);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}

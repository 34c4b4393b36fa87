/** How much of a text fits: code points that a reader sees, and bytes on the wire. Pure. */
export interface TextLimits {
  readonly maxCodePoints: number;
  /** Bytes of UTF-8 as they stand inside a JSON string. */
  readonly maxBytes?: number | undefined;
  /** Code points that a newline or a `<` may become when it is shown; 1 when texts are sent as they are. */
  readonly markCost?: number | undefined;
}

export interface TextSize {
  readonly codePoints: number;
  readonly bytes: number;
}

const sizeOf = (code: number, markCost: number): TextSize => {
  const codePoints = code === 0x0a || code === 0x3c ? markCost : 1;
  if (code === 0x22 || code === 0x5c || code === 0x0a) return { codePoints, bytes: 2 };
  // Control characters and lone halves are written as escapes.
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return { codePoints, bytes: 6 };
  return { codePoints, bytes: code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4 };
};

/** The offset up to which `text` fits, from `from` on, beside what is used already; never inside a character. */
export function endOfRoom(text: string, from: number, limits: TextLimits, used: TextSize): number {
  const { maxCodePoints, maxBytes = Infinity, markCost = 1 } = limits;
  let { codePoints, bytes } = used;
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const size = sizeOf(code, markCost);
    codePoints += size.codePoints;
    bytes += size.bytes;
    if (codePoints > maxCodePoints || bytes > maxBytes) return at;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

export function measureText(text: string, markCost = 1): TextSize {
  let codePoints = 0;
  let bytes = 0;
  for (const char of text) {
    const size = sizeOf(char.codePointAt(0) ?? 0, markCost);
    codePoints += size.codePoints;
    bytes += size.bytes;
  }
  return { codePoints, bytes };
}

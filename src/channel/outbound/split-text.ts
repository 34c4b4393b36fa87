/**
 * Cuts a long text into messages. Pure. Nothing is added or lost: the parts joined give the text back.
 * Cuts fall on paragraph borders where possible, then lines, then blanks, then anywhere between characters.
 */

/** Peers split at 3,800 to 4,000 characters; `msgParam` holds 15,000 bytes. */
export const MESSAGE_CHARACTERS = 3_800;
const BORDERS = ["\n\n", "\n", "。", ". ", " "];

function cutAt(text: string, limit: number): number {
  for (const border of BORDERS) {
    const at = text.lastIndexOf(border, limit - border.length);
    if (at > limit / 3) return at + border.length;
  }
  const code = text.charCodeAt(limit - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return splitsPair ? limit - 1 : limit;
}

export function splitText(text: string, limit = MESSAGE_CHARACTERS): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = cutAt(rest, limit);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  if (rest || parts.length === 0) parts.push(rest);
  return parts;
}

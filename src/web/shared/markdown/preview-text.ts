/** One line of plain words out of Markdown, for lists and announcements. Crude on purpose; never shown as HTML. */

export function previewText(markdown: string, maxCharacters = 120): string {
  const plain = markdown
    .replaceAll(/```[^\n]*\n?/g, " ")
    .replaceAll(/<br\s*\/?>/gi, " ")
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, "")
    .replaceAll(/^\s*\|?[\s:|-]+\|[\s:|-]*$/gm, " ")
    .replaceAll("|", " ")
    .replaceAll(/\*\*|__|~~|`/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const points = Array.from(plain.slice(0, maxCharacters * 2));
  if (points.length <= maxCharacters && plain.length <= maxCharacters * 2) return plain;
  return `${points.slice(0, maxCharacters).join("")}…`;
}

/** What stands in an avatar: the last two characters of a Chinese name, the initials of another. Pure. */

export function initialsOf(name: string): string {
  const trimmed = name.trim();
  const han = trimmed.match(/\p{Script=Han}/gu);
  if (han && han.length > 0) return han.slice(-2).join("");
  const words = trimmed.split(/[\s._-]+/).filter(Boolean);
  const first = firstCharacter(words[0]);
  const last = words.length > 1 ? firstCharacter(words.at(-1)) : "";
  return (first + last).toUpperCase() || "?";
}

/** One of `tones` colours, always the same for the same id. */
export function toneOf(id: string, tones: number): number {
  let hash = 7;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return hash % tones;
}

function firstCharacter(word: string | undefined): string {
  return Array.from(word ?? "")[0] ?? "";
}

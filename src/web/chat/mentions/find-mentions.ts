/**
 * Finds `@Name` of robots in a text. Pure. At each `@` the longest name wins ("@小钉2" is not "@小钉"),
 * a Latin name must end where its word ends, and an `@` inside a word (a mail address) is none.
 */

export interface Mentionable {
  readonly clientId: string;
  readonly name: string;
}

export interface Mention {
  readonly clientId: string;
  /** Where `@` stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const LATIN = /[A-Za-z0-9_]/;

export function findMentions(text: string, robots: readonly Mentionable[]): readonly Mention[] {
  const byLength = robots
    .filter(({ name }) => name.length > 0)
    .toSorted((one, other) => other.name.length - one.name.length);
  const found: Mention[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (LATIN.test(text.charAt(at - 1))) continue;
    const robot = byLength.find(({ name }) => isNamed(text, at + 1, name));
    if (robot) found.push({ clientId: robot.clientId, start: at, end: at + 1 + robot.name.length });
  }
  return found;
}

/** The robots a text mentions, each once, in order. */
export function resolveMentions(text: string, robots: readonly Mentionable[]): readonly string[] {
  return [...new Set(findMentions(text, robots).map(({ clientId }) => clientId))];
}

function isNamed(text: string, start: number, name: string): boolean {
  if (text.slice(start, start + name.length).toLowerCase() !== name.toLowerCase()) return false;
  return !(LATIN.test(name.slice(-1)) && LATIN.test(text.charAt(start + name.length)));
}

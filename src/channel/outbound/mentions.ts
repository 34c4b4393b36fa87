/**
 * Mentions of people as an agent writes them, `<@staffId>` or `@` and a whole known name, in what each way of sending
 * can do: a session webhook notifies people who stand in its list and in its text; robot API and cards notify nobody,
 * so a name stands there. Pure. What stands in code is left alone.
 */

/** The staffId's name, where one is known. */
export type NameOf = (staffId: string) => string | undefined;
/** The staffId of the one person who bears that very name; undefined where nobody does, or several. */
export type IdOf = (name: string) => string | undefined;

export interface Mentioned {
  readonly text: string;
  /** staffIds, each once, at most 50. */
  readonly userIds: readonly string[];
}

/** Code first, so that a mention within it is not seen as one. */
const CODE_OR_MENTION = /```[\s\S]*?(?:```|$)|`[^`\n]*`|<@([\w-]{1,64})>/g;
/** «自定义机器人发送群消息» */
const MAX_MENTIONS = 50;

function replaceMentions(text: string, write: (staffId: string) => string): string {
  return text.replace(CODE_OR_MENTION, (found, staffId: string | undefined) =>
    staffId === undefined ? found : write(staffId),
  );
}

/** For people to read where nobody can be notified. */
export function nameMentions(text: string, nameOf: NameOf): string {
  return replaceMentions(text, (staffId) => `@${nameOf(staffId) ?? staffId}`);
}

/** For a session webhook into a group: DingTalk shows the name of the id that stands in the text. */
export function encodeMentions(text: string, nameOf: NameOf): Mentioned {
  const userIds = new Set<string>();
  const encoded = replaceMentions(text, (staffId) => {
    if (!userIds.has(staffId) && userIds.size >= MAX_MENTIONS) return `@${nameOf(staffId) ?? staffId}`;
    userIds.add(staffId);
    return `@${staffId}`;
  });
  return { text: encoded, userIds: [...userIds] };
}

/** Code and mentions by id first; then `@` and up to three words, not within a word or an address. */
const CODE_OR_NAME =
  /```[\s\S]*?(?:```|$)|`[^`\n]*`|<@[\w-]{1,64}>|(?<![A-Za-z0-9_.@/<])@([\p{L}\p{N}][\p{L}\p{M}\p{N}·.'’_-]{0,63}(?: [\p{L}\p{N}][\p{L}\p{M}\p{N}·.'’_-]{0,63}){0,2})/gu;

/** The longest of `words` that somebody bears as a whole, and what follows it. */
function findNamed(words: string, idOf: IdOf): { readonly id: string; readonly rest: string } | undefined {
  const ends = [...words.matchAll(/ |$/g)].map(({ index }) => index).toReversed();
  for (const end of ends) {
    const run = words.slice(0, end);
    // The stop at the end of a sentence belongs to no name, as a rule.
    for (const name of [run, run.replace(/[.'’_-]+$/, "")]) {
      const id = idOf(name);
      if (id !== undefined) return { id, rest: words.slice(name.length) };
    }
  }
  return undefined;
}

/** `@` and a whole name becomes a mention by id, where one known person bears that name. */
export function mentionByName(text: string, idOf: IdOf): string {
  if (!text.includes("@")) return text;
  return text.replace(CODE_OR_NAME, (found, words: string | undefined) => {
    const named = words === undefined ? undefined : findNamed(words, idOf);
    return named ? `<@${named.id}>${named.rest}` : found;
  });
}

/** The known people whom a text mentions, each once, at most 50. */
export function mentionedPeople(text: string, nameOf: NameOf, idOf: IdOf): readonly string[] {
  const { userIds } = encodeMentions(mentionByName(text, idOf), nameOf);
  return userIds.filter((staffId) => nameOf(staffId) !== undefined);
}

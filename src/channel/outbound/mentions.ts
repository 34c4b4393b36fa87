/**
 * Mentions of people as an agent writes them, `<@staffId>`, in what each way of sending can do: a session webhook
 * notifies people who stand in its list and in its text; robot API and cards notify nobody, so a name stands there.
 * Pure. What stands in code is left alone.
 */

/** The staffId's name, where one is known. */
export type NameOf = (staffId: string) => string | undefined;

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

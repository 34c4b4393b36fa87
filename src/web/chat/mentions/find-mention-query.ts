/** The mention being typed: the `@…` right before the caret, and what it becomes when a name is chosen. Pure. */

export interface MentionQuery {
  /** Where `@` stands. */
  readonly start: number;
  /** What follows it, up to the caret. */
  readonly query: string;
}

const MAX_QUERY = 24;

export function findMentionQuery(text: string, caret: number): MentionQuery | undefined {
  const before = text.slice(Math.max(0, caret - MAX_QUERY - 1), caret);
  const match = /(?:^|[^A-Za-z0-9_])@([^\s@]*)$/.exec(before);
  const query = match?.[1];
  return query === undefined ? undefined : { start: caret - query.length - 1, query };
}

/** Puts `@Name ` in place of what stands between `start` and `end`. */
export function insertMention(
  text: string,
  start: number,
  end: number,
  name: string,
): { readonly text: string; readonly caret: number } {
  const mention = `@${name} `;
  const after = text.slice(end).replace(/^ /, "");
  return { text: text.slice(0, start) + mention + after, caret: start + mention.length };
}

/**
 * What a target of DingTalk shows of Markdown, as data. `card-dialect.ts` and `message-dialect.ts` are the two;
 * `rewrite-markdown.ts` applies them.
 */
export interface Dialect {
  /** Deeper headings are raised to this level. */
  readonly maxHeading: number;
  /** How a line ends inside a paragraph: by a tag, or by a newline with two blanks on each side. */
  readonly lineBreak: "tag" | "blanks";
  /** Tables are shown, or written as lists. */
  readonly tables: "table" | "list";
  /** A line across; the whole line. */
  readonly rule: string;
  /** Bullets that are shown, the first in place of others. */
  readonly bullets: string;
  /** Whether a numbered list may stand inside another list. */
  readonly nestedNumbers: boolean;
  /** Tags that are shown when they are closed; all others stay visible as text. */
  readonly tags: ReadonlySet<string>;
}

/**
 * Where an uploaded picture is: a media id, or an address that DingTalk may load. Undefined when it is not
 * uploaded (yet): the picture is shown as a link.
 */
export type FindPicture = (url: string) => string | undefined;

export interface DialectOptions {
  readonly picture?: FindPicture | undefined;
  /** Markdown with link definitions that stand in other parts of the same answer; the text's own win. */
  readonly definitions?: string | undefined;
}

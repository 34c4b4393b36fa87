/**
 * Markdown as an AI card shows it: five headings, `<br>` for a line break, aligned tables, fences, pictures by media
 * id. Pure. Source: «Markdown 变量»; that a bare newline breaks no line was seen by others (connector #581).
 */
import type { Dialect, DialectOptions } from "./dialect.ts";
import { rewriteMarkdown } from "./rewrite-markdown.ts";

export const CARD_DIALECT: Dialect = {
  maxHeading: 5,
  lineBreak: "tag",
  tables: "table",
  rule: "***",
  bullets: "*-",
  nestedNumbers: false,
  tags: new Set(["br", "font"]),
};

/** What a newline or a `<` may grow to, in code points: `<br>`, `&lt;`. */
export const BREAK_COST = 4;
/** Blank finished cards were seen above about this many code points. */
export const MAX_SHOWN_CODE_POINTS = 2_900;

/**
 * A text that a card shows properly comes back byte for byte. One that would grow above `MAX_SHOWN_CODE_POINTS`
 * comes back as it is: a plain line is better than a blank card.
 */
export function toCardMarkdown(text: string, options: DialectOptions = {}): string {
  const shown = rewriteMarkdown(text, CARD_DIALECT, options);
  if (shown.length <= MAX_SHOWN_CODE_POINTS) return shown;
  return [...shown].length <= Math.max(MAX_SHOWN_CODE_POINTS, [...text].length) ? shown : text;
}

/**
 * Markdown as an ordinary message shows it on every client: headings, quotes, bold, links, pictures, lists. Tables
 * were seen as raw pipes on phones and become lists. Pure. Source: «机器人发送消息的类型»; fences are shown on
 * desktops and stay, since nothing else keeps the indent of code.
 */
import type { Dialect, DialectOptions } from "./dialect.ts";
import { rewriteMarkdown } from "./rewrite-markdown.ts";

export const MESSAGE_DIALECT: Dialect = {
  maxHeading: 6,
  lineBreak: "blanks",
  tables: "list",
  rule: "──────────",
  bullets: "-",
  nestedNumbers: true,
  tags: new Set(),
};

/** A text that a message shows properly comes back byte for byte. */
export function toMessageMarkdown(text: string, options: DialectOptions = {}): string {
  return rewriteMarkdown(text, MESSAGE_DIALECT, options);
}

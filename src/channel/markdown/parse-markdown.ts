/**
 * The one Markdown parser of the channel: CommonMark with tables, task lists, strike and bare addresses, as a tree
 * of positions in the source. It decides nothing about DingTalk.
 */
import { GFM, parser } from "@lezer/markdown";

const markdown = parser.configure([GFM]);

export type MarkdownTree = ReturnType<typeof markdown.parse>;
export type MarkdownNode = MarkdownTree["topNode"];

/** Never throws; every text is Markdown. Positions are UTF-16 offsets into `text`. */
export function parseMarkdown(text: string): MarkdownTree {
  return markdown.parse(text);
}

/** Nodes that say no more when they are rendered than as they were typed. */
const PLAIN = new Set([
  "Document",
  "Paragraph",
  "URL",
  "Escape",
  "Entity",
  "HTMLTag",
  "HTMLBlock",
  "HardBreak",
  "LinkMark",
  "LinkLabel",
  "LinkTitle",
]);

/** Whether a text says more when it is rendered than when it is shown as it was typed. */
export function isMarkdown(text: string): boolean {
  let found = false;
  parseMarkdown(text).iterate({
    enter(node) {
      if (found) return false;
      // "[0]" is a bracket until something says where it leads.
      if (node.name === "Link") found = node.node.getChild("URL") !== null;
      else found = !PLAIN.has(node.name);
      return !found;
    },
  });
  return found;
}

export function childrenOf(node: MarkdownNode): MarkdownNode[] {
  const children: MarkdownNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

export function lineStartOf(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** What a further line of the block at `at` must begin with to stay in its quotes and list items. */
export function linePrefixOf(text: string, at: number): string {
  return text.slice(lineStartOf(text, at), at).replaceAll(/[^>\t ]/g, " ");
}

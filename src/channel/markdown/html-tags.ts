/** HTML inside Markdown: which tags a target shows, and how the others stay visible as what was typed. Pure. */
import { type MarkdownNode } from "./parse-markdown.ts";

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>/g;
const NEVER_CLOSED = new Set(["br", "img"]);

export interface HtmlTag {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly closing: boolean;
  /** The tag as typed. */
  readonly source: string;
}

export function findTags(text: string, from: number, to: number): HtmlTag[] {
  return [...text.slice(from, to).matchAll(TAG)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
    name: (match[2] ?? "").toLowerCase(),
    closing: match[1] === "/",
    source: match[0],
  }));
}

/** Offsets of the tags that may stay: those that are allowed and either stand alone or have their other half. */
export function balancedTags(tags: readonly HtmlTag[], allowed: ReadonlySet<string>): ReadonlySet<number> {
  const kept = new Set<number>();
  const open: HtmlTag[] = [];
  for (const tag of tags.filter(({ name }) => allowed.has(name))) {
    if (NEVER_CLOSED.has(tag.name)) {
      if (!tag.closing) kept.add(tag.from);
    } else if (!tag.closing) {
      open.push(tag);
    } else if (open.at(-1)?.name === tag.name) {
      kept.add(open.pop()?.from ?? -1).add(tag.from);
    }
  }
  return kept;
}

/** Within one block of text: a tag that is closed in another block is an open one. */
export function tagsOfBlock(text: string, block: MarkdownNode): HtmlTag[] {
  const tags: HtmlTag[] = [];
  block.cursor().iterate((node) => {
    if (node.name === "HTMLTag") tags.push(...findTags(text, node.from, node.to));
  });
  return tags;
}

/** The value of an attribute, e.g. the address of a picture. */
export function attributeOf(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** Where links and pictures lead, also those that name a definition elsewhere in the text. Pure. */
import { parseMarkdown, type MarkdownNode, type MarkdownTree } from "./parse-markdown.ts";

export interface Definition {
  readonly url: string;
  /** Where it stands in the text; absent when it stands in another part of the answer. */
  readonly node?: MarkdownNode;
}

/** The first definition of a label holds. */
export type Definitions = ReadonlyMap<string, Definition>;

const labelOf = (text: string) =>
  text
    .replaceAll(/^\[|\]$/g, "")
    .trim()
    .replaceAll(/\s+/g, " ")
    .toLowerCase();

/** An address that may stand between brackets: no pointed brackets, no blanks, no bare bracket. */
export function plainUrl(raw: string): string {
  const url = raw.startsWith("<") && raw.endsWith(">") ? raw.slice(1, -1) : raw;
  return url.replaceAll(/[\s()<>]/g, (char) =>
    char === "(" ? "%28" : char === ")" ? "%29" : encodeURIComponent(char),
  );
}

export function findDefinitions(text: string, tree: MarkdownTree): Definitions {
  const found = new Map<string, Definition>();
  tree.iterate({
    enter({ name, node }) {
      if (name !== "LinkReference") return;
      const label = node.getChild("LinkLabel");
      const url = node.getChild("URL");
      if (!label || !url) return;
      const key = labelOf(text.slice(label.from, label.to));
      if (!found.has(key)) found.set(key, { url: text.slice(url.from, url.to), node });
    },
  });
  return found;
}

/** The text's own definitions, completed by those that stand elsewhere. */
export function withElsewhere(own: Definitions, elsewhere: string | undefined): Definitions {
  if (!elsewhere) return own;
  const found = new Map(own);
  for (const [key, { url }] of findDefinitions(elsewhere, parseMarkdown(elsewhere)))
    if (!found.has(key)) found.set(key, { url });
  return found;
}

export interface LinkTarget {
  readonly url: string;
  /** The words between the brackets, as they stand. */
  readonly textFrom: number;
  readonly textTo: number;
  /** Set when the address stands in a definition. */
  readonly definition?: Definition;
}

/** Of a `Link` or an `Image`; undefined when it leads nowhere and shows as it was typed. */
export function targetOf(text: string, node: MarkdownNode, definitions: Definitions): LinkTarget | undefined {
  const marks = node.getChildren("LinkMark");
  const [open, close] = marks;
  if (!open || !close) return undefined;
  const words = { textFrom: open.to, textTo: close.from };
  const url = node.getChild("URL");
  if (url) return { ...words, url: text.slice(url.from, url.to) };
  if (text.charAt(close.to) === "(" && close.to < node.to) return { ...words, url: "" };
  const label = node.getChild("LinkLabel");
  const typed = label ? text.slice(label.from, label.to) : "";
  const key = labelOf(typed === "" || typed === "[]" ? text.slice(open.to, close.from) : typed);
  const definition = definitions.get(key);
  return definition ? { ...words, url: definition.url, definition } : undefined;
}

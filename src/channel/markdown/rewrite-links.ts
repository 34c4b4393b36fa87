/** Links and pictures as a target shows them: with their address beside them, uploaded, or as words. Pure. */
import type { Edit } from "./apply-edits.ts";
import { attributeOf, findTags } from "./html-tags.ts";
import { plainUrl, targetOf, type LinkTarget } from "./link-targets.ts";
import { childrenOf, type MarkdownNode } from "./parse-markdown.ts";
import type { NodeEdits, Rewriting } from "./rewriting.ts";

const WEB = /^https?:\/\//i;

/** Undefined for a node that is no link and no picture. */
export function rewriteLinks(rewriting: Rewriting, node: MarkdownNode): NodeEdits | undefined {
  if (node.name === "Autolink") return rewriteAutolink(rewriting, node);
  if (node.name === "Image") return rewritePicture(rewriting, node);
  return node.name === "Link" ? rewriteLink(rewriting, node) : undefined;
}

function rewriteAutolink({ text }: Rewriting, { from, to }: MarkdownNode): NodeEdits {
  const url = text.slice(from + 1, to - 1);
  return { edits: [{ from, to, insert: WEB.test(url) ? `[${url}](${url})` : url }], whole: true };
}

/** The address as it may stand at the link. */
function addressOf({ url, definition }: LinkTarget): string {
  return definition || url.startsWith("<") ? plainUrl(url) : url;
}

function rewriteLink(rewriting: Rewriting, node: MarkdownNode): NodeEdits {
  const { text, definitions, used } = rewriting;
  const target = targetOf(text, node, definitions);
  if (!target) return { edits: [] };
  const edits: Edit[] = [];
  if (target.definition) {
    used.add(target.definition);
    edits.push({ from: target.textTo, to: node.to, insert: `](${addressOf(target)})` });
  } else if (target.url.startsWith("<")) {
    const url = node.getChild("URL");
    if (url) edits.push({ from: url.from, to: url.to, insert: addressOf(target) });
  }
  // A link cannot stand in a link: the address of a picture inside goes behind it.
  for (const picture of childrenOf(node).filter(({ name }) => name === "Image")) {
    const shown = readPicture(rewriting, picture);
    if (shown && shown.uploaded === undefined)
      edits.push({ from: node.to, to: node.to, insert: ` ${asLink(shown)}` });
  }
  return { edits };
}

interface Picture {
  readonly alt: string;
  readonly url: string;
  readonly uploaded: string | undefined;
  readonly target: LinkTarget;
}

function readPicture({ text, definitions, options }: Rewriting, node: MarkdownNode): Picture | undefined {
  const target = targetOf(text, node, definitions);
  if (!target) return undefined;
  const url = addressOf(target);
  const alt = text.slice(target.textFrom, target.textTo).replaceAll("<", "&lt;");
  return { alt, url, uploaded: url === "" ? undefined : options.picture?.(url), target };
}

/** The last part of an address, for a picture without words. */
function nameOf(url: string): string {
  return /([^/?#]+)(?:[?#].*)?$/.exec(url.replace(/^[a-z]+:\/\/[^/]*\/?/i, ""))?.[1] ?? url;
}

function asLink({ alt, url }: Picture): string {
  const words = alt.trim() === "" ? nameOf(url).replaceAll(/[[\]]/g, "") : alt;
  if (WEB.test(url)) return `[${words || url}](${url})`;
  // A picture within the text itself is no address that a person could open.
  if (url === "" || /^data:/i.test(url)) return alt.trim() === "" ? "[…]" : alt;
  return words === url || alt.trim() === "" ? url : `${words} (${url})`;
}

function rewritePicture(rewriting: Rewriting, node: MarkdownNode): NodeEdits {
  const picture = readPicture(rewriting, node);
  if (!picture) return { edits: [] };
  const { alt, url, uploaded, target } = picture;
  if (target.definition) rewriting.used.add(target.definition);
  const inLink = node.parent?.name === "Link" && targetOf(rewriting.text, node.parent, rewriting.definitions);
  const words = inLink ? (alt.trim() === "" ? nameOf(url) : alt) : asLink(picture);
  const insert = uploaded === undefined ? words : `![${alt}](${uploaded})`;
  return { edits: [{ from: node.from, to: node.to, insert }], whole: true };
}

/** The addresses of all pictures in a text, each once, in order. */
export function pictureUrls(rewriting: Pick<Rewriting, "text" | "tree" | "definitions">): string[] {
  const urls = new Set<string>();
  rewriting.tree.iterate({
    enter({ name, node }) {
      if (/^HTML(?:Tag|Block)$/.test(name))
        for (const tag of findTags(rewriting.text, node.from, node.to))
          if (tag.name === "img") urls.add(attributeOf(tag.source, "src") ?? "");
      if (name !== "Image") return;
      const target = targetOf(rewriting.text, node, rewriting.definitions);
      if (target) urls.add(addressOf(target));
    },
  });
  return [...urls].filter((url) => url !== "");
}

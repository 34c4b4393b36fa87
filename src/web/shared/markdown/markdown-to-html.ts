/**
 * A robot's Markdown to HTML text. Pure, so it is tested without a browser; what it returns is still
 * passed through `sanitize-html` before it becomes nodes. HTML in the source stays text, images that were uploaded are
 * shown and others become links (nothing is loaded from other hosts), and no style attributes are written (strict CSP).
 */
import { UPLOADED_PICTURES } from "./uploaded-pictures.ts";
import createMarkdownIt, { type MarkdownIt, type RendererRule, type Token } from "markdown-it";

export interface MarkdownOptions {
  /** Card Markdown breaks lines at `<br>`; a robot message's Markdown does not know it. */
  readonly htmlBreaks: boolean;
}

const messageMarkdown = createMarkdown({ htmlBreaks: false });
const cardMarkdown = createMarkdown({ htmlBreaks: true });

export function markdownToHtml(source: string, options: MarkdownOptions): string {
  return (options.htmlBreaks ? cardMarkdown : messageMarkdown).render(source);
}

function createMarkdown(options: MarkdownOptions): MarkdownIt {
  const markdown = createMarkdownIt({ html: false, linkify: true, breaks: false, typographer: false });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.validateLink = isSafeLink;
  Object.assign(markdown.renderer.rules, {
    link_open: openLinkInNewTab,
    image: showImage(markdown.utils.escapeHtml),
    th_open: alignByClass,
    td_open: alignByClass,
  } satisfies Record<string, RendererRule>);
  if (options.htmlBreaks) addHtmlLineBreaks(markdown);
  return markdown;
}

/** What a media id looks like. */
const MEDIA_ID = /^@[\w-]{8,200}$/;

/** Only what a browser opens as a page or a mail, and uploads; everything else stays the text it was. */
function isSafeLink(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url.trim()) || MEDIA_ID.test(url);
}

function openLinkInNewTab(...[tokens, index, options, , renderer]: Parameters<RendererRule>): string {
  tokens[index]?.attrSet("target", "_blank");
  tokens[index]?.attrSet("rel", "noopener noreferrer");
  return renderer.renderToken(tokens, index, options);
}

function showImage(escapeHtml: (text: string) => string): RendererRule {
  return (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    if (!token) return "";
    const url = String(token.attrGet("src") ?? "");
    const name = escapeHtml(renderer.renderInlineAsText(token.children ?? [], options, env) || url);
    if (MEDIA_ID.test(url))
      return `<img class="picture" src="${UPLOADED_PICTURES}${encodeURIComponent(url)}" alt="${name}">`;
    if (isInsideLink(tokens, index)) return `<span class="image">${name}</span>`;
    return `<a class="image" href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${name}</a>`;
  };
}

function isInsideLink(tokens: readonly Token[], index: number): boolean {
  const depth = tokens.slice(0, index).reduce((sum, token) => {
    if (token.type === "link_open") return sum + 1;
    return token.type === "link_close" ? sum - 1 : sum;
  }, 0);
  return depth > 0;
}

/** Cell alignment as a class instead of a style attribute. */
function alignByClass(...[tokens, index, options, , renderer]: Parameters<RendererRule>): string {
  const token = tokens[index];
  const align = /text-align:\s*(left|center|right)/.exec(String(token?.attrGet("style") ?? ""))?.[1];
  if (token?.attrs) token.attrs = token.attrs.filter(([name]) => name !== "style");
  if (align) token?.attrJoin("class", `align-${align}`);
  return renderer.renderToken(tokens, index, options);
}

function addHtmlLineBreaks(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("html_inline", "html_line_break", (state, silent) => {
    const match = /^<br\s*\/?>/i.exec(state.src.slice(state.pos, state.pos + 12));
    if (!match) return false;
    if (!silent) state.push("hardbreak", "br", 0);
    state.pos += match[0].length;
    return true;
  });
}

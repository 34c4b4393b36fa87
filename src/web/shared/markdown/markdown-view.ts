/**
 * Shows a robot's Markdown. A click on a picture fires `view-picture`. While the text grows, blocks that did not change keep their nodes, so a
 * selection or a scrolled code block survives the next frame. Adds copy buttons and scroll regions.
 */
import { html, LitElement, type PropertyValues } from "lit";
import { baseStyles } from "../theme/base-styles.ts";
import type { Text } from "../text/create-text.ts";
import { markdownStyles } from "./markdown-styles.ts";
import { markdownToHtml } from "./markdown-to-html.ts";
import { sanitizeHtml } from "./sanitize-html.ts";

const COPIED_MS = 1_600;

export class MarkdownView extends LitElement {
  static override styles = [baseStyles, markdownStyles];
  static override properties = {
    source: { attribute: false },
    htmlBreaks: { attribute: false },
    growing: { type: Boolean, reflect: true },
    text: { attribute: false },
  };

  declare source: string;
  declare htmlBreaks: boolean;
  /** Shows a caret after the last block. */
  declare growing: boolean;
  declare text: Text;

  constructor() {
    super();
    this.source = "";
    this.htmlBreaks = false;
    this.growing = false;
  }

  override render() {
    return html`<div class="markdown" @click=${this.#onClick}></div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("source") || changed.has("htmlBreaks") || changed.has("text")) this.#show();
  }

  #show(): void {
    const place = this.renderRoot.querySelector(".markdown");
    if (!place) return;
    const fragment = sanitizeHtml(markdownToHtml(this.source, { htmlBreaks: this.htmlBreaks }));
    for (const node of Array.from(fragment.childNodes)) if (!(node instanceof Element)) node.remove();
    for (const pre of fragment.querySelectorAll("pre")) pre.replaceWith(this.#frameCode(pre));
    for (const table of fragment.querySelectorAll("table")) table.replaceWith(this.#frameTable(table));
    for (const image of fragment.querySelectorAll<HTMLElement>(".image")) {
      image.title = this.text("markdown.image");
    }
    for (const image of fragment.querySelectorAll<HTMLImageElement>("img.picture")) this.#framePicture(image);
    replaceChangedTail(place, fragment);
  }

  /** A picture inside a link leads where the link leads. */
  #framePicture(image: HTMLImageElement): void {
    if (image.closest("a")) return;
    const button = element("button", "view");
    button.setAttribute("type", "button");
    button.setAttribute("aria-label", this.text("attachment.view", { name: image.alt }));
    image.replaceWith(button);
    button.append(image);
  }

  #frameCode(pre: HTMLPreElement): HTMLElement {
    const language = /language-([\w+#.-]{1,24})/.exec(pre.querySelector("code")?.className ?? "")?.[1];
    const frame = element("div", "code");
    const bar = element("div", "code-bar");
    const name = element("span", "", language ?? this.text("markdown.code"));
    const copy = element("button", "copy", this.text("markdown.copy"));
    copy.setAttribute("type", "button");
    bar.append(name, copy);
    const body = pre.cloneNode(true) as HTMLPreElement;
    makeScrollRegion(body, language ?? this.text("markdown.code"));
    frame.append(bar, body);
    return frame;
  }

  #frameTable(table: HTMLTableElement): HTMLElement {
    const frame = element("div", "table");
    makeScrollRegion(frame, this.text("markdown.table"));
    frame.append(table.cloneNode(true));
    return frame;
  }

  #view(image: HTMLImageElement): void {
    const detail = { name: image.alt, url: image.getAttribute("src") ?? "" };
    this.dispatchEvent(new CustomEvent("view-picture", { detail, bubbles: true, composed: true }));
  }

  readonly #onClick = (event: Event): void => {
    const picture =
      event.target instanceof Element ? event.target.closest("button.view > img, button.view") : null;
    const image = picture instanceof HTMLImageElement ? picture : picture?.querySelector("img");
    if (image) this.#view(image);
    const button = event.target instanceof Element ? event.target.closest("button.copy") : null;
    const code = button?.closest(".code")?.querySelector("code")?.textContent;
    if (!button || code === undefined) return;
    void navigator.clipboard?.writeText(code).then(() => {
      button.textContent = this.text("markdown.copied");
      setTimeout(() => (button.textContent = this.text("markdown.copy")), COPIED_MS);
      return undefined;
    });
  };
}

function element(tag: string, className: string, content = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = content;
  return made;
}

/** What scrolls sideways can be reached and scrolled with the keyboard. */
function makeScrollRegion(target: HTMLElement, label: string): void {
  target.tabIndex = 0;
  target.setAttribute("role", "group");
  target.setAttribute("aria-label", label);
}

/** Keeps the leading blocks that are equal and replaces the rest. */
function replaceChangedTail(place: Element, fragment: DocumentFragment): void {
  const next = [...fragment.children];
  const shown = [...place.children];
  let same = 0;
  while (same < next.length && same < shown.length && shown[same]?.isEqualNode(next[same] ?? null)) same += 1;
  for (const stale of shown.slice(same)) stale.remove();
  place.append(...next.slice(same));
}

/**
 * A robot's ordinary message with buttons or links. A link of the web opens beside the page; one that makes the person
 * say something is said; anything else is shown and does nothing, as its app is not here.
 */
import { css, html, LitElement, nothing } from "lit";
import type { EmulatorLinkCard } from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import { UPLOADED_PICTURES } from "../../shared/markdown/uploaded-pictures.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { parseSayLink } from "../state/parse-say-link.ts";
import { robotStyles } from "./robot-styles.ts";
import { fireSayLink, type SayLink } from "./say-link.ts";

type Link = EmulatorLinkCard["links"][number];

const isWeb = (url: string) => /^https?:\/\//i.test(url);

export class LinkCard extends LitElement {
  static override styles = [
    baseStyles,
    robotStyles,
    css`
      .action {
        display: block;
        width: 100%;
        min-height: 40px;
        padding: 9px 16px;
        border-top: 1px solid var(--line);
        color: var(--accent-strong);
        text-align: center;
        text-decoration: none;
        overflow-wrap: anywhere;
      }

      .action:is(a, button:enabled):hover {
        background: var(--surface-hover);
      }

      .action:disabled {
        color: var(--ink-soft);
      }

      .row {
        display: flex;
      }

      .row .action + .action {
        border-inline-start: 1px solid var(--line);
      }

      .entry {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding: 12px 16px;
        color: var(--ink);
        text-decoration: none;
      }

      .entry + .entry {
        border-top: 1px solid var(--line);
      }

      a.entry:hover {
        background: var(--surface-hover);
      }

      .entry strong {
        font-weight: 500;
        overflow-wrap: anywhere;
      }

      .entry span {
        grid-column: 1;
        color: var(--ink-soft);
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .entry :is(svg, img) {
        grid-column: 2;
        grid-row: 1 / span 2;
        color: var(--ink-soft);
      }

      .entry img {
        width: 56px;
        height: 56px;
        border-radius: 6px;
        object-fit: cover;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    card: { attribute: false },
    robot: { attribute: false },
  };

  declare text: Text;
  declare card: EmulatorLinkCard;
  declare robot: SayLink["robot"];

  override render() {
    const { layout, text, links } = this.card;
    if (layout === "link" || layout === "feed")
      return html`<article>${links.map((link) => this.#renderEntry(link, text))}</article>`;
    return html`<article>
      <div class="body"><markdown-view .text=${this.text} .source=${text}></markdown-view></div>
      <div class=${layout}>${links.map((link) => this.#renderAction(link))}</div>
    </article>`;
  }

  #renderEntry({ label, url, picUrl }: Link, text: string) {
    const inner = html`<strong>${label}</strong>${text === "" ? nothing : html`<span>${text}</span>`}${
        picUrl === undefined ? nothing : this.#renderPicture(picUrl)
      }`;
    if (!isWeb(url)) return html`<div class="entry" title=${url}>${inner}</div>`;
    return html`<a class="entry" href=${url} target="_blank" rel="noopener noreferrer">${inner}</a>`;
  }

  /** One of other hosts is not loaded, as in Markdown. */
  #renderPicture(picUrl: string) {
    if (!picUrl.startsWith("@")) return icon("picture", 24);
    return html`<img src="${UPLOADED_PICTURES}${encodeURIComponent(picUrl)}" alt="" />`;
  }

  #renderAction({ label, url }: Link) {
    if (isWeb(url))
      return html`<a class="action" href=${url} target="_blank" rel="noopener noreferrer">${label}</a>`;
    const words = parseSayLink(url);
    if (words === undefined)
      return html`<button
        type="button"
        class="action"
        disabled
        title=${this.text("linkCard.elsewhere", { url })}
      >
        ${label}
      </button>`;
    return html`<button
      type="button"
      class="action"
      title=${this.text("linkCard.says", { words })}
      @click=${() => fireSayLink(this, words, this.robot)}
    >
      ${label}
    </button>`;
  }
}

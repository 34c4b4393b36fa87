/** What goes out with the words: the quoted message and the picked files, each with a way to leave it out. */
import { css, html, LitElement, nothing } from "lit";
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { sizeLabel } from "../../shared/text/size-label.ts";
import { previewWords } from "../state/preview-words.ts";

export class ComposerExtras extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        padding: 10px 12px 0;
      }

      li {
        display: flex;
        gap: 6px;
        align-items: center;
        min-width: 0;
        max-width: 100%;
        padding-inline-start: 10px;
        border-radius: 8px;
        background: var(--surface-selected);
        font-size: 13px;
      }

      .what {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .size {
        color: var(--ink-soft);
        white-space: nowrap;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    files: { attribute: false },
    quote: { attribute: false },
  };

  declare text: Text;
  declare files: readonly File[];
  declare quote: EmulatorMessage | undefined;

  override render() {
    if (!this.quote && this.files.length === 0) return nothing;
    return html`<ul>
      ${this.quote ? this.#renderQuote(this.quote) : nothing}
      ${this.files.map(
        (file) =>
          html`<li>
            <picked-thumb .file=${file}></picked-thumb>
            <span class="what">${file.name}</span>
            <span class="size">${sizeLabel(file.size, this.text.locale)}</span>
            ${this.#renderDrop(this.text("composer.dropFile", { name: file.name }), "drop-file", file)}
          </li>`,
      )}
    </ul>`;
  }

  #renderQuote(message: EmulatorMessage) {
    const { name } = message.from;
    const words = this.text("composer.quoting", { name, text: previewWords(this.text, message) });
    return html`<li class="quoting">
      <span class="what">${words}</span>
      ${this.#renderDrop(this.text("composer.dropQuote"), "drop-quote", undefined)}
    </li>`;
  }

  #renderDrop(label: string, name: "drop-file" | "drop-quote", detail: unknown) {
    const drop = () => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    return html`<button type="button" class="icon-button" aria-label=${label} title=${label} @click=${drop}>
      ${icon("close", 14)}
    </button>`;
  }
}

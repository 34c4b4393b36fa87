/**
 * Pictures as large as the window, one at a time, over everything else. Escape or a click beside the picture closes it,
 * the arrow keys go to the next. Fires `close`.
 */
import { css, html, LitElement, nothing } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";

export interface ViewedPicture {
  readonly name: string;
  readonly url: string;
}

export class PictureViewer extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        width: 100vw;
        max-width: none;
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: #fff;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 88%);
      }

      .bar {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 10px 14px;
      }

      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .icon-button {
        color: #fff;
      }

      .icon-button:hover {
        background: rgb(255 255 255 / 16%);
        color: #fff;
      }

      .stage {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 8px;
        align-items: center;
        min-height: 0;
        padding: 0 12px 20px;
      }

      img {
        display: block;
        grid-column: 2;
        max-width: 100%;
        max-height: 100%;
        margin: auto;
        object-fit: contain;
      }

      .place {
        display: contents;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    pictures: { attribute: false },
    at: { attribute: false },
  };

  declare text: Text;
  declare pictures: readonly ViewedPicture[];
  /** Which of them is shown. */
  declare at: number;

  override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render() {
    const picture = this.pictures[this.at];
    if (!picture) return nothing;
    const { name, url } = picture;
    const original = this.text("attachment.original");
    return html`<dialog
      aria-label=${this.text("attachment.viewer")}
      @close=${() => this.dispatchEvent(new CustomEvent("close"))}
      @click=${this.#onClick}
      @keydown=${this.#onKey}
    >
      <div class="bar">
        <span class="name">${name}</span>
        <a
          class="icon-button"
          href=${url}
          target="_blank"
          rel="noopener"
          aria-label=${original}
          title=${original}
          >${icon("window")}</a
        >
        ${this.#renderButton("group.close", "close", this.#close)}
      </div>
      <div class="stage">
        ${this.at > 0 ? this.#renderButton("attachment.previous", "back", () => (this.at -= 1)) : nothing}
        <img src=${url} alt=${this.text("attachment.picture", { name })} />
        ${
          this.at < this.pictures.length - 1
            ? this.#renderButton("attachment.next", "next", () => (this.at += 1))
            : nothing
        }
      </div>
    </dialog>`;
  }

  #renderButton(
    label: "group.close" | "attachment.previous" | "attachment.next",
    mark: "close" | "back" | "next",
    act: () => void,
  ) {
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${this.text(label)}
      title=${this.text(label)}
      @click=${act}
    >
      ${icon(mark)}
    </button>`;
  }

  readonly #close = (): void => this.renderRoot.querySelector("dialog")?.close();

  readonly #onClick = (event: Event): void => {
    if (event.target instanceof Element && event.target.matches("dialog, .stage")) this.#close();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined) this.at = Math.max(0, Math.min(this.pictures.length - 1, this.at + step));
  };
}

/** What opens in a sheet at the window's edge: a button with an icon, a heading, a way to close. Subclasses fill it. */
import { html, LitElement, type CSSResultGroup, type TemplateResult } from "lit";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { sideSheetStyles } from "./side-sheet-styles.ts";

export abstract class SideSheet extends LitElement {
  static override styles: CSSResultGroup = [baseStyles, sideSheetStyles];
  static override properties = { text: { attribute: false } };

  declare text: Text;

  protected get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  protected readonly close = (): void => this.dialog?.close();

  protected renderSheet(name: IconName, heading: string, body: TemplateResult): TemplateResult {
    return html`
      <button
        type="button"
        class="icon-button"
        aria-label=${heading}
        title=${heading}
        aria-haspopup="dialog"
        @click=${() => this.dialog?.showModal()}
      >
        ${icon(name)}
      </button>
      <dialog aria-label=${heading} @click=${this.#onBackdrop}>
        <div class="head">
          <h2>${heading}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label=${this.text("group.close")}
            title=${this.text("group.close")}
            @click=${this.close}
          >
            ${icon("close")}
          </button>
        </div>
        <div class="body">${body}</div>
      </dialog>
    `;
  }

  /** What is in the dialog is in elements of it; the backdrop is the dialog itself. */
  readonly #onBackdrop = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };
}

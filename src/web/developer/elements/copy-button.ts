/** Copies a text and says so for a moment. Needs nothing but the clipboard of a page on loopback. */
import { html, LitElement } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { DeveloperText } from "../text/create-developer-text.ts";
import { developerStyles } from "./developer-styles.ts";

const SHOWN_MS = 2_000;

export class CopyButton extends LitElement {
  static override styles = [baseStyles, developerStyles];
  static override properties = {
    text: { attribute: false },
    label: { attribute: false },
    value: { attribute: false },
    copied: { state: true },
  };

  declare text: DeveloperText;
  /** What the button says; absent: Copy. */
  declare label: string | undefined;
  declare value: string;
  declare copied: boolean;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const words = this.copied ? this.text("app.copied") : (this.label ?? this.text("app.copy"));
    return html`<button type="button" class="button small" @click=${this.#copy}>
      ${icon(this.copied ? "check" : "copy", 14)} ${words}
    </button>`;
  }

  readonly #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.value);
    this.copied = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.copied = false), SHOWN_MS);
  };
}

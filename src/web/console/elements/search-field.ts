/** A search field that speaks when typing rests: `search-for` with the words. What is typed is never replaced by answers. */
import { css, html } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { ViewPart } from "./view-part.ts";

const TYPING_MS = 300;

export class SearchField extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      div {
        position: relative;
      }

      svg {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 11px;
        margin-block: auto;
        color: var(--ink-soft);
        pointer-events: none;
      }

      input[type="search"] {
        padding-inline-start: 34px;
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    label: { attribute: false },
    value: { attribute: false },
    words: { state: true },
  };

  declare label: string;
  /** What is searched for. */
  declare value: string;
  /** What stands in the field; `value` follows. */
  declare words: string;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: string | undefined;

  constructor() {
    super();
    this.words = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(): void {
    // Somebody else changed what is searched for, such as the browser's way back.
    if (this.value === this.#told) return;
    this.#told = this.value;
    this.words = this.value;
  }

  override render() {
    return html`<div>
      ${icon("search", 16)}
      <input
        type="search"
        aria-label=${this.label}
        placeholder=${this.label}
        .value=${this.words}
        @input=${this.#onInput}
      />
    </div>`;
  }

  readonly #onInput = (event: Event): void => {
    this.words = (event.currentTarget as HTMLInputElement).value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const words = this.words.trim();
      if (words === this.value) return;
      this.#told = words;
      this.dispatchEvent(new CustomEvent("search-for", { detail: words }));
    }, TYPING_MS);
  };
}

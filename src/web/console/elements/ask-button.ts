/**
 * A button that asks before it does something that cannot be taken back. Fires `confirmed`. Escape and the second
 * button keep things as they are; the keyboard stays where it was.
 */
import { css, html, LitElement } from "lit";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { consoleStyles } from "./console-styles.ts";

export class AskButton extends LitElement {
  static override styles = [
    baseStyles,
    consoleStyles,
    css`
      :host {
        display: inline-block;
      }

      .ask {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
        font-size: 13px;
      }
    `,
  ];
  static override properties = {
    label: { attribute: false },
    name: { attribute: false },
    question: { attribute: false },
    yes: { attribute: false },
    no: { attribute: false },
    asking: { state: true },
  };

  /** What stands on it. */
  declare label: string;
  /** What it is called for those who do not see what stands beside it. */
  declare name: string;
  declare question: string;
  declare yes: string;
  declare no: string;
  declare asking: boolean;

  constructor() {
    super();
    this.asking = false;
  }

  override render() {
    if (!this.asking) {
      return html`<button
        type="button"
        class="button small"
        aria-label=${this.name}
        @click=${() => this.#ask(true)}
      >
        ${this.label}
      </button>`;
    }
    return html`<span class="ask" role="group" aria-label=${this.name} @keydown=${this.#onKey}>
      <span id="question">${this.question}</span>
      <button
        type="button"
        class="button small danger"
        aria-describedby="question"
        @click=${() => {
          this.asking = false;
          this.dispatchEvent(new CustomEvent("confirmed"));
        }}
      >
        ${this.yes}
      </button>
      <button type="button" class="button small" @click=${() => this.#ask(false)}>${this.no}</button>
    </span>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#ask(false);
  };

  #ask(asking: boolean): void {
    this.asking = asking;
    void this.updateComplete.then(() => this.renderRoot.querySelector("button")?.focus());
  }
}

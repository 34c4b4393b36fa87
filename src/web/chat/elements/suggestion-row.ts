/** Words to try on the demo model, as buttons. Fires `pick-suggestion` with the word. */
import { css, html, LitElement } from "lit";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text, TextKey } from "../../shared/text/create-text.ts";

/** What the demo model understands. */
const SUGGESTIONS: readonly { readonly word: string; readonly label: TextKey }[] = [
  { word: "help", label: "try.help" },
  { word: "table", label: "try.table" },
  { word: "code", label: "try.code" },
  { word: "long", label: "try.long" },
  { word: "slow 40", label: "try.slow" },
  { word: "think", label: "try.think" },
  { word: "error", label: "try.error" },
];

export class SuggestionRow extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
      }

      .lead {
        margin-inline-end: 2px;
        color: var(--ink-soft);
        font-size: 12px;
      }

      button {
        padding: 3px 11px;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--surface-raised);
        color: var(--ink);
        font-size: 13px;
      }

      button:hover {
        border-color: var(--accent);
        color: var(--accent-strong);
      }
    `,
  ];
  static override properties = { text: { attribute: false } };

  declare text: Text;

  override render() {
    return html`<div class="row" role="group" aria-label=${this.text("composer.try")}>
      <span class="lead" aria-hidden="true">${this.text("composer.try")}</span>
      ${SUGGESTIONS.map(
        ({ word, label }) =>
          html`<button
            type="button"
            data-word=${word}
            title=${word}
            @click=${() => this.dispatchEvent(new CustomEvent("pick-suggestion", { detail: word }))}
          >
            ${this.text(label)}
          </button>`,
      )}
    </div>`;
  }
}

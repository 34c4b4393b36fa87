/** One question with its options as cards, of which one is chosen: radio buttons, so that the arrow keys work. */
import { css, html, nothing, type TemplateResult } from "lit";

export interface ChoiceCard {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** A word at the card's corner. */
  readonly badge?: string | undefined;
}

export interface ChoiceCards {
  /** Groups the buttons; one of a kind in the element. */
  readonly name: string;
  readonly legend: string;
  readonly cards: readonly ChoiceCard[];
  readonly value: string | undefined;
  readonly onChoose: (value: string) => void;
}

export const choiceCardsStyles = css`
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-bottom: 9px;
    padding: 0;
    font-weight: 600;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(190px, 100%), 1fr));
    gap: 8px;
  }

  .card {
    position: relative;
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 1px 10px;
    align-content: start;
    padding: 11px 14px;
    border: 1px solid var(--line-strong);
    border-radius: 10px;
    background: var(--surface);
    cursor: pointer;
  }

  .card:hover {
    border-color: var(--accent);
  }

  .card:has(:checked) {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--surface-selected) 55%, var(--surface));
    box-shadow: inset 0 0 0 1px var(--accent);
  }

  .card:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .card input {
    margin-top: 3px;
  }

  .card input:focus-visible {
    outline: none;
  }

  .card .words {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
    align-items: center;
    min-width: 0;
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  .card .help {
    grid-column: 2;
    overflow-wrap: anywhere;
  }
`;

export function renderChoiceCards({ name, legend, cards, value, onChoose }: ChoiceCards): TemplateResult {
  return html`<fieldset>
    <legend>${legend}</legend>
    <div class="cards">
      ${cards.map(
        (card) =>
          html`<label class="card">
            <input
              type="radio"
              name=${name}
              value=${card.value}
              .checked=${card.value === value}
              @change=${() => onChoose(card.value)}
            />
            <span class="words"
              ><bdi class="clamp" title=${card.label}>${card.label}</bdi>${
                card.badge ? html`<span class="chip accent">${card.badge}</span>` : nothing
              }</span
            >
            ${card.hint ? html`<span class="help">${card.hint}</span>` : nothing}
          </label>`,
      )}
    </div>
  </fieldset>`;
}

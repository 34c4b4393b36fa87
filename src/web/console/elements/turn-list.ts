/** The turns in progress: who waits, for how long, and how far the answer is. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { TurnNow } from "../../../contract/console.ts";
import type { ConsoleTextKey } from "../text/create-console-text.ts";
import { ViewPart } from "./view-part.ts";

/** As in ARCHITECTURE.md. */
const CARD_STATES = [
  "idle",
  "creating",
  "open",
  "stalled",
  "finishing",
  "finished",
  "handed-over",
  "abandoned",
] as const;

export class TurnList extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0 12px;
        align-items: center;
        padding: 10px 0;
        border-top: 1px solid var(--line);
      }

      li:first-child {
        border-top: 0;
      }

      avatar-badge {
        --avatar-size: 34px;
      }

      .who {
        overflow-wrap: anywhere;
      }

      .state {
        display: grid;
        gap: 2px;
        justify-items: end;
        text-align: end;
      }

      .state > span:first-child {
        display: flex;
        gap: 8px;
        align-items: center;
      }

      @media (max-width: 599px) {
        .state {
          grid-column: 2 / -1;
          justify-items: start;
          margin-top: 4px;
          text-align: start;
        }
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    turns: { attribute: false },
    several: { attribute: false },
  };

  declare turns: readonly TurnNow[];
  /** More than one account: each turn says whose it is. */
  declare several: boolean;

  override render() {
    const { text } = this;
    const turns = this.turns.toSorted((one, other) => one.since - other.since);
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading">
        ${text("turns.heading")}
        ${turns.length > 0 ? html`<span class="count">${turns.length}</span>` : nothing}
      </h2>
      ${
        turns.length === 0
          ? html`<p class="soft">${text("turns.none")}</p>`
          : html`<ul>
              ${repeat(
                turns,
                ({ accountId, id }) => `${accountId}/${id}`,
                (turn) => this.#renderTurn(turn),
              )}
            </ul>`
      }
    </section>`;
  }

  #renderTurn({ senderName, conversation, accountId, state, since, card, frames, id }: TurnNow) {
    const { text } = this;
    const name = this.nameOr(senderName);
    const where = [this.placeName(conversation), ...(this.several ? [this.accountName(accountId)] : [])];
    return html`<li data-turn=${id}>
      <avatar-badge .kind=${"person"} .name=${name} .key=${name}></avatar-badge>
      <div class="who">
        <strong class="clamp"><bdi>${name}</bdi></strong>
        <div class="soft clamp">${where.join(" · ")}</div>
      </div>
      <div class="state">
        <span
          ><span class="chip ${state === "queued" ? "" : "accent"}"
            ><span class="dot ${state === "queued" ? "" : "busy"}"></span
            >${text(`turns.state.${state}`)}</span
          >
          ${this.moment(since, "elapsed")}</span
        >
        ${
          card === undefined
            ? nothing
            : html`<span class="soft"
                >${text("turns.card")}:
                ${this.#cardState(card)}${
                  frames === undefined ? nothing : ` · ${text("turns.frames", { count: frames })}`
                }</span
              >`
        }
      </div>
    </li>`;
  }

  #cardState(card: string): string {
    const known = CARD_STATES.find((one) => one === card);
    return known === undefined ? card : this.text(`turns.card.${known}` satisfies ConsoleTextKey);
  }
}

/** The messages that were given up, each with two ways on: to the agent again, or away for good (which is asked). */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DeadLetterAction, DeadLetterNow, Sentence } from "../../../contract/console.ts";
import { ViewPart } from "./view-part.ts";

/** How the gateway writes a text that it does not show: its length. */
const HIDDEN = /^···· \d+$/;

export class DeadLetters extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 16px;
        align-items: start;
        padding: 12px 0;
        border-top: 1px solid var(--line);
      }

      .words {
        display: grid;
        gap: 3px;
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .preview .words {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        justify-content: end;
      }

      .hint {
        margin-bottom: 10px;
      }

      @media (max-width: 719px) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }

        .actions {
          justify-content: start;
          margin-top: 6px;
        }
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    letters: { attribute: false },
    several: { attribute: false },
    busy: { state: true },
    done: { state: true },
  };

  declare letters: readonly DeadLetterNow[];
  declare several: boolean;
  /** Id of the letter that an action is under way for. */
  declare busy: string | undefined;
  declare done: Sentence | undefined;

  override render() {
    const { text, letters } = this;
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading">
        ${text("dead.heading")}
        ${letters.length > 0 ? html`<span class="count bad">${letters.length}</span>` : nothing}
      </h2>
      ${this.status(this.done)}
      ${
        letters.length === 0
          ? html`<p class="soft">${text("dead.none")}</p>`
          : html`<p class="soft hint">${text("dead.hint")}</p>
              ${this.shared.mayChange ? nothing : this.change(html``, { view: "now" })}
              <ul>
                ${repeat(
                  letters,
                  ({ id, accountId }) => `${accountId}/${id}`,
                  (letter) => this.#renderLetter(letter),
                )}
              </ul>`
      }
    </section>`;
  }

  #renderLetter(letter: DeadLetterNow) {
    const { text } = this;
    const { senderName, place, accountId, failedAt, reason, preview, id } = letter;
    const where = [
      ...(place ? [this.placeName(place)] : []),
      ...(this.several ? [this.accountName(accountId)] : []),
    ];
    return html`<li data-letter=${id}>
      <div class="words">
        <div>
          <strong class="clamp"><bdi>${this.nameOr(senderName)}</bdi></strong>
          <span class="soft clamp">${this.moment(failedAt)}${where.map((one) => ` · ${one}`)}</span>
        </div>
        ${
          preview === undefined
            ? html`<div class="soft">${text("dead.unreadable")}</div>`
            : html`<div class="preview">
                ${this.renderText({ text: preview, textHidden: HIDDEN.test(preview) })}
              </div>`
        }
        <div class="soft">${this.sentence(reason)}</div>
      </div>
      ${this.shared.mayChange ? this.#renderActions(letter) : nothing}
    </li>`;
  }

  #renderActions(letter: DeadLetterNow) {
    const { text } = this;
    const name = this.nameOr(letter.senderName);
    return html`<div class="actions">
      <button
        type="button"
        class="button small"
        aria-label=${text("dead.retryOf", { name })}
        ?disabled=${this.busy === letter.id}
        @click=${() => this.#act(letter, "retry")}
      >
        ${text("dead.retry")}
      </button>
      <ask-button
        .label=${text("dead.drop")}
        .name=${text("dead.dropOf", { name })}
        .question=${text("dead.dropAsk")}
        .yes=${text("dead.dropYes")}
        .no=${text("unit.keep")}
        @confirmed=${() => this.#act(letter, "drop")}
      ></ask-button>
    </div>`;
  }

  async #act(
    { id, accountId, senderName }: DeadLetterNow,
    action: DeadLetterAction["action"],
  ): Promise<void> {
    this.busy = id;
    this.done = undefined;
    const answer = await this.shared.act((api) => api.actOnDeadLetter({ accountId, id, action }));
    this.busy = undefined;
    if (answer === undefined) return;
    const name = this.nameOr(senderName);
    this.done = { text: this.text(action === "retry" ? "dead.retried" : "dead.dropped", { name }) };
    await this.focusStatus();
  }
}

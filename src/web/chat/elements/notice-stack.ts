/** Short notes that float above the page: what worked and what did not. Fires `dismiss-note` with the id. */
import { css, html, LitElement } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Note } from "../state/note-board.ts";
import type { Text } from "../../shared/text/create-text.ts";

export class NoticeStack extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: fixed;
        z-index: 10;
        bottom: 172px;
        left: calc(50% + 182px);
        display: grid;
        gap: 8px;
        width: min(520px, calc(100vw - 24px));
        transform: translateX(-50%);
        pointer-events: none;
      }

      @media (max-width: 1023px) {
        :host {
          left: 50%;
        }
      }

      .note {
        display: flex;
        justify-self: center;
        max-width: 100%;
        gap: 10px;
        align-items: flex-start;
        padding: 10px 8px 10px 14px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        pointer-events: auto;
      }

      .note > svg {
        margin-top: 1px;
      }

      .bad > svg {
        color: var(--bad);
      }

      .good > svg {
        color: var(--good);
      }

      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .icon-button {
        width: 26px;
        height: 26px;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    notes: { attribute: false },
  };

  declare text: Text;
  declare notes: readonly Note[];

  override render() {
    return html`${this.notes.map((note) => this.#renderNote(note))}`;
  }

  #renderNote(note: Note) {
    return html`<div class="note ${note.tone}" role=${note.tone === "bad" ? "alert" : "status"}>
      ${icon(note.tone === "bad" ? "alert" : "check")}
      <span class="words">${note.words}</span>
      <button
        type="button"
        class="icon-button"
        aria-label=${this.text("toast.dismiss")}
        @click=${() => this.dispatchEvent(new CustomEvent("dismiss-note", { detail: note.id }))}
      >
        ${icon("close", 16)}
      </button>
    </div>`;
  }
}

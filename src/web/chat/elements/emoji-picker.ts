/** A small table of emoji above the composer. Fires `pick-emoji` with the character; the composer puts it in. */
import { css, html, LitElement } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";

const EMOJI = [
  ..."😀😄😂🤣😊😉😍😘😜🤔🙄😴😭😡😱🥳",
  ..."👍👎👌🙏👏💪🤝✋👀🎉🔥💯🚀💡📌📎",
  ..."📅📈📝📞🍵🍻🌹🎁🐞🦞🤖🚧⏰💤🆗🌈",
];
const COLUMNS = 8;

export class EmojiPicker extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .table {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        box-shadow: var(--shadow);
      }

      .grid {
        display: grid;
        grid-template-columns: repeat(8, 34px);
      }

      .grid button {
        width: 34px;
        height: 34px;
        border-radius: 6px;
        font-size: 20px;
        line-height: 1;
      }

      .grid button:hover {
        background: var(--surface-hover);
      }
    `,
  ];
  static override properties = { text: { attribute: false } };

  declare text: Text;

  override render() {
    const label = this.text("composer.emoji");
    return html`
      <button
        type="button"
        class="icon-button"
        aria-label=${label}
        title=${label}
        aria-haspopup="dialog"
        popovertarget="table"
      >
        ${icon("smile")}
      </button>
      <div
        id="table"
        class="table"
        popover="auto"
        role="dialog"
        aria-label=${label}
        @toggle=${this.#onToggle}
      >
        <div class="grid" @keydown=${this.#onKey}>
          ${EMOJI.map(
            (emoji, index) =>
              html`<button
                type="button"
                tabindex=${index === 0 ? "0" : "-1"}
                @click=${() => this.#pick(emoji)}
              >
                ${emoji}
              </button>`,
          )}
        </div>
      </div>
    `;
  }

  get #table(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>("#table");
  }

  #pick(emoji: string): void {
    this.#table?.hidePopover();
    this.dispatchEvent(new CustomEvent("pick-emoji", { detail: emoji }));
  }

  /** Above its button, inside the window. */
  readonly #onToggle = (event: ToggleEvent): void => {
    const table = this.#table;
    if (event.newState !== "open" || !table) return;
    const button = this.getBoundingClientRect();
    const { width, height } = table.getBoundingClientRect();
    table.style.left = `${Math.max(8, Math.min(button.left, innerWidth - width - 8))}px`;
    table.style.top = `${Math.max(8, button.top - height - 6)}px`;
    table.querySelector("button")?.focus();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>(".grid button")];
    const at = buttons.findIndex((button) => button.matches(":focus"));
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
    };
    const target = buttons[at + (steps[event.key] ?? 0)];
    if (steps[event.key] === undefined || !target) return;
    event.preventDefault();
    target.focus();
  };
}

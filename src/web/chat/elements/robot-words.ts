/** A robot's message in Markdown, and the buttons at its end: a tap says their words for the person. */
import { css, html, LitElement, nothing } from "lit";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { splitChoices } from "../state/split-choices.ts";
import type { SayLink } from "./link-card.ts";

export class RobotWords extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .buttons {
        display: flex;
        flex-direction: column;
        gap: 8px;
        margin-top: 10px;
      }

      .buttons button {
        min-height: 34px;
        padding: 4px 14px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        cursor: pointer;
      }

      .buttons button:hover {
        border-color: var(--accent);
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    source: { attribute: false },
    robot: { attribute: false },
  };

  declare text: Text;
  declare source: string;
  /** Who wrote it. */
  declare robot: SayLink["robot"];

  override render() {
    const { body, choices } = splitChoices(this.source);
    return html`<markdown-view .text=${this.text} .source=${body}></markdown-view>${
        choices.length === 0
          ? nothing
          : html`<div class="buttons">
              ${choices.map(
                ({ label, words }) =>
                  html`<button type="button" @click=${() => this.#say(words)}>${label}</button>`,
              )}
            </div>`
      }`;
  }

  #say(words: string): void {
    const detail: SayLink = { words, robot: this.robot };
    this.dispatchEvent(new CustomEvent("say-link", { detail, bubbles: true, composed: true }));
  }
}

/** A robot's message in Markdown, and the buttons at its end: a tap says their words for the person. */
import { css, html, LitElement, nothing } from "lit";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { splitChoices } from "../state/split-choices.ts";
import { fireSayLink, type SayLink } from "./say-link.ts";
import { robotStyles } from "./robot-styles.ts";

export class RobotWords extends LitElement {
  static override styles = [
    baseStyles,
    robotStyles,
    css`
      .buttons {
        flex-direction: column;
        margin-top: 10px;
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
                  html`<button type="button" @click=${() => fireSayLink(this, words, this.robot)}>
                    ${label}
                  </button>`,
              )}
            </div>`
      }`;
  }
}

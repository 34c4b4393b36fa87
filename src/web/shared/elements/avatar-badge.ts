/** A square avatar with initials (a person), a robot's face or a group's sign. Decorative: the name stands beside it. */
import { css, html, LitElement } from "lit";
import { icon } from "./icons.ts";
import { initialsOf, toneOf } from "./initials-of.ts";

const TONES = 6;

export class AvatarBadge extends LitElement {
  static override styles = css`
    :host {
      display: block;
      width: var(--avatar-size, 38px);
      height: var(--avatar-size, 38px);
      flex: none;
    }

    div {
      display: grid;
      place-items: center;
      width: 100%;
      height: 100%;
      border-radius: 26%;
      color: #fff;
      font-size: calc(var(--avatar-size, 38px) * 0.35);
      font-weight: 500;
      line-height: 1;
      letter-spacing: 0.01em;
      white-space: nowrap;
      user-select: none;
    }

    div[data-initials]::before {
      content: attr(data-initials);
    }

    svg {
      width: 60%;
      height: 60%;
    }

    .tone-0 {
      background: #2a6fd6;
    }
    .tone-1 {
      background: #0c7d74;
    }
    .tone-2 {
      background: #8a4fc4;
    }
    .tone-3 {
      background: #b4531a;
    }
    .tone-4 {
      background: #b03a6b;
    }
    .tone-5 {
      background: #4d6b1f;
    }
    .robot {
      background: linear-gradient(140deg, #2f7cf6, #2b4fd0);
    }
    .group {
      background: linear-gradient(140deg, #4a7bb0, #3a5b8c);
    }
  `;
  static override properties = {
    kind: { attribute: false },
    name: { attribute: false },
    key: { attribute: false },
  };

  declare kind: "person" | "robot" | "group";
  declare name: string;
  /** Decides the colour; an id that stays when the name changes. */
  declare key: string;

  override render() {
    if (this.kind === "robot") return html`<div class="robot" aria-hidden="true">${icon("bot")}</div>`;
    if (this.kind === "group") return html`<div class="group" aria-hidden="true">${icon("people")}</div>`;
    const tone = `tone-${toneOf(this.key, TONES)}`;
    return html`<div class=${tone} data-initials=${initialsOf(this.name)} aria-hidden="true"></div>`;
  }
}

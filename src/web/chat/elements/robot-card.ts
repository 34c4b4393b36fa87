/**
 * A robot's card while it grows and after: state line, Markdown, a clear mark when it failed. Its text runs in between two
 * frames; who wants less motion gets each frame at once, and everybody the end.
 */
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { CardState, EmulatorCard, PressRequest } from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { cutForReveal, growReveal, startReveal } from "../state/reveal-text.ts";
import type { SubmitForm } from "./card-form.ts";
import { robotStyles } from "./robot-styles.ts";

/** Detail of the event `press-card`. */
export interface PressCard extends Omit<PressRequest, "from"> {
  /** Called when the bot has answered, or has not in time. */
  readonly onDone?: () => void;
}

/** Often enough to look like typing, and no work for every frame of the screen. */
const STEP_MS = 40;

export class RobotCard extends LitElement {
  static override styles = [
    baseStyles,
    robotStyles,
    css`
      article.failed {
        border-color: color-mix(in srgb, var(--bad) 45%, var(--line));
      }

      .state {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 10px 16px 0;
        color: var(--accent-strong);
        font-size: 12px;
        font-weight: 500;
      }

      .state.only {
        padding-bottom: 10px;
      }

      .state.failed {
        padding: 8px 16px;
        background: var(--bad-soft);
        color: var(--bad);
      }

      .dots {
        display: inline-flex;
        gap: 4px;
      }

      .dots i {
        width: 5px;
        height: 5px;
        border-radius: 50%;
        background: var(--accent);
        animation: dot 1.2s ease-in-out infinite;
      }

      .dots i:nth-child(2) {
        animation-delay: 0.15s;
      }

      .dots i:nth-child(3) {
        animation-delay: 0.3s;
      }

      .buttons {
        flex-wrap: wrap;
        padding: 0 16px 12px;
      }

      .blank {
        color: var(--ink-soft);
        font-style: normal;
      }

      @keyframes dot {
        0%,
        60%,
        100% {
          opacity: 0.3;
          transform: none;
        }

        30% {
          opacity: 1;
          transform: translateY(-2px);
        }
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    card: { attribute: false },
    robotName: { attribute: false },
    revealed: { state: true },
  };

  declare text: Text;
  declare card: EmulatorCard;
  declare robotName: string;
  /** How much of the text is shown, in UTF-16 units. */
  declare revealed: number;

  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #frame = 0;
  #last = 0;

  constructor() {
    super();
    this.revealed = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("card")) return;
    const { content } = this.card;
    const before = changed.get("card");
    const runs = this.#isGrowing && before?.outTrackId === this.card.outTrackId && !this.#calm.matches;
    if (!runs || document.visibilityState === "hidden") this.revealed = content.length;
    else this.revealed = startReveal(before.content, this.revealed, content);
    if (this.revealed < content.length && this.#frame === 0) this.#run();
  }

  #run(): void {
    this.#last = performance.now();
    const step = (now: number) => {
      if (now - this.#last < STEP_MS) return void (this.#frame = requestAnimationFrame(step));
      this.revealed = growReveal(this.revealed, this.card.content.length, now - this.#last);
      this.#last = now;
      this.#frame = this.revealed < this.card.content.length ? requestAnimationFrame(step) : 0;
    };
    this.#frame = requestAnimationFrame(step);
  }

  get #isGrowing(): boolean {
    return this.card.state === "processing" || this.card.state === "inputing";
  }

  override render() {
    const { state, frames } = this.card;
    const growing = this.#isGrowing;
    const content = cutForReveal(this.card.content, this.revealed);
    const words = this.text(`card.${state}`);
    return html`
      <article
        class=${state}
        data-state=${state}
        aria-busy=${growing ? "true" : "false"}
        aria-label=${this.text("card.label", { name: this.robotName, state: words })}
        title=${this.text("card.frames", { count: frames })}
      >
        ${this.#renderState(state, words, this.card.content === "")}
        ${this.#renderBody(state, content, growing)} ${this.#renderForm()} ${this.#renderButtons()}
      </article>
    `;
  }

  #renderState(state: CardState, words: string, only: boolean) {
    if (state === "finished") return nothing;
    if (state === "failed") return html`<div class="state failed">${icon("alert", 16)} ${words}</div>`;
    return html`<div class="state ${only ? "only" : ""}">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${words}
    </div>`;
  }

  #press(pressed: Omit<PressCard, "outTrackId">): void {
    const detail: PressCard = { outTrackId: this.card.outTrackId, ...pressed };
    this.dispatchEvent(new CustomEvent<PressCard>("press-card", { detail, bubbles: true, composed: true }));
  }

  #renderForm() {
    const { form } = this.card;
    if (!form) return nothing;
    return html`<card-form
      .text=${this.text}
      .form=${form}
      .robotName=${this.robotName}
      @submit-form=${({ detail }: CustomEvent<SubmitForm>) => {
        const { values, onDone } = detail;
        this.#press({ actionId: form.actionId, params: { form: values }, onDone });
      }}
    ></card-form>`;
  }

  #renderButtons() {
    const { buttons = [] } = this.card;
    if (buttons.length === 0) return nothing;
    return html`<div class="buttons">
      ${buttons.map(
        ({ actionId, label }) =>
          html`<button type="button" @click=${() => this.#press({ actionId })}>${label}</button>`,
      )}
    </div>`;
  }

  #renderBody(state: CardState, content: string, growing: boolean) {
    if (content !== "") {
      return html`<div class="body">
        <markdown-view
          .text=${this.text}
          .source=${content}
          .htmlBreaks=${true}
          ?growing=${growing}
        ></markdown-view>
      </div>`;
    }
    if (growing || this.card.form) return nothing;
    const blank = this.text(state === "failed" ? "card.failedEmpty" : "card.empty");
    return html`<div class="body blank">${blank}</div>`;
  }
}

/** Asks for the gateway's token. Fires `sign-in` with it; whether it is right, the gateway says. */
import { css, html, LitElement, nothing } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { ConsoleText } from "../text/create-console-text.ts";
import { consoleStyles } from "./console-styles.ts";

export class SignIn extends LitElement {
  static override styles = [
    baseStyles,
    consoleStyles,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100dvh;
        padding: 20px;
        background: var(--surface-chat);
        overflow: auto;
      }

      main {
        display: grid;
        gap: 18px;
        width: min(440px, 100%);
        padding: 32px;
      }

      .logo {
        display: grid;
        place-items: center;
        width: 48px;
        height: 48px;
        border-radius: 14px;
        background: var(--brand);
        color: var(--on-brand);
      }

      h1 {
        margin: 0 0 4px;
        font-size: 22px;
        font-weight: 650;
      }

      form {
        display: grid;
        gap: 14px;
      }

      pre {
        margin: 8px 0 0;
        padding: 10px 12px;
        border-radius: 8px;
        background: var(--surface-code);
        font-family: var(--font-mono);
        font-size: 13px;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        user-select: all;
      }

      hr {
        width: 100%;
        margin: 0;
        border: 0;
        border-top: 1px solid var(--line);
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    wrong: { type: Boolean },
    checking: { type: Boolean },
    framed: { type: Boolean },
    empty: { state: true },
  };

  declare text: ConsoleText;
  /** The token tried last was refused. */
  declare wrong: boolean;
  declare checking: boolean;
  /** In the dashboard's frame there is nothing to enter: the dashboard gives the permission. */
  declare framed: boolean;
  declare empty: boolean;

  constructor() {
    super();
    this.wrong = false;
    this.checking = false;
    this.framed = false;
    this.empty = false;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has("wrong") && this.wrong) this.renderRoot.querySelector("input")?.select();
  }

  override render() {
    const { text } = this;
    if (this.framed) {
      return html`<main class="panel">
        <div>
          <h1>${text("signIn.frame")}</h1>
          <p class="soft">${text("signIn.frameHint")}</p>
        </div>
      </main>`;
    }
    return html`<main class="panel">
      <span class="logo">${icon("chats", 26)}</span>
      <div>
        <h1>${text("signIn.title")}</h1>
        <p class="soft">${text("signIn.lede")}</p>
      </div>
      <div>
        <p>${text("signIn.command")}</p>
        <pre>openclaw china console</pre>
      </div>
      <hr />
      ${this.#renderForm()}
    </main>`;
  }

  #renderForm() {
    const { text } = this;
    const fault = this.empty ? text("signIn.empty") : this.wrong ? text("signIn.wrong") : undefined;
    return html`<form @submit=${this.#submit} novalidate>
      <div class="field">
        <label class="label" for="token">${text("signIn.field")}</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          aria-describedby="hint fault"
          aria-invalid=${fault ? "true" : nothing}
        />
        <span class="wrong" id="fault" role="alert">${fault ?? nothing}</span>
        <span class="help" id="hint">${text("signIn.hint")}</span>
      </div>
      <button class="button primary" ?disabled=${this.checking}>
        ${this.checking ? text("signIn.checking") : text("signIn.button")}
      </button>
    </form>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const token = this.renderRoot.querySelector("input")?.value.trim() ?? "";
    this.empty = token === "";
    if (token !== "") this.dispatchEvent(new CustomEvent("sign-in", { detail: token }));
  };
}

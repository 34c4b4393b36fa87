/** The groups' webhook robots: those there are, with their addresses to copy, and a new one for a group. */
import { css, html, nothing } from "lit";
import type { EmulatorConsole, EmulatorWebhookRobot } from "../../../contract/emulator-console.ts";
import type { EmulatorConversation } from "../../../contract/emulator-control.ts";
import { ViewElement } from "./view-element.ts";

export class WebhooksView extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      ul {
        margin-top: 10px;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }

      li > span:first-child {
        flex: 1 1 220px;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      form {
        margin-top: 12px;
      }
    `,
  ];
  static override properties = {
    ...ViewElement.properties,
    console: { attribute: false },
    groups: { attribute: false },
  };

  declare console: EmulatorConsole;
  /** Those that may have one. */
  declare groups: readonly EmulatorConversation[];

  override render() {
    const { text, groups } = this;
    const robots = this.console.webhookRobots.filter(({ conversationId }) => this.#titleOf(conversationId));
    return html`<div class="page">
      <section class="panel" data-webhooks>
        <h3>${text("webhooks.heading")}</h3>
        <p class="soft">${text("webhooks.intro")}</p>
        <ul>
          ${robots.map((robot) => this.#renderRobot(robot))}
        </ul>
        ${groups.length === 0 ? html`<p class="soft">${text("webhooks.noGroup")}</p>` : this.#renderForm()}
      </section>
    </div>`;
  }

  #titleOf(id: string): string | undefined {
    return this.groups.find(({ conversationId }) => conversationId === id)?.title;
  }

  #renderRobot({ id, name, conversationId, webhook, secret, keywords }: EmulatorWebhookRobot) {
    const { text } = this;
    const group = this.#titleOf(conversationId) ?? "";
    return html`<li data-robot=${id}>
      <span
        >${text("webhooks.line", { name, group })}
        ${
          keywords.length === 0
            ? nothing
            : html`<span class="soft">${text("webhooks.words", { words: keywords.join(", ") })}</span>`
        }</span
      >
      <copy-button .text=${text} .label=${text("webhooks.copy")} .value=${webhook}></copy-button>
      ${
        secret === undefined
          ? nothing
          : html`<copy-button
              .text=${text}
              .label=${text("webhooks.copySecret")}
              .value=${secret}
            ></copy-button>`
      }
      <button
        type="button"
        class="button small"
        aria-label=${text("webhooks.remove", { name })}
        @click=${() => this.shared.act((api) => api.removeWebhookRobot(id))}
      >
        ${text("faults.removeShort")}
      </button>
    </li>`;
  }

  #renderForm() {
    const { text } = this;
    return html`<form class="row" @submit=${this.#add}>
      <label
        >${text("webhooks.group")}
        <select id="group">
          ${this.groups.map(
            ({ conversationId, title }) => html`<option value=${conversationId}>${title}</option>`,
          )}
        </select>
      </label>
      <label>${text("webhooks.name")} <input id="name" required maxlength="100" /></label>
      <label>${text("webhooks.keywords")} <input id="keywords" /></label>
      <label class="check"><input id="sign" type="checkbox" />${text("webhooks.sign")}</label>
      <button class="button small">${text("webhooks.add")}</button>
    </form>`;
  }

  readonly #add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const sign = form.querySelector<HTMLInputElement>("#sign")?.checked ?? false;
    const keywords = this.field("keywords")
      .split(/[,，]/)
      .map((word) => word.trim())
      .filter((word) => word !== "");
    const wish = { conversationId: this.field("group"), name: this.field("name"), sign, keywords };
    if (await this.shared.act((api) => api.addWebhookRobot(wish))) form.reset();
  };
}

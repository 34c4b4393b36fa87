/**
 * The manual's steps, each to be done here: organisation, switch, application, credentials, version, permissions, and
 * the way to the chat. What is done is read from the emulator, never remembered.
 */
import { css, html, nothing, type TemplateResult } from "lit";
import type { EmulatorAppConsole, EmulatorConsole } from "../../../contract/emulator-console.ts";
import type { EmulatorPerson } from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import { ViewElement } from "./view-element.ts";

export const CARD_SCOPES = ["Card.Instance.Write", "Card.Streaming.Write"] as const;

export class GuideView extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      ol {
        display: grid;
        gap: 12px;
      }

      li {
        display: grid;
        grid-template-columns: 30px minmax(0, 1fr);
        gap: 12px;
      }

      .number {
        display: grid;
        place-items: center;
        width: 28px;
        height: 28px;
        border-radius: 50%;
        background: var(--surface-disabled);
        color: var(--ink-soft);
        font-weight: 600;
      }

      .done .number {
        background: var(--good-soft);
        color: var(--good);
      }

      .body {
        display: grid;
        gap: 10px;
        min-width: 0;
      }

      h3 {
        margin: 3px 0 0;
        font-size: 15px;
      }

      form input {
        width: 220px;
      }
    `,
  ];
  static override properties = {
    ...ViewElement.properties,
    console: { attribute: false },
    people: { attribute: false },
    corpId: { attribute: false },
    app: { attribute: false },
  };

  declare console: EmulatorConsole;
  declare people: readonly EmulatorPerson[];
  declare corpId: string;
  declare app: EmulatorAppConsole | undefined;

  override render() {
    const { text } = this;
    const scopes = this.app?.scopes ?? [];
    const cards = CARD_SCOPES.every((scope) => scopes.includes(scope));
    return html`<div class="page">
      <div>
        <h2>${text("guide.heading")}</h2>
        <p class="soft">${text("guide.intro")}</p>
      </div>
      <ol>
        ${this.#step(1, this.console.organisations.length > 1, this.#renderCreate())}
        ${this.#step(2, this.console.organisations[0]?.corpId !== this.corpId, this.#renderSwitch())}
        ${this.#step(3, this.app !== undefined, this.#renderApp())}
        ${this.#step(4, this.app !== undefined, this.#renderCredentials())}
        ${this.#step(5, this.app?.version !== undefined, this.#renderPublish())}
        ${this.#step(6, cards, this.#renderPermissions())}
        ${this.#step(7, (this.app?.usage.pushes ?? 0) > 0, this.#renderChat())}
      </ol>
    </div>`;
  }

  #step(number: 1 | 2 | 3 | 4 | 5 | 6 | 7, done: boolean, body: TemplateResult) {
    const state = this.text(done ? "guide.done" : "guide.open");
    const hint =
      number === 2
        ? this.text("guide.step2Hint", { name: this.#organisation })
        : this.text(`guide.step${number}Hint`);
    return html`<li class="panel ${done ? "done" : ""}" data-step=${number} data-done=${done ? "yes" : "no"}>
      <span class="number" aria-hidden="true">${done ? icon("check", 16) : number}</span>
      <div class="body">
        <h3>${this.text(`guide.step${number}`)} <span class="sr-only">(${state})</span></h3>
        <p class="soft">${hint}</p>
        ${body}
      </div>
    </li>`;
  }

  get #organisation(): string {
    return this.console.organisations.find(({ corpId }) => corpId === this.corpId)?.name ?? "";
  }

  #renderCreate() {
    return html`<form class="row" @submit=${this.#createOrganisation}>
      <label
        >${this.text("guide.organisationName")}<input id="organisation" required maxlength="100"
      /></label>
      <label
        >${this.text("guide.creator")}
        <select id="creator">
          ${this.people.map(
            ({ staffId, name }) => html`<option value=${staffId}>${name} (${staffId})</option>`,
          )}
        </select>
      </label>
      <button class="button primary">${this.text("guide.createOrganisation")}</button>
    </form>`;
  }

  #renderSwitch() {
    const others = this.console.organisations.filter(({ corpId }) => corpId !== this.corpId);
    if (others.length === 0) return html`<p class="soft">${this.text("guide.onlyOne")}</p>`;
    return html`<div class="row">
      ${others.map(
        ({ corpId, name }) =>
          html`<button type="button" class="button" @click=${() => this.shared.go({ corp: corpId })}>
            ${this.text("guide.switchTo", { name })}
          </button>`,
      )}
    </div>`;
  }

  #renderApp() {
    return html`<form class="row" @submit=${this.#createApp}>
      <label>${this.text("guide.appName")}<input id="app" required maxlength="100" /></label>
      <button class="button primary">${this.text("guide.createApp")}</button>
    </form>`;
  }

  #renderCredentials() {
    if (!this.app) return html`<p class="soft">${this.text("guide.noApp")}</p>`;
    const { clientId, clientSecret } = this.app;
    const endpoints = { api: location.origin, oapi: location.origin };
    const config = { clientId, clientSecret, endpoints, network: { allowPrivate: true } };
    const command = `openclaw config set channels.dingtalk '${JSON.stringify({ enabled: true, ...config })}' --json`;
    return html`<div class="row">
        <copy-button .text=${this.text} .label=${this.text("apps.clientId")} .value=${clientId}></copy-button>
        <copy-button
          .text=${this.text}
          .label=${this.text("apps.clientSecret")}
          .value=${clientSecret}
        ></copy-button>
        <copy-button
          .text=${this.text}
          .label=${this.text("guide.configure")}
          .value=${command}
        ></copy-button>
        <copy-button
          .text=${this.text}
          .label=${this.text("guide.address")}
          .value=${location.origin}
        ></copy-button>
      </div>
      <code data-client-id>${clientId}</code>
      <p class="soft">${this.text("guide.anyBot", { url: location.origin })}</p>`;
  }

  #renderPublish() {
    const { app } = this;
    if (!app) return html`<p class="soft">${this.text("guide.noApp")}</p>`;
    if (app.version !== undefined)
      return html`<p>${this.text("apps.published", { version: app.version })}</p>`;
    return html`<div class="row">
      <button
        type="button"
        class="button primary"
        @click=${() => this.shared.act((api) => api.publish(app.clientId))}
      >
        ${this.text("guide.publish", { name: app.name })}
      </button>
    </div>`;
  }

  #renderPermissions() {
    const { app } = this;
    if (!app) return html`<p class="soft">${this.text("guide.noApp")}</p>`;
    return html`<div class="row">
      ${CARD_SCOPES.map((scope) =>
        app.scopes.includes(scope)
          ? html`<span class="chip good">${scope}</span>`
          : html`<button
              type="button"
              class="button"
              @click=${() => this.shared.act((api) => api.apply(app.clientId, scope))}
            >
              ${this.text("apps.apply", { scope })}
            </button>`,
      )}
    </div>`;
  }

  #renderChat() {
    const people = this.people.filter(({ corpId }) => corpId === this.corpId).slice(0, 6);
    if (!this.app) return html`${nothing}`;
    return html`<div class="row">
      ${people.map(({ staffId, name }) => {
        const route = new URLSearchParams({ person: staffId });
        return html`<a class="button" href="./#${route.toString()}"
          >${this.text("guide.chatAs", { name })}</a
        >`;
      })}
    </div>`;
  }

  readonly #createOrganisation = (event: Event): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const [name, by] = [this.field("organisation"), this.field("creator")];
    void this.shared.act(async (api) => {
      const { corpId } = await api.createOrganisation(name, by);
      form.reset();
      // Switching is a step of its own, as on the real platform.
      return corpId;
    });
  };

  readonly #createApp = (event: Event): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const name = this.field("app");
    void this.shared.act(async (api) => {
      const { clientId } = await api.createApp(name, this.corpId);
      form.reset();
      this.shared.go({ app: clientId });
    });
  };
}

/** One application's console: credentials, version, permissions, Stream connections and counters. */
import { css, html, nothing } from "lit";
import type {
  EmulatorAppConsole,
  EmulatorConnection,
  EmulatorConsole,
} from "../../../contract/emulator-console.ts";
import type { ConnectionIllness, EmulatorPerson } from "../../../contract/emulator-control.ts";
import type { DeveloperTextKey } from "../text/create-developer-text.ts";
import { clockTime } from "./clock-time.ts";
import { ViewElement } from "./view-element.ts";

const BREAKS: readonly { readonly kind: ConnectionIllness; readonly label: DeveloperTextKey }[] = [
  { kind: "disconnect", label: "apps.disconnect" },
  { kind: "half-open", label: "apps.halfOpen" },
  { kind: "reset", label: "apps.reset" },
];
const TONES = { live: "good", deaf: "warn", "half-open": "bad" } as const;
const SHORT_ID = 8;

export class AppsView extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      .credential {
        display: grid;
        grid-template-columns: 110px minmax(0, 1fr) auto;
        gap: 8px 12px;
        align-items: center;
        margin-top: 8px;
        font-size: 13px;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }

      .numbers {
        display: flex;
        flex-wrap: wrap;
        gap: 28px;
      }

      .numbers strong {
        display: block;
        font-size: 22px;
        font-weight: 600;
      }

      @media (max-width: 719px) {
        .by {
          display: none;
        }

        .wide table:not([data-unknown]) {
          min-width: 0;
        }

        .credential {
          grid-template-columns: minmax(0, 1fr) auto;
        }

        .credential > span:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];
  static override properties = {
    ...ViewElement.properties,
    console: { attribute: false },
    people: { attribute: false },
    corpId: { attribute: false },
    app: { attribute: false },
    revealed: { state: true },
  };

  declare console: EmulatorConsole;
  declare people: readonly EmulatorPerson[];
  declare corpId: string;
  declare app: EmulatorAppConsole | undefined;
  declare revealed: boolean;

  override render() {
    const { text, app } = this;
    const organisation = this.console.organisations.find(({ corpId }) => corpId === this.corpId);
    const apps = this.console.apps.filter(({ corpId }) => corpId === this.corpId);
    return html`<div class="page">
      <div>
        <h2>${text("apps.heading", { name: organisation?.name ?? "" })}</h2>
        ${app ? nothing : this.#renderNone()}
      </div>
      ${
        apps.length > 1
          ? html`<div class="row" role="group" aria-label=${text("apps.pick")}>
              ${apps.map(
                ({ clientId, name }) =>
                  html`<button
                    type="button"
                    class="button ${clientId === app?.clientId ? "primary" : ""}"
                    aria-pressed=${clientId === app?.clientId ? "true" : "false"}
                    @click=${() => this.shared.go({ app: clientId })}
                  >
                    ${name}
                  </button>`,
              )}
            </div>`
          : nothing
      }
      ${
        app
          ? html`${this.#renderCredentials(app)} ${this.#renderConnections(app)}
              ${this.#renderPermissions(app)}
              <app-month .shared=${this.shared} .app=${app}></app-month> ${this.#renderUsage(app)}`
          : nothing
      }
    </div>`;
  }

  #renderCredentials(app: EmulatorAppConsole) {
    const { text } = this;
    const secret = this.revealed ? app.clientSecret : "•".repeat(16);
    return html`<section class="panel" data-app=${app.clientId}>
      <h3>${app.name} · ${text("apps.credentials")}</h3>
      <div class="credential">
        <span class="soft">${text("apps.clientId")}</span><code>${app.clientId}</code>
        <copy-button .text=${text} .value=${app.clientId}></copy-button>
      </div>
      <div class="credential">
        <span class="soft">${text("apps.clientSecret")}</span><code>${secret}</code>
        <span class="actions">
          <button type="button" class="button small" @click=${() => (this.revealed = !this.revealed)}>
            ${text(this.revealed ? "apps.hide" : "apps.reveal")}
          </button>
          <copy-button .text=${text} .value=${app.clientSecret}></copy-button>
        </span>
      </div>
      <div class="credential">
        <span class="soft">${text("apps.version")}</span>
        <span
          >${
            app.version === undefined
              ? text("apps.unpublished")
              : text("apps.published", { version: app.version })
          }</span
        >
        <button
          type="button"
          class="button small"
          @click=${() => this.shared.act((api) => api.publish(app.clientId))}
        >
          ${text("apps.publish")}
        </button>
      </div>
    </section>`;
  }

  #renderNone() {
    const { text } = this;
    return html`<p class="soft">${text("apps.none")}</p>
      <button type="button" class="button primary" @click=${() => this.shared.go({ view: "guide" })}>
        ${text("view.guide")}
      </button>`;
  }

  #renderConnections(app: EmulatorAppConsole) {
    const { text } = this;
    return html`<section class="panel">
      <h3>${text("apps.connections")}</h3>
      ${
        app.connections.length === 0
          ? html`<p class="soft">${text("apps.noConnections")}</p>`
          : html`<table>
              ${app.connections.map((connection) => this.#renderConnection(app, connection))}
            </table>`
      }
    </section>`;
  }

  #renderConnection(app: EmulatorAppConsole, { connectionId, health, openedAt, topics }: EmulatorConnection) {
    const { text } = this;
    const id = connectionId.slice(0, SHORT_ID);
    return html`<tr data-connection=${connectionId}>
      <td>
        <span class="chip ${TONES[health]}">${text(`apps.${health}`)}</span>
        <div class="soft">
          <code>${id}</code> · ${text("apps.since", { time: clockTime(openedAt, text.locale) })}
        </div>
        <div class="soft">${topics.map((topic) => html`<code>${topic}</code><br />`)}</div>
      </td>
      <td>
        <span class="actions">
          ${BREAKS.map(
            ({ kind, label }) =>
              html`<button
                type="button"
                class="button small"
                aria-label=${text("apps.onConnection", { action: text(label), id })}
                @click=${() =>
                  this.shared.act((api) => api.breakConnection(app.clientId, { kind }, connectionId))}
              >
                ${text(label)}
              </button>`,
          )}
        </span>
      </td>
    </tr>`;
  }

  #renderPermissions(app: EmulatorAppConsole) {
    const { text } = this;
    const known = new Set(this.console.permissions.map(({ scope }) => scope));
    const others = new Set([...app.scopes, ...app.applications.map(({ scope }) => scope)]);
    const extra = [...others].filter((scope) => !known.has(scope));
    const rows = [...this.console.permissions, ...extra.map((scope) => ({ scope, operations: [] }))];
    return html`<section class="panel">
      <h3>${text("apps.permissions")}</h3>
      <div class="wide" tabindex="0" role="region" aria-label=${text("apps.permissions")}>
        <table>
          <tr>
            <th scope="col">${text("apps.permission")}</th>
            <th scope="col">${text("apps.state")}</th>
            <th scope="col" class="by">${text("apps.usedBy")}</th>
            <th></th>
          </tr>
          ${rows.map(({ scope, operations }) => this.#renderPermission(app, scope, operations))}
        </table>
      </div>
    </section>`;
  }

  #renderPermission(app: EmulatorAppConsole, scope: string, operations: readonly string[]) {
    const { text } = this;
    const granted = app.scopes.includes(scope);
    const application = app.applications.find((one) => one.scope === scope);
    const who = this.people.find(({ staffId }) => staffId === application?.by)?.name ?? "";
    const state = granted
      ? html`<span class="chip good">${text("apps.granted")}</span>`
      : application
        ? html`<span class="chip warn">${text("apps.waiting", { name: who })}</span>`
        : html`<span class="chip">${text("apps.missing")}</span>`;
    return html`<tr data-scope=${scope}>
      <td><code>${scope}</code></td>
      <td>${state}</td>
      <td class="soft by">${operations.join(", ")}</td>
      <td>
        <button
          type="button"
          class="button small"
          aria-label=${text(granted ? "apps.withdraw" : "apps.grant", { scope })}
          @click=${() => this.shared.act((api) => api.setPermission(app.clientId, scope, !granted))}
        >
          ${text(granted ? "apps.withdrawShort" : "apps.grantShort")}
        </button>
      </td>
    </tr>`;
  }

  #renderUsage(app: EmulatorAppConsole) {
    const { text } = this;
    return html`<section class="panel">
      <h3>${text("apps.usage")}</h3>
      <div class="row centre">
        <div class="numbers">
          <span class="soft"
            ><strong data-billed>${app.usage.billedCalls}</strong>${text("apps.billed")}</span
          >
          <span class="soft"><strong>${app.usage.pushes}</strong>${text("apps.pushes")}</span>
        </div>
        <button
          type="button"
          class="button small"
          @click=${() => this.shared.act((api) => api.expire("tokens", app.clientId))}
        >
          ${text("apps.expireTokens")}
        </button>
      </div>
    </section>`;
  }
}

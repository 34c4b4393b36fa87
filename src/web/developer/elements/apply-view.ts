/** Where the link of a refusal leads: one app, one permission, and the button that grants it. */
import { html } from "lit";
import type { EmulatorConsole } from "../../../contract/emulator-console.ts";
import { ViewElement } from "./view-element.ts";

export class ApplyView extends ViewElement {
  static override properties = {
    ...ViewElement.properties,
    console: { attribute: false },
    clientId: { attribute: false },
    scope: { attribute: false },
  };

  declare console: EmulatorConsole;
  declare clientId: string;
  declare scope: string;

  override render() {
    const { text, scope, clientId } = this;
    const app = this.console.apps.find((one) => one.clientId === clientId);
    const has = app?.scopes.includes(scope) ?? false;
    return html`<div class="page">
      <section class="panel">
        <h2>${text("apply.heading")}</h2>
        ${
          app
            ? html`<p>
                  ${text(has ? "apply.has" : "apply.what", { app: `${app.name} (${clientId})`, scope })}
                </p>
                <div class="row">
                  ${
                    has
                      ? html`<button
                          type="button"
                          class="button"
                          @click=${() => this.shared.go({ view: "apps", corp: app.corpId, app: clientId })}
                        >
                          ${text("apply.toApp")}
                        </button>`
                      : html`<button
                          type="button"
                          class="button primary"
                          @click=${() => this.shared.act((api) => api.apply(clientId, scope))}
                        >
                          ${text("apply.do")}
                        </button>`
                  }
                </div>`
            : html`<p>${text("apply.unknown", { app: clientId })}</p>`
        }
      </section>
    </div>`;
  }
}

/** What stands above every view of the console when there is something to say: lost, restarted, looking only, failed. */
import { html, nothing, type TemplateResult } from "lit";
import { showCode } from "./show-code.ts";
import type { Shared } from "./view-element.ts";

export interface Banners {
  /** The gateway has just started anew. */
  readonly restarted: boolean;
  /** What went wrong when somebody did something. */
  readonly failure: string | undefined;
  /** What somebody wanted to open and the dashboard's frame does not let. */
  readonly address: string | undefined;
  /** Takes failure and address away. */
  readonly onDismiss: () => void;
}

export function renderBanners(
  { link, data, text, ownPage }: Shared,
  { restarted, failure, address, onDismiss }: Banners,
): TemplateResult {
  const lost = link === "lost" && data.now !== undefined;
  const dismiss = html`<button type="button" class="button small" @click=${onDismiss}>
    ${text("app.dismiss")}
  </button>`;
  const said = lost ? "app.lost" : restarted ? "app.restarted" : undefined;
  return html`
    <div role="status">
      ${
        said
          ? html`<div class="notice ${lost ? "warn" : "good"} banner"><span>${text(said)}</span></div>`
          : nothing
      }
    </div>
    ${
      data.now && !data.now.mayChange
        ? html`<div class="notice banner">
            <span>${showCode(text("app.readOnly"))}</span>
            <a href=${ownPage()} target="_blank" rel="noopener">${text("app.openOwn")}</a>
          </div>`
        : nothing
    }
    <div role="alert">
      ${failure ? html`<div class="notice bad banner"><span>${failure}</span> ${dismiss}</div>` : nothing}
      ${
        address
          ? html`<div class="notice warn banner">
              <label class="address"
                >${text("app.noWindows")} <input type="text" readonly .value=${address} @focus=${selectAll}
              /></label>
              ${dismiss}
            </div>`
          : nothing
      }
    </div>
  `;
}

function selectAll(event: Event): void {
  (event.currentTarget as HTMLInputElement).select();
}

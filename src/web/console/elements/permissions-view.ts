/** Permissions: for each bot what its features need, what the app has, where to apply, and a check that runs live. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { FeaturePermission, PermissionsView as View } from "../../../contract/console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { relativeTimeLabel } from "../format/relative-time-label.ts";
import { showCode } from "./show-code.ts";
import { linesStyles, renderLines } from "./render-lines.ts";
import { ViewElement } from "./view-element.ts";

type AccountPermissions = View["accounts"][number];

/** While a check runs its lines are asked for more often than the page asks by itself. */
const CHECK_PACE_MS = 700;
const CHIPS = { granted: "good", missing: "bad", unknown: "" } as const;

export class PermissionsView extends ViewElement {
  static override styles = [
    ViewElement.styles,
    linesStyles,
    css`
      .scopes {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }

      .scopes code {
        padding: 0 6px;
        border-radius: 5px;
        background: var(--surface-code);
        font-size: 12px;
      }

      .feature {
        font-weight: 500;
      }

      td .help {
        display: block;
        font-weight: 400;
      }

      .checks {
        margin-top: 18px;
        padding-top: 14px;
        border-top: 1px solid var(--line);
      }

      .checks .panel-head {
        margin-bottom: 4px;
      }

      @media (max-width: 959px) {
        table,
        tbody,
        tr,
        td {
          display: block;
        }

        thead {
          position: absolute;
          clip-path: inset(50%);
        }

        tr {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          gap: 7px 12px;
          padding: 12px 0;
          border-top: 1px solid var(--line);
        }

        td {
          padding: 0;
          border: 0;
        }

        .state {
          grid-area: 1 / 2;
        }

        .needs,
        .apply {
          grid-column: 1 / -1;
        }

        .apply.none {
          display: none;
        }
      }
    `,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override updated(): void {
    const checking = this.shared.data.permissions?.accounts.some((account) => account.checking) ?? false;
    clearTimeout(this.#timer);
    if (checking && this.shared.link === "open")
      this.#timer = setTimeout(() => void this.shared.refresh(), CHECK_PACE_MS);
  }

  override render() {
    const { data, route } = this.shared;
    if (data.permissions === undefined) return this.waiting("permissions");
    const { accounts } = data.permissions;
    const known = accounts.some(({ accountId }) => accountId === route.account);
    const shown = known ? accounts.filter(({ accountId }) => accountId === route.account) : accounts;
    if (shown.length === 0) return this.noAccounts();
    return html`<div class="stack">${shown.map((account) => this.#renderAccount(account))}</div>`;
  }

  #renderAccount(account: AccountPermissions): TemplateResult {
    const { text } = this;
    const missing = account.features.filter(({ state }) => state === "missing").length;
    const allGranted = account.features.every(({ state }) => state === "granted");
    return html`<section class="panel" aria-labelledby="of-${account.accountId}">
      <div class="panel-head">
        <div>
          <h2 id="of-${account.accountId}" class="clamp"><bdi>${account.name ?? account.accountId}</bdi></h2>
          <p class="small-print"><code>${account.clientId}</code> · ${this.#when(account)}</p>
        </div>
        ${
          missing > 0
            ? html`<span class="chip bad">${text("permissions.someMissing", { count: missing })}</span>`
            : nothing
        }
        ${this.change(
          html`<button
            type="button"
            class="button small"
            ?disabled=${account.checking}
            @click=${() => this.shared.act((api) => api.checkPermissions(account.accountId))}
          >
            ${account.checking ? html`<i class="spinner"></i>` : nothing}
            ${account.checking ? text("permissions.checking") : text("permissions.check")}
          </button>`,
        )}
      </div>
      ${this.shared.mayChange ? html`<p class="small-print">${this.sentence(account.checkCost)}</p>` : nothing}
      ${allGranted ? html`<p class="soft">${text("permissions.allGranted")}</p>` : nothing}
      <table>
        <thead>
          <tr>
            <th scope="col">${text("permissions.feature")}</th>
            <th scope="col">${text("permissions.scopes")}</th>
            <th scope="col">${text("permissions.state")}</th>
            <th scope="col"><span class="sr-only">${text("permissions.apply")}</span></th>
          </tr>
        </thead>
        <tbody>
          ${account.features.map((feature) => this.#renderFeature(feature))}
        </tbody>
      </table>
      ${missing > 0 ? html`<p class="small-print">${text("permissions.after")}</p>` : nothing}
      ${this.#renderChecks(account)}
    </section>`;
  }

  #when({ checkedAt, checking }: AccountPermissions): string {
    if (checking) return this.text("permissions.checking");
    if (checkedAt === undefined) return this.text("permissions.never");
    const when = relativeTimeLabel(checkedAt, this.now?.now ?? checkedAt, this.text.locale);
    return this.text("permissions.checkedAt", { when });
  }

  #renderFeature({ label, scopes, state, sentence, applyLink }: FeaturePermission): TemplateResult {
    const { text } = this;
    const safe = applyLink !== undefined && /^https?:\/\//.test(applyLink) && state !== "granted";
    return html`<tr>
      <td class="feature">${label}<span class="help">${this.sentence(sentence)}</span></td>
      <td class="needs"><span class="scopes">${scopes.map((scope) => html`<code>${scope}</code>`)}</span></td>
      <td class="state"><span class="chip ${CHIPS[state]}">${text(`permissions.${state}`)}</span></td>
      <td class="apply ${safe ? "" : "none"}">
        ${
          safe
            ? html`<a
                class="button small"
                href=${applyLink}
                target="_blank"
                rel="noopener noreferrer"
                aria-label=${text("permissions.applyFor", { feature: label })}
                >${text("permissions.apply")} ${icon("window", 13)}</a
              >`
            : nothing
        }
      </td>
    </tr>`;
  }

  #renderChecks({ checks, checking }: AccountPermissions): TemplateResult {
    const { text } = this;
    return html`<div class="checks">
      <div class="panel-head">
        <h3>${text("permissions.checks")}</h3>
        <span class="small-print">${showCode(text("permissions.checksHint"))}</span>
      </div>
      <div aria-live="polite" aria-busy=${checking ? "true" : "false"}>
        ${
          checks.length > 0
            ? renderLines(checks, text, (one) => this.sentence(one))
            : html`<p class="soft">${text("permissions.noChecks")}</p>`
        }
      </div>
    </div>`;
  }
}

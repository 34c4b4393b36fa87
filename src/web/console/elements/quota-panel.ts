/** The month's quota of one app: calls and pushes against their limits, what it means for answers, and what spent it. */
import { css, html, nothing } from "lit";
import type { AccountNow, QuotaNow } from "../../../contract/console.ts";
import { planMonth } from "../charts/plan-month.ts";
import { monthLabel } from "../format/day-label.ts";
import { renderMeter } from "./render-meter.ts";
import { ViewPart } from "./view-part.ts";

const STEPS: readonly QuotaNow["step"][] = ["stream", "few-frames", "first-and-final", "one-message"];
const WARN_FROM = 0.8;
const BAD_FROM = 0.95;

export class QuotaPanel extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
        gap: 24px 32px;
      }

      .columns > div {
        display: grid;
        gap: 18px;
        align-content: start;
        min-width: 0;
      }

      .meter-head {
        display: flex;
        flex-wrap: wrap;
        gap: 0 10px;
        align-items: baseline;
        justify-content: space-between;
        font-size: 13px;
      }

      .meter-head strong {
        font-size: 20px;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }

      .meter {
        margin-top: 6px;
      }

      .steps {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: 4px;
        margin: 6px 0 8px;
      }

      .steps li {
        padding: 6px 4px;
        border-radius: 6px;
        background: var(--surface-list);
        color: var(--ink-soft);
        font-size: 12px;
        line-height: 1.35;
        text-align: center;
      }

      .steps li[aria-current] {
        background: var(--surface-selected);
        color: var(--ink);
        font-weight: 600;
      }

      .label {
        color: var(--ink-soft);
        font-size: 12px;
      }

      .apis {
        display: grid;
        gap: 8px;
        margin-top: 6px;
      }

      .apis .line {
        display: flex;
        gap: 10px;
        justify-content: space-between;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }

      .apis .line span {
        white-space: nowrap;
      }

      .apis .meter {
        margin-top: 3px;
      }

      .said {
        font-size: 13px;
      }

      @media (max-width: 899px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      @media (max-width: 479px) {
        .steps {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];
  static override properties = {
    ...ViewPart.properties,
    accounts: { attribute: false },
    chosen: { state: true },
  };

  declare accounts: readonly AccountNow[];
  /** Client id of the app that is looked at; the first one's until one is chosen. */
  declare chosen: string | undefined;

  override render() {
    const { text } = this;
    const apps = appsOf(this.accounts);
    const app = apps.find(({ clientId }) => clientId === this.chosen) ?? apps[0];
    return html`<section class="panel" aria-labelledby="heading">
      <div class="title-row">
        <h2 id="heading">${text("quota.heading")}</h2>
        ${
          apps.length > 1
            ? html`<div class="tabs" role="group" aria-label=${text("unit.account")}>
                ${apps.map(
                  ({ clientId, name }) =>
                    html`<button
                      type="button"
                      class="tab"
                      aria-pressed=${clientId === app?.clientId ? "true" : "false"}
                      @click=${() => (this.chosen = clientId)}
                    >
                      <bdi class="clamp one">${name}</bdi>
                    </button>`,
                )}
              </div>`
            : nothing
        }
        ${app ? html`<span class="soft">${monthLabel(app.quota.month, text.locale)}</span>` : nothing}
      </div>
      ${app ? this.#renderQuota(app.quota) : html`<p class="soft">${text("quota.none")}</p>`}
    </section>`;
  }

  #renderQuota(quota: QuotaNow) {
    const { text } = this;
    return html`<div class="columns">
      <div>
        ${this.#renderMeter(text("quota.calls"), quota.calls, quota.callLimit)}
        <quota-chart .text=${text} .quota=${quota} .now=${this.now?.now ?? Date.now()}></quota-chart>
        <p class="soft">${this.#pace(quota)}${this.sayWhen("quota.resets", quota.resetsAt)}</p>
      </div>
      <div>
        <div>
          <span class="label">${text("quota.step")}</span>
          <ol class="steps">
            ${STEPS.map(
              (step) =>
                html`<li aria-current=${step === quota.step ? "step" : nothing}>
                  ${text(`quota.step.${step}`)}
                </li>`,
            )}
          </ol>
          <div class="said">${this.sentence(quota.stepSentence)}</div>
        </div>
        ${this.#renderMeter(text("quota.pushes"), quota.pushes, quota.pushLimit)}
        <div class="meter-head">
          <span class="label">${text("quota.webhook")} <br />${text("quota.webhookHint")}</span>
          <strong>${this.#number(quota.webhookSends)}</strong>
        </div>
        ${this.#renderApis(quota)}
      </div>
    </div>`;
  }

  #renderMeter(name: string, used: number, limit: number) {
    const { text } = this;
    const share = limit > 0 ? used / limit : 0;
    const tone = share >= BAD_FROM ? "bad" : share >= WARN_FROM ? "warn" : "";
    const percent = new Intl.NumberFormat(text.locale, { style: "percent" }).format(share);
    return html`<div>
      <div class="meter-head">
        <span class="label">${name}</span>
        <span
          ><strong>${this.#number(used)}</strong>
          <span class="soft"
            >${
              limit > 0
                ? html`/ ${this.#number(limit)} · ${text("quota.percent", { percent })}`
                : text("unit.unlimited")
            }</span
          ></span
        >
      </div>
      ${limit > 0 ? renderMeter(share, 8, tone) : nothing}
    </div>`;
  }

  /** Where the present pace leads, as a sentence before the date of the reset. */
  #pace(quota: QuotaNow) {
    const { text } = this;
    const { expectedCalls, elapsedDays, daysInMonth } = planMonth(quota, this.now?.now ?? Date.now());
    if (expectedCalls === undefined) return nothing;
    const over = quota.callLimit > 0 && expectedCalls > quota.callLimit && quota.calls < quota.callLimit;
    if (!over) return html`${text("quota.expected", { calls: this.#number(expectedCalls) })} · `;
    const goneAfterDays = elapsedDays * (quota.callLimit / quota.calls);
    const goneAt = quota.resetsAt - (daysInMonth - goneAfterDays) * 86_400_000;
    const day = new Intl.DateTimeFormat(text.locale, { month: "short", day: "numeric" }).format(goneAt);
    return html`<strong class="warn-word">${text("quota.over", { day })}</strong> · `;
  }

  #renderApis({ byApi }: QuotaNow) {
    const { text } = this;
    const most = Math.max(1, ...byApi.map(({ calls }) => calls));
    return html`<div>
      <span class="label">${text("quota.byApi")}</span>
      ${
        byApi.length === 0
          ? html`<p class="soft">${text("quota.noCalls")}</p>`
          : html`<ul class="apis">
              ${byApi.map(
                ({ api, calls }) =>
                  html`<li>
                    <div class="line"><code>${api}</code><span>${this.#number(calls)}</span></div>
                    ${renderMeter(calls / most, 4)}
                  </li>`,
              )}
            </ul>`
      }
    </div>`;
  }

  #number(value: number): string {
    return new Intl.NumberFormat(this.text.locale).format(value);
  }
}

/** Accounts of one app share its quota. */
function appsOf(accounts: readonly AccountNow[]) {
  const apps = new Map<string, { clientId: string; name: string; quota: QuotaNow }>();
  for (const { clientId, name, accountId, quota } of accounts) {
    if (!quota) continue;
    const known = apps.get(clientId);
    const own = name ?? accountId;
    apps.set(clientId, { clientId, quota, name: known ? `${known.name}, ${own}` : own });
  }
  return [...apps.values()];
}

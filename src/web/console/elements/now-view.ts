/** Now: how the bots are doing at this moment. Lays out the parts; each part is a file of its own. */
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { NowView as Now } from "../../../contract/console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { ViewPart } from "./view-part.ts";

export class NowView extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
        gap: 16px;
      }

      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 16px;
      }

      .summary {
        display: flex;
        gap: 8px;
        align-items: center;
        color: var(--good);
        font-size: 14px;
        font-weight: 500;
      }

      .summary.bad {
        color: var(--bad);
      }

      @media (max-width: 899px) {
        .pair {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      @media (max-width: 759px) {
        .cards,
        .pair {
          gap: 12px;
        }
      }
    `,
  ];

  override render() {
    const { now } = this;
    if (now === undefined) return this.waiting("now");
    if (now.accounts.length === 0) return this.noAccounts();
    const { account } = this.shared.route;
    const isShown = (accountId: string) => account === undefined || accountId === account;
    const accounts = now.accounts.filter(({ accountId }) => isShown(accountId));
    const several = now.accounts.length > 1;
    const { shared } = this;
    return html`<div class="stack">
      ${this.#renderSummary(now)}
      <div class="cards">
        ${repeat(
          accounts,
          ({ accountId }) => accountId,
          (one) => html`<account-card .shared=${shared} .account=${one}></account-card>`,
        )}
      </div>
      <div class="pair">
        <turn-list
          .shared=${shared}
          .several=${several}
          .turns=${now.turns.filter(({ accountId }) => isShown(accountId))}
        ></turn-list>
        <dead-letters
          .shared=${shared}
          .several=${several}
          .letters=${now.deadLetters.filter(({ accountId }) => isShown(accountId))}
        ></dead-letters>
      </div>
      <quota-panel .shared=${shared} .accounts=${accounts}></quota-panel>
      <div class="pair">
        <latency-panel .shared=${shared} .latency=${now.latency}></latency-panel>
        <archive-panel
          .shared=${shared}
          .several=${several}
          .archives=${now.archive.filter(({ accountIds }) => accountIds.some(isShown))}
        ></archive-panel>
      </div>
    </div>`;
  }

  #renderSummary({ accounts }: Now) {
    const { text } = this;
    const wanted = accounts.filter(({ state }) => state !== "switched-off" && state !== "not-configured");
    const down = wanted.filter(({ state }) => state !== "connected").length;
    if (wanted.length < 2) return nothing;
    return down === 0
      ? html`<p class="summary">${icon("check", 18)} ${text("now.allWell")}</p>`
      : html`<p class="summary bad">
          ${icon("alert", 18)} ${text("now.someDown", { count: down, all: wanted.length })}
        </p>`;
  }
}

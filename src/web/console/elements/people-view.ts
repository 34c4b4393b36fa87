/** People and groups of one account: who waits, what the policies mean, the lists, and whom the bot knows. */
import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PeopleView as People } from "../../../contract/console.ts";
import { directSentence, groupSentence } from "../people/policy-sentence.ts";
import { ViewPart } from "./view-part.ts";

export class PeopleView extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      .policies {
        display: grid;
        gap: 8px;
        margin: 0;
        font-size: 14px;
      }

      .policies > div {
        display: grid;
        grid-template-columns: 84px minmax(0, 1fr);
        gap: 12px;
      }

      dt {
        color: var(--ink-soft);
        font-size: 13px;
        line-height: 22px;
      }

      dd {
        margin: 0;
      }

      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        gap: 16px;
      }

      search-field {
        max-width: 420px;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 16px;
        align-items: start;
      }

      @media (max-width: 899px) {
        search-field {
          max-width: 420px;
        }

        .pair {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The last answer: another search must not empty what stands around it. */
  #people: People | undefined;

  override willUpdate(): void {
    const { data, account } = this.shared;
    if (data.people) this.#people = data.people;
    if (this.#people?.accountId !== account) this.#people = undefined;
  }

  override render() {
    const { shared, text } = this;
    if (this.now !== undefined && this.now.accounts.length === 0) return this.noAccounts();
    const people = this.#people;
    if (people === undefined) return this.waiting("people");
    const searching = (shared.route.search ?? "") !== "";
    // Another account is another person's lists: nothing half-typed goes along.
    return html`${repeat(
      [people],
      ({ accountId }) => accountId,
      () =>
        html`<div class="stack">
          ${this.#renderPolicies(people)}
          <pairing-requests .shared=${shared} .people=${people}></pairing-requests>
          <div class="stack tight" role="group" aria-labelledby="lists">
            <h2 id="lists">${text("people.lists")}</h2>
            <div class="lists">
              ${repeat(
                people.lists,
                ({ list }) => list,
                (list) => html`<allow-list .shared=${shared} .people=${people} .list=${list}></allow-list>`,
              )}
            </div>
          </div>
          <search-field
            .shared=${shared}
            .label=${text("people.find")}
            .value=${shared.route.search ?? ""}
            @search-for=${({ detail }: CustomEvent<string>) =>
              shared.go({ search: detail || undefined }, { replace: true })}
          ></search-field>
          <div class="pair">
            ${(["person", "group"] as const).map(
              (kind) =>
                html`<known-list
                  .shared=${shared}
                  .people=${people}
                  .kind=${kind}
                  .searching=${searching}
                ></known-list>`,
            )}
          </div>
        </div>`,
    )}`;
  }

  #renderPolicies(people: People) {
    const { text, shared } = this;
    const direct = directSentence(people);
    const groups = groupSentence(people);
    const { accountId } = people;
    return html`<section class="panel" aria-labelledby="who">
      <div class="panel-head">
        <h2 id="who">${text("people.who")}</h2>
        <a href=${shared.href({ view: "settings", scope: accountId, field: "dmPolicy" })}
          >${text("people.change")}</a
        >
      </div>
      <dl class="policies">
        <div>
          <dt>${text("people.directly")}</dt>
          <dd>${direct === undefined ? html`<code>${people.dmPolicy}</code>` : text(direct)}</dd>
        </div>
        <div>
          <dt>${text("people.inGroups")}</dt>
          <dd>${groups === undefined ? html`<code>${people.groupPolicy}</code>` : text(groups)}</dd>
        </div>
      </dl>
    </section>`;
  }
}

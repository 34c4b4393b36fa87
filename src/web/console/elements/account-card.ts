/** One account at a glance: whether it is connected and since when, how it answers whom, what waits, what went wrong. */
import { css, html, nothing } from "lit";
import type { AccountNow, ErrorNow } from "../../../contract/console.ts";
import type { ConsoleTextKey } from "../text/create-console-text.ts";
import { ViewPart } from "./view-part.ts";

const TONES: Readonly<Record<AccountNow["state"], string>> = {
  connected: "good",
  connecting: "warn",
  blocked: "bad",
  stopped: "bad",
  "switched-off": "",
  "not-configured": "",
};
const DM_POLICIES = ["open", "pairing", "allowlist", "disabled"] as const;
const GROUP_POLICIES = ["open", "allowlist", "disabled"] as const;

export class AccountCard extends ViewPart {
  static override styles = [
    ViewPart.styles,
    css`
      article {
        display: grid;
        gap: 14px;
        align-content: start;
        height: 100%;
      }

      header {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: center;
      }

      header avatar-badge {
        grid-row: span 2;
      }

      h2 {
        margin: 0;
        overflow-wrap: anywhere;
      }

      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(118px, 1fr));
        gap: 10px 16px;
        margin: 0;
      }

      .facts dt {
        color: var(--ink-soft);
        font-size: 12px;
      }

      .facts dd {
        margin: 0;
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .journal {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        padding-top: 12px;
        border-top: 1px solid var(--line);
        color: var(--ink-soft);
        font-size: 13px;
      }

      .journal strong {
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }

      .journal .given-up strong {
        color: var(--bad);
      }

      .error {
        padding: 10px 12px;
        border-radius: 8px;
        background: var(--surface-list);
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .error.bad {
        background: var(--bad-soft);
      }

      .error .soft {
        display: block;
        margin-bottom: 2px;
        font-size: 12px;
      }

      details .error {
        margin-top: 8px;
      }
    `,
  ];
  static override properties = { ...ViewPart.properties, account: { attribute: false } };

  declare account: AccountNow;

  override render() {
    const { text, account } = this;
    const { state, connectedSince } = account;
    const tone = TONES[state];
    return html`<article class="panel" data-account=${account.accountId} aria-labelledby="name">
      <header>
        <avatar-badge .kind=${"robot"} .name=${""} .key=${account.accountId}></avatar-badge>
        <h2 id="name" class="clamp"><bdi>${account.name ?? account.accountId}</bdi></h2>
        <span class="chip ${tone}"><span class="dot ${state}"></span>${text(`now.state.${state}`)}</span>
        <span class="soft under"
          >${
            state === "connected" && connectedSince !== undefined
              ? this.sayWhen("now.since", connectedSince)
              : html`<code>${account.clientId}</code>`
          }</span
        >
      </header>
      ${this.#renderFacts()} ${this.#renderJournal()} ${this.#renderErrors()}
    </article>`;
  }

  #renderFacts() {
    const { text, account } = this;
    const when = (at: number | undefined) => (at === undefined ? text("now.never") : this.moment(at));
    return html`<dl class="facts">
      ${fact(text("now.lastInbound"), when(account.lastInboundAt))}
      ${fact(text("now.lastOutbound"), when(account.lastOutboundAt))}
      ${fact(text("now.mode"), text(`now.mode.${account.mode}`))}
      ${fact(text("now.dm"), this.#policy("now.policy", DM_POLICIES, account.dmPolicy))}
      ${fact(text("now.groups"), this.#policy("now.groupPolicy", GROUP_POLICIES, account.groupPolicy))}
    </dl>`;
  }

  /** A policy that this page does not know is shown as it is written. */
  #policy<Policy extends string>(
    family: "now.policy" | "now.groupPolicy",
    known: readonly Policy[],
    policy: string,
  ): string {
    const found = known.find((one) => one === policy);
    return found === undefined ? policy : this.text(`${family}.${found}` as ConsoleTextKey);
  }

  #renderJournal() {
    const { text } = this;
    const { journal, accountId } = this.account;
    if (!journal) return nothing;
    return html`<div class="journal">
      <span><strong>${journal.pending}</strong> ${text("now.pending")}</span>
      <span><strong>${journal.claimed}</strong> ${text("now.claimed")}</span>
      <span class=${journal.failed > 0 ? "given-up" : ""}
        ><strong>${journal.failed}</strong> ${text("now.failed")}</span
      >
      <span class="space"></span>
      <a
        href=${this.shared.href({ view: "messages", account: accountId })}
        aria-label=${text("now.messagesOf", { name: this.accountName(accountId) })}
        >${text("messages.heading")}</a
      >
    </div>`;
  }

  #renderErrors() {
    const { text } = this;
    const [newest, ...earlier] = this.account.errors;
    if (!newest) return nothing;
    return html`<div>
      ${this.#renderError(newest, text("now.oneError"))}
      ${
        earlier.length === 0
          ? nothing
          : html`<details>
              <summary>${text("now.moreErrors", { count: earlier.length })}</summary>
              ${earlier.map((error) => this.#renderError(error))}
            </details>`
      }
    </div>`;
  }

  #renderError({ at, count, sentence }: ErrorNow, title?: string) {
    const { state } = this.account;
    // What a connected account met before is worth knowing, but no alarm.
    const alarming = title !== undefined && state !== "connected" && state !== "switched-off";
    return html`<div class="error ${alarming ? "bad" : ""}">
      <span class="soft"
        >${title === undefined ? nothing : html`${title} · `}${this.moment(at)}${
          count > 1 ? ` · ${this.text("now.times", { count })}` : nothing
        }</span
      >
      ${this.sentence(sentence)}
    </div>`;
  }
}

function fact(name: string, value: unknown) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** "Now write to the bot": shows the newest message since the bot was set up and what became of it, until one is answered. */
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { MessagesView, TrailRow } from "../../../contract/console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { followUntil } from "../state/follow-until.ts";
import { ViewElement } from "./view-element.ts";

const PACE_MS = 1_000;
const PATIENCE_MS = 24 * 3_600_000;

export class SetUpFirst extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      .hello {
        display: grid;
        gap: 8px;
        justify-items: center;
        padding: 18px 8px 8px;
        text-align: center;
      }

      .hello .ring {
        display: grid;
        place-items: center;
        width: 64px;
        height: 64px;
        border-radius: 50%;
        background: var(--surface-selected);
        color: var(--accent-strong);
      }

      .hello .ring.done {
        background: var(--good-soft);
        color: var(--good);
      }

      .message {
        width: fit-content;
        max-width: 100%;
        margin: 6px auto;
        padding: 10px 16px;
        border-radius: 4px 14px 14px;
        background: var(--surface-code);
        text-align: start;
        overflow-wrap: anywhere;
      }

      .message p {
        font-size: 15px;
      }

      .row {
        justify-content: center;
      }

      @media (prefers-reduced-motion: no-preference) {
        .message {
          animation: arrive 0.3s ease-out;
        }
      }

      @keyframes arrive {
        from {
          translate: 0 8px;
          opacity: 0;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    ...ViewElement.properties,
    accountId: { attribute: false },
    since: { attribute: false },
    row: { state: true },
  };

  declare accountId: string;
  /** On the gateway's clock. */
  declare since: number;
  declare row: TrailRow | undefined;

  #running: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#running = new AbortController();
    void this.updateComplete.then(() => this.#wait());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running?.abort();
  }

  async #wait(): Promise<void> {
    const signal = this.#running?.signal;
    if (!signal) return;
    const query = new URLSearchParams({ account: this.accountId, since: String(this.since), reveal: "1" });
    await followUntil<MessagesView>({
      ask: () => this.shared.api.read<"messages">(`messages?${query}`),
      // Who was refused or had no answer writes again once that is mended.
      isOver: ({ rows }) => rows[0]?.outcome === "answered",
      onAnswer: ({ rows }) => (this.row = rows[0] ?? this.row),
      signal,
      paceMs: PACE_MS,
      patienceMs: PATIENCE_MS,
    }).catch(() => this.shared.refresh());
  }

  override render() {
    const { row, text } = this;
    return html`<div class="hello">
        <span class="ring ${row?.outcome === "answered" ? "done" : ""}"
          >${icon(row?.outcome === "answered" ? "check" : "chats", 30)}</span
        >
        <h2>${text(row ? "setup.firstArrived" : "setup.firstTitle")}</h2>
        ${row ? nothing : html`<p>${text("setup.firstHint")}</p>`}
        <div role="status">${row ? this.#renderRow(row) : this.#renderWaiting()}</div>
      </div>
      ${row ? this.#renderOn(row) : html`<p class="small-print hello">${text("setup.firstPublish")}</p>`}`;
  }

  #renderWaiting(): TemplateResult {
    return html`<p class="soft"><i class="spinner"></i> ${this.text("setup.firstWaiting")}</p>`;
  }

  #renderRow(row: TrailRow): TemplateResult {
    const { text } = this;
    const outcome =
      row.outcome === "running"
        ? "setup.firstRunning"
        : row.outcome === "answered"
          ? "setup.firstAnswered"
          : "setup.firstNotAnswered";
    return html`<div class="message">
        <span class="small-print"><bdi>${text("setup.of", { sender: row.sender.name })}</bdi></span>
        <p><bdi>${row.text}</bdi></p>
      </div>
      <p>
        ${row.outcome === "running" ? html`<i class="spinner"></i>` : nothing}
        <strong>${text(outcome)}</strong>
      </p>
      <p class="soft">${row.outcome === "running" ? nothing : this.sentence(row.sentence)}</p>`;
  }

  #renderOn(row: TrailRow): TemplateResult {
    const { text } = this;
    const { href } = this.shared;
    const account = this.accountId;
    return html`<div class="row">
      ${
        row.outcome === "refused"
          ? html`<a class="button" href=${href({ view: "people", account })}>${text("setup.toPeople")}</a>`
          : nothing
      }
      <a class="button" href=${href({ view: "messages", account, message: row.id })}
        >${text("setup.toMessage")}</a
      >
      <a class="button primary" href=${href({ view: "now", account: undefined })}>${text("setup.toNow")}</a>
      <button
        type="button"
        class="button quiet"
        @click=${() => this.dispatchEvent(new CustomEvent("another"))}
      >
        ${text("setup.another")}
      </button>
    </div>`;
  }
}

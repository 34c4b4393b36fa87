/**
 * The trail of recent messages: search, filters, and beside it the trace of the open one (over it on a narrow
 * screen). New messages come in by themselves, but never under the eyes of somebody who reads: then they wait.
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { MessagesView as Trail, TrailOutcome, TrailRow } from "../../../contract/console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { appendOlder, beginTrail, mergeTrail, type ShownTrail } from "../messages/merge-trail.ts";
import { filterKey, isNarrowed, olderAddress } from "../messages/messages-address.ts";
import { messagesStyles } from "./messages-styles.ts";
import type { MessageRow } from "./message-row.ts";
import type { MessageTrace } from "./message-trace.ts";
import { ViewPart } from "./view-part.ts";

const OUTCOMES: readonly TrailOutcome[] = [
  "running",
  "answered",
  "refused",
  "no-answer",
  "failed",
  "dead-letter",
];
/** Narrower, and the trace lies over the list. */
const BESIDE = "(min-width: 1100px)";

export class MessagesView extends ViewPart {
  static override styles = [ViewPart.styles, messagesStyles];
  static override properties = {
    ...ViewPart.properties,
    shown: { state: true },
    loadingOlder: { state: true },
    beside: { state: true },
  };

  declare shown: ShownTrail | undefined;
  declare loadingOlder: boolean;
  declare beside: boolean;

  readonly #media = matchMedia(BESIDE);
  #latest: Trail | undefined;
  #key = "";
  /** The rows on the page answer another question than the one that is asked now. */
  #stale = false;
  #opened: string | undefined;

  constructor() {
    super();
    this.loadingOlder = false;
    this.beside = this.#media.matches;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#media.addEventListener("change", this.#onMedia);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#media.removeEventListener("change", this.#onMedia);
  }

  readonly #onMedia = (): void => {
    this.beside = this.#media.matches;
  };

  override willUpdate(): void {
    const { route, data } = this.shared;
    const key = filterKey(route);
    if (key !== this.#key) {
      this.#key = key;
      this.#stale = true;
    }
    const fresh = data.messages;
    if (fresh === undefined || fresh === this.#latest) return;
    this.#latest = fresh;
    this.shown =
      this.shown && !this.#stale ? mergeTrail(this.shown, fresh, !this.#isRead()) : beginTrail(fresh);
    this.#stale = false;
  }

  /** Whether somebody reads in the list, so that nothing may move. */
  #isRead(): boolean {
    const list = this.renderRoot?.querySelector("ul.rows");
    if (!list) return false;
    if (this.shared.route.message !== undefined) return true;
    return list.getBoundingClientRect().top < 0 || list.matches(":hover, :focus-within");
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
    const { message } = this.shared.route;
    if (message === this.#opened) return;
    const left = this.#opened;
    this.#opened = message;
    void this.#moveFocus(message, left);
  }

  /** Into the trace that was opened; back to its row when it was closed. */
  async #moveFocus(message: string | undefined, left: string | undefined): Promise<void> {
    if (message !== undefined) {
      const trace = this.renderRoot.querySelector<MessageTrace>("message-trace");
      await trace?.updateComplete;
      trace?.focus();
    } else if (left !== undefined) {
      const row = this.renderRoot.querySelector<MessageRow>(`message-row[data-row="${CSS.escape(left)}"]`);
      await row?.updateComplete;
      row?.focus();
    }
  }

  override render() {
    const { shared, text } = this;
    const { message } = shared.route;
    const open = message !== undefined;
    const row = this.shown?.rows.find(({ id }) => id === message);
    const trace = html`<message-trace
      .shared=${shared}
      .row=${row}
      @leave-trace=${this.#leave}
    ></message-trace>`;
    return html`<div class="stack">
      ${this.#renderFilters()}
      <div class="panes ${open && this.beside ? "two" : ""}" @keydown=${this.#onKey}>
        ${this.#renderList()}
        ${
          open && this.beside
            ? html`<aside class="panel beside" aria-label=${text("trace.heading")}>${trace}</aside>`
            : nothing
        }
      </div>
      ${
        open && !this.beside
          ? html`<dialog aria-label=${text("trace.heading")} @close=${this.#leave}>${trace}</dialog>`
          : nothing
      }
    </div>`;
  }

  readonly #leave = (): void => {
    if (this.shared.route.message !== undefined) this.shared.go({ message: undefined });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.#leave();
  };

  #renderFilters() {
    const { text, shared } = this;
    const { outcome, reveal } = shared.route;
    const revealed = reveal !== undefined;
    return html`<search class="filters">
      <search-field
        .shared=${shared}
        .label=${text("messages.search")}
        .value=${shared.route.search ?? ""}
        @search-for=${({ detail }: CustomEvent<string>) =>
          shared.go({ search: detail || undefined, message: undefined }, { replace: true })}
      ></search-field>
      <div class="tabs" role="group" aria-label=${text("messages.outcome")}>
        ${[undefined, ...OUTCOMES].map(
          (one) =>
            html`<button
              type="button"
              class="tab"
              aria-pressed=${one === outcome ? "true" : "false"}
              @click=${() => shared.go({ outcome: one, message: undefined })}
            >
              ${text(one === undefined ? "messages.outcome.all" : `messages.outcome.${one}`)}
            </button>`,
        )}
      </div>
      <div class="reveal">
        ${
          shared.mayChange || revealed
            ? this.#renderReveal(revealed)
            : html`<span class="small-print">${text("messages.revealElsewhere")}</span>`
        }
      </div>
    </search>`;
  }

  #renderReveal(revealed: boolean) {
    const { text, shared } = this;
    return html`<button
        type="button"
        class="switch"
        role="switch"
        aria-checked=${revealed ? "true" : "false"}
        aria-describedby="reveal-hint"
        @click=${() => shared.go({ reveal: revealed ? undefined : "1" })}
      >
        <span class="knob" aria-hidden="true"></span>${text("messages.reveal")}
      </button>
      <span class="small-print" id="reveal-hint"
        >${text(revealed ? "messages.revealedHint" : "messages.revealHint")}</span
      >`;
  }

  #renderList() {
    const { text, shown } = this;
    const refused = this.shared.refusals.messages?.refusal;
    if (refused) return html`<div class="list notice bad" role="alert">${this.sentence(refused)}</div>`;
    if (shown === undefined) return html`<div class="list">${this.waiting("messages")}</div>`;
    const several = (this.now?.accounts.length ?? 0) > 1;
    return html`<section
      class="list panel"
      aria-label=${text("messages.list")}
      aria-busy=${this.#stale ? "true" : "false"}
    >
      <div class="waiting-rows" role="status">
        ${
          shown.waiting === 0
            ? nothing
            : html`<button type="button" class="button primary small" @click=${this.#showNew}>
                ${icon("up", 14)}
                ${shown.waiting === 1 ? text("messages.oneNew") : text("messages.new", { count: shown.waiting })}
              </button>`
        }
      </div>
      ${
        shown.rows.length === 0
          ? this.#renderEmpty()
          : html`<ul class="rows ${this.#stale ? "stale" : ""}" tabindex="-1">
                ${repeat(
                  shown.rows,
                  ({ id }) => id,
                  (row) => this.#renderRow(row, several),
                )}
              </ul>
              ${this.#renderEnd(shown)}`
      }
    </section>`;
  }

  #renderRow(row: TrailRow, several: boolean) {
    return html`<li>
      <message-row
        data-row=${row.id}
        data-outcome=${row.outcome}
        .shared=${this.shared}
        .row=${row}
        .several=${several}
      ></message-row>
    </li>`;
  }

  #renderEnd({ next }: ShownTrail) {
    const { text } = this;
    if (next === undefined)
      return html`<p class="end small-print">
        ${text("messages.end", { days: this.#latest?.keptDays ?? 0 })}
      </p>`;
    return html`<p class="end">
      <button
        type="button"
        class="button small"
        ?disabled=${this.loadingOlder}
        @click=${() => this.#loadOlder(next)}
      >
        ${text(this.loadingOlder ? "messages.moreLoading" : "messages.more")}
      </button>
    </p>`;
  }

  #renderEmpty() {
    const { text, shared } = this;
    if (!isNarrowed(shared.route))
      return html`<div class="empty">
        ${icon("chats", 40)}
        <h2>${text("messages.empty")}</h2>
        <p>${text("messages.emptyHint")}</p>
      </div>`;
    const all = { account: undefined, outcome: undefined, search: undefined, message: undefined };
    return html`<div class="empty">
      ${icon("search", 40)}
      <h2>${text("messages.nothing")}</h2>
      <p>${text("messages.nothingHint", { days: this.#latest?.keptDays ?? 0 })}</p>
      <button type="button" class="button" @click=${() => shared.go(all)}>${text("messages.clear")}</button>
    </div>`;
  }

  readonly #showNew = async (): Promise<void> => {
    if (this.#latest) this.shown = beginTrail(this.#latest);
    await this.updateComplete;
    const list = this.renderRoot.querySelector<HTMLElement>("ul.rows");
    list?.focus({ preventScroll: true });
    list?.scrollIntoView({ block: "nearest" });
  };

  async #loadOlder(before: string): Promise<void> {
    const key = this.#key;
    const last = this.shown?.rows.at(-1)?.id;
    this.loadingOlder = true;
    const address = olderAddress(this.shared.route, before);
    const older = await this.shared.act((api) => api.read<"messages">(address));
    this.loadingOlder = false;
    if (older === undefined || this.shown === undefined || key !== this.#key) return;
    this.shown = appendOlder(this.shown, older);
    if (last === undefined || this.shown.next !== undefined) return;
    // The button is gone: the keyboard goes on at the first of the older ones.
    await this.updateComplete;
    const row = this.renderRoot.querySelector(`message-row[data-row="${CSS.escape(last)}"]`);
    row?.closest("li")?.nextElementSibling?.querySelector<MessageRow>("message-row")?.focus();
  }
}

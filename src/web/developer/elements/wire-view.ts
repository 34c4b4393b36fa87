/**
 * The wire inspector: every call and frame in a list that grows, filters, and the whole of one entry beside it. On a
 * narrow screen the details lie over the list. What is shown was masked by the emulator; it is text, never markup.
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { EmulatorAppConsole, WireEntry } from "../../../contract/emulator-console.ts";
import { filterWire, isFailure, summaryOf, type WireKind } from "../state/filter-wire.ts";
import { clockTime, spanOf } from "./clock-time.ts";
import { ViewElement } from "./view-element.ts";
import { wireStyles } from "./wire-styles.ts";

const KINDS: readonly WireKind[] = ["all", "call", "frame", "socket"];
/** Rows in the page at first, and how many come with each wish for older ones. */
const ROWS = 300;

export class WireView extends ViewElement {
  static override styles = [ViewElement.styles, wireStyles];
  static override properties = {
    ...ViewElement.properties,
    entries: { attribute: false },
    apps: { attribute: false },
    complete: { attribute: false },
    words: { state: true },
    kind: { state: true },
    clientId: { state: true },
    failed: { state: true },
    hidePings: { state: true },
    paused: { state: true },
    chosen: { state: true },
    rows: { state: true },
  };

  declare entries: readonly WireEntry[];
  declare apps: readonly EmulatorAppConsole[];
  /** The page has everything that the emulator keeps. */
  declare complete: boolean;
  declare words: string;
  declare kind: WireKind;
  /** Empty: all apps. */
  declare clientId: string;
  declare failed: boolean;
  declare hidePings: boolean;
  /** What is shown while paused. */
  declare paused: readonly WireEntry[] | undefined;
  declare chosen: number | undefined;
  /** How many lines are drawn at most. */
  declare rows: number;

  constructor() {
    super();
    this.words = "";
    this.kind = "all";
    this.clientId = "";
    this.failed = false;
    this.hidePings = true;
    this.rows = ROWS;
  }

  override render() {
    const { text, words, kind, failed, hidePings, clientId } = this;
    const all = this.paused ?? this.entries;
    const fitting = filterWire(all, { words, kind, failed, hidePings, clientId });
    const chosen = all.find(({ id }) => id === this.chosen);
    const shown = fitting.slice(-this.rows).toReversed();
    return html`
      <div class="bar">
        <h2 class="sr-only">${text("wire.heading")}</h2>
        <input
          type="search"
          aria-label=${text("wire.filter")}
          placeholder=${text("wire.filter")}
          .value=${words}
          @input=${(event: Event) => (this.words = (event.currentTarget as HTMLInputElement).value)}
        />
        <select
          aria-label=${text("wire.kind")}
          @change=${(event: Event) => (this.kind = (event.currentTarget as HTMLSelectElement).value as WireKind)}
        >
          ${KINDS.map((one) => html`<option value=${one} ?selected=${one === kind}>${text(`wire.kind.${one}`)}</option>`)}
        </select>
        ${this.apps.length > 1 ? this.#renderApps() : nothing}
        ${this.#renderCheck("wire.failed", failed, (on) => (this.failed = on))}
        ${this.#renderCheck("wire.pings", hidePings, (on) => (this.hidePings = on))}
        <span class="space"></span>
        <span class="soft">${text("wire.count", { shown: fitting.length, count: all.length })}</span>
        <button
          type="button"
          class="button small"
          aria-pressed=${this.paused ? "true" : "false"}
          @click=${() => (this.paused = this.paused ? undefined : this.entries)}
        >
          ${text(this.paused ? "wire.resume" : "wire.pause")}
        </button>
        <button type="button" class="button small" @click=${this.#clear}>${text("wire.clear")}</button>
      </div>
      <div class="panes" data-pane=${chosen ? "details" : "list"}>
        <div class="list" tabindex="0" role="region" aria-label=${text("wire.list")}>
          ${
            shown.length > 0
              ? html`<ul>
                    ${repeat(
                      shown,
                      ({ id }) => id,
                      (entry) => this.#renderLine(entry),
                    )}
                  </ul>
                  ${this.#renderOlder(shown.length < fitting.length, all)}`
              : html`<p class="soft none">${text(all.length > 0 ? "wire.nothing" : "wire.empty")}</p>`
          }
        </div>
        <div class="details" tabindex="0" role="region" aria-label=${text("wire.details")}>
          ${
            chosen
              ? html`<wire-entry
                  .shared=${this.shared}
                  .entry=${chosen}
                  .app=${this.#nameOf(chosen)}
                  @leave-entry=${() => (this.chosen = undefined)}
                ></wire-entry>`
              : html`<p class="soft none">${text("wire.pick")}</p>`
          }
        </div>
      </div>
    `;
  }

  /** `hidden`: some lines that the page has are not drawn. Ids grow by one from 1, so others may have come before. */
  #renderOlder(hidden: boolean, all: readonly WireEntry[]) {
    const { text } = this;
    const mayLack = !this.complete && !this.paused && (all[0]?.id ?? 1) > 1;
    if (hidden || mayLack)
      return html`<p class="none">
        <button type="button" class="button" @click=${() => this.#showOlder(hidden)}>
          ${text("wire.older")}
        </button>
      </p>`;
    return all.length > ROWS ? html`<p class="soft none">${text("wire.forgotten")}</p>` : nothing;
  }

  #showOlder(hidden: boolean): void {
    this.rows += ROWS;
    if (!hidden) this.dispatchEvent(new CustomEvent("ask-older"));
  }

  #renderApps() {
    return html`<select
      aria-label=${this.text("wire.app")}
      @change=${(event: Event) => (this.clientId = (event.currentTarget as HTMLSelectElement).value)}
    >
      <option value="">${this.text("wire.allApps")}</option>
      ${this.apps.map(
        ({ clientId, name }) =>
          html`<option value=${clientId} ?selected=${clientId === this.clientId}>${name}</option>`,
      )}
    </select>`;
  }

  #renderCheck(label: "wire.failed" | "wire.pings", on: boolean, change: (on: boolean) => void) {
    return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => change((event.currentTarget as HTMLInputElement).checked)}
      />${this.text(label)}</label
    >`;
  }

  #renderLine(entry: WireEntry) {
    const { text } = this;
    const { sign, title, state, took } = summaryOf(entry);
    const words = entry.kind === "socket" ? text(`wire.event.${entry.event}`) : title;
    const bad = isFailure(entry);
    return html`<li>
      <button
        type="button"
        class="line ${entry.kind} ${bad ? "bad" : ""}"
        data-entry=${entry.id}
        aria-current=${entry.id === this.chosen ? "true" : "false"}
        @click=${() => (this.chosen = entry.id)}
      >
        <time>${clockTime(entry.at, text.locale)}</time>
        <span class="sign" aria-hidden="true">${sign}</span>
        <span class="title">${words}</span>
        ${state === undefined ? nothing : html`<span class="chip ${bad ? "bad" : "good"}">${state}</span>`}
        <span class="took">${took === undefined ? "" : spanOf(took)}</span>
      </button>
    </li>`;
  }

  #nameOf({ clientId }: WireEntry): string {
    return this.apps.find((app) => app.clientId === clientId)?.name ?? clientId ?? "";
  }

  readonly #clear = async (): Promise<void> => {
    const cleared = await this.shared.act((api) => api.clearWire());
    if (!cleared) return;
    this.paused = undefined;
    this.chosen = undefined;
    this.dispatchEvent(new CustomEvent("clear-wire"));
  };
}

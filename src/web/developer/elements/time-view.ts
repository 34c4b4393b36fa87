/** The emulator's clock and the leaps it can make; and what can expire without one. */
import { html, type PropertyValues } from "lit";
import type { EmulatorTime } from "../../../contract/emulator-console.ts";
import { fullTime } from "./clock-time.ts";
import { ViewElement } from "./view-element.ts";

/** The lives of a ticket, a download link, a session webhook, a token, and a day. Milliseconds. */
const LEAPS = [90_000, 600_000, 5_400_000, 7_200_000, 86_400_000] as const;

const TICK_MS = 1_000;

/** For example `1 d 2 h 3 min 4 s`. */
export function spanLabel(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.length === 0 ? "0 s" : shown.join(" ");
}

export class TimeView extends ViewElement {
  static override properties = { ...ViewElement.properties, time: { attribute: false } };

  declare time: EmulatorTime;

  /** When `time` was heard, on this page's own clock; the emulator's clock goes on from there. */
  #heardAt = 0;
  #ticks: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticks = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticks);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("time")) this.#heardAt = performance.now();
  }

  override render() {
    const { text } = this;
    const { aheadMs } = this.time;
    const now = this.time.now + (performance.now() - this.#heardAt);
    const ahead = aheadMs > 0 ? text("time.ahead", { time: spanLabel(aheadMs) }) : text("time.same");
    return html`<div class="page">
      <div>
        <h2>${text("time.heading")}</h2>
        <p class="soft">${text("time.intro")}</p>
      </div>
      <section class="panel">
        <p>
          ${text("time.now")} <strong>${fullTime(now, text.locale)}</strong>
          <span class="soft">(${ahead})</span>
        </p>
        <div class="row">
          ${LEAPS.map(
            (ms) =>
              html`<button
                type="button"
                class="button"
                @click=${() => this.shared.act((api) => api.advance(ms))}
              >
                ${text(`time.by.${ms}`)}
              </button>`,
          )}
        </div>
      </section>
      <section class="panel">
        <h3>${text("time.expire")}</h3>
        <div class="row">
          <button
            type="button"
            class="button"
            @click=${() => this.shared.act((api) => api.expire("webhooks"))}
          >
            ${text("time.expireWebhooks")}
          </button>
          <button
            type="button"
            class="button"
            @click=${() => this.shared.act((api) => api.expire("downloads"))}
          >
            ${text("time.expireDownloads")}
          </button>
        </div>
      </section>
    </div>`;
  }
}

/**
 * A moment that ages before the reader's eyes, by the gateway's clock: `2 minutes ago`, or how long something has
 * been going on. The full moment stands in its title. Ticks only as often as its words can change.
 */
import { html, LitElement, nothing } from "lit";
import type { Locale } from "../../shared/text/create-text.ts";
import { durationLabel } from "../format/duration-label.ts";
import { momentLabel } from "../format/moment-label.ts";
import { nextLabelChangeMs, relativeTimeLabel } from "../format/relative-time-label.ts";

export class LiveTime extends LitElement {
  static override properties = {
    at: { attribute: false },
    now: { attribute: false },
    locale: { attribute: false },
    form: { attribute: false },
  };

  /** Milliseconds since the epoch. */
  declare at: number;
  /** The gateway's clock when it was last heard. */
  declare now: number;
  declare locale: Locale;
  /** `ago`: how far away; `elapsed`: the time since. */
  declare form: "ago" | "elapsed";

  #heardAt = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.form = "ago";
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("now")) this.#heardAt = performance.now();
  }

  override updated(): void {
    clearTimeout(this.#timer);
    if (!this.isConnected) return;
    this.#timer = setTimeout(() => this.requestUpdate(), nextLabelChangeMs(this.at, this.#present));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  get #present(): number {
    return this.now + performance.now() - this.#heardAt;
  }

  override render() {
    if (!Number.isFinite(this.at)) return nothing;
    const words =
      this.form === "ago"
        ? relativeTimeLabel(this.at, this.#present, this.locale)
        : durationLabel(Math.max(0, this.#present - this.at), this.locale);
    return html`<time datetime=${new Date(this.at).toISOString()} title=${momentLabel(this.at, this.locale)}
      >${words}</time
    >`;
  }
}

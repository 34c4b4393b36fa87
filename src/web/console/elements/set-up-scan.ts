/**
 * Creates an app by scanning a code: shows the code, how long it holds, and what became of it. Fires `scanned` with
 * the job's id and the new app's Client ID; the secret stays at the gateway.
 */
import { css, html, nothing, svg, type PropertyDeclarations, type TemplateResult } from "lit";
import type { SetupJob } from "../../../contract/console-setup.ts";
import { icon } from "../../shared/elements/icons.ts";
import { followUntil } from "../state/follow-until.ts";
import { ViewElement } from "./view-element.ts";

const TICK_MS = 1_000;
/** White around a code, in modules: scanners want it. */
const QUIET = 3;

export class SetUpScan extends ViewElement {
  static override styles = [
    ViewElement.styles,
    css`
      .scan {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 24px;
        align-items: center;
      }

      .code {
        width: min(232px, 70vw);
        height: auto;
        aspect-ratio: 1;
        border-radius: 12px;
        background: #fff;
      }

      .code path {
        fill: #10131a;
      }

      .code.over {
        opacity: 0.15;
      }

      .left {
        font-size: 15px;
        font-weight: 500;
      }

      @media (max-width: 759px) {
        .scan {
          grid-template-columns: minmax(0, 1fr);
          justify-items: center;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    ...ViewElement.properties,
    accountId: { attribute: false },
    job: { state: true },
    lost: { state: true },
  };

  declare accountId: string;
  declare job: SetupJob | undefined;
  /** The gateway forgot the job, or is gone. */
  declare lost: boolean;

  #running: AbortController | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;
  /** How much the gateway's clock is ahead of this machine's. */
  #aheadMs = 0;

  constructor() {
    super();
    this.lost = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticks);
    this.#running?.abort();
    if (this.job?.state === "running") void this.shared.api.cancelJob(this.job.id).catch(() => undefined);
  }

  async #start(): Promise<void> {
    const job = await this.shared.act((api) => api.scan(this.accountId));
    if (!job) return;
    this.#aheadMs = (this.now?.now ?? Date.now()) - Date.now();
    this.lost = false;
    this.job = job;
    clearInterval(this.#ticks);
    this.#ticks = setInterval(() => this.requestUpdate(), TICK_MS);
    const running = new AbortController();
    this.#running?.abort();
    this.#running = running;
    const last = await followUntil<SetupJob>({
      ask: () => this.shared.api.job(job.id),
      isOver: ({ state }) => state !== "running",
      onAnswer: (answer) => (this.job = answer),
      signal: running.signal,
      patienceMs: 20_000,
    }).catch(() => undefined);
    if (running.signal.aborted) return;
    clearInterval(this.#ticks);
    this.lost = last === undefined;
    if (last?.state === "done")
      this.dispatchEvent(
        new CustomEvent("scanned", { detail: { job: last.id, clientId: last.scan?.clientId ?? "" } }),
      );
  }

  async #cancel(): Promise<void> {
    const { job } = this;
    this.#running?.abort();
    clearInterval(this.#ticks);
    if (job) this.job = { ...job, state: "cancelled" };
    if (job) await this.shared.api.cancelJob(job.id).catch(() => undefined);
  }

  override render() {
    const { job, text } = this;
    if (!job?.scan) {
      return html`<div class="stack tight">
        <p class="soft">${text("setup.scanHint")}</p>
        <div class="row">
          <button type="button" class="button primary" @click=${() => void this.#start()}>
            ${icon("scan", 17)} ${text("setup.scanStart")}
          </button>
        </div>
        ${job ? html`<div role="status">${this.#renderState(job)}</div>` : nothing}
      </div>`;
    }
    return html`<div class="scan">
      ${this.#renderCode(job.scan, job.state === "running" && !this.lost)}
      <div class="stack tight">
        <h3>${text("setup.scanTitle")}</h3>
        <p class="soft">${text("setup.scanHint")}</p>
        <div role="status">${this.#renderState(job)}</div>
        ${job.state === "running" && !this.lost ? this.#renderRunning(job.scan) : this.#renderAgain(job)}
      </div>
    </div>`;
  }

  #renderCode({ size, path }: NonNullable<SetupJob["scan"]>, holds: boolean): TemplateResult {
    const side = size + 2 * QUIET;
    return html`<svg
      class="code ${holds ? "" : "over"}"
      viewBox="${-QUIET} ${-QUIET} ${side} ${side}"
      shape-rendering="crispEdges"
      role="img"
      aria-label=${this.text("setup.scanAlt")}
    >
      ${svg`<path d=${path} fill-rule="evenodd" />`}
    </svg>`;
  }

  #renderRunning({ expiresAt, link }: NonNullable<SetupJob["scan"]>): TemplateResult {
    const { text } = this;
    const seconds = Math.max(0, Math.round((expiresAt - Date.now() - this.#aheadMs) / 1_000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const safe = /^https?:\/\//.test(link);
    return html`<p class="left figures">${text("setup.scanLeft", { time })}</p>
      <div class="row">
        ${
          safe
            ? html`<a class="button small" href=${link} target="_blank" rel="noopener noreferrer"
                >${text("setup.scanLink")} ${icon("window", 13)}</a
              >`
            : nothing
        }
        <button type="button" class="button small" @click=${() => void this.#cancel()}>
          ${text("app.cancel")}
        </button>
      </div>`;
  }

  #renderState({ state, sentence, scan }: SetupJob): TemplateResult {
    const { text } = this;
    if (this.lost || state === "failed") {
      return html`<p class="notice bad">
        <span>${sentence ? this.sentence(sentence) : text("setup.scanFailed")}</span>
      </p>`;
    }
    if (state === "cancelled") return html`<p class="soft">${text("setup.scanCancelled")}</p>`;
    if (state === "done")
      return html`<p class="notice good">
        <span>${text("setup.scanDone", { clientId: scan?.clientId ?? "" })}</span>
      </p>`;
    return html`<p class="soft"><i class="spinner"></i> ${text("setup.scanWaiting")}</p>`;
  }

  #renderAgain({ state }: SetupJob): TemplateResult | typeof nothing {
    if (state === "done") return nothing;
    return html`<div class="row">
      <button type="button" class="button primary" @click=${() => void this.#start()}>
        ${this.text("setup.scanAgain")}
      </button>
    </div>`;
  }
}

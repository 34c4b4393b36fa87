/**
 * Proves the answers and writes them: the proof's lines grow live, then the update's steps. Starts as soon as it is
 * shown. Fires `proven` once the bot is connected with what was written, `change-credentials` where one wants back.
 */
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { SettingsProgress } from "../../../contract/console-settings.ts";
import type { SetupJob, SetupRequest } from "../../../contract/console-setup.ts";
import { ConsoleFailure } from "../console-api.ts";
import { followChange } from "../state/follow-change.ts";
import { followUntil } from "../state/follow-until.ts";
import { linesStyles, renderLines } from "./render-lines.ts";
import { progressStyles, renderProgress } from "./render-progress.ts";
import { ViewElement } from "./view-element.ts";

export class SetUpProof extends ViewElement {
  static override styles = [
    ViewElement.styles,
    linesStyles,
    progressStyles,
    css`
      .steps {
        padding-top: 12px;
        border-top: 1px solid var(--line);
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    ...ViewElement.properties,
    request: { attribute: false },
    job: { state: true },
    progress: { state: true },
    lost: { state: true },
    failure: { state: true },
  };

  declare request: SetupRequest;
  declare job: SetupJob | undefined;
  declare progress: SettingsProgress | undefined;
  declare lost: boolean;
  declare failure: string | undefined;

  #running: AbortController | undefined;
  /** On the gateway's clock; the page may have heard of it a moment ago. */
  #startedAt = 0;

  constructor() {
    super();
    this.lost = false;
  }

  override firstUpdated(): void {
    void this.#run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running?.abort();
    if (this.job?.state === "running") void this.shared.api.cancelJob(this.job.id).catch(() => undefined);
  }

  async #run(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.job = undefined;
    this.progress = undefined;
    this.failure = undefined;
    this.#startedAt = this.now?.now ?? 0;
    try {
      const first = await this.shared.api.prove(this.request);
      this.job = first;
      const job = await this.#followJob(first, running.signal);
      if (!job || job.state !== "done") return;
      // Without a change the configuration said all of it already.
      if (job.changeId === undefined) return void this.dispatchEvent(new CustomEvent("proven"));
      const progress = await this.#followChange(running.signal);
      if (running.signal.aborted) return;
      await this.shared.refresh();
      if (progress && !progress.failed) this.dispatchEvent(new CustomEvent("proven"));
    } catch (error) {
      if (!running.signal.aborted) this.#fail(error);
    }
  }

  /**
   * A gateway that restarts on the change that a job wrote forgets the job: what the change has come to tells then that
   * the job was done.
   */
  async #askJob(first: SetupJob): Promise<SetupJob> {
    try {
      return await this.shared.api.job(first.id);
    } catch (error) {
      if (!(error instanceof ConsoleFailure) || error.refusal?.code !== "not-found") throw error;
      const { startedAt, changeId } = await this.shared.api.settingsProgress();
      if (startedAt < this.#startedAt) throw error;
      return { ...(this.job ?? first), state: "done", changeId };
    }
  }

  #followJob(first: SetupJob, signal: AbortSignal): Promise<SetupJob | undefined> {
    return followUntil<SetupJob>({
      ask: () => this.#askJob(first),
      isOver: ({ state }) => state !== "running",
      onAnswer: (job) => (this.job = job),
      signal,
      patienceMs: 30_000,
    }).then((last) => {
      if (!last && !signal.aborted) this.failure = this.text("app.unreachable");
      return last;
    });
  }

  async #followChange(signal: AbortSignal): Promise<SettingsProgress | undefined> {
    const last = await followChange(this.shared.api, this, signal);
    if (!last && !signal.aborted) this.failure = this.text("settings.progressLost");
    return last;
  }

  #fail(error: unknown): void {
    const { refusal } = error instanceof ConsoleFailure ? error : {};
    this.failure = refusal
      ? [refusal.text, refusal.remedy].filter(Boolean).join(" ")
      : this.text("app.unreachable");
    if (error instanceof ConsoleFailure && error.kind === "signed-out") void this.shared.refresh();
  }

  override render() {
    const { job, progress, text, failure } = this;
    const failed = job?.state === "failed" || progress?.failed || failure !== undefined;
    const running = !failed && !progress?.done;
    return html`<div class="stack">
      <div aria-live="polite" aria-busy=${running ? "true" : "false"}>
        ${job ? renderLines(job.lines, text, (one) => this.sentence(one)) : nothing}
        ${
          running && !progress && !job?.lines.some(({ state }) => state === "running")
            ? html`<p class="soft"><i class="spinner"></i> ${text("setup.proving")}</p>`
            : nothing
        }
      </div>
      ${
        progress
          ? html`<p class="soft">${text("setup.written")}</p>
              ${renderProgress(progress, text, (one) => this.sentence(one))}`
          : nothing
      }
      ${
        this.lost && running
          ? html`<p class="soft" role="status"><i class="spinner"></i> ${text("settings.restarting")}</p>`
          : nothing
      }
      ${failed ? this.#renderFailure() : nothing}
    </div>`;
  }

  #renderFailure(): TemplateResult {
    const { job, progress, text, failure } = this;
    const toldByLine = job?.lines.some(({ state }) => state === "problem");
    return html`<div class="notice bad" role="alert">
        <span>
          ${failure ?? (progress ? text("settings.updateFailed") : text("setup.proveFailed"))}
          ${job?.sentence && !toldByLine ? this.sentence(job.sentence) : nothing}
        </span>
      </div>
      <div class="row">
        <button
          type="button"
          class="button"
          @click=${() => this.dispatchEvent(new CustomEvent("change-credentials"))}
        >
          ${text("setup.changeCredentials")}
        </button>
        <button type="button" class="button primary" @click=${() => void this.#run()}>
          ${text("setup.proveAgain")}
        </button>
      </div>`;
  }
}

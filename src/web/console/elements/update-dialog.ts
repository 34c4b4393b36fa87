/**
 * "Update configuration": shows what will change, sends it on confirmation, follows it until the bots are connected
 * again, and takes it back on demand. Fires `update-sent` once the gateway has taken the change, `go-to-field` where a
 * problem names one.
 */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { SettingsPlan, SettingsProgress, SettingsRequest } from "../../../contract/console-settings.ts";
import { icon } from "../../shared/elements/icons.ts";
import { ConsoleFailure } from "../console-api.ts";
import { followChange } from "../state/follow-change.ts";
import { renderDiff, renderProgress } from "./render-progress.ts";
import { updateDialogStyles } from "./update-dialog-styles.ts";
import { ViewElement } from "./view-element.ts";

type Stage = "planning" | "planned" | "sending" | "following" | "over" | "given-up" | "failed";

/** Makes the request anew, for the revision that the configuration has by now. */
export type MakeRequest = () => SettingsRequest | undefined;

export class UpdateDialog extends ViewElement {
  static override styles = [ViewElement.styles, updateDialogStyles];
  static override properties: PropertyDeclarations = {
    ...ViewElement.properties,
    stage: { state: true },
    plan: { state: true },
    progress: { state: true },
    lost: { state: true },
    undoing: { state: true },
    failure: { state: true },
  };

  declare stage: Stage;
  declare plan: SettingsPlan | undefined;
  declare progress: SettingsProgress | undefined;
  /** The gateway does not answer just now. */
  declare lost: boolean;
  declare undoing: boolean;
  declare failure: ConsoleFailure | undefined;

  #make: MakeRequest = () => undefined;
  #running: AbortController | undefined;

  constructor() {
    super();
    this.stage = "planning";
    this.lost = false;
    this.undoing = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#running?.abort();
  }

  /** Shows what the request would change. */
  async review(make: MakeRequest): Promise<void> {
    this.#make = make;
    this.#begin("planning", false);
    await this.#plan();
  }

  /** Takes the last change back at once. */
  async undo(): Promise<void> {
    this.#begin("sending", true);
    await this.#send((api) => api.undoSettings());
  }

  #begin(stage: Stage, undoing: boolean): void {
    this.#running?.abort();
    this.stage = stage;
    this.undoing = undoing;
    this.plan = undefined;
    this.progress = undefined;
    this.failure = undefined;
    this.lost = false;
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  async #plan(): Promise<void> {
    const request = this.#make();
    if (!request) return this.#close();
    try {
      this.plan = await this.shared.api.planSettings(request);
      this.stage = "planned";
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Somebody else was quicker: what is edited here stays, and is planned upon the new configuration. */
  async #planAgain(): Promise<void> {
    this.stage = "planning";
    this.failure = undefined;
    await this.shared.refresh();
    await this.#plan();
  }

  #fail(error: unknown): void {
    this.failure = error instanceof ConsoleFailure ? error : new ConsoleFailure("unreachable", String(error));
    this.stage = "failed";
    if (this.failure.kind === "signed-out") void this.shared.refresh();
  }

  async #confirm(): Promise<void> {
    const request = this.#make();
    if (!request) return this.#close();
    this.stage = "sending";
    await this.#send((api) => api.applySettings(request));
  }

  async #send(run: (api: typeof this.shared.api) => Promise<SettingsProgress>): Promise<void> {
    try {
      this.progress = await run(this.shared.api);
    } catch (error) {
      return this.#fail(error);
    }
    this.dispatchEvent(new CustomEvent("update-sent"));
    this.stage = "following";
    await this.#follow();
  }

  async #follow(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      const last = await followChange(this.shared.api, this, running.signal);
      if (running.signal.aborted) return;
      this.stage = last ? "over" : "given-up";
      await this.shared.refresh();
    } catch (error) {
      if (!running.signal.aborted) this.#fail(error);
    }
  }

  #close(): void {
    this.#dialog?.close();
  }

  override render() {
    const { text } = this;
    const isReview = this.stage === "planning" || this.stage === "planned";
    const title = isReview ? "settings.review" : this.undoing ? "settings.undoing" : "settings.progress";
    return html`<dialog aria-labelledby="title" @close=${() => this.#running?.abort()}>
      <div class="head">
        <h2 id="title">${text(title)}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label=${text("app.close")}
          @click=${() => this.#close()}
        >
          ${icon("close", 18)}
        </button>
      </div>
      <div class="body" aria-live="polite">${this.#renderBody()}</div>
      <div class="row end">${this.#renderButtons()}</div>
    </dialog>`;
  }

  #renderBody(): TemplateResult {
    const { text, progress } = this;
    switch (this.stage) {
      case "planning":
      case "sending":
        return html`<p class="soft" role="status"><i class="spinner"></i> ${text("settings.reviewing")}</p>`;
      case "planned":
        return this.#renderPlan();
      case "failed":
        return this.#renderFailure();
      default:
        return html`${progress ? renderProgress(progress, text, (one) => this.sentence(one)) : nothing}
          <div role="status">${this.#renderOutcome()}</div>`;
    }
  }

  #renderPlan(): TemplateResult {
    const { text, plan } = this;
    if (!plan) return html``;
    const names = plan.restarts.map((id) => this.accountName(id)).join(", ");
    return html`
      ${
        plan.problems.length > 0
          ? html`<div class="notice bad problems" role="alert">
              <div class="stack tight">
                <strong>${text("settings.problems")}</strong>
                ${plan.problems.map(
                  (problem) =>
                    html`<p>
                      ${this.sentence(problem)}
                      <button
                        type="button"
                        class="link"
                        @click=${() => {
                          this.#close();
                          this.shared.go({ scope: problem.accountId, field: problem.field });
                        }}
                      >
                        ${text("settings.goToField")}
                      </button>
                    </p>`,
                )}
              </div>
            </div>`
          : nothing
      }
      ${
        plan.diff.length === 0
          ? html`<p class="soft">${text("settings.nothingChanges")}</p>`
          : renderDiff(plan.diff, text)
      }
      ${plan.warnings.map(
        (warning) => html`<p class="notice warn"><span>${this.sentence(warning)}</span></p>`,
      )}
      <p class="soft">${text(`settings.effect.${plan.effect}`, { names })}</p>
    `;
  }

  #renderFailure(): TemplateResult {
    const { text, failure } = this;
    const { refusal } = failure ?? {};
    if (refusal?.code === "conflict")
      return html`<p class="notice warn" role="alert"><span>${text("settings.conflict")}</span></p>`;
    return html`<p class="notice bad" role="alert">
      <span
        >${refusal ? this.sentence(refusal) : text("app.failed", { reason: text("app.unreachable") })}</span
      >
    </p>`;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    const { text, stage, progress } = this;
    if (stage === "given-up")
      return html`<p class="notice warn"><span>${text("settings.progressLost")}</span></p>`;
    if (stage === "following")
      return this.lost
        ? html`<p class="soft"><i class="spinner"></i> ${text("settings.restarting")}</p>`
        : nothing;
    if (progress?.failed)
      return html`<p class="notice bad"><span>${text("settings.updateFailed")}</span></p>`;
    return html`<p class="notice good">
      <span>${text(this.undoing ? "settings.undone" : "settings.updated")}</span>
    </p>`;
  }

  #renderButtons(): TemplateResult {
    const { text, stage, plan, progress, undoing } = this;
    const close = html`<button type="button" class="button" @click=${() => this.#close()}>
      ${text(stage === "planned" || stage === "planning" ? "app.cancel" : "app.close")}
    </button>`;
    if (stage === "planned") {
      const blocked = !plan || plan.problems.length > 0 || plan.diff.length === 0;
      return html`${close}<button
          type="button"
          class="button primary"
          ?disabled=${blocked}
          @click=${() => void this.#confirm()}
        >
          ${text("settings.update")}
        </button>`;
    }
    if (stage === "failed")
      return html`${close}${
        undoing
          ? nothing
          : html`<button type="button" class="button primary" @click=${() => void this.#planAgain()}>
              ${text("app.retry")}
            </button>`
      }`;
    if (stage === "over" && progress?.failed && !undoing)
      return html`${close}<button type="button" class="button primary" @click=${() => void this.undo()}>
          ${icon("undo", 16)} ${text("settings.undo")}
        </button>`;
    return close;
  }
}

/**
 * Set-up in four steps: credentials, behaviour, proof, first message. Questions, options and words of the proof come
 * from the gateway, which asks the same in its terminal; what is answered so far is `state/set-up-draft.ts`.
 */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { SetupQuestion, SetupView } from "../../../contract/console-setup.ts";
import { icon } from "../../shared/elements/icons.ts";
import {
  asksWhich,
  behaviourQuestions,
  chooseAccount,
  findCredentialsFault,
  startDraft,
  toSetupRequest,
  type CredentialsFault,
  type SetupDraft,
  type SetupMethod,
} from "../state/set-up-draft.ts";
import { choiceCardsStyles, renderChoiceCards } from "./render-choice-cards.ts";
import { setUpViewStyles } from "./set-up-view-styles.ts";
import { ViewElement } from "./view-element.ts";

const STEPS = [1, 2, 3, 4] as const;
type Step = (typeof STEPS)[number];
const NEW = " new";

export class SetUpView extends ViewElement {
  static override styles = [ViewElement.styles, choiceCardsStyles, setUpViewStyles];
  static override properties: PropertyDeclarations = {
    ...ViewElement.properties,
    step: { state: true },
    draft: { state: true },
    fault: { state: true },
    seen: { state: true },
  };

  declare step: Step;
  declare draft: SetupDraft | undefined;
  declare fault: CredentialsFault | undefined;
  /** The secret is shown as it was typed. */
  declare seen: boolean;

  /** When the first message may have come at the earliest, on the gateway's clock. */
  #since = 0;

  constructor() {
    super();
    this.step = 1;
    this.seen = false;
  }

  override willUpdate(): void {
    const view = this.shared.data.setup;
    if (this.draft === undefined && view !== undefined) this.draft = startDraft(view);
  }

  override render() {
    const { text, draft } = this;
    const view = this.shared.data.setup;
    if (view === undefined || draft === undefined) return this.waiting("setup");
    if (!this.shared.mayChange) {
      return html`<div class="panel empty">
        ${icon("plug", 40)}
        <h2>${text("setup.welcome")}</h2>
        <p>${text("setup.readOnly")}</p>
        <a class="button primary" href=${this.shared.ownPage()} target="_blank" rel="noopener"
          >${icon("window", 16)} ${text("app.openOwn")}</a
        >
      </div>`;
    }
    return html`<div class="stack">
      ${
        !view.accounts.some(({ configured }) => configured)
          ? html`<div class="welcome">
              <h2>${text("setup.welcome")}</h2>
              <p class="soft">${text("setup.welcomeHint")}</p>
            </div>`
          : nothing
      }
      <ol class="stepper" aria-label=${text("setup.steps")}>
        ${STEPS.map((step) => this.#renderStepMark(step))}
      </ol>
      <section class="panel" aria-labelledby="step">
        <h2 id="step" tabindex="-1">
          <span class="sr-only">${text("setup.stepOf", { number: this.step, count: STEPS.length })}: </span
          >${text(`setup.step${this.step}`)}
        </h2>
        ${this.#renderStep(view, draft)}
      </section>
    </div>`;
  }

  #renderStepMark(step: Step): TemplateResult {
    const state = step < this.step ? "done" : step === this.step ? "open" : "ahead";
    return html`<li data-state=${state} aria-current=${state === "open" ? "step" : nothing}>
      <span class="number">${state === "done" ? icon("check", 14) : step}</span>
      <span>${this.text(`setup.step${step}`)}</span>
    </li>`;
  }

  async #enter(step: Step): Promise<void> {
    this.step = step;
    this.fault = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#step")?.focus();
  }

  #renderStep(view: SetupView, draft: SetupDraft): TemplateResult {
    switch (this.step) {
      case 1:
        return this.#renderCredentials(view, draft);
      case 2:
        return this.#renderBehaviour(view, draft);
      case 3:
        return html`<set-up-proof
          .shared=${this.shared}
          .request=${toSetupRequest(draft)}
          @proven=${() => {
            const { clientSecret: _, ...answers } = draft.answers;
            this.draft = { ...draft, answers };
            void this.#enter(4);
          }}
          @change-credentials=${() => void this.#enter(1)}
        ></set-up-proof>`;
      case 4:
        return html`<set-up-first
          .shared=${this.shared}
          .accountId=${draft.account ?? draft.newId}
          .since=${this.#since}
          @another=${() => {
            this.draft = undefined;
            void this.#enter(1);
          }}
        ></set-up-first>`;
    }
  }

  #renderCredentials(view: SetupView, draft: SetupDraft): TemplateResult {
    const { text } = this;
    return html`<form
      class="stack"
      novalidate
      @submit=${(event: Event) => this.#leaveCredentials(event, view)}
    >
      ${asksWhich(view) ? this.#renderAccounts(view, draft) : nothing}
      ${this.#standing(view, draft)?.configured ? nothing : this.#renderNew(view, draft)}
      ${this.#renderMethods(view, draft)} ${draft.method === "scan" ? this.#renderScan(draft) : nothing}
      ${draft.method === "manual" ? this.#renderManual(view, draft) : nothing}
      ${
        draft.method === "scan" && !draft.scan
          ? nothing
          : html`<div class="row end">
              <button class="button primary">${text("setup.next")}</button>
            </div>`
      }
    </form>`;
  }

  #standing(view: SetupView, draft: SetupDraft) {
    return view.accounts.find(({ accountId }) => accountId === draft.account);
  }

  #renderAccounts(view: SetupView, draft: SetupDraft): TemplateResult {
    const { text } = this;
    return renderChoiceCards({
      name: "account",
      legend: text("setup.which"),
      value: draft.account ?? NEW,
      cards: [
        { value: NEW, label: text("setup.newBot"), hint: text("setup.newBotHint") },
        ...view.accounts.map(({ accountId, name, clientId, configured }) => ({
          value: accountId,
          label: name ?? accountId,
          hint: configured ? `${text("setup.again")} · ${clientId}` : text("setup.notYet"),
        })),
      ],
      onChoose: (value) => {
        this.draft = chooseAccount(view, draft, value === NEW ? undefined : value);
      },
    });
  }

  #renderNew(view: SetupView, draft: SetupDraft): TemplateResult {
    const { text } = this;
    return html`<div class="pair">
      <div class="field">
        <label class="label" for="name">${text("setup.name")}</label>
        <input
          id="name"
          type="text"
          autocomplete="off"
          placeholder=${text("setup.namePlaceholder")}
          aria-describedby="name-hint"
          .value=${draft.name}
          @input=${(event: Event) => (this.draft = { ...draft, name: valueOf(event) })}
        />
        <span class="help" id="name-hint">${text("setup.nameHint")}</span>
      </div>
      ${
        asksWhich(view) && draft.account === undefined
          ? html`<div class="field">
              <label class="label" for="newId">${text("setup.accountId")}</label>
              <input
                id="newId"
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="newId-wrong newId-hint"
                aria-invalid=${this.fault === "newId" ? "true" : nothing}
                .value=${draft.newId}
                @input=${(event: Event) => (this.draft = { ...draft, newId: valueOf(event).toLowerCase() })}
              />
              <span class="wrong" id="newId-wrong" role="alert"
                >${
                  this.fault === "newId"
                    ? text(
                        view.accounts.some(({ accountId }) => accountId === draft.newId)
                          ? "settings.accountTaken"
                          : "settings.accountIdWrong",
                      )
                    : nothing
                }</span
              >
              <span class="help" id="newId-hint">${text("settings.newAccountHint")}</span>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderMethods(view: SetupView, draft: SetupDraft): TemplateResult {
    const { text } = this;
    const question = view.questions.find(({ id }) => id === "method");
    const standing = this.#standing(view, draft);
    const keep = standing?.configured
      ? [
          {
            value: "keep",
            label: text("setup.keepCredentials", { clientId: standing.clientId }),
            hint: text("setup.keepCredentialsHint"),
          },
        ]
      : [];
    return renderChoiceCards({
      name: "method",
      legend: question?.message ?? text("setup.step1"),
      value: draft.method,
      cards: [...keep, ...this.#cardsOf(question)],
      onChoose: (value) => {
        this.fault = undefined;
        this.draft = { ...draft, method: value as SetupMethod };
      },
    });
  }

  #cardsOf(question: SetupQuestion | undefined) {
    return (question?.options ?? []).map(({ value, label, hint, recommended }) => ({
      value,
      label,
      hint,
      badge: recommended ? this.text("setup.recommended") : undefined,
    }));
  }

  #renderScan(draft: SetupDraft): TemplateResult {
    return html`<set-up-scan
      .shared=${this.shared}
      .accountId=${draft.account ?? draft.newId}
      @scanned=${({ detail }: CustomEvent<NonNullable<SetupDraft["scan"]>>) => {
        this.draft = { ...(this.draft ?? draft), scan: detail };
      }}
    ></set-up-scan>`;
  }

  #renderManual(view: SetupView, draft: SetupDraft): TemplateResult {
    const { text } = this;
    return html`<div class="manual">
      <div class="stack tight">
        ${(["clientId", "clientSecret"] as const).map((id) => this.#renderCredential(view, draft, id))}
      </div>
      <div class="how">
        <h3>${text("setup.manualTitle")}</h3>
        <ol>
          ${view.manualSteps.map((step) => html`<li>${this.sentence(step)}</li>`)}
        </ol>
      </div>
    </div>`;
  }

  #renderCredential(view: SetupView, draft: SetupDraft, id: "clientId" | "clientSecret"): TemplateResult {
    const { text } = this;
    const question = view.questions.find((one) => one.id === id);
    const secret = question?.kind === "secret";
    const wrong = this.fault === id;
    return html`<div class="field">
      <label class="label" for=${id}>${question?.message ?? id}</label>
      <div class="secret">
        <input
          id=${id}
          type=${secret && !this.seen ? "password" : "text"}
          autocomplete=${secret ? "new-password" : "off"}
          spellcheck="false"
          placeholder=${question?.placeholder ?? ""}
          aria-describedby="${id}-wrong"
          aria-invalid=${wrong ? "true" : nothing}
          .value=${draft.answers[id] ?? ""}
          @input=${(event: Event) =>
            (this.draft = { ...draft, answers: { ...draft.answers, [id]: valueOf(event) } })}
        />
        ${
          secret
            ? html`<button
                type="button"
                class="button small"
                aria-pressed=${this.seen ? "true" : "false"}
                @click=${() => (this.seen = !this.seen)}
              >
                ${text(this.seen ? "setup.secretHide" : "setup.secretShow")}
              </button>`
            : nothing
        }
      </div>
      <span class="wrong" id="${id}-wrong" role="alert">${wrong ? text("setup.required") : nothing}</span>
    </div>`;
  }

  #leaveCredentials(event: Event, view: SetupView): void {
    event.preventDefault();
    const { draft } = this;
    if (!draft) return;
    this.fault = findCredentialsFault(view, draft);
    if (this.fault === undefined) return void this.#enter(2);
    const { fault } = this;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${fault}`)?.focus());
  }

  #renderBehaviour(view: SetupView, draft: SetupDraft): TemplateResult {
    const { text } = this;
    const answer = (id: string, value: string) => {
      this.draft = { ...draft, answers: { ...draft.answers, [id]: value } };
    };
    return html`<form
      class="stack behaviour"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#since = this.now?.now ?? Date.now();
        void this.#enter(3);
      }}
    >
      ${behaviourQuestions(view).map((question) =>
        question.kind === "select"
          ? renderChoiceCards({
              name: question.id,
              legend: question.message,
              value: draft.answers[question.id],
              cards: this.#cardsOf(question),
              onChoose: (value) => answer(question.id, value),
            })
          : html`<div class="field">
              <label class="label" for=${question.id}>${question.message}</label>
              <input
                id=${question.id}
                type=${question.kind === "secret" ? "password" : "text"}
                .value=${draft.answers[question.id] ?? ""}
                placeholder=${question.placeholder ?? ""}
                @input=${(event: Event) => answer(question.id, valueOf(event))}
              />
            </div>`,
      )}
      <p class="soft">${text("setup.proveHint")}</p>
      <div class="row end">
        <button type="button" class="button" @click=${() => void this.#enter(1)}>
          ${text("setup.back")}
        </button>
        <button class="button primary">${text("setup.prove")}</button>
      </div>
    </form>`;
  }
}

function valueOf(event: Event): string {
  return (event.currentTarget as HTMLInputElement).value;
}

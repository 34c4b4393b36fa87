/**
 * Settings: every key for all bots or for one, what is inherited shown as such, edits kept until they are sent with
 * "Update configuration". One setting is `setting-field.ts`, sending is `update-dialog.ts`.
 */
import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { SettingsField, SettingsView as View } from "../../../contract/console-settings.ts";
import { icon } from "../../shared/elements/icons.ts";
import { relativeTimeLabel } from "../format/relative-time-label.ts";
import { arrangeFields, type FieldSection } from "../state/arrange-fields.ts";
import { checkField } from "../state/check-field.ts";
import { resolveField } from "../state/resolve-field.ts";
import {
  addAccount,
  countChanges,
  dropEdit,
  EMPTY_DRAFT,
  findEdit,
  keepAccount,
  putEdit,
  removeAccount,
  toRequest,
} from "../state/settings-draft.ts";
import type { GroupEntries } from "./group-entries.ts";
import { renderDiff, progressStyles } from "./render-progress.ts";
import type { FieldEdit, SettingField } from "./setting-field.ts";
import { showCode } from "./show-code.ts";
import { settingsViewStyles } from "./settings-view-styles.ts";
import type { UpdateDialog } from "./update-dialog.ts";
import { ViewElement } from "./view-element.ts";

const ACCOUNT_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

export class SettingsView extends ViewElement {
  static override styles = [ViewElement.styles, progressStyles, settingsViewStyles];
  static override properties: PropertyDeclarations = {
    ...ViewElement.properties,
    search: { state: true },
    adding: { state: true },
    addFault: { state: true },
  };

  declare search: string;
  /** The name of a new bot is being asked for. */
  declare adding: boolean;
  declare addFault: string | undefined;

  #shownField: string | undefined;

  constructor() {
    super();
    this.search = "";
    this.adding = false;
  }

  override updated(): void {
    const { field } = this.shared.route;
    if (field === this.#shownField || this.shared.data.settings === undefined) return;
    this.#shownField = field;
    if (field !== undefined) this.#show(field);
  }

  #show(path: string): void {
    const element = this.renderRoot.querySelector<SettingField | GroupEntries>(
      `[data-path="${CSS.escape(path)}"]`,
    );
    if (!element) return;
    const fold = element.closest("details");
    if (fold) fold.open = true;
    element.scrollIntoView({ block: "center" });
    void element.updateComplete.then(() => element.focus());
  }

  get #scopes(): readonly { readonly accountId: string; readonly name?: string; readonly isNew: boolean }[] {
    const standing = this.shared.data.settings?.scopes ?? [];
    const added = this.shared.draft.addAccounts.filter(
      (id) => !standing.some(({ accountId }) => accountId === id),
    );
    return [
      ...standing.map((scope) => ({ ...scope, isNew: false })),
      ...added.map((accountId) => ({ accountId, isNew: true })),
    ];
  }

  /** The scope that is edited; the top level where the address names none that there is. */
  get #scope(): string {
    const { scope } = this.shared.route;
    return this.#scopes.some(({ accountId }) => accountId === scope) ? (scope ?? "") : "";
  }

  override render() {
    const view = this.shared.data.settings;
    if (view === undefined) return this.waiting("settings");
    const removed = this.shared.draft.removeAccounts.includes(this.#scope);
    return html`<div class="stack">
      ${
        view.issues.length > 0
          ? html`<section class="notice warn">
              <div class="stack tight">
                <strong>${this.text("settings.issues")}</strong>
                ${view.issues.map((issue) => html`<p>${this.sentence(issue)}</p>`)}
              </div>
            </section>`
          : nothing
      }
      ${this.#renderScopes()} ${this.#renderSearch()}
      ${removed ? this.#renderRemoved() : this.#renderSections(view)} ${this.#renderLastChange(view)}
      ${this.#renderBar(view)}
      <update-dialog
        .shared=${this.shared}
        @update-sent=${() => this.shared.setDraft(EMPTY_DRAFT)}
      ></update-dialog>
    </div>`;
  }

  #renderScopes(): TemplateResult {
    const { text } = this;
    const scopes = this.#scopes;
    const { removeAccounts } = this.shared.draft;
    return html`<section class="scopes" aria-label=${text("settings.scopes")}>
      ${
        scopes.length > 1
          ? html`<ul>
              ${scopes.map(
                ({ accountId, name, isNew }) =>
                  html`<li>
                    <a
                      class="scope ${removeAccounts.includes(accountId) ? "gone" : ""}"
                      href=${this.shared.href({ scope: accountId, field: undefined })}
                      aria-current=${accountId === this.#scope ? "true" : nothing}
                      ><bdi>${accountId === "" ? text("settings.scopeAll") : (name ?? accountId)}</bdi>
                      ${isNew ? html`<span class="chip accent">${text("settings.newAccount")}</span>` : nothing}</a
                    >
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      ${
        this.adding
          ? this.#renderAdding()
          : this.shared.mayChange
            ? html`<button type="button" class="button small quiet" @click=${() => void this.#startAdding()}>
                ${icon("plus", 15)} ${text("settings.addAccount")}
              </button>`
            : nothing
      }
    </section>`;
  }

  async #startAdding(): Promise<void> {
    this.adding = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>("#new-account")?.focus();
  }

  #renderAdding(): TemplateResult {
    const { text } = this;
    return html`<form class="field adding" @submit=${this.#add}>
      <label class="label" for="new-account">${text("settings.newAccountId")}</label>
      <div class="row">
        <input
          id="new-account"
          type="text"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="new-hint"
        />
        <button class="button primary small">${text("settings.add")}</button>
        <button type="button" class="button small" @click=${() => (this.adding = false)}>
          ${text("app.cancel")}
        </button>
      </div>
      <span class="help" id="new-hint">${text("settings.newAccountHint")}</span>
      <span class="wrong" role="alert">${this.addFault ?? nothing}</span>
    </form>`;
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed =
      this.renderRoot.querySelector<HTMLInputElement>("#new-account")?.value.trim().toLowerCase() ?? "";
    const { draft } = this.shared;
    const taken = this.#scopes.some(
      ({ accountId }) => accountId === typed && !draft.removeAccounts.includes(accountId),
    );
    this.addFault = !ACCOUNT_ID.test(typed)
      ? this.text("settings.accountIdWrong")
      : taken
        ? this.text("settings.accountTaken")
        : undefined;
    if (this.addFault) return;
    this.adding = false;
    this.shared.setDraft(addAccount(draft, typed));
    this.shared.go({ scope: typed, field: undefined });
  };

  #renderSearch(): TemplateResult {
    const { text } = this;
    return html`<div class="search">
      ${icon("search", 17)}
      <input
        type="search"
        aria-label=${text("settings.search")}
        placeholder=${`${text("settings.search")} · ${text("settings.searchHint")}`}
        .value=${this.search}
        @input=${(event: Event) => (this.search = (event.currentTarget as HTMLInputElement).value)}
      />
    </div>`;
  }

  #renderSections(view: View): TemplateResult {
    const { text, search } = this;
    const accountId = this.#scope;
    const sections = arrangeFields(view.fields, {
      accountId,
      search,
      credentialsLabel: text("settings.credentials"),
    });
    const found = sections.reduce((sum, { plain, advanced }) => sum + plain.length + advanced.length, 0);
    return html`
      <p class="sr-only" role="status">
        ${search.trim() === "" ? nothing : text("settings.found", { count: found })}
      </p>
      ${
        found === 0
          ? html`<div class="panel empty">
              ${icon("search", 36)}
              <p>${text("settings.nothingFound", { words: search.trim() })}</p>
            </div>`
          : nothing
      }
      ${keyed(
        accountId,
        sections.map((section, index) => this.#renderSection(view, section, index === 0)),
      )}
      ${
        accountId !== "" && this.shared.mayChange
          ? html`<div class="row">
              <button
                type="button"
                class="button danger small"
                @click=${() => this.shared.setDraft(removeAccount(this.shared.draft, accountId))}
              >
                ${icon("trash", 15)} ${text("settings.removeAccount")}
              </button>
            </div>`
          : nothing
      }
    `;
  }

  #renderSection(view: View, { id, label, plain, advanced }: FieldSection, first: boolean): TemplateResult {
    const { text } = this;
    const of = this.#scope;
    const { route, draft } = this.shared;
    const searched = this.search.trim() !== "";
    const wanted = advanced.some(
      ({ path }) => path === route.field || findEdit(draft, of, path) !== undefined,
    );
    const hint = of === "" ? "settings.scopeAllHint" : "settings.scopeOneHint";
    return html`<section class="panel" aria-labelledby="section-${id}">
      <div class="panel-head">
        <h2 id="section-${id}">${label}</h2>
        ${first && this.#scopes.length > 1 ? html`<span class="small-print">${text(hint)}</span>` : nothing}
      </div>
      ${plain.map((field) => this.#renderField(view, field))}
      ${
        advanced.length > 0
          ? html`<details ?open=${searched || wanted}>
              <summary>${text("settings.advanced", { count: advanced.length })}</summary>
              ${advanced.map((field) => this.#renderField(view, field))}
            </details>`
          : nothing
      }
    </section>`;
  }

  #renderField(view: View, field: SettingsField): TemplateResult {
    const { draft, mayChange } = this.shared;
    const accountId = this.#scope;
    const { path } = field;
    const edit = findEdit(draft, accountId, path);
    if (field.kind === "entries") return this.#renderEntries(view, field);
    return html`<setting-field
      data-path=${path}
      .text=${this.text}
      .field=${field}
      .resolved=${resolveField(view, draft, accountId, field)}
      .fault=${edit ? checkField(field, edit.value) : undefined}
      .ofAccount=${accountId !== ""}
      .readOnly=${!mayChange}
      @field-edit=${({ detail }: CustomEvent<FieldEdit>) => this.#put(view, path, detail)}
      @field-undo=${() => this.shared.setDraft(dropEdit(this.shared.draft, accountId, path))}
    ></setting-field>`;
  }

  #put(view: View, path: string, { value }: FieldEdit): void {
    const edit = { accountId: this.#scope, path, ...(value === undefined ? {} : { value }) };
    this.shared.setDraft(putEdit(this.shared.draft, view, edit));
  }

  #renderEntries(view: View, field: SettingsField): TemplateResult {
    const { draft, mayChange } = this.shared;
    const accountId = this.#scope;
    const { path } = field;
    const edit = findEdit(draft, accountId, path);
    const botValue = (of: string) => {
      const bot = view.fields.find((one) => one.path === of);
      return bot && resolveField(view, draft, accountId, bot).value;
    };
    return html`<group-entries
      data-path=${path}
      .text=${this.text}
      .field=${field}
      .resolved=${resolveField(view, draft, accountId, field)}
      .saved=${view.scopes.find((one) => one.accountId === accountId)?.values[path]}
      .botValue=${botValue}
      .knownGroups=${view.knownGroups}
      .fault=${edit ? checkField(field, edit.value) : undefined}
      .ofAccount=${accountId !== ""}
      .readOnly=${!mayChange}
      @field-edit=${({ detail }: CustomEvent<FieldEdit>) => this.#put(view, path, detail)}
      @field-undo=${() => this.shared.setDraft(dropEdit(this.shared.draft, accountId, path))}
    ></group-entries>`;
  }

  #renderRemoved(): TemplateResult {
    return html`<div class="notice warn">
      <span>${this.text("settings.removedAccount")}</span>
      <button
        type="button"
        class="button small"
        @click=${() => this.shared.setDraft(keepAccount(this.shared.draft, this.#scope))}
      >
        ${this.text("settings.keepAccount")}
      </button>
    </div>`;
  }

  #renderLastChange({ lastChange }: View): TemplateResult | typeof nothing {
    if (!lastChange) return nothing;
    const { text } = this;
    const when = relativeTimeLabel(lastChange.at, this.now?.now ?? lastChange.at, text.locale);
    return html`<section class="panel last">
      <details>
        <summary>${text("settings.lastChange", { when })} · ${text("settings.showLast")}</summary>
        <div class="stack tight">
          ${renderDiff(lastChange.diff, text)}
          <div class="row">
            ${this.change(
              html`<button type="button" class="button small" @click=${() => void this.#dialog?.undo()}>
                ${icon("undo", 15)} ${text("settings.undo")}
              </button>`,
              { scope: this.#scope },
            )}
          </div>
        </div>
      </details>
    </section>`;
  }

  get #dialog(): UpdateDialog | null {
    return this.renderRoot.querySelector<UpdateDialog>("update-dialog");
  }

  #renderBar(view: View): TemplateResult {
    const { text } = this;
    const { draft, mayChange, ownPage } = this.shared;
    if (!mayChange) {
      return html`<div class="bar">
        <span class="soft">${showCode(text("app.readOnly"))}</span>
        <a class="button primary" href=${ownPage()} target="_blank" rel="noopener"
          >${icon("window", 16)} ${text("app.openOwn")}</a
        >
      </div>`;
    }
    const count = countChanges(draft);
    return html`<div class="bar">
      <span class="soft figures" role="status"
        >${
          count === 0
            ? text("settings.noChanges")
            : count === 1
              ? text("settings.pendingOne")
              : text("settings.pending", { count })
        }</span
      >
      ${
        count > 0
          ? html`<button type="button" class="button" @click=${() => this.shared.setDraft(EMPTY_DRAFT)}>
              ${text("settings.discard")}
            </button>`
          : nothing
      }
      <button
        type="button"
        class="button primary"
        ?disabled=${count === 0}
        @click=${() => this.#update(view)}
      >
        ${text("settings.update")}
      </button>
    </div>`;
  }

  /** Goes to the first edit that cannot be sent; else shows what would change. */
  #update(view: View): void {
    const wrong = this.shared.draft.edits.find((edit) => {
      const field = view.fields.find(({ path }) => path === edit.path);
      return field !== undefined && checkField(field, edit.value) !== undefined;
    });
    if (wrong) {
      this.search = "";
      this.#shownField = undefined;
      this.shared.go({ scope: wrong.accountId, field: wrong.path });
      if (wrong.accountId === this.#scope) void this.updateComplete.then(() => this.#show(wrong.path));
      return;
    }
    void this.#dialog?.review(() => {
      const { draft, data } = this.shared;
      return data.settings ? toRequest(draft, data.settings.revision) : undefined;
    });
  }
}

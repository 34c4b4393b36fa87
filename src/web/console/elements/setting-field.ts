/**
 * One setting with its control. Knows neither gateway nor draft: it shows a resolved value and fires `field-edit`
 * (a `FieldEdit`) and `field-undo`.
 */
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { SettingsField } from "../../../contract/console-settings.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { readTyped, type FieldFault } from "../state/check-field.ts";
import type { ResolvedField } from "../state/resolve-field.ts";
import type { ConsoleText } from "../text/create-console-text.ts";
import { consoleStyles } from "./console-styles.ts";
import { settingFieldStyles } from "./setting-field-styles.ts";
import { showCode } from "./show-code.ts";
import { showValue } from "./show-value.ts";

export interface FieldEdit {
  /** Undefined takes the key out of the scope. */
  readonly value: unknown;
}

const MOST_SEGMENTS = 4;

/** What taking a value out of the scope brings. */
const TAKE_OUT = {
  inherited: "inherit",
  every: "follow",
  follows: "follow",
  none: "clear",
  default: "useDefault",
} as const;

const BENEATH = {
  inherited: "settings.inheritedValue",
  every: "settings.everyValue",
  follows: "settings.followsValue",
  default: "settings.default",
} as const;

export class SettingField extends LitElement {
  static override styles = [baseStyles, consoleStyles, settingFieldStyles];
  static override properties: PropertyDeclarations = {
    text: { attribute: false },
    field: { attribute: false },
    resolved: { attribute: false },
    fault: { attribute: false },
    ofAccount: { type: Boolean },
    readOnly: { type: Boolean },
    replacing: { state: true },
  };

  declare text: ConsoleText;
  declare field: SettingsField;
  declare resolved: ResolvedField;
  declare fault: FieldFault | undefined;
  declare ofAccount: boolean;
  declare readOnly: boolean;
  /** Somebody is about to enter a new secret. */
  declare replacing: boolean;

  constructor() {
    super();
    this.ofAccount = false;
    this.readOnly = false;
    this.replacing = false;
  }

  /** A secret that was sent or taken back is no longer being replaced. */
  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("resolved") as ResolvedField | undefined;
    if (!before?.changed || this.resolved.changed) return;
    this.replacing = false;
    const typed = this.renderRoot.querySelector<HTMLInputElement>('input[type="password"]');
    if (typed) typed.value = "";
  }

  /** Goes to the control, or what stands for it. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  }

  override render() {
    const { field, text } = this;
    const wrong = this.fault
      ? `${text(this.fault.key, this.fault.values)} ${text("settings.wanted", { wanted: field.wanted })}`
      : undefined;
    return html`<div class="setting">
      <div class="about">
        <span class="name"
          ><label class="label" id="label" for="control">${field.label}</label>
          <code>${field.path}</code></span
        >
        <p class="help" id="help">${showCode(field.help)}</p>
      </div>
      <div class="control">
        ${this.readOnly ? this.#renderReading() : this.#renderControl(wrong !== undefined)}
        <span class="wrong" id="wrong" role="alert">${wrong ?? nothing}</span>
        ${this.#renderUnder()}
      </div>
    </div>`;
  }

  #edit(value: unknown): void {
    this.dispatchEvent(new CustomEvent<FieldEdit>("field-edit", { detail: { value } }));
  }

  #renderReading(): TemplateResult {
    const { field, resolved, text } = this;
    if (field.kind === "secret") return html`<span class="secret">${this.#secretState()}</span>`;
    return html`<span class="value">${showValue(resolved.value, text)}</span>`;
  }

  #renderControl(wrong: boolean): TemplateResult {
    switch (this.field.kind) {
      case "boolean":
        return this.#renderSwitch();
      case "choice":
        return this.#renderChoices();
      case "list":
        return this.#renderList();
      case "secret":
        return this.#renderSecret(wrong);
      case "object":
        return this.#renderObject(wrong);
      default:
        return this.field.multiline ? this.#renderLines(wrong) : this.#renderInput(wrong);
    }
  }

  get #faint(): string {
    return this.resolved.source === "here" ? "" : "faint";
  }

  #renderSwitch(): TemplateResult {
    const on = this.resolved.value === true;
    return html`<label class="switch ${this.#faint}">
      <input
        id="control"
        type="checkbox"
        role="switch"
        aria-labelledby="label"
        aria-describedby="help"
        .checked=${on}
        @change=${(event: Event) => this.#edit((event.currentTarget as HTMLInputElement).checked)}
      />
      <span aria-hidden="true">${this.text(on ? "settings.on" : "settings.off")}</span>
    </label>`;
  }

  #renderChoices(): TemplateResult {
    const { choices = [] } = this.field;
    const { value } = this.resolved;
    if (choices.length > MOST_SEGMENTS) {
      return html`<select
        id="control"
        aria-describedby="help"
        @change=${(event: Event) => this.#edit((event.currentTarget as HTMLSelectElement).value)}
      >
        ${value === undefined ? html`<option selected disabled>${this.text("settings.unset")}</option>` : nothing}
        ${choices.map((one) => html`<option value=${one} ?selected=${one === value}>${one}</option>`)}
      </select>`;
    }
    return html`<div
        class="choices ${this.#faint}"
        role="radiogroup"
        aria-labelledby="label"
        aria-describedby="help"
      >
        ${choices.map(
          (one) =>
            html`<label
              ><input
                type="radio"
                name="choice"
                value=${one}
                .checked=${one === value}
                @change=${() => this.#edit(one)}
              />${one}</label
            >`,
        )}
      </div>
      ${this.#renderMeaning()}`;
  }

  #renderMeaning(): TemplateResult | typeof nothing {
    const meaning = this.field.meanings?.[String(this.resolved.value)];
    return meaning === undefined ? nothing : html`<p class="help" aria-live="polite">${meaning}</p>`;
  }

  #renderList(): TemplateResult {
    const { value } = this.resolved;
    return html`<list-editor
      .text=${this.text}
      .label=${this.field.label}
      .entries=${Array.isArray(value) ? (value as (string | number)[]) : []}
      .faint=${this.resolved.source !== "here"}
      @list-change=${(event: CustomEvent<unknown>) => this.#edit(event.detail)}
    ></list-editor>`;
  }

  /** Empty where the scope says nothing; what counts then stands in it as a placeholder. */
  #renderInput(wrong: boolean): TemplateResult {
    const { field } = this;
    return html`<input
      id="control"
      type="text"
      inputmode=${field.kind === "number" ? "decimal" : nothing}
      autocomplete="off"
      spellcheck="false"
      aria-describedby="help wrong"
      aria-invalid=${wrong ? "true" : nothing}
      placeholder=${this.#beneathWords()}
      .value=${this.#shownValue()}
      @input=${this.#onTyped}
    />`;
  }

  #beneathWords(): string {
    const { value, source } = this.resolved.beneath;
    const { defaultText, placeholder } = this.field;
    return source === "none" ? (defaultText ?? placeholder ?? "") : showValue(value, this.text);
  }

  readonly #onTyped = (event: Event): void =>
    this.#edit(readTyped(this.field, (event.currentTarget as HTMLInputElement).value));

  #renderLines(wrong: boolean): TemplateResult {
    return html`<textarea
      id="control"
      class="prose"
      rows="3"
      aria-describedby="help wrong"
      aria-invalid=${wrong ? "true" : nothing}
      placeholder=${this.#beneathWords()}
      .value=${this.#shownValue()}
      @input=${this.#onTyped}
    ></textarea>`;
  }

  /** What is being typed stays as typed where it means the value already: `1.` on the way to `1.5`. */
  #shownValue(): string {
    const { field, resolved } = this;
    const typed =
      this.renderRoot.querySelector<HTMLInputElement | HTMLTextAreaElement>("#control")?.value ?? "";
    const value = resolved.source === "here" ? resolved.value : undefined;
    return readTyped(field, typed) === value ? typed : String(value ?? "");
  }

  #renderObject(wrong: boolean): TemplateResult {
    const { field, resolved } = this;
    const { value } = resolved;
    const words =
      typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value, null, 2);
    return html`<textarea
      id="control"
      rows="5"
      spellcheck="false"
      aria-describedby="help wrong"
      aria-invalid=${wrong ? "true" : nothing}
      placeholder=${`${this.text("settings.objectHint")} ${field.wanted}`}
      .value=${words}
      @change=${(event: Event) =>
        this.#edit(readTyped(field, (event.currentTarget as HTMLTextAreaElement).value))}
    ></textarea>`;
  }

  #secretState(): TemplateResult {
    const { secret, source } = this.resolved;
    const key = secret === undefined ? "none" : source === "here" ? secret : "inherited";
    return html`${icon("lock", 15)}<span>${this.text(`settings.secret.${key}`)}</span>`;
  }

  #renderSecret(wrong: boolean): TemplateResult {
    const { text, field, resolved } = this;
    const { label } = field;
    const isSet = resolved.secret !== undefined;
    // The first one is entered at once; one that stands is replaced on purpose only.
    if (isSet && !this.replacing && !resolved.changed) {
      return html`<span class="secret"
        >${this.#secretState()}
        <button
          id="control"
          type="button"
          class="button small"
          aria-label=${text("settings.secret.replaceOf", { label })}
          @click=${() => void this.#replace()}
        >
          ${text("settings.secret.replace")}
        </button></span
      >`;
    }
    return html`<input
        id="control"
        type="password"
        autocomplete="new-password"
        spellcheck="false"
        aria-describedby="help wrong"
        aria-invalid=${wrong ? "true" : nothing}
        placeholder=${field.placeholder ?? ""}
        @input=${(event: Event) => this.#typeSecret((event.currentTarget as HTMLInputElement).value.trim())}
      />
      <span class="help">${text("settings.secret.hint")}</span>`;
  }

  /** An emptied field keeps the old secret; it takes nothing out. */
  #typeSecret(typed: string): void {
    if (typed === "") this.dispatchEvent(new CustomEvent("field-undo"));
    else this.#edit(typed);
  }

  async #replace(): Promise<void> {
    this.replacing = true;
    await this.updateComplete;
    this.focus();
  }

  #renderUnder(): TemplateResult {
    const { text, field, resolved, ofAccount } = this;
    const { source, changed } = resolved;
    const { label } = field;
    const chip = changed ? "accent" : source === "here" && ofAccount ? "good" : "";
    // At the top level a value stands there as a matter of course, and an empty field says so itself.
    const plain = !ofAccount && (source === "here" || (source === "none" && field.kind !== "list"));
    const chipText = changed
      ? text("settings.changed")
      : plain
        ? undefined
        : text(`settings.source.${source}`);
    const under = resolved.beneath.source;
    const takeOut = TAKE_OUT[under];
    return html`<div class="under">
      ${chipText ? html`<span class="chip ${chip}">${chipText}</span>` : nothing} ${this.#renderBeneath()}
      ${
        this.readOnly
          ? nothing
          : html`${
              changed || (field.kind === "secret" && this.replacing)
                ? this.#button(
                    text(field.kind === "secret" ? "settings.secret.keep" : "settings.takeBackEdit"),
                    text(field.kind === "secret" ? "settings.secret.keepOf" : "settings.takeBackEditOf", {
                      label,
                    }),
                    () => this.#undo(),
                  )
                : nothing
            }
            ${
              source === "here" && (field.kind !== "secret" || (ofAccount && !changed))
                ? this.#button(text(`settings.${takeOut}`), text(`settings.${takeOut}Of`, { label }), () =>
                    this.#edit(undefined),
                  )
                : nothing
            }
            ${
              ofAccount && source !== "here" && resolved.value !== undefined
                ? this.#button(text("settings.setHere"), text("settings.setHereOf", { label }), () =>
                    this.#edit(resolved.value),
                  )
                : nothing
            }`
      }
    </div>`;
  }

  #undo(): void {
    this.replacing = false;
    this.dispatchEvent(new CustomEvent("field-undo"));
  }

  /** What counts when the scope says nothing; a placeholder or the control itself says it otherwise. */
  #renderBeneath(): TemplateResult | typeof nothing {
    const { text, field, resolved } = this;
    if (field.kind === "secret" || resolved.source !== "here") {
      const typed = !this.readOnly && (field.kind === "text" || field.kind === "number");
      const says = resolved.source === "none" || resolved.source === "default";
      const words = says && !typed ? field.defaultText : undefined;
      if (words === undefined) return nothing;
      return html`<span class="help">${showCode(text("settings.default", { value: words }))}</span>`;
    }
    const { source, value } = resolved.beneath;
    const words = source === "none" ? field.defaultText : showValue(value, text);
    if (words === undefined) return nothing;
    const key = source === "none" ? "settings.default" : BENEATH[source];
    return html`<span class="help"><bdi>${text(key, { value: words })}</bdi></span>`;
  }

  #button(words: string, name: string, run: () => void): TemplateResult {
    return html`<button type="button" class="link" aria-label=${name} @click=${run}>${words}</button>`;
  }
}

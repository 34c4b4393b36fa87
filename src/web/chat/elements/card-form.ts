/**
 * The form on a robot's card: its fields, what a person fills in, and the button that submits. What is required is
 * checked here, as DingTalk's client does; what was filled in is this element's alone until then.
 */
import { css, html, LitElement, nothing } from "lit";
import type { EmulatorCardField, EmulatorCardForm } from "../../../contract/emulator-control.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import {
  collectForm,
  entryOf,
  findMissing,
  type FieldEntry,
  type FormEntries,
} from "../state/collect-form.ts";

/** Detail of the event `submit-form`. */
export interface SubmitForm {
  readonly values: Readonly<Record<string, unknown>>;
  readonly onDone: () => void;
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  NUMBER: "number",
  DATE: "date",
  TIME: "time",
  DATETIME: "datetime-local",
};

/** A list of several is easier to tick than to hold a key on. */
const GROUPS: ReadonlySet<string> = new Set(["CHECKBOX_GROUP", "MULTI_CHECKBOX_GROUP", "MULTI_SELECT"]);

const controlOf = (event: Event) => event.target as HTMLInputElement;

export class CardForm extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 4px 16px 14px;
      }

      form {
        display: grid;
        gap: 14px;
      }

      .field,
      fieldset {
        display: grid;
        gap: 6px;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      label,
      legend {
        padding: 0;
        color: var(--ink-soft);
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .star {
        color: var(--bad);
      }

      .choice {
        display: flex;
        gap: 8px;
        align-items: center;
        width: fit-content;
        min-height: 28px;
        color: var(--ink);
        font-size: 14px;
        cursor: pointer;
      }

      .choice input {
        flex: none;
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--accent);
      }

      .choice input[role="switch"] {
        width: 36px;
        height: 20px;
        border-radius: 10px;
        appearance: none;
        background: radial-gradient(circle at 10px 50%, var(--surface) 7px, transparent 7.5px)
          var(--control-off);
        cursor: pointer;
      }

      .choice input[role="switch"]:checked {
        background: radial-gradient(circle at 26px 50%, var(--surface) 7px, transparent 7.5px) var(--accent);
      }

      .entry {
        width: 100%;
        min-width: 0;
        padding: 7px 10px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }

      textarea.entry {
        min-height: 72px;
        resize: vertical;
      }

      :is(input, textarea).entry:read-only,
      select.entry:disabled {
        background: var(--surface-disabled);
      }

      .entry[aria-invalid="true"] {
        border-color: var(--bad);
      }

      .missing {
        color: var(--bad);
        font-size: 12px;
      }

      .missing:empty {
        display: none;
      }

      .submit {
        justify-self: start;
        min-height: 34px;
        padding: 0 20px;
        border-radius: var(--radius);
        background: var(--brand);
        color: var(--on-brand);
        font-weight: 500;
      }

      .submit:disabled {
        opacity: 0.6;
      }

      @media (max-width: 719px) {
        .submit {
          justify-self: stretch;
          min-height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    form: { attribute: false },
    robotName: { attribute: false },
    entries: { state: true },
    missing: { state: true },
    busy: { state: true },
  };

  declare text: Text;
  declare form: EmulatorCardForm;
  declare robotName: string;
  declare entries: FormEntries;
  /** Name of the field that is wanting. */
  declare missing: string | undefined;
  declare busy: boolean;

  constructor() {
    super();
    this.entries = {};
    this.busy = false;
  }

  override render() {
    const { fields, submitLabel } = this.form;
    return html`<form
      novalidate
      aria-label=${this.text("form.label", { name: this.robotName })}
      @submit=${this.#submit}
    >
      ${fields.map((field) => this.#renderField(field))}
      <button class="submit" ?disabled=${this.busy}>${submitLabel}</button>
    </form>`;
  }

  #renderField(field: EmulatorCardField) {
    if (GROUPS.has(field.type))
      return html`<fieldset aria-describedby=${`missing-${field.name}`} ?disabled=${field.readOnly}>
        <legend>${this.#renderLabel(field)}</legend>
        ${field.options.map((option) => this.#renderChoice(field, option))} ${this.#renderMissing(field)}
      </fieldset>`;
    if (field.type === "CHECKBOX" || field.type === "SWITCH")
      return html`<label class="choice">
        <input
          type="checkbox"
          role=${field.type === "SWITCH" ? "switch" : nothing}
          .checked=${entryOf(field, this.entries) === true}
          ?disabled=${field.readOnly}
          @change=${(event: Event) => this.#enter(field, controlOf(event).checked)}
        />${field.label}
      </label>`;
    return html`<div class="field">
      <label for=${`field-${field.name}`}>${this.#renderLabel(field)}</label>
      ${this.#renderEntry(field)} ${this.#renderMissing(field)}
    </div>`;
  }

  #renderLabel({ label, required }: EmulatorCardField) {
    return html`${label}${required ? html` <span class="star" aria-hidden="true">*</span>` : nothing}`;
  }

  #renderMissing(field: EmulatorCardField) {
    const words =
      this.missing === field.name
        ? (field.requiredMsg ?? this.text("form.required", { field: field.label }))
        : nothing;
    return html`<span class="missing" role="alert" id=${`missing-${field.name}`}>${words}</span>`;
  }

  #renderChoice(field: EmulatorCardField, { value, text }: EmulatorCardField["options"][number]) {
    const many = field.type !== "CHECKBOX_GROUP";
    const entry = entryOf(field, this.entries);
    const chosen = Array.isArray(entry) ? (entry as readonly string[]) : [];
    const choose = (checked: boolean) => {
      if (!many) return this.#enter(field, value);
      const kept = field.options.map((option) => option.value);
      const wanted = new Set(checked ? [...chosen, value] : chosen.filter((one) => one !== value));
      this.#enter(
        field,
        kept.filter((one) => wanted.has(one)),
      );
    };
    return html`<label class="choice">
      <input
        type=${many ? "checkbox" : "radio"}
        name=${field.name}
        .checked=${many ? chosen.includes(value) : entry === value}
        @change=${(event: Event) => choose(controlOf(event).checked)}
      />${text}
    </label>`;
  }

  #renderEntry(field: EmulatorCardField) {
    const { name, type, placeholder = "", readOnly, options } = field;
    const entry = entryOf(field, this.entries);
    const id = `field-${name}`;
    const wrong = this.missing === name ? "true" : "false";
    if (type === "SELECT")
      return html`<select
        class="entry"
        id=${id}
        aria-invalid=${wrong}
        ?disabled=${readOnly}
        @change=${(event: Event) => this.#enter(field, controlOf(event).value)}
      >
        <option value="">${placeholder || this.text("form.choose")}</option>
        ${options.map(
          ({ value, text }) => html`<option value=${value} ?selected=${value === entry}>${text}</option>`,
        )}
      </select>`;
    const enter = (event: Event) => this.#enter(field, controlOf(event).value);
    if (type === "TEXT_AREA")
      return html`<textarea
        class="entry"
        id=${id}
        aria-invalid=${wrong}
        placeholder=${placeholder}
        ?readonly=${readOnly}
        .value=${String(entry)}
        @input=${enter}
      ></textarea>`;
    return html`<input
      class="entry"
      id=${id}
      type=${INPUT_TYPES[type] ?? "text"}
      step=${type === "NUMBER" ? "any" : nothing}
      aria-invalid=${wrong}
      placeholder=${placeholder}
      ?readonly=${readOnly}
      .value=${String(entry)}
      @input=${enter}
    />`;
  }

  #enter({ name }: EmulatorCardField, entry: FieldEntry): void {
    this.entries = { ...this.entries, [name]: entry };
    if (this.missing === name) this.missing = undefined;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const { fields } = this.form;
    this.missing = findMissing(fields, this.entries)?.name;
    if (this.missing !== undefined) return;
    this.busy = true;
    const detail: SubmitForm = {
      values: collectForm(fields, this.entries),
      onDone: () => (this.busy = false),
    };
    this.dispatchEvent(new CustomEvent<SubmitForm>("submit-form", { detail }));
  };
}

/**
 * The settings of single groups: one fold per group, called by its title where a bot knows it, with a control for each
 * key; groups are added and removed here, and the whole stands below as JSON. Knows neither gateway nor draft: it
 * shows a resolved value and fires `field-edit` with all entries, and `field-undo`.
 */
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { KnownGroupTitle, SettingsField } from "../../../contract/console-settings.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { checkField, readTyped, type FieldFault } from "../state/check-field.ts";
import { findGroup } from "../state/find-group.ts";
import {
  EVERY_ENTRY,
  listEntryIds,
  putEntryKey,
  readEntries,
  removeEntry,
  resolveEntryKey,
  takeBackEntryKey,
  type EntriesState,
} from "../state/resolve-entry-key.ts";
import type { ResolvedField } from "../state/resolve-field.ts";
import type { ConsoleText } from "../text/create-console-text.ts";
import { consoleStyles } from "./console-styles.ts";
import { groupEntriesStyles } from "./group-entries-styles.ts";
import type { FieldEdit } from "./setting-field.ts";
import { settingFieldStyles } from "./setting-field-styles.ts";
import { showCode } from "./show-code.ts";

export class GroupEntries extends LitElement {
  static override styles = [baseStyles, consoleStyles, settingFieldStyles, groupEntriesStyles];
  static override properties: PropertyDeclarations = {
    text: { attribute: false },
    field: { attribute: false },
    resolved: { attribute: false },
    saved: { attribute: false },
    botValue: { attribute: false },
    knownGroups: { attribute: false },
    fault: { attribute: false },
    ofAccount: { type: Boolean },
    readOnly: { type: Boolean },
    addFault: { state: true },
  };

  declare text: ConsoleText;
  declare field: SettingsField;
  declare resolved: ResolvedField;
  /** What the configuration says in this scope, without unsent edits. */
  declare saved: unknown;
  /** What counts for the bot itself, by the path of a setting. */
  declare botValue: (path: string) => unknown;
  declare knownGroups: readonly KnownGroupTitle[];
  declare fault: FieldFault | undefined;
  declare ofAccount: boolean;
  declare readOnly: boolean;
  declare addFault: string | undefined;

  /** The group whose fold is to be opened as soon as it is there. */
  #wanted: string | undefined;

  constructor() {
    super();
    this.ofAccount = false;
    this.readOnly = false;
  }

  /** Goes to the first group, or to where one is added. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("summary, input, textarea")?.focus();
  }

  /** A group that was put on the list comes back with the draft, some renderings later. */
  override updated(): void {
    if (this.#wanted === undefined) return;
    const fold = this.renderRoot.querySelector<HTMLDetailsElement>(
      `[data-entry="${CSS.escape(this.#wanted)}"]`,
    );
    if (!fold) return;
    this.#wanted = undefined;
    fold.open = true;
    fold.querySelector("summary")?.focus();
  }

  get #state(): EntriesState {
    const { source, value, beneath } = this.resolved;
    return {
      own: source === "here" ? readEntries(value) : {},
      saved: readEntries(this.saved),
      above: this.ofAccount ? readEntries(beneath.value) : {},
    };
  }

  #edit(value: unknown): void {
    this.dispatchEvent(new CustomEvent<FieldEdit>("field-edit", { detail: { value } }));
  }

  #name(id: string): string {
    if (id === EVERY_ENTRY) return this.text("settings.entries.all");
    const known = this.knownGroups.find(({ conversationId }) => conversationId === id);
    return known?.title.trim() || this.text("settings.entries.unnamed");
  }

  override render() {
    const { field, text, fault, resolved } = this;
    const state = this.#state;
    const ids = listEntryIds(state);
    return html`<div class="whole">
      <div class="about">
        <span class="name"
          ><strong class="label" id="label">${field.label}</strong> <code>${field.path}</code></span
        >
        <p class="help" id="help">${showCode(field.help)}</p>
      </div>
      <span class="wrong" id="wrong" role="alert">${fault ? text(fault.key, fault.values) : nothing}</span>
      ${
        ids.length === 0
          ? html`<p class="soft">${text("settings.entries.none")}</p>`
          : html`<ul aria-labelledby="label">
              ${repeat(
                ids,
                (id) => id,
                (id) => html`<li>${this.#renderEntry(state, id)}</li>`,
              )}
            </ul>`
      }
      ${this.readOnly ? nothing : this.#renderAdding(state, ids)} ${this.#renderRaw(resolved.value)}
      ${
        resolved.changed
          ? html`<div class="under">
              <span class="chip accent">${text("settings.changed")}</span>
              <button
                type="button"
                class="link"
                aria-label=${text("settings.takeBackEditOf", { label: field.label })}
                @click=${() => this.dispatchEvent(new CustomEvent("field-undo"))}
              >
                ${text("settings.takeBackEdit")}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderEntry(state: EntriesState, id: string): TemplateResult {
    const { text, field } = this;
    const name = this.#name(id);
    const own = state.own[id];
    const count = Object.keys(own ?? {}).length;
    const { keys = [] } = field;
    const chips = own
      ? html`<span class="chip"
            >${count === 0 ? text("settings.entries.nothing") : text("settings.entries.count", { count })}</span
          >
          ${state.saved[id] ? nothing : html`<span class="chip accent">${text("settings.newAccount")}</span>`}`
      : html`<span class="chip">${text("settings.source.inherited")}</span>`;
    return html`<details data-entry=${id}>
      <summary>
        <span class="who"><bdi>${name}</bdi> <code>${id}</code></span> <span class="chips">${chips}</span>
      </summary>
      <div class="keys" role="group" aria-label=${name}>
        ${keys.filter(({ advanced }) => !advanced).map((key) => this.#renderKey(state, id, key))}
        ${this.#renderAdvanced(
          state,
          id,
          keys.filter(({ advanced }) => advanced),
        )}
        ${
          own && !this.readOnly
            ? html`<button
                type="button"
                class="button danger small remove"
                aria-label=${text("settings.entries.removeOf", { name })}
                @click=${() => this.#remove(state, id)}
              >
                ${icon("trash", 15)} ${text("settings.entries.remove")}
              </button>`
            : nothing
        }
      </div>
    </details>`;
  }

  #renderAdvanced(
    state: EntriesState,
    id: string,
    keys: readonly SettingsField[],
  ): TemplateResult | typeof nothing {
    if (keys.length === 0) return nothing;
    return html`<details class="advanced">
      <summary>${this.text("settings.advanced", { count: keys.length })}</summary>
      ${keys.map((key) => this.#renderKey(state, id, key))}
    </details>`;
  }

  #renderKey(state: EntriesState, id: string, key: SettingsField): TemplateResult {
    const bot = key.follows === undefined ? undefined : this.botValue(key.follows);
    const value = state.own[id]?.[key.path];
    return html`<setting-field
      data-key=${key.path}
      .text=${this.text}
      .field=${key}
      .resolved=${resolveEntryKey(state, id, key, bot)}
      .fault=${value === undefined ? undefined : checkField(key, value)}
      .ofAccount=${true}
      .readOnly=${this.readOnly}
      @field-edit=${({ detail }: CustomEvent<FieldEdit>) =>
        this.#edit(putEntryKey(state.own, id, key.path, detail.value))}
      @field-undo=${() => this.#edit(takeBackEntryKey(state, id, key.path))}
    ></setting-field>`;
  }

  #remove(state: EntriesState, id: string): void {
    this.#edit(removeEntry(state.own, id));
    // The fold with the button goes: the keyboard goes on where a group is added.
    this.renderRoot.querySelector<HTMLElement>("#new-entry")?.focus();
  }

  #renderAdding(state: EntriesState, ids: readonly string[]): TemplateResult {
    const { text } = this;
    const offered = this.knownGroups.filter(
      ({ conversationId }, index, all) =>
        !ids.includes(conversationId) &&
        all.findIndex((one) => one.conversationId === conversationId) === index,
    );
    return html`<form class="adding" @submit=${(event: SubmitEvent) => this.#add(event, state)}>
      <label class="label" for="new-entry">${text("settings.entries.addLabel")}</label>
      <div class="row">
        <input
          id="new-entry"
          type="text"
          list="known"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="adding-help adding-wrong"
          aria-invalid=${this.addFault ? "true" : nothing}
          @input=${() => (this.addFault = undefined)}
        />
        <datalist id="known">
          ${offered.map(({ conversationId, title }) => html`<option value=${conversationId}>${title}</option>`)}
        </datalist>
        <button class="button small">${icon("plus", 15)} ${text("settings.entries.add")}</button>
        ${
          ids.includes(EVERY_ENTRY)
            ? nothing
            : html`<button
                type="button"
                class="button quiet small"
                @click=${() => this.#open(state, EVERY_ENTRY)}
              >
                ${text("settings.entries.addAll")}
              </button>`
        }
      </div>
      <span class="help" id="adding-help">${text("settings.entries.addHint")}</span>
      <span class="wrong" id="adding-wrong" role="alert">${this.addFault ?? nothing}</span>
    </form>`;
  }

  #add(event: SubmitEvent, state: EntriesState): void {
    event.preventDefault();
    const input = this.renderRoot.querySelector<HTMLInputElement>("#new-entry");
    const found = findGroup(this.knownGroups, input?.value ?? "");
    if (found.kind === "refused") {
      this.addFault = this.text(found.key);
      input?.focus();
      return;
    }
    if (input) input.value = "";
    this.#open(state, found.id);
  }

  /** Opens the group's fold and goes there; one that is not on the list is put on it. */
  #open(state: EntriesState, id: string): void {
    this.#wanted = id;
    if (state.own[id] || state.above[id]) this.requestUpdate();
    else this.#edit({ ...state.own, [id]: {} });
  }

  #renderRaw(value: unknown): TemplateResult {
    const { text, field } = this;
    const isWrong = typeof value === "string";
    const words = isWrong ? value : value === undefined ? "" : JSON.stringify(value, null, 2);
    return html`<details class="raw" ?open=${isWrong}>
      <summary>${text("settings.entries.raw")}</summary>
      <textarea
        rows="8"
        spellcheck="false"
        aria-label=${`${field.label}: JSON`}
        aria-describedby="wrong"
        aria-invalid=${isWrong ? "true" : nothing}
        placeholder=${field.wanted}
        ?readonly=${this.readOnly}
        .value=${words}
        @change=${(event: Event) =>
          this.#edit(readTyped(field, (event.currentTarget as HTMLTextAreaElement).value))}
      ></textarea>
    </details>`;
  }
}

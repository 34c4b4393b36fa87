/** A list of short texts as chips: Enter adds, several lines can be pasted, each chip has a button that removes it. */
import { css, html, LitElement } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { ConsoleText } from "../text/create-console-text.ts";
import { consoleStyles } from "./console-styles.ts";

export class ListEditor extends LitElement {
  static override styles = [
    baseStyles,
    consoleStyles,
    css`
      .entries {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }

      .entries li {
        display: flex;
        align-items: center;
        min-width: 0;
        max-width: 100%;
        padding-inline-start: 10px;
        border-radius: 7px;
        background: var(--surface-selected);
        color: var(--ink-mention);
        font-size: 13px;
      }

      .entries bdi {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .entries button {
        display: grid;
        place-items: center;
        width: 28px;
        height: 28px;
        flex: none;
        border-radius: 7px;
      }

      .entries button:hover {
        background: var(--surface-hover);
      }

      .editor {
        display: grid;
        gap: 8px;
      }

      .faint {
        opacity: 0.75;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    label: { attribute: false },
    entries: { attribute: false },
    faint: { type: Boolean },
  };

  declare text: ConsoleText;
  declare label: string;
  declare entries: readonly (string | number)[];
  /** The entries come from elsewhere; the first change makes them this list's own. */
  declare faint: boolean;

  override render() {
    const { text, label, entries } = this;
    return html`<div class="editor">
      ${
        entries.length === 0
          ? html`<span class="help">${text("settings.list.empty")}</span>`
          : html`<ul class="entries ${this.faint ? "faint" : ""}">
              ${entries.map(
                (entry, index) =>
                  html`<li>
                    <bdi title=${String(entry)}>${entry}</bdi>
                    <button
                      type="button"
                      aria-label=${text("settings.list.remove", { entry: String(entry) })}
                      @click=${() => this.#remove(index)}
                    >
                      ${icon("close", 13)}
                    </button>
                  </li>`,
              )}
            </ul>`
      }
      <input
        type="text"
        aria-label=${text("settings.list.add", { label })}
        placeholder=${text("settings.list.hint")}
        @keydown=${this.#onKey}
        @paste=${this.#onPaste}
        @change=${(event: Event) => this.#add(event.currentTarget as HTMLInputElement)}
      />
    </div>`;
  }

  #tell(entries: readonly (string | number)[]): void {
    this.dispatchEvent(new CustomEvent("list-change", { detail: entries }));
  }

  #remove(index: number): void {
    this.#tell(this.entries.filter((_, at) => at !== index));
    // The button is gone: the keyboard goes on at the field.
    this.renderRoot.querySelector("input")?.focus();
  }

  #add(input: HTMLInputElement, words = input.value): void {
    const known = new Set(this.entries.map(String));
    const added = words.split(/[\r\n,，;；]+/).flatMap((word) => {
      const entry = word.trim();
      if (entry === "" || known.has(entry)) return [];
      known.add(entry);
      return [entry];
    });
    input.value = "";
    if (added.length > 0) this.#tell([...this.entries, ...added]);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.#add(event.currentTarget as HTMLInputElement);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const words = event.clipboardData?.getData("text") ?? "";
    if (!/[\r\n]/.test(words)) return;
    event.preventDefault();
    this.#add(event.currentTarget as HTMLInputElement, words);
  };
}

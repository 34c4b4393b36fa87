/**
 * The search box over the conversations: what is typed is asked of the emulator, which finds what this person may
 * find: bots with a published version, groups they are in. Below stands where it was said. Fires `pick-hit` and
 * `pick-said`; an answer that comes late is dropped.
 */
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { SearchHit } from "../../../contract/emulator-console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { snippetOf, type WordHit } from "../state/find-words.ts";
import type { Text } from "../../shared/text/create-text.ts";

const PAUSE_MS = 150;

export class ChatSearch extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        margin-bottom: 8px;
      }

      .field {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 0 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink-soft);
      }

      .field:focus-within {
        border-color: var(--accent);
      }

      input {
        flex: 1;
        min-width: 0;
        height: 32px;
        border: 0;
        outline: 0;
        background: none;
        color: var(--ink);
        font: inherit;
        font-size: 13px;
      }

      input:focus-visible {
        outline: 0;
      }

      input::placeholder {
        color: var(--ink-soft);
        opacity: 1;
      }

      .hit {
        display: flex;
        gap: 10px;
        align-items: center;
        width: 100%;
        padding: 8px 10px;
        border-radius: var(--radius);
        text-align: start;
        --avatar-size: 30px;
      }

      .hit:hover {
        background: var(--surface-hover);
      }

      .hit span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .results {
        max-height: 60vh;
        overflow-y: auto;
      }

      h2 {
        margin: 8px 10px 4px;
        color: var(--ink-soft);
        font-size: 12px;
        font-weight: 500;
      }

      .said {
        display: grid;
        gap: 0;
      }

      .said .where {
        color: var(--ink-soft);
        font-size: 12px;
      }

      .none {
        margin: 0;
        padding: 10px;
        color: var(--ink-soft);
        font-size: 13px;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    personId: { attribute: false },
    find: { attribute: false },
    findSaid: { attribute: false },
    word: { state: true },
    hits: { state: true },
    said: { state: true },
  };

  declare text: Text;
  declare personId: string;
  declare find: (staffId: string, word: string) => Promise<readonly SearchHit[]>;
  declare findSaid: (word: string) => readonly WordHit[];
  declare word: string;
  /** Of the last question; undefined when nothing was asked. */
  declare hits: readonly SearchHit[] | undefined;
  declare said: readonly WordHit[];

  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.word = "";
    this.said = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("personId")) this.#empty();
  }

  override render() {
    const label = this.text("search.label");
    return html`
      <div class="field">
        ${icon("search", 16)}
        <input
          type="search"
          aria-label=${label}
          placeholder=${label}
          .value=${this.word}
          @input=${this.#onInput}
          @keydown=${(event: KeyboardEvent) => event.key === "Escape" && this.#empty()}
        />
      </div>
      <div role="status">
        ${this.hits?.length === 0 && this.said.length === 0 ? html`<p class="none">${this.text("search.none")}</p>` : nothing}
      </div>
      ${
        this.hits && this.hits.length > 0
          ? html`<ul aria-label=${this.text("search.hits")}>
              ${this.hits.map((hit) => this.#renderHit(hit))}
            </ul>`
          : nothing
      }
      ${this.said.length > 0 ? this.#renderSaid() : nothing}
    `;
  }

  #renderHit(hit: SearchHit) {
    return html`<li>
      <button type="button" class="hit" @click=${() => this.#pick(hit)}>
        <avatar-badge .kind=${hit.kind} .name=${hit.name} .key=${hit.id}></avatar-badge>
        <span>${hit.name}</span>
      </button>
    </li>`;
  }

  #renderSaid() {
    return html`<h2>${this.text("search.said")}</h2>
      <ul class="results" aria-label=${this.text("search.said")}>
        ${this.said.map(
          (hit) =>
            html`<li>
              <button type="button" class="hit said" @click=${() => this.#pickSaid(hit)}>
                <span>${snippetOf(hit.message.text, this.word)}</span>
                <span class="where">${hit.conversation.title} · ${hit.message.from.name}</span>
              </button>
            </li>`,
        )}
      </ul>`;
  }

  #pickSaid(hit: WordHit): void {
    this.#empty();
    this.dispatchEvent(new CustomEvent("pick-said", { detail: hit }));
  }

  #pick(hit: SearchHit): void {
    this.#empty();
    this.dispatchEvent(new CustomEvent("pick-hit", { detail: hit }));
  }

  #empty(): void {
    clearTimeout(this.#timer);
    this.word = "";
    this.hits = undefined;
    this.said = [];
  }

  readonly #onInput = (event: Event): void => {
    this.word = (event.currentTarget as HTMLInputElement).value;
    clearTimeout(this.#timer);
    if (this.word.trim() === "") [this.hits, this.said] = [undefined, []];
    else this.#timer = setTimeout(() => void this.#ask(this.word), PAUSE_MS);
  };

  async #ask(word: string): Promise<void> {
    const hits = await this.find(this.personId, word).catch(() => []);
    // People of the company are found too, but there is nothing to say to them here: no bot listens.
    if (word !== this.word) return;
    this.hits = hits.filter(({ kind }) => kind !== "person");
    this.said = this.findSaid(word);
  }
}

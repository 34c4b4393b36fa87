/**
 * Where a person writes: Enter sends (not while an input method composes), `@` offers robots, people and everybody, each
 * conversation keeps its own draft and picked files. What is not sent comes back into the field.
 */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import type {
  EmulatorApp,
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { findMentionQuery, insertMention, type MentionQuery } from "../mentions/find-mention-query.ts";
import { findMentions, resolveMentions } from "../mentions/find-mentions.ts";
import { readPickedFile } from "../read-picked-file.ts";
import { EVERYBODY } from "../state/chat-view.ts";
import type { DraftBoard } from "../state/draft-board.ts";
import { planSays, type Say } from "../state/plan-says.ts";
import { composerStyles } from "./composer-styles.ts";

interface Candidate {
  readonly kind: "robot" | "person" | "group";
  readonly name: string;
  readonly key: string;
}

export class ChatComposer extends LitElement {
  static override styles = [baseStyles, composerStyles];
  static override properties = {
    text: { attribute: false },
    conversation: { attribute: false },
    robots: { attribute: false },
    members: { attribute: false },
    personId: { attribute: false },
    drafts: { attribute: false },
    fresh: { attribute: false },
    quote: { attribute: false },
    onSend: { attribute: false },
    files: { state: true },
    draft: { state: true },
    query: { state: true },
    choice: { state: true },
    trying: { state: true },
    sending: { state: true },
  };

  declare text: Text;
  declare conversation: EmulatorConversation;
  declare robots: readonly EmulatorApp[];
  /** People of a group whom one can name; bots alone hear of it. */
  declare members: readonly EmulatorPerson[];
  /** Who writes: a draft belongs to a person and a conversation. */
  declare personId: string;
  declare drafts: DraftBoard;
  /** Nothing was said here yet: suggestions are shown unasked. */
  declare fresh: boolean;
  /** Resolves to whether it was sent. */
  declare onSend: (say: Say) => Promise<boolean>;
  /** What the next message quotes. */
  declare quote: EmulatorMessage | undefined;
  /** Picked and not yet sent. */
  declare files: readonly File[];
  declare draft: string;
  declare query: MentionQuery | undefined;
  declare choice: number;
  declare trying: boolean;
  /** Files are under way, which may take seconds. */
  declare sending: boolean;

  /** Picked for other conversations, by their key. */
  readonly #filesOf = new Map<string, readonly File[]>();
  /** Whose draft is in the field. */
  #key = "";

  constructor() {
    super();
    this.draft = "";
    this.choice = 0;
    this.trying = false;
    this.sending = false;
    this.files = [];
  }

  override focus(options?: FocusOptions): void {
    this.#area?.focus(options);
  }

  /** Puts words into the field, as if they had been written; what is there stays. */
  write(words: string): void {
    const text = this.draft === "" ? words : `${this.draft}\n${words}`;
    void this.#replace({ text, caret: text.length });
  }

  addFiles(files: readonly File[]): void {
    this.files = [...this.files, ...files];
    this.#area?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const key = this.#draftKey;
    if (key !== this.#key) {
      this.#filesOf.set(this.#key, this.files);
      this.#key = key;
      this.draft = this.drafts.get(this.personId, this.conversation.conversationId);
      this.files = this.#filesOf.get(key) ?? [];
      this.query = undefined;
      this.trying = false;
    } else if (changed.has("draft")) {
      this.drafts.keep(this.personId, this.conversation.conversationId, this.draft);
    }
  }

  /** A group may have more people than fit: the one that Enter takes is always in sight. */
  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("choice") && !changed.has("query")) return;
    this.renderRoot.querySelector('.names [aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  override render() {
    const names = this.#candidates;
    const active = names.length > 0 ? `name-${this.choice}` : nothing;
    return html`
      <form @submit=${this.#onSubmit}>
        ${
          this.fresh || this.trying
            ? html`<suggestion-row
                .text=${this.text}
                @pick-suggestion=${this.#onSuggestion}
              ></suggestion-row>`
            : nothing
        }
        ${names.length > 0 ? this.#renderNames(names) : nothing}
        <div class="field">
          <composer-extras
            .text=${this.text}
            .files=${this.files}
            .quote=${this.quote}
            @drop-file=${(event: CustomEvent<File>) => this.#leaveOut(event.detail)}
          ></composer-extras>
          <textarea
            rows="2"
            aria-label=${this.text("composer.label", { title: this.conversation.title })}
            aria-autocomplete="list"
            aria-controls=${names.length > 0 ? "names" : nothing}
            aria-activedescendant=${active}
            placeholder=${this.text("composer.placeholder")}
            .value=${live(this.draft)}
            @input=${this.#onInput}
            @click=${this.#onCaret}
            @blur=${() => (this.query = undefined)}
            @keydown=${this.#onKey}
            @paste=${this.#onPaste}
          ></textarea>
          <div class="tools">${this.#renderTools()}</div>
        </div>
      </form>
    `;
  }

  #renderTools() {
    const mention = this.text("composer.mention");
    const suggest = this.text("composer.tryToggle");
    return html`
      ${
        this.#isGroup
          ? html`<button
              type="button"
              class="icon-button mention"
              aria-label=${mention}
              title=${mention}
              @click=${this.#startMention}
            >
              ${icon("mention")}
            </button>`
          : nothing
      }
      ${this.#renderAttach()}
      <sample-menu
        .text=${this.text}
        @pick-sample=${(event: CustomEvent<Say>) => void this.onSend(event.detail)}
      ></sample-menu>
      <emoji-picker
        .text=${this.text}
        @pick-emoji=${(event: CustomEvent<string>) => this.#insert(event.detail)}
      ></emoji-picker>
      <button
        type="button"
        class="icon-button"
        aria-label=${suggest}
        title=${suggest}
        aria-pressed=${this.fresh || this.trying ? "true" : "false"}
        @click=${() => (this.trying = !this.trying)}
      >
        ${icon("spark")}
      </button>
      ${this.#renderHint()}
      <button type="submit" class="send" ?disabled=${this.#isEmpty}>
        ${icon("send", 16)} ${this.text("composer.send")}
      </button>
    `;
  }

  #renderAttach() {
    const attach = this.text("composer.attach");
    return html`<button
        type="button"
        class="icon-button"
        aria-label=${attach}
        title=${attach}
        @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input")?.click()}
      >
        ${icon("clip")}
      </button>
      <input type="file" multiple hidden aria-label=${attach} @change=${this.#onPick} />`;
  }

  #renderHint() {
    if (this.sending) return html`<span class="hint" role="status">${this.text("composer.sending")}</span>`;
    if (this.robots.length === 0) return html`<span class="hint">${this.text("composer.noRobots")}</span>`;
    if (!this.#isGroup || this.#isHeard(this.draft)) {
      return html`<span class="hint keys">${this.text("composer.keys")}</span>`;
    }
    return html`<span class="hint group"
      >${this.text("composer.groupHint")}
      ${this.robots.map(
        ({ name }) =>
          html`<button type="button" @click=${() => this.#addMention(name)}>
            ${this.text("composer.addMention", { name })}
          </button>`,
      )}</span
    >`;
  }

  #renderNames(names: readonly Candidate[]) {
    return html`<ul class="names" id="names" role="listbox" aria-label=${this.text("composer.mentionList")}>
      ${names.map(
        ({ kind, name, key }, index) =>
          html`<li
            id="name-${index}"
            role="option"
            aria-selected=${index === this.choice ? "true" : "false"}
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#chooseName(name)}
          >
            <avatar-badge .kind=${kind} .name=${name} .key=${key}></avatar-badge>
            ${name}
          </li>`,
      )}
    </ul>`;
  }

  get #draftKey(): string {
    return `${this.personId} ${this.conversation.conversationId}`;
  }

  get #isGroup(): boolean {
    return this.conversation.type === "group";
  }

  get #isEmpty(): boolean {
    return this.draft.trim() === "" && this.files.length === 0;
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  /** Who fits the mention being typed, bots first; nobody when no mention is. */
  get #candidates(): readonly Candidate[] {
    const query = this.query?.query.toLowerCase();
    if (query === undefined || !this.#isGroup) return [];
    const robots = this.robots.map(({ clientId, name }) => ({ kind: "robot" as const, name, key: clientId }));
    const people = this.members.map(({ staffId, name }) => ({ kind: "person" as const, name, key: staffId }));
    const all = { kind: "group" as const, name: this.text("composer.everybody"), key: "" };
    return [...robots, all, ...people].filter(({ name }) => name.toLowerCase().includes(query));
  }

  #namesAll(text: string): boolean {
    const everybody = EVERYBODY.map((name) => ({ clientId: name, name }));
    return this.#isGroup && findMentions(text, everybody).length > 0;
  }

  /** A bot of the group would be told. */
  #isHeard(text: string): boolean {
    return this.#namesAll(text) || resolveMentions(text, this.robots).length > 0;
  }

  readonly #onInput = (): void => {
    this.draft = this.#area?.value ?? "";
    this.#onCaret();
  };

  readonly #onPick = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    this.addFiles([...(input.files ?? [])]);
    input.value = "";
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  };

  #leaveOut(file: File): void {
    this.files = this.files.filter((one) => one !== file);
    this.#area?.focus();
  }

  readonly #onCaret = (): void => {
    const area = this.#area;
    this.query = area ? findMentionQuery(area.value, area.selectionStart) : undefined;
    this.choice = 0;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    // 229: some input methods report the key that ends a composition this way.
    if (event.isComposing || event.keyCode === 229) return;
    const names = this.#candidates;
    if (names.length > 0 && this.#moveInNames(event, names)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void this.#send(this.draft);
    }
  };

  /** Returns whether the key was for the list of names. */
  #moveInNames(event: KeyboardEvent, names: readonly Candidate[]): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.choice = (this.choice + step + names.length) % names.length;
    else if (event.key === "Enter" || event.key === "Tab") this.#chooseName(names[this.choice]?.name ?? "");
    else if (event.key === "Escape") this.query = undefined;
    else return false;
    return true;
  }

  #insert(words: string): void {
    const area = this.#area;
    if (!area) return;
    const [start, end] = [area.selectionStart, area.selectionEnd];
    const text = this.draft.slice(0, start) + words + this.draft.slice(end);
    void this.#replace({ text, caret: start + words.length });
  }

  #chooseName(name: string): void {
    const area = this.#area;
    if (!area || !this.query) return;
    void this.#replace(insertMention(this.draft, this.query.start, area.selectionStart, name));
  }

  #addMention(name: string): void {
    void this.#replace(insertMention(this.draft, 0, 0, name));
  }

  readonly #startMention = (): void => {
    const area = this.#area;
    if (!area) return;
    const at = area.selectionStart;
    const glue = /[A-Za-z0-9_]$/.test(this.draft.slice(0, at)) ? " @" : "@";
    const text = this.draft.slice(0, at) + glue + this.draft.slice(at);
    void this.#replace({ text, caret: at + glue.length });
  };

  async #replace({ text, caret }: { text: string; caret: number }): Promise<void> {
    this.draft = text;
    await this.updateComplete;
    this.#area?.focus();
    this.#area?.setSelectionRange(caret, caret);
    this.#onCaret();
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send(this.draft);
    this.#area?.focus();
  };

  readonly #onSuggestion = (event: CustomEvent<string>): void => {
    const robot = this.robots[0];
    void this.#send(this.#isGroup && robot ? `@${robot.name} ${event.detail}` : event.detail, this.draft);
    this.trying = false;
  };

  /** `keep` stays in the field: a suggestion is sent beside the draft, and takes no files along. */
  async #send(text: string, keep = ""): Promise<void> {
    const files = keep === "" ? this.files : [];
    if (text.trim() === "" && files.length === 0) return;
    const { personId, conversation } = this;
    const key = this.#draftKey;
    const mentions = resolveMentions(text, this.robots);
    this.draft = keep;
    this.query = undefined;
    if (keep === "") this.files = [];
    const quote = this.quote?.id;
    const all = this.#namesAll(text);
    this.sending = files.length > 0;
    const sent = await this.#sendAll(files, { text: text.trim(), mentions, all, quote });
    this.sending = false;
    if (sent) return;
    if (key !== this.#draftKey) {
      this.#filesOf.set(key, files);
      return this.drafts.keep(personId, conversation.conversationId, text);
    }
    if (this.draft === "") this.draft = text;
    if (this.files.length === 0) this.files = files;
  }

  /** Whether everything went out. */
  async #sendAll(
    files: readonly File[],
    draft: { text: string; mentions: readonly string[]; all: boolean; quote: string | undefined },
  ): Promise<boolean> {
    const read = await Promise.all(files.map(readPickedFile)).catch(() => undefined);
    if (!read) return false;
    for (const say of planSays({ ...draft, files: read })) if (!(await this.onSend(say))) return false;
    if (draft.quote !== undefined && draft.quote === this.quote?.id)
      this.dispatchEvent(new CustomEvent("drop-quote"));
    return true;
  }
}

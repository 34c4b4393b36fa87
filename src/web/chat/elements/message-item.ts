/**
 * One message: avatar and name at the start of a run, then a bubble or a card, and under my own messages how the delivery
 * to the robot stands and who has read it. People's words are text, never markup. A right click, or a long press, opens
 * what can be done with it; beside links and fields the browser's own menu stays.
 */
import { html, LitElement, nothing } from "lit";
import type { EmulatorApp, EmulatorMessage, EmulatorPerson } from "../../../contract/emulator-control.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import type { MenuButton, MenuItem } from "../../shared/elements/menu-button.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { timeLabel } from "../../shared/text/time-label.ts";
import { EVERYBODY, evaluateDelivery, type Delivery, type Readers } from "../state/chat-view.ts";
import { differs } from "../state/differs.ts";
import { previewWords } from "../state/preview-words.ts";
import { ALL, splitWords, type WordRun } from "../state/split-words.ts";
import { messageItemStyles } from "./message-item-styles.ts";

const MARKS: Readonly<Record<Delivery, IconName>> = {
  waiting: "clock",
  delivered: "check",
  acknowledged: "checks",
};

/** Where the browser's own menu is of more use. */
const NATIVE_MENU = "a[href], input, textarea, select, audio, video";

export interface ForwardMessage {
  readonly message: EmulatorMessage;
  readonly conversationId: string;
}

const item = (id: string, label: string, mark: IconName): MenuItem => ({ id, label, lead: icon(mark, 18) });

type Told = "quote-message" | "take-back-message" | "message-copied" | "edit-again" | "show-message";

export class MessageItem extends LitElement {
  static override styles = [baseStyles, messageItemStyles];
  static override properties = {
    text: { attribute: false },
    message: { attribute: false },
    robots: { attribute: false, hasChanged: differs },
    people: { attribute: false, hasChanged: differs },
    personId: { attribute: false },
    mine: { attribute: false },
    startsRun: { attribute: false },
    group: { attribute: false },
    quoted: { attribute: false, hasChanged: differs },
    readers: { attribute: false, hasChanged: differs },
    forwardTo: { attribute: false, hasChanged: differs },
    again: { attribute: false },
  };

  declare text: Text;
  declare message: EmulatorMessage;
  /** Robots whose names are marked as mentions. */
  declare robots: readonly EmulatorApp[];
  /** People of the group, whose names are marked too. */
  declare people: readonly EmulatorPerson[];
  /** Who reads. */
  declare personId: string;
  declare mine: boolean;
  declare startsRun: boolean;
  declare group: boolean;
  /** The message that this one quotes. */
  declare quoted: EmulatorMessage | undefined;
  /** Who of a group has read my message. */
  declare readers: Readers | undefined;
  declare forwardTo: readonly MenuItem[];
  /** What it said before it was taken back in this window. */
  declare again: string | undefined;

  /** Selected when the menu was opened; taken instead of the whole message. */
  #selected = "";
  /** Where the menu was opened: what it leads to opens there too. */
  #point = { x: 0, y: 0 };

  override render() {
    const { from, at, recalled } = this.message;
    if (recalled) return this.#renderRecalled();
    const name = this.mine ? this.text("messages.mine") : from.name;
    const moment = timeLabel(at, { locale: this.text.locale, now: Date.now(), form: "full" });
    return html`
      <div class="message ${this.mine ? "mine" : ""}" title=${moment}>
        ${
          this.startsRun
            ? html`<avatar-badge .kind=${from.kind} .name=${from.name} .key=${from.id}></avatar-badge>`
            : nothing
        }
        <div class="stack" @contextmenu=${this.#onContextMenu}>
          ${this.#renderName(name)} ${this.#renderContent()} ${this.#renderAttachments()}
          ${this.#renderReactions()} ${this.#renderStatus()} ${this.#renderActions(name)}
          <menu-button
            bare
            class="all-acts"
            .label=${this.text("messages.acts")}
            .items=${this.#acts}
            @menu-select=${(event: CustomEvent<string>) => this.#act(event.detail)}
          ></menu-button>
        </div>
      </div>
    `;
  }

  #renderRecalled() {
    const { name } = this.message.from;
    return html`<p class="recalled">
      ${this.mine ? this.text("messages.recalledMine") : this.text("messages.recalled", { name })}
      ${
        this.mine && this.again
          ? html`<button type="button" @click=${() => this.#tell("edit-again", this.again)}>
              ${this.text("messages.editAgain")}
            </button>`
          : nothing
      }
    </p>`;
  }

  get #words(): string {
    const { kind, attachments, text } = this.message;
    return attachments && kind === "other" ? "" : text;
  }

  get #acts(): readonly MenuItem[] {
    return [
      ...(this.#words === "" ? [] : [item("copy", this.text("messages.copy"), "copy")]),
      item("quote", this.text("messages.quoteShort"), "quote"),
      item("forward", this.text("messages.forwardShort"), "forward"),
      ...(this.mine ? [item("take-back", this.text("messages.takeBack"), "undo")] : []),
    ];
  }

  #act(id: string): void {
    if (id === "copy") void this.#copy();
    else if (id === "quote") this.#tell("quote-message", this.message);
    else if (id === "take-back") this.#tell("take-back-message", this.message);
    else if (id === "forward") {
      const { x, y } = this.#point;
      this.renderRoot.querySelector<MenuButton>(".forward")?.openAt(x, y);
    }
  }

  async #copy(): Promise<void> {
    await navigator.clipboard?.writeText(this.#selected || this.#words);
    this.#tell("message-copied", this.message);
  }

  readonly #onContextMenu = (event: PointerEvent): void => {
    const [at] = event.composedPath();
    const own = event.composedPath().find((one) => one instanceof Element && one.matches(NATIVE_MENU));
    if (event.shiftKey || (own && !(own as Element).matches(".view"))) return;
    event.preventDefault();
    this.#selected = getSelection()?.toString() ?? "";
    // The keyboard's menu key tells no place: then it is the one that has the focus.
    const box = (at as Element).getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const [x, y] = byKey ? [box.left, box.bottom] : [event.clientX, event.clientY];
    this.#point = { x, y };
    this.renderRoot.querySelector<MenuButton>(".all-acts")?.openAt(x, y);
  };

  #renderActions(name: string) {
    const button = (act: string, label: string, mark: IconName) =>
      html`<button
        type="button"
        class="icon-button ${act}"
        aria-label=${label}
        title=${label}
        @click=${() => this.#act(act)}
      >
        ${icon(mark, 16)}
      </button>`;
    return html`<div class="actions" @pointerdown=${() => (this.#selected = "")}>
      ${button("quote", this.text("messages.quote", { name }), "quote")}
      <menu-button
        class="forward"
        .label=${this.text("messages.forward", { name })}
        .heading=${this.text("messages.forwardTo")}
        .items=${this.forwardTo}
        @menu-select=${this.#forward}
      >
        <span class="icon-button">${icon("forward", 16)}</span>
      </menu-button>
      ${this.#words === "" ? nothing : button("copy", this.text("messages.copy"), "copy")}
      ${this.mine ? button("take-back", this.text("messages.takeBack"), "undo") : nothing}
    </div>`;
  }

  #renderName(name: string) {
    const robot = this.message.from.kind === "robot";
    if (this.mine || !this.startsRun || !(this.group || robot)) {
      return html`<span class="sr-only">${name}</span>`;
    }
    return html`<span class="name"
      >${name}${robot ? html`<span class="tag">${this.text("list.robot")}</span>` : nothing}</span
    >`;
  }

  #tell(event: Told, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, composed: true }));
  }

  readonly #forward = (event: CustomEvent<string>): void => {
    const detail: ForwardMessage = { message: this.message, conversationId: event.detail };
    this.dispatchEvent(new CustomEvent("forward-message", { detail, bubbles: true, composed: true }));
  };

  #renderQuoted() {
    const { quoted } = this;
    if (!quoted) return nothing;
    const { name } = quoted.from;
    return html`<button
      type="button"
      class="quoted"
      title=${this.text("messages.showQuoted")}
      @click=${() => this.#tell("show-message", quoted.id)}
    >
      ${this.text("list.lastBy", { name, text: previewWords(this.text, quoted) })}
    </button>`;
  }

  #renderAttachments() {
    const { attachments, form } = this.message;
    if (!attachments) return nothing;
    return html`<attachment-list
      .text=${this.text}
      .attachments=${attachments}
      .asFiles=${form === "file"}
    ></attachment-list>`;
  }

  #renderReactions() {
    const { reactions } = this.message;
    if (!reactions) return nothing;
    return html`<ul class="reactions" aria-label=${this.text("messages.reactions")}>
      ${reactions.map(({ name }) => html`<li>${name}</li>`)}
    </ul>`;
  }

  #renderContent() {
    const { kind, card, linkCard, from, text, attachments } = this.message;
    // A file's text is its name, which stands on its chip; a rich text may be pictures only.
    if (attachments && (kind === "other" || text === "")) return this.#renderQuoted();
    if (card) return html`<robot-card .text=${this.text} .card=${card} .robotName=${from.name}></robot-card>`;
    if (linkCard) return html`<link-card .text=${this.text} .card=${linkCard} .robot=${from}></link-card>`;
    // A robot message's title is shown in lists and notifications only, as in DingTalk.
    if (kind === "markdown" && from.kind === "robot") {
      return html`<div class="bubble wide">
        <robot-words .text=${this.text} .source=${text} .robot=${from}></robot-words>
      </div>`;
    }
    if (kind === "other" && text === "") {
      return html`<div class="bubble">${this.text("messages.other")}</div>`;
    }
    return html`<div class="bubble">
      ${this.#renderQuoted()}
      <div class="plain">${this.#renderWords(text)}</div>
    </div>`;
  }

  /** No white space of the template may get in between. */
  #renderWords(words: string) {
    const mentioned = new Set(this.message.mentions);
    const robots = this.robots
      .filter(({ clientId }) => mentioned.has(clientId))
      .map(({ clientId, name }) => ({ id: clientId, name }));
    const people = this.group
      ? [
          ...this.people.map(({ staffId, name }) => ({ id: staffId, name })),
          ...EVERYBODY.map((name) => ({ id: ALL, name })),
        ]
      : [];
    return splitWords(words, [...robots, ...people], this.personId).map((run) => this.#renderRun(run));
  }

  #renderRun(run: WordRun) {
    if (run.kind === "words") return run.text;
    if (run.kind === "link")
      return html`<a class="link" href=${run.url} target="_blank" rel="noopener noreferrer">${run.text}</a>`;
    return html`<span class=${run.kind === "mention" ? "mention" : "mention me"}>${run.text}</span>`;
  }

  #renderStatus() {
    if (!this.mine) return nothing;
    const delivery = evaluateDelivery(this.message);
    if (!delivery && !this.readers) return nothing;
    return html`<div class="status">
      ${delivery ? this.#renderDelivery(delivery) : nothing}
      ${
        this.readers
          ? html`<read-mark .text=${this.text} .readers=${this.readers} .people=${this.people}></read-mark>`
          : nothing
      }
    </div>`;
  }

  #renderDelivery(delivery: Delivery) {
    const state = this.text(`delivery.${delivery}`);
    const count = Math.max(...(this.message.pushes ?? []).map(({ attempts }) => attempts));
    return html`<span
      class="delivery ${delivery}"
      data-delivery=${delivery}
      title=${this.text("delivery.attempts", { state, count })}
      >${icon(MARKS[delivery], 14)} ${state}</span
    >`;
  }
}

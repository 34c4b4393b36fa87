/**
 * One message: avatar and name at the start of a run, then a bubble or a card, and under my own
 * messages how the delivery to the robot stands. People's words are text, never markup.
 */
import { html, LitElement, nothing } from "lit";
import type { EmulatorApp, EmulatorMessage } from "../../../contract/emulator-control.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { previewText } from "../../shared/markdown/preview-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { timeLabel } from "../../shared/text/time-label.ts";
import { findMentions } from "../mentions/find-mentions.ts";
import { evaluateDelivery, type Delivery, type Readers } from "../state/chat-view.ts";
import { messageItemStyles } from "./message-item-styles.ts";

const MARKS: Readonly<Record<Delivery, IconName>> = {
  waiting: "clock",
  delivered: "check",
  acknowledged: "checks",
};

export interface ForwardMessage {
  readonly message: EmulatorMessage;
  readonly conversationId: string;
}

export class MessageItem extends LitElement {
  static override styles = [baseStyles, messageItemStyles];
  static override properties = {
    text: { attribute: false },
    message: { attribute: false },
    robots: { attribute: false },
    mine: { attribute: false },
    startsRun: { attribute: false },
    group: { attribute: false },
    quoted: { attribute: false },
    readers: { attribute: false },
    forwardTo: { attribute: false },
  };

  declare text: Text;
  declare message: EmulatorMessage;
  /** Robots whose names are marked as mentions. */
  declare robots: readonly EmulatorApp[];
  declare mine: boolean;
  declare startsRun: boolean;
  declare group: boolean;
  /** The message that this one quotes. */
  declare quoted: EmulatorMessage | undefined;
  /** Who of a group has read my message. */
  declare readers: Readers | undefined;
  declare forwardTo: readonly MenuItem[];

  override render() {
    const { from, at } = this.message;
    const name = this.mine ? this.text("messages.mine") : from.name;
    const moment = timeLabel(at, { locale: this.text.locale, now: Date.now(), form: "full" });
    return html`
      <div class="message ${this.mine ? "mine" : ""}" title=${moment}>
        ${
          this.startsRun
            ? html`<avatar-badge .kind=${from.kind} .name=${from.name} .key=${from.id}></avatar-badge>`
            : nothing
        }
        <div class="stack">
          ${this.#renderName(name)} ${this.#renderQuoted()} ${this.#renderContent()}
          ${this.message.recalled ? nothing : this.#renderRest(name)}
        </div>
      </div>
    `;
  }

  /** What a message that was taken back has no more. */
  #renderRest(name: string) {
    return html`${this.#renderAttachments()} ${this.#renderReactions()}
      ${this.mine ? this.#renderDelivery() : nothing} ${this.#renderReaders()}
      <div class="actions">
        <button
          type="button"
          class="icon-button quote"
          aria-label=${this.text("messages.quote", { name })}
          title=${this.text("messages.quote", { name })}
          @click=${() => this.#tell("quote-message")}
        >
          ${icon("quote", 16)}
        </button>
        <menu-button
          .label=${this.text("messages.forward", { name })}
          .heading=${this.text("messages.forwardTo")}
          .items=${this.forwardTo}
          @menu-select=${this.#forward}
        >
          <span class="icon-button">${icon("forward", 16)}</span>
        </menu-button>
        ${this.mine ? this.#renderTakeBack() : nothing}
      </div>`;
  }

  #renderTakeBack() {
    const label = this.text("messages.takeBack");
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${label}
      title=${label}
      @click=${() => this.#tell("take-back-message")}
    >
      ${icon("undo", 16)}
    </button>`;
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

  #tell(event: "quote-message" | "take-back-message"): void {
    this.dispatchEvent(new CustomEvent(event, { detail: this.message, bubbles: true, composed: true }));
  }

  readonly #forward = (event: CustomEvent<string>): void => {
    const detail: ForwardMessage = { message: this.message, conversationId: event.detail };
    this.dispatchEvent(new CustomEvent("forward-message", { detail, bubbles: true, composed: true }));
  };

  #renderReaders() {
    if (!this.readers || this.readers.total === 0) return nothing;
    const { count, total } = this.readers;
    const words =
      count === total
        ? this.text("messages.readByAll")
        : count === 0
          ? this.text("messages.unreadByAll")
          : this.text("messages.readBy", { count, total });
    return html`<span class="readers" data-readers=${count}>${words}</span>`;
  }

  #renderQuoted() {
    if (!this.quoted) return nothing;
    const { from, text } = this.quoted;
    return html`<div class="quoted">
      ${this.text("list.lastBy", { name: from.name, text: previewText(text) })}
    </div>`;
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
    const { kind, card, linkCard, from, text, attachments, recalled } = this.message;
    if (recalled)
      return html`<span class="recalled"
        >${this.mine ? this.text("messages.recalledMine") : this.text("messages.recalled", { name: from.name })}</span
      >`;
    // A file's text is its name, which stands on its chip; a rich text may be pictures only.
    if (attachments && (kind === "other" || text === "")) return nothing;
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
    return html`<div class="bubble plain">${this.#renderWords(text)}</div>`;
  }

  /** The words with mentions of robots marked; no white space of the template may get in between. */
  #renderWords(words: string) {
    const mentioned = new Set(this.message.mentions);
    const robots = this.robots.filter(({ clientId }) => mentioned.has(clientId));
    let at = 0;
    const parts = findMentions(words, robots).map(({ start, end }) => {
      const before = words.slice(at, start);
      at = end;
      return html`${before}<span class="mention">${words.slice(start, end)}</span>`;
    });
    return html`${parts}${words.slice(at)}`;
  }

  #renderDelivery() {
    const delivery = evaluateDelivery(this.message);
    if (!delivery) return nothing;
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

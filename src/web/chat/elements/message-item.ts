/**
 * One message: avatar and name at the start of a run, then a bubble or a card, and under my own
 * messages how the delivery to the robot stands. People's words are text, never markup.
 */
import { css, html, LitElement, nothing } from "lit";
import type { EmulatorApp, EmulatorMessage } from "../../../contract/emulator-control.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { previewText } from "../../shared/markdown/preview-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { timeLabel } from "../../shared/text/time-label.ts";
import { findMentions } from "../mentions/find-mentions.ts";
import { evaluateDelivery, type Delivery, type Readers } from "../state/chat-view.ts";

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
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        position: relative;
      }

      .message {
        display: grid;
        grid-template-columns: 38px minmax(0, 1fr);
        gap: 0 10px;
        justify-items: start;
        padding-inline-end: 76px;
      }

      .message.mine {
        grid-template-columns: minmax(0, 1fr) 38px;
        justify-items: end;
        padding-inline: 76px 0;
      }

      .mine avatar-badge {
        grid-column: 2;
        grid-row: 1;
      }

      .stack {
        position: relative;
        grid-column: 2;
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        width: 100%;
        min-width: 0;
      }

      .mine .stack {
        grid-column: 1;
        grid-row: 1;
        align-items: flex-end;
      }

      .actions {
        position: absolute;
        z-index: 1;
        top: 2px;
        right: -72px;
        display: flex;
        opacity: 0;
      }

      .actions .icon-button {
        width: 32px;
        height: 32px;
      }

      .mine .actions {
        right: auto;
        left: -72px;
      }

      .message:is(:hover, :focus-within) .actions {
        opacity: 1;
      }

      .quoted {
        max-width: 100%;
        margin-bottom: 4px;
        padding-inline-start: 8px;
        overflow: hidden;
        border-inline-start: 2px solid var(--line);
        color: var(--ink-soft);
        font-size: 12px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-bottom: 4px;
        color: var(--ink-soft);
        font-size: 12px;
        line-height: 1.3;
      }

      .tag {
        padding: 0 6px;
        border-radius: 4px;
        background: var(--surface-selected);
        color: var(--ink-mention);
        font-size: 11px;
        line-height: 16px;
      }

      .bubble {
        max-width: 100%;
        padding: 9px 13px;
        border-radius: 4px 12px 12px;
        background: var(--surface-raised);
        box-shadow: var(--shadow-low);
        overflow-wrap: anywhere;
      }

      .plain {
        white-space: pre-wrap;
      }

      .mine .bubble {
        border-radius: 12px 4px 12px 12px;
        background: var(--surface-mine);
        color: var(--ink-mine);
        box-shadow: none;
      }

      .bubble.wide {
        max-width: min(100%, 720px);
      }

      robot-card {
        width: min(100%, 720px);
      }

      .mention {
        color: var(--ink-mention);
        font-weight: 500;
      }

      .recalled {
        color: var(--ink-soft);
        font-size: 12px;
      }

      .reactions {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 4px 0 0;
        padding: 0;
        list-style: none;
      }

      .reactions li {
        padding: 0 8px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        color: var(--ink);
        font-size: 12px;
        line-height: 20px;
      }

      .delivery {
        display: flex;
        gap: 4px;
        align-items: center;
        margin-top: 4px;
        color: var(--ink-soft);
        font-size: 12px;
        line-height: 1.3;
      }

      .delivery.waiting {
        color: var(--warn);
      }

      .delivery.acknowledged svg {
        color: var(--accent);
      }

      .readers {
        color: var(--ink-soft);
        font-size: 12px;
        line-height: 1.3;
      }

      @media (max-width: 719px) {
        .message {
          grid-template-columns: 32px minmax(0, 1fr);
          gap: 0 8px;
          padding-inline-end: 0;
          --avatar-size: 32px;
        }

        .message.mine {
          grid-template-columns: minmax(0, 1fr) 32px;
          padding-inline: 32px 0;
        }

        .actions,
        .mine .actions {
          top: -18px;
          right: 0;
          left: auto;
          border: 1px solid var(--line);
          border-radius: 8px;
          background: var(--surface-raised);
        }

        .actions .icon-button {
          height: 28px;
        }
      }
    `,
  ];
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
          ${this.#renderAttachments()} ${this.#renderReactions()}
          ${this.mine ? this.#renderDelivery() : nothing} ${this.#renderReaders()}
          <div class="actions">
            <button
              type="button"
              class="icon-button quote"
              aria-label=${this.text("messages.quote", { name })}
              title=${this.text("messages.quote", { name })}
              @click=${this.#quote}
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
          </div>
        </div>
      </div>
    `;
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

  readonly #quote = (): void => {
    const options = { detail: this.message, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent("quote-message", options));
  };

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
    const { kind, card, from, text, attachments, recalled } = this.message;
    if (recalled)
      return html`<span class="recalled">${this.text("messages.recalled", { name: from.name })}</span>`;
    // A file's text is its name, which stands on its chip; a rich text may be pictures only.
    if (attachments && (kind === "other" || text === "")) return nothing;
    if (card) return html`<robot-card .text=${this.text} .card=${card} .robotName=${from.name}></robot-card>`;
    // A robot message's title is shown in lists and notifications only, as in DingTalk.
    if (kind === "markdown" && from.kind === "robot") {
      return html`<div class="bubble wide">
        <markdown-view .text=${this.text} .source=${text}></markdown-view>
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

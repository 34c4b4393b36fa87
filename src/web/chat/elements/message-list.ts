/**
 * The scrolled list of messages. Sticks to the bottom only while the reader is there; otherwise it counts
 * what is new and offers to jump. The `empty` slot is shown when there is nothing yet.
 */
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { EmulatorRead } from "../../../contract/emulator-console.ts";
import type {
  EmulatorApp,
  EmulatorConversation,
  EmulatorMessage,
} from "../../../contract/emulator-control.ts";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { timeLabel } from "../../shared/text/time-label.ts";
import { countReaders, planMessageRows, type MessageRow } from "../state/chat-view.ts";

/** Closer than this to the end counts as being there. */
const END_SLACK_PX = 48;

export class MessageList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        display: flex;
        min-height: 0;
      }

      .scroll {
        flex: 1;
        overflow: hidden auto;
        overscroll-behavior: contain;
        outline-offset: -2px;
      }

      ol {
        display: flex;
        flex-direction: column;
        max-width: 980px;
        margin: 0 auto;
        padding: 20px 24px 28px;
      }

      li.run {
        margin-top: 18px;
      }

      li.follow {
        margin-top: 6px;
      }

      li.time {
        margin-top: 20px;
        color: var(--ink-soft);
        font-size: 12px;
        text-align: center;
      }

      li.time + li.run {
        margin-top: 10px;
      }

      li:first-child {
        margin-top: 0;
      }

      .latest {
        position: absolute;
        right: 24px;
        bottom: 16px;
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 7px 14px;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--surface-raised);
        color: var(--accent-strong);
        box-shadow: var(--shadow);
        font-size: 13px;
        font-weight: 500;
      }

      .latest:hover {
        background: var(--surface-hover);
      }

      @media (max-width: 719px) {
        ol {
          padding: 14px 12px 20px;
        }

        .latest {
          right: 12px;
        }
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    messages: { attribute: false },
    robots: { attribute: false },
    personId: { attribute: false },
    conversationId: { attribute: false },
    group: { attribute: false },
    now: { attribute: false },
    conversation: { attribute: false },
    reads: { attribute: false },
    forwardTo: { attribute: false },
    atEnd: { state: true },
    unseen: { state: true },
  };

  declare text: Text;
  declare messages: readonly EmulatorMessage[];
  declare robots: readonly EmulatorApp[];
  declare personId: string;
  declare conversationId: string;
  declare group: boolean;
  declare now: number;
  declare conversation: EmulatorConversation;
  declare reads: readonly EmulatorRead[];
  /** Conversations a message can be forwarded to. */
  declare forwardTo: readonly MenuItem[];
  declare atEnd: boolean;
  /** Messages that came while the reader was further up. */
  declare unseen: number;

  #lastTop = 0;
  readonly #growth = new ResizeObserver(() => {
    if (this.atEnd) this.#toEnd();
  });

  constructor() {
    super();
    this.messages = [];
    this.atEnd = true;
    this.unseen = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#growth.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("conversationId")) {
      this.atEnd = true;
      this.unseen = 0;
      return;
    }
    const before = changed.get("messages");
    if (!before) return;
    const added = this.messages.slice(before.length);
    if (added.some(({ from }) => from.kind === "person" && from.id === this.personId)) this.atEnd = true;
    this.unseen = this.atEnd ? 0 : this.unseen + added.length;
  }

  override updated(changed: PropertyValues<this>): void {
    const list = this.renderRoot.querySelector("ol");
    const scroll = this.renderRoot.querySelector(".scroll");
    if (list) this.#growth.observe(list);
    if (scroll) this.#growth.observe(scroll);
    if (this.atEnd && (changed.has("messages") || changed.has("conversationId"))) this.#toEnd();
  }

  override render() {
    if (this.messages.length === 0) return html`<slot name="empty"></slot>`;
    const rows = planMessageRows(this.messages, this.personId);
    return html`
      <div
        class="scroll"
        id="messages"
        tabindex="0"
        role="region"
        aria-label=${this.text("messages.label")}
        @scroll=${this.#onScroll}
      >
        <ol>
          ${repeat(
            rows,
            (row) => row.id,
            (row) => this.#renderRow(row),
          )}
        </ol>
      </div>
      ${this.atEnd ? nothing : this.#renderLatest()}
    `;
  }

  #renderRow(row: MessageRow) {
    if (row.kind === "time") {
      const label = timeLabel(row.at, { locale: this.text.locale, now: this.now, form: "full" });
      return html`<li class="time"><time datetime=${new Date(row.at).toISOString()}>${label}</time></li>`;
    }
    return html`<li class=${row.startsRun ? "run" : "follow"} data-message=${row.id}>
      <message-item
        .text=${this.text}
        .message=${row.message}
        .robots=${this.robots}
        .mine=${row.mine}
        .startsRun=${row.startsRun}
        .group=${this.group}
        .quoted=${this.#quotedBy(row.message)}
        .readers=${row.mine ? countReaders(row.message, this.conversation, this.reads) : undefined}
        .forwardTo=${this.forwardTo}
      ></message-item>
    </li>`;
  }

  #quotedBy({ quotes }: EmulatorMessage): EmulatorMessage | undefined {
    return quotes === undefined ? undefined : this.messages.find(({ id }) => id === quotes);
  }

  #renderLatest() {
    const words =
      this.unseen > 0
        ? this.text("messages.latestCount", { count: this.unseen })
        : this.text("messages.latest");
    return html`<button type="button" class="latest" @click=${this.#jump}>
      ${icon("down", 16)} ${words}
    </button>`;
  }

  readonly #jump = (): void => {
    this.atEnd = true;
    this.unseen = 0;
    this.#toEnd();
    this.renderRoot.querySelector<HTMLElement>(".scroll")?.focus({ preventScroll: true });
  };

  #toEnd(): void {
    const scroll = this.renderRoot.querySelector(".scroll");
    if (scroll) scroll.scrollTop = scroll.scrollHeight;
  }

  /** Only scrolling up leaves the end: growth below moves nothing upwards. */
  readonly #onScroll = (event: Event): void => {
    const scroll = event.currentTarget as HTMLElement;
    const left = scroll.scrollHeight - scroll.clientHeight - scroll.scrollTop;
    if (left <= END_SLACK_PX) {
      this.atEnd = true;
      this.unseen = 0;
    } else if (scroll.scrollTop < this.#lastTop) {
      this.atEnd = false;
    }
    this.#lastTop = scroll.scrollTop;
  };
}

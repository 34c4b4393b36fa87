/**
 * The scrolled list of messages, of a long conversation only a part at a time. Sticks to the bottom only while the reader
 * is there; otherwise it counts what is new and offers to jump, down to the latest or up to the first unread one. What
 * the reader looks at stays where it is. The `empty` slot is shown when there is nothing yet.
 */
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { EmulatorRead } from "../../../contract/emulator-console.ts";
import type {
  EmulatorApp,
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { timeLabel } from "../../shared/text/time-label.ts";
import { findReaders, planMessageRows, type MessageRow } from "../state/chat-view.ts";
import {
  followMessages,
  growDown,
  growUp,
  tailWindow,
  windowAround,
  type MessageWindow,
} from "../state/message-window.ts";
import type { Unread } from "../state/read-markers.ts";
import { messageListStyles } from "./message-list-styles.ts";

/** Closer than this to the end counts as being there. */
const END_SLACK_PX = 48;
/** Closer than this to an edge of the shown part, more is shown. */
const NEAR_EDGE_PX = 800;
/** How long a message that was jumped to is marked. */
const FLASH_MS = 1_600;

export class MessageList extends LitElement {
  static override styles = [baseStyles, messageListStyles];
  static override properties = {
    text: { attribute: false },
    messages: { attribute: false },
    robots: { attribute: false },
    people: { attribute: false },
    personId: { attribute: false },
    conversation: { attribute: false },
    now: { attribute: false },
    reads: { attribute: false },
    forwardTo: { attribute: false },
    unread: { attribute: false },
    takenBack: { attribute: false },
    atEnd: { state: true },
    unseen: { state: true },
    shown: { state: true },
    flashed: { state: true },
    above: { state: true },
  };

  declare text: Text;
  declare messages: readonly EmulatorMessage[];
  declare robots: readonly EmulatorApp[];
  /** Of the conversation. */
  declare people: readonly EmulatorPerson[];
  declare personId: string;
  declare conversation: EmulatorConversation;
  declare now: number;
  declare reads: readonly EmulatorRead[];
  /** Conversations a message can be forwarded to. */
  declare forwardTo: readonly MenuItem[];
  /** What was unread when the conversation was opened. */
  declare unread: Unread | undefined;
  /** What this window took back, by message. */
  declare takenBack: ReadonlyMap<string, string>;
  declare atEnd: boolean;
  /** Messages that came while the reader was further up. */
  declare unseen: number;
  declare shown: MessageWindow;
  /** The message that was jumped to. */
  declare flashed: string | undefined;
  /** The first unread message is further up, and the reader was not there yet. */
  declare above: boolean;

  /** Where the list stood, and how high it was, when it was last put in its place. */
  #last = { top: 0, height: 0 };
  /** A message on the screen and where it stands: there it stays when messages come in above it. */
  #held: { readonly id: string; readonly top: number } | undefined;
  /** To be brought into the middle as soon as it is laid out. */
  #wanted: string | undefined;
  #flashing: ReturnType<typeof setTimeout> | undefined;
  readonly #growth = new ResizeObserver(() => this.#settle());

  constructor() {
    super();
    this.messages = [];
    this.takenBack = new Map();
    this.atEnd = true;
    this.unseen = 0;
    this.shown = tailWindow(0);
    this.above = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#growth.disconnect();
    clearTimeout(this.#flashing);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const count = this.messages.length;
    if (changed.has("conversation") || changed.has("personId")) {
      const left = changed.get("conversation");
      const same = left?.conversationId === this.conversation.conversationId && !changed.has("personId");
      if (!same) return this.#start();
    }
    const before = changed.get("messages");
    if (!before) return;
    const added = this.messages.slice(before.length);
    if (added.some(({ from }) => from.kind === "person" && from.id === this.personId)) this.atEnd = true;
    // Cleared: what was unread is gone.
    if (count < before.length) this.above = false;
    const { atEnd } = this;
    const reached = this.shown.end >= before.length;
    this.shown = followMessages(this.shown, { before: before.length, count, atEnd });
    if (atEnd && !reached) this.shown = tailWindow(count);
    this.unseen = atEnd ? 0 : this.unseen + added.length;
  }

  #start(): void {
    this.shown = tailWindow(this.messages.length);
    this.atEnd = true;
    this.unseen = 0;
    this.above = this.unread !== undefined;
    this.#held = undefined;
    this.#wanted = undefined;
    this.#last = { top: 0, height: 0 };
  }

  override updated(changed: PropertyValues<this>): void {
    const list = this.renderRoot.querySelector("ol");
    const scroll = this.#scroll;
    if (list) this.#growth.observe(list);
    if (scroll) this.#growth.observe(scroll);
    const moved = changed.has("messages") || changed.has("conversation") || changed.has("personId");
    if (this.atEnd && moved) this.#toEnd();
  }

  override render() {
    if (this.messages.length === 0) return html`<slot name="empty"></slot>`;
    const { start, end } = this.shown;
    const rows = planMessageRows(this.messages.slice(start, end), this.personId, {
      previous: this.messages[start - 1],
      unreadFrom: this.unread?.from,
    });
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
      ${this.above && this.unread ? this.#renderEarlier(this.unread) : nothing}
      ${this.atEnd ? nothing : this.#renderLatest()}
    `;
  }

  #renderRow(row: MessageRow) {
    if (row.kind === "unread")
      return html`<li class="unread" data-message=${row.id}>${this.text("messages.newBelow")}</li>`;
    if (row.kind === "time") {
      const label = timeLabel(row.at, { locale: this.text.locale, now: this.now, form: "full" });
      return html`<li class="time"><time datetime=${new Date(row.at).toISOString()}>${label}</time></li>`;
    }
    const flash = row.id === this.flashed ? "flash" : "";
    return html`<li class="${row.startsRun ? "run" : "follow"} ${flash}" data-message=${row.id}>
      <message-item
        .text=${this.text}
        .message=${row.message}
        .robots=${this.robots}
        .people=${this.people}
        .personId=${this.personId}
        .mine=${row.mine}
        .startsRun=${row.startsRun}
        .group=${this.conversation.type === "group"}
        .quoted=${this.#quotedBy(row.message)}
        .readers=${row.mine ? findReaders(row.message, this.conversation, this.reads) : undefined}
        .forwardTo=${this.forwardTo}
        .again=${this.takenBack.get(row.id)}
        @show-message=${(event: CustomEvent<string>) => this.show(event.detail)}
      ></message-item>
    </li>`;
  }

  #quotedBy({ quotes }: EmulatorMessage): EmulatorMessage | undefined {
    return quotes === undefined ? undefined : this.messages.find(({ id }) => id === quotes);
  }

  #renderEarlier({ count }: Unread) {
    return html`<button type="button" class="pill earlier" @click=${this.#toUnread}>
      ${icon("up", 16)} ${this.text("messages.unreadAbove", { count })}
    </button>`;
  }

  #renderLatest() {
    const words =
      this.unseen > 0
        ? this.text("messages.latestCount", { count: this.unseen })
        : this.text("messages.latest");
    return html`<button type="button" class="pill latest" @click=${this.#jump}>
      ${icon("down", 16)} ${words}
    </button>`;
  }

  get #scroll(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".scroll");
  }

  #rowOf(id: string): HTMLElement | undefined {
    const rows = this.renderRoot.querySelectorAll<HTMLElement>("li[data-message]");
    return [...rows].find((row) => row.dataset["message"] === id);
  }

  readonly #jump = (): void => {
    this.shown = tailWindow(this.messages.length);
    this.atEnd = true;
    this.unseen = 0;
    this.#held = undefined;
    this.#toEnd();
    this.#scroll?.focus({ preventScroll: true });
  };

  readonly #toUnread = (): void => {
    this.above = false;
    if (this.unread) this.show(this.unread.from);
    this.#scroll?.focus({ preventScroll: true });
  };

  /** Brings a message into the middle and marks it for a moment. */
  show(id: string): void {
    const index = this.messages.findIndex((message) => message.id === id);
    if (index < 0) return;
    this.atEnd = false;
    this.#held = undefined;
    this.#wanted = id;
    const { start, end } = this.shown;
    if (index < start || index >= end) this.shown = windowAround(index, this.messages.length);
    this.flashed = id;
    clearTimeout(this.#flashing);
    this.#flashing = setTimeout(() => (this.flashed = undefined), FLASH_MS);
    void this.updateComplete.then(() => requestAnimationFrame(() => this.#settle()));
  }

  /** After every change of the layout, before it is painted: the end, the wanted or the held message keeps its place. */
  #settle(): void {
    const scroll = this.#scroll;
    if (!scroll) return;
    if (this.#wanted !== undefined) this.#rowOf(this.#wanted)?.scrollIntoView({ block: "center" });
    else if (this.atEnd) this.#toEnd();
    else if (this.#held) {
      const row = this.#rowOf(this.#held.id);
      if (row) scroll.scrollTop += row.getBoundingClientRect().top - this.#held.top;
    }
    this.#held = undefined;
    this.#wanted = undefined;
    this.#last = { top: scroll.scrollTop, height: scroll.scrollHeight };
    this.#lookForUnread(scroll);
  }

  #lookForUnread(scroll: HTMLElement): void {
    if (!this.above || !this.unread) return;
    const mark = this.#rowOf("unread");
    if (mark && mark.getBoundingClientRect().top >= scroll.getBoundingClientRect().top) this.above = false;
  }

  #toEnd(): void {
    const scroll = this.#scroll;
    if (scroll) scroll.scrollTop = scroll.scrollHeight;
  }

  /** Shows more above or below, and keeps what is on the screen in its place. */
  #grow(scroll: HTMLElement, shown: MessageWindow): void {
    const edge = scroll.getBoundingClientRect().top;
    const rows = this.renderRoot.querySelectorAll<HTMLElement>("li[data-message]");
    const first = [...rows].find((row) => row.getBoundingClientRect().bottom > edge);
    const id = first?.dataset["message"];
    if (first && id !== undefined) this.#held = { id, top: first.getBoundingClientRect().top };
    this.shown = shown;
    // The new part may be as high as the old one, of which the observer hears nothing.
    void this.updateComplete.then(() => requestAnimationFrame(() => this.#settle()));
  }

  /** Only scrolling up leaves the end: growth below moves nothing upwards, and a list that shrinks is no scrolling. */
  readonly #onScroll = (event: Event): void => {
    const scroll = event.currentTarget as HTMLElement;
    const { scrollTop: top } = scroll;
    const left = scroll.scrollHeight - scroll.clientHeight - top;
    const count = this.messages.length;
    const hasMore = this.shown.end < count;
    if (left <= END_SLACK_PX && !hasMore) {
      this.atEnd = true;
      this.unseen = 0;
    } else if ((top < this.#last.top && scroll.scrollHeight >= this.#last.height) || hasMore) {
      this.atEnd = false;
    }
    this.#last = { top, height: scroll.scrollHeight };
    // At the end the list may not be laid out yet; then it is looked at when it is.
    if (this.atEnd) return;
    this.#lookForUnread(scroll);
    if (this.#held || this.#wanted !== undefined) return;
    if (top < NEAR_EDGE_PX && this.shown.start > 0) this.#grow(scroll, growUp(this.shown));
    else if (left < NEAR_EDGE_PX && hasMore) this.#grow(scroll, growDown(this.shown, count));
  };
}

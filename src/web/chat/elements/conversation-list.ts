/** The conversations of one person: title, last words, time, unread count. Fires `pick-chat` with the id. */
import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { timeLabel } from "../../shared/text/time-label.ts";
import type { ConversationRow } from "../state/chat-view.ts";
import type { DraftBoard } from "../state/draft-board.ts";
import { previewWords } from "../state/preview-words.ts";

export class ConversationList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--surface-list);
      }

      h1 {
        margin: 0;
        padding: 20px 8px 12px;
        overflow: hidden;
        font-size: 15px;
        font-weight: 600;
        line-height: 1.4;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      nav {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        padding: 0 8px 8px;
      }

      .row {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 12px;
        align-items: center;
        width: 100%;
        padding: 10px;
        border-radius: var(--radius);
        text-align: start;
      }

      li + li {
        margin-top: 2px;
      }

      .row:hover {
        background: var(--surface-hover);
      }

      .row[aria-current="true"] {
        background: var(--surface-selected);
      }

      .face {
        position: relative;
        --avatar-size: 42px;
      }

      .face i {
        position: absolute;
        right: -3px;
        bottom: -3px;
        width: 12px;
        height: 12px;
        border: 2px solid var(--surface-list);
        border-radius: 50%;
        background: var(--line-strong);
      }

      .row:hover .face i {
        border-color: var(--surface-hover);
      }

      .row[aria-current="true"] .face i {
        border-color: var(--surface-selected);
      }

      .face i.online {
        background: light-dark(#1a9c51, #43c77c);
      }

      .words {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 1px 8px;
        align-items: center;
        position: relative;
        min-width: 0;
      }

      .title,
      .last {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .title {
        font-size: 14px;
        font-weight: 500;
      }

      .last.alone {
        grid-column: 1 / -1;
      }

      .mark {
        color: var(--bad);
      }

      .last,
      time {
        color: var(--ink-soft);
        font-size: 12px;
      }

      .unread {
        justify-self: end;
        min-width: 18px;
        padding: 0 5px;
        border-radius: 9px;
        background: var(--unread);
        color: #fff;
        font-size: 11px;
        font-weight: 600;
        line-height: 18px;
        text-align: center;
      }

      .empty {
        padding: 24px 16px;
        color: var(--ink-soft);
        text-align: center;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    heading: { attribute: false },
    rows: { attribute: false },
    selected: { attribute: false },
    loading: { attribute: false },
    personName: { attribute: false },
    personId: { attribute: false },
    drafts: { attribute: false },
    now: { attribute: false },
  };

  declare text: Text;
  declare heading: string;
  declare rows: readonly ConversationRow[];
  declare selected: string | undefined;
  /** Nothing is known yet, so an empty list says nothing. */
  declare loading: boolean;
  declare personName: string;
  declare personId: string;
  declare drafts: DraftBoard;
  declare now: number;

  override focus(options?: FocusOptions): void {
    const row = this.renderRoot.querySelector<HTMLElement>('.row[aria-current="true"], .row');
    row?.focus(options);
  }

  override render() {
    return html`
      <nav aria-label=${this.text("list.label")}>
        <h1>${this.heading}</h1>
        <slot name="search"></slot>
        ${
          this.rows.length === 0
            ? html`<p class="empty">${this.#emptyWords}</p>`
            : html`<ul>
                ${repeat(
                  this.rows,
                  (row) => row.conversation.conversationId,
                  (row) => html`<li>${this.#renderRow(row)}</li>`,
                )}
              </ul>`
        }
      </nav>
    `;
  }

  get #emptyWords(): string {
    return this.loading ? this.text("app.loading") : this.text("list.empty", { name: this.personName });
  }

  #renderRow(row: ConversationRow) {
    const { conversation, last, unread, online } = row;
    const id = conversation.conversationId;
    const kind = conversation.type === "group" ? "group" : "robot";
    const status = this.text(online ? "list.online" : "list.offline");
    return html`
      <button
        type="button"
        class="row"
        data-conversation=${id}
        aria-current=${id === this.selected ? "true" : "false"}
        @click=${() => this.dispatchEvent(new CustomEvent("pick-chat", { detail: id }))}
      >
        <span class="face" title=${status}>
          <avatar-badge .kind=${kind} .name=${conversation.title} .key=${id}></avatar-badge>
          <i class=${online ? "online" : ""}></i>
        </span>
        <span class="words">
          <span class="title">${conversation.title}</span>
          ${
            last
              ? html`<time datetime=${new Date(last.at).toISOString()}>${this.#time(last.at)}</time>`
              : html`<span></span>`
          }
          <span class="last ${unread > 0 ? "" : "alone"}">${this.#renderLast(row)}</span>
          ${
            unread > 0
              ? html`<span class="unread"
                  ><span aria-hidden="true">${unread > 99 ? "99+" : unread}</span
                  ><span class="sr-only">${this.text("list.unread", { count: unread })}</span></span
                >`
              : nothing
          }
          <span class="sr-only">${status}</span>
        </span>
      </button>
    `;
  }

  #time(at: number): string {
    return timeLabel(at, { locale: this.text.locale, now: this.now, form: "short" });
  }

  /** What was begun here goes before what was said last, but not in the conversation that is open. */
  #renderLast(row: ConversationRow) {
    const { conversationId } = row.conversation;
    const draft = conversationId === this.selected ? "" : this.drafts.get(this.personId, conversationId);
    if (row.named) return html`<span class="mark">${this.text("list.named")}</span> ${this.#preview(row)}`;
    if (draft === "") return this.#preview(row);
    return html`<span class="mark">${this.text("list.draft")}</span> ${draft}`;
  }

  #preview({ conversation, last }: ConversationRow): string {
    if (!last) return this.text("list.noMessages");
    const shown = previewWords(this.text, last);
    const mine = last.from.kind === "person" && last.from.id === this.personId;
    return conversation.type === "group" && !mine && !last.recalled
      ? this.text("list.lastBy", { name: last.from.name, text: shown })
      : shown;
  }
}

/**
 * The head of an open conversation: title, members, and for each robot whether it is connected. The badge
 * of a connected robot opens a menu of connection faults. Fires `leave-chat` and `break-connection`; a group's settings
 * fire `change-group`.
 */
import { css, html, LitElement, nothing } from "lit";
import type {
  ConnectionIllness,
  EmulatorApp,
  EmulatorConversation,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text, TextKey } from "../../shared/text/create-text.ts";

const FAULTS: readonly { readonly id: ConnectionIllness; readonly label: TextKey }[] = [
  { id: "disconnect", label: "chat.fault.disconnect" },
  { id: "half-open", label: "chat.fault.halfOpen" },
  { id: "reset", label: "chat.fault.reset" },
];

export interface BreakConnection {
  readonly clientId: string;
  readonly kind: ConnectionIllness;
  readonly label: string;
}

export class ConversationHeader extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }

      header {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 64px;
        padding: 8px 20px;
      }

      .back {
        display: none;
      }

      .words {
        flex: 1;
        min-width: 0;
      }

      h2,
      p {
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      h2 {
        font-size: 16px;
        font-weight: 600;
        line-height: 1.4;
      }

      p {
        color: var(--ink-soft);
        font-size: 12px;
      }

      .badges {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        justify-content: flex-end;
        max-width: 55%;
      }

      .badge {
        display: flex;
        align-items: center;
        gap: 7px;
        padding: 3px 11px;
        border-radius: 999px;
        background: var(--good-soft);
        color: var(--good);
        font-size: 12px;
        font-weight: 500;
        white-space: nowrap;
      }

      .badge::before {
        content: "";
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: currentcolor;
      }

      .badge.offline {
        background: var(--warn-soft);
        color: var(--warn);
      }

      @media (max-width: 719px) {
        header {
          gap: 8px;
          min-height: 56px;
          padding: 6px 10px 6px 4px;
        }

        .back {
          display: inline-grid;
        }

        avatar-badge {
          display: none;
        }
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    conversation: { attribute: false },
    members: { attribute: false },
    robots: { attribute: false },
    me: { attribute: false },
    colleagues: { attribute: false },
    apps: { attribute: false },
  };

  declare text: Text;
  declare conversation: EmulatorConversation;
  declare members: readonly EmulatorPerson[];
  declare robots: readonly EmulatorApp[];
  declare me: EmulatorPerson;
  /** Everybody who could be in the group. */
  declare colleagues: readonly EmulatorPerson[];
  declare apps: readonly EmulatorApp[];

  /** On a narrow screen the way back is what a keyboard meets first. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>(".back")?.focus(options);
  }

  override render() {
    const { title, type, conversationId } = this.conversation;
    return html`
      <header>
        <button
          type="button"
          class="icon-button back"
          aria-label=${this.text("chat.back")}
          @click=${() => this.dispatchEvent(new CustomEvent("leave-chat"))}
        >
          ${icon("back")}
        </button>
        <avatar-badge
          .kind=${type === "group" ? "group" : "robot"}
          .name=${title}
          .key=${conversationId}
        ></avatar-badge>
        <div class="words">
          <h2>${title}</h2>
          ${this.#renderMembers()}
        </div>
        <div class="badges">${this.robots.map((robot) => this.#renderBadge(robot))}</div>
        ${type === "group" ? this.#renderSettings() : nothing}
      </header>
    `;
  }

  #renderSettings() {
    return html`<group-settings
      .text=${this.text}
      .group=${this.conversation}
      .me=${this.me}
      .members=${this.members}
      .robots=${this.robots}
      .colleagues=${this.colleagues}
      .apps=${this.apps}
    ></group-settings>`;
  }

  #renderMembers() {
    if (this.conversation.type === "direct") return html`<p>${this.text("chat.direct")}</p>`;
    const names = [...this.members, ...this.robots].map(({ name }) => name).join(", ");
    const counts = this.text("chat.members", { people: this.members.length, robots: this.robots.length });
    return html`<p title="${this.text("chat.membersLabel")}: ${names}">${counts} · ${names}</p>`;
  }

  #renderBadge(robot: EmulatorApp) {
    const { name, connections: count } = robot;
    const named = (words: string) => (this.robots.length > 1 ? `${name} · ${words}` : words);
    if (count === 0) {
      const hint = this.text("chat.offlineHint", { name });
      return html`<span class="badge offline" title=${hint}>${named(this.text("chat.offline"))}</span>`;
    }
    const online = named(this.text("chat.online", { count }));
    const items = FAULTS.map(({ id, label }) => ({ id, label: this.text(label), lead: icon("plug", 18) }));
    return html`
      <menu-button
        .label=${online}
        .heading=${this.text("chat.onlineHint", { name, count })}
        .items=${items}
        @menu-select=${(event: CustomEvent<ConnectionIllness>) => {
          const label = items.find(({ id }) => id === event.detail)?.label ?? "";
          const detail: BreakConnection = { clientId: robot.clientId, kind: event.detail, label };
          this.dispatchEvent(new CustomEvent("break-connection", { detail }));
        }}
      >
        <span class="badge">${online}</span>
      </menu-button>
    `;
  }
}

/** Under my own message in a group: how many have not read it, and at a click who has and who has not. */
import { css, html, LitElement, nothing } from "lit";
import type { EmulatorPerson } from "../../../contract/emulator-control.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Readers } from "../state/chat-view.ts";

const GAP = 6;

export class ReadMark extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: 12px;
        line-height: 1.3;
      }

      .mark {
        color: var(--ink-mention);
      }

      .mark.all {
        color: var(--ink-soft);
      }

      .mark:hover {
        text-decoration: underline;
      }

      .names {
        position: fixed;
        inset: auto;
        width: 240px;
        max-height: 300px;
        margin: 0;
        padding: 10px 14px;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        color: var(--ink);
        box-shadow: var(--shadow);
        font-size: 13px;
        --avatar-size: 24px;
      }

      h3 {
        margin: 4px 0;
        color: var(--ink-soft);
        font-size: 12px;
        font-weight: 500;
      }

      li {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 4px 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    readers: { attribute: false },
    people: { attribute: false },
    shown: { state: true },
  };

  declare text: Text;
  declare readers: Readers;
  declare people: readonly EmulatorPerson[];
  declare shown: boolean;

  constructor() {
    super();
    this.shown = false;
  }

  override render() {
    const { read, unread } = this.readers;
    if (read.length + unread.length === 0) return nothing;
    const words =
      unread.length === 0
        ? this.text("messages.readByAll")
        : this.text("messages.unreadBy", { count: unread.length });
    return html`<button
        type="button"
        class="mark ${unread.length === 0 ? "all" : ""}"
        data-readers=${read.length}
        popovertarget="names"
      >
        ${words}
      </button>
      <div
        id="names"
        class="names"
        popover="auto"
        role="dialog"
        aria-label=${this.text("messages.readers")}
        @beforetoggle=${(event: ToggleEvent) => (this.shown = event.newState === "open")}
        @toggle=${this.#place}
      >
        ${this.shown ? [this.#renderNames("messages.unreadNames", unread), this.#renderNames("messages.readNames", read)] : nothing}
      </div>`;
  }

  #renderNames(heading: "messages.unreadNames" | "messages.readNames", ids: readonly string[]) {
    if (ids.length === 0) return nothing;
    const people = this.people.filter(({ staffId }) => ids.includes(staffId));
    return html`<h3>${this.text(heading, { count: ids.length })}</h3>
      <ul>
        ${people.map(
          ({ staffId, name }) =>
            html`<li>
              <avatar-badge .kind=${"person"} .name=${name} .key=${staffId}></avatar-badge>${name}
            </li>`,
        )}
      </ul>`;
  }

  /** Above the mark where there is room, and never outside the window. */
  readonly #place = async (): Promise<void> => {
    const names = this.renderRoot.querySelector<HTMLElement>(".names");
    if (!names || !this.shown) return;
    await this.updateComplete;
    const mark = this.getBoundingClientRect();
    const { width, height } = names.getBoundingClientRect();
    const above = mark.top - height - GAP;
    names.style.left = `${Math.max(8, Math.min(mark.right - width, innerWidth - width - 8))}px`;
    names.style.top = `${above >= 8 ? above : Math.min(mark.bottom + GAP, innerHeight - height - 8)}px`;
  };
}

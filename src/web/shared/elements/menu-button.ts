/**
 * A button that opens a menu and its keys: arrows, Home, End, Escape, Tab. A `bare` one has no button and is opened at a
 * point, as a context menu is.
 * Fires `menu-select` with the chosen id. The look of the button is the slot; the menu is in the top layer.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { baseStyles } from "../theme/base-styles.ts";
import { icon } from "./icons.ts";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Present on items of which one is chosen. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly lead?: TemplateResult;
  /** A second thing to do with it, at the row's end: a link that opens in a new tab. */
  readonly aside?: { readonly label: string; readonly href: string; readonly mark: TemplateResult };
  /** A third thing: `menu-select` is fired with this id. */
  readonly also?: { readonly id: string; readonly label: string; readonly mark: TemplateResult };
}

const GAP = 6;

export class MenuButton extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
        min-width: 0;
      }

      .trigger {
        display: block;
        max-width: 100%;
        border-radius: var(--radius);
        text-align: start;
      }

      .menu {
        position: fixed;
        inset: auto;
        width: max-content;
        min-width: 190px;
        max-width: min(320px, calc(100vw - 16px));
        max-height: calc(100vh - 16px);
        margin: 0;
        padding: 6px;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        color: var(--ink);
        box-shadow: var(--shadow);
        font-size: 14px;
        /* The button may be one that is shown, and can be hit, only now and then. */
        pointer-events: auto;
      }

      :host([bare]) .trigger {
        display: none;
      }

      .menu:not(.placed) {
        visibility: hidden;
      }

      .heading {
        margin: 0;
        padding: 6px 10px;
        color: var(--ink-soft);
        font-size: 12px;
      }

      .item {
        display: flex;
        align-items: center;
        gap: 10px;
        width: 100%;
        padding: 7px 10px;
        border-radius: 6px;
        color: inherit;
        text-align: start;
        text-decoration: none;
      }

      .item:hover,
      .item:focus-visible {
        background: var(--surface-hover);
      }

      .row {
        display: flex;
        gap: 2px;
      }

      .item.aside {
        width: auto;
        color: var(--ink-soft);
      }

      .item.danger {
        color: var(--bad);
      }

      .words {
        flex: 1;
        min-width: 0;
      }

      .hint {
        display: block;
        color: var(--ink-soft);
        font-size: 12px;
        line-height: 1.4;
      }

      .tick {
        width: 18px;
        flex: none;
        color: var(--accent);
      }

      avatar-badge {
        --avatar-size: 28px;
      }
    `,
  ];
  static override properties = {
    label: { attribute: false },
    heading: { attribute: false },
    items: { attribute: false },
    side: { type: String },
    expanded: { state: true },
  };

  /** The button's name for assistive technology. */
  declare label: string;
  declare heading: string | undefined;
  declare items: readonly MenuItem[];
  /** Where the menu opens: beside the button or below it. */
  declare side: "right" | "below";
  declare expanded: boolean;

  /** Where it was asked for; absent means at the button. In the window's pixels. */
  #at: { readonly x: number; readonly y: number } | undefined;

  constructor() {
    super();
    this.items = [];
    this.side = "below";
    this.expanded = false;
  }

  openAt(x: number, y: number): void {
    this.#at = { x, y };
    this.#menu?.showPopover();
  }

  override render() {
    return html`
      <button
        type="button"
        class="trigger"
        aria-haspopup="menu"
        aria-expanded=${this.expanded ? "true" : "false"}
        aria-label=${this.label}
        title=${this.label}
        popovertarget="menu"
        @keydown=${this.#onTriggerKey}
      >
        <slot></slot>
      </button>
      <div
        id="menu"
        class="menu"
        role="menu"
        popover="auto"
        aria-label=${this.heading ?? this.label}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${this.#onToggle}
        @keydown=${this.#onMenuKey}
      >
        ${this.heading ? html`<p class="heading" role="presentation">${this.heading}</p>` : nothing}
        ${this.expanded ? this.items.map((item) => this.#renderItem(item)) : nothing}
      </div>
    `;
  }

  #renderItem(item: MenuItem) {
    const role = item.checked === undefined ? "menuitem" : "menuitemradio";
    const words = html`
      ${item.lead ?? nothing}
      <span class="words"
        >${item.label}${item.hint ? html`<span class="hint">${item.hint}</span>` : nothing}</span
      >
      ${item.checked ? html`<span class="tick">${icon("check", 18)}</span>` : nothing}
    `;
    return html`<div class="row" role="none">
      <button
        type="button"
        class="item ${item.danger ? "danger" : ""}"
        role=${role}
        aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
        tabindex="-1"
        @click=${() => this.#select(item.id)}
      >
        ${words}
      </button>
      ${item.also ? this.#renderAlso(item.also) : nothing}
      ${item.aside ? this.#renderAside(item.aside) : nothing}
    </div>`;
  }

  #renderAlso({ id, label, mark }: NonNullable<MenuItem["also"]>) {
    return html`<button
      type="button"
      class="item aside"
      role="menuitem"
      tabindex="-1"
      aria-label=${label}
      title=${label}
      @click=${() => this.#select(id)}
    >
      ${mark}
    </button>`;
  }

  #renderAside({ label, href, mark }: NonNullable<MenuItem["aside"]>) {
    return html`<a
      class="item aside"
      role="menuitem"
      tabindex="-1"
      href=${href}
      target="_blank"
      rel="noopener"
      aria-label=${label}
      title=${label}
      @click=${this.#close}
      >${mark}</a
    >`;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".menu");
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(".item")];
  }

  readonly #close = (): void => this.#menu?.hidePopover();

  /** Fixed in the window, beside or below the button, and never outside the window. */
  #place(): void {
    const menu = this.#menu;
    if (!menu) return;
    const button = this.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const left = this.#at?.x ?? (this.side === "right" ? button.right + GAP : button.left);
    const top = this.#at?.y ?? (this.side === "right" ? button.top : button.bottom + GAP);
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
    menu.classList.add("placed");
  }

  #select(id: string): void {
    this.#close();
    this.dispatchEvent(new CustomEvent("menu-select", { detail: id }));
  }

  readonly #onBeforeToggle = (event: ToggleEvent): void => {
    this.expanded = event.newState === "open";
    this.#menu?.classList.remove("placed");
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === "open") return void this.#enter();
    this.#at = undefined;
  };

  async #enter(): Promise<void> {
    await this.updateComplete;
    this.#place();
    const items = this.#items;
    (items.find((item) => item.ariaChecked === "true") ?? items[0])?.focus();
  }

  readonly #onTriggerKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.#menu?.showPopover();
  };

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(":focus"));
    const targets: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const target = targets[event.key];
    if (event.key === "Tab") this.#close();
    if (target === undefined) return;
    event.preventDefault();
    items[target]?.focus();
  };
}

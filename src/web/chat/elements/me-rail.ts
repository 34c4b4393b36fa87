/**
 * The left rail (a top bar on a narrow screen): who I am, language, colours, and clearing the emulator.
 * Fires `pick-person` and `show-beside` (staffId), `close-beside`, `pick-theme`, `pick-locale` and `reset-emulator`;
 * it changes nothing itself.
 */
import { css, html, LitElement } from "lit";
import type { EmulatorOrganisation } from "../../../contract/emulator-console.ts";
import type { EmulatorPerson } from "../../../contract/emulator-control.ts";
import { icon } from "../../shared/elements/icons.ts";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Theme } from "../../shared/theme/preferences.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { encodeChatRoute } from "../state/chat-route.ts";

const BESIDE = "beside:";
const THEMES: readonly Theme[] = ["auto", "light", "dark"];

export class MeRail extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }

      nav {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 8px;
        height: 100%;
        padding: 16px 0 12px;
        background: var(--surface-rail);
      }

      .space {
        flex: 1;
      }

      .name {
        display: none;
        font-weight: 600;
      }

      .me {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 2px;
      }

      .locale {
        font-size: 13px;
        font-weight: 600;
      }

      @media (max-width: 719px) {
        nav {
          flex-direction: row;
          height: 56px;
          padding: 0 10px;
        }

        .person {
          min-width: 0;
        }

        .me {
          min-width: 0;
        }

        .name {
          display: block;
          overflow: hidden;
          text-overflow: ellipsis;
          white-space: nowrap;
        }

        nav > :not(.person, .space),
        avatar-badge {
          flex: none;
        }

        .me {
          --avatar-size: 34px;
        }
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    people: { attribute: false },
    me: { attribute: false },
    theme: { attribute: false },
    organisations: { attribute: false },
    second: { attribute: false },
    canShowBeside: { attribute: false },
  };

  declare text: Text;
  declare people: readonly EmulatorPerson[];
  declare me: EmulatorPerson | undefined;
  declare theme: Theme;
  declare organisations: readonly EmulatorOrganisation[];
  /** The second side has no settings, and can be closed. */
  declare second: boolean;
  declare canShowBeside: boolean;

  override render() {
    return html`
      <nav aria-label=${this.text("rail.label")}>
        ${this.#renderMe()}
        <span class="space"></span>
        ${this.second ? this.#renderClose() : this.#renderSettings()}
      </nav>
    `;
  }

  #renderClose() {
    const label = this.text("rail.closeBeside");
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${label}
      title=${label}
      @click=${() => this.#fire("close-beside")}
    >
      ${icon("close")}
    </button>`;
  }

  #renderSettings() {
    const developer = this.text("rail.developer");
    return html`
      <a class="icon-button" href="./developer.html#view=wire" aria-label=${developer} title=${developer}
        >${icon("wire")}</a
      >
      <button
        type="button"
        class="icon-button locale"
        aria-label=${this.text("rail.language")}
        title=${this.text("rail.language")}
        @click=${() => this.#fire("pick-locale", this.text.locale === "en" ? "zh-CN" : "en")}
      >
        ${this.text("rail.languageShort")}
      </button>
      <menu-button
        .label=${this.text("rail.theme")}
        .heading=${this.text("rail.theme")}
        side="right"
        .items=${THEMES.map((theme) => ({
          id: theme,
          label: this.text(`rail.theme.${theme}`),
          checked: theme === this.theme,
        }))}
        @menu-select=${(event: CustomEvent<Theme>) => this.#fire("pick-theme", event.detail)}
      >
        <span class="icon-button">${icon("contrast")}</span>
      </menu-button>
      <menu-button
        .label=${this.text("rail.more")}
        side="right"
        .items=${[
          {
            id: "reset",
            label: this.text("rail.reset"),
            hint: this.text("rail.resetHint"),
            danger: true,
            lead: icon("trash", 18),
          },
        ]}
        @menu-select=${() => this.#fire("reset-emulator")}
      >
        <span class="icon-button">${icon("more")}</span>
      </menu-button>
    `;
  }

  #renderMe() {
    const name = this.me?.name ?? "";
    return html`
      <menu-button
        class="person"
        .label=${this.text("rail.me", { name })}
        .heading=${this.text("rail.switchPerson")}
        side="right"
        .items=${this.people.map((person) => this.#personItem(person))}
        @menu-select=${(event: CustomEvent<string>) => this.#pick(event.detail)}
      >
        <span class="me">
          <avatar-badge .kind=${"person"} .name=${name} .key=${this.me?.staffId ?? ""}></avatar-badge>
          <span class="name">${name}</span>
        </span>
      </menu-button>
    `;
  }

  #personItem(person: EmulatorPerson): MenuItem {
    const mine = person.staffId === this.me?.staffId;
    const lead = html`<avatar-badge
      .kind=${"person"}
      .name=${person.name}
      .key=${person.staffId}
    ></avatar-badge>`;
    const organisation = this.organisations.find(({ corpId }) => corpId === person.corpId)?.name;
    const hint = this.organisations.length > 1 ? (organisation ?? "") : person.staffId;
    const item = { id: person.staffId, label: person.name, hint, checked: mine, lead };
    if (mine || this.second) return item;
    const label = this.text("rail.openWindow", { name: person.name });
    const href = encodeChatRoute({ person: person.staffId });
    const aside = { label, href, mark: icon("window", 18) };
    if (!this.canShowBeside) return { ...item, aside };
    const beside = this.text("rail.beside", { name: person.name });
    const also = { id: `${BESIDE}${person.staffId}`, label: beside, mark: icon("columns", 18) };
    return { ...item, aside, also };
  }

  #pick(id: string): void {
    if (id.startsWith(BESIDE)) this.#fire("show-beside", id.slice(BESIDE.length));
    else this.#fire("pick-person", id);
  }

  #fire(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

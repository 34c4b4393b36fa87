/**
 * The developer's page: owns store, route, language and colours; shows one view at a time and does what views ask
 * for. What can be done is `developer-api.ts`.
 */
import { html, LitElement, nothing } from "lit";
import type { EmulatorAppConsole, EmulatorConsole } from "../../../contract/emulator-console.ts";
import type { EmulatorConversation } from "../../../contract/emulator-control.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import { guardStorage } from "../../shared/guarded-storage.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { createPreferences, type Theme } from "../../shared/theme/preferences.ts";
import type { Act } from "../act.ts";
import { createDeveloperApi } from "../developer-api.ts";
import {
  encodeDeveloperRoute,
  parseDeveloperRoute,
  VIEWS,
  type DeveloperRoute,
  type View,
} from "../state/developer-route.ts";
import { createDeveloperStore, type DeveloperState, type DeveloperStore } from "../state/developer-store.ts";
import { createDeveloperText, type DeveloperText } from "../text/create-developer-text.ts";
import { developerAppStyles } from "./developer-app-styles.ts";
import { developerStyles } from "./developer-styles.ts";

const ICONS: Readonly<Record<(typeof VIEWS)[number], IconName>> = {
  guide: "flag",
  apps: "app",
  wire: "wire",
  faults: "bug",
  files: "file",
  coverage: "table",
};
const CORP_KEY = "developer-organisation";
const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** Of the organisation: the chat of two people is none. */
function groupsOf({ snapshot }: DeveloperState, corpId: string): readonly EmulatorConversation[] {
  const own = new Set(snapshot?.people.filter((one) => one.corpId === corpId).map(({ staffId }) => staffId));
  return (snapshot?.conversations ?? []).filter(
    ({ type, coolApps, memberIds }) =>
      type === "group" && coolApps === undefined && memberIds.some((id) => own.has(id)),
  );
}

export class DeveloperApp extends LitElement {
  static override styles = [baseStyles, developerStyles, developerAppStyles];
  static override properties = { failure: { state: true } };

  declare failure: string | undefined;

  /** Of this window only: two of them may look at two organisations. */
  readonly #session = guardStorage(() => sessionStorage);
  readonly #preferences = createPreferences({
    storage: guardStorage(() => localStorage),
    language: navigator.language,
    root: document.documentElement,
    onChange: () => this.#sync(),
  });
  #text: DeveloperText = createDeveloperText(this.#preferences.locale);
  readonly #api = createDeveloperApi(() => this.#preferences.locale);
  #store: DeveloperStore | undefined;
  #shownView: View | undefined;
  #route: DeveloperRoute = this.#readRoute();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#store = createDeveloperStore({ api: this.#api, onChange: () => this.requestUpdate() });
    window.addEventListener("hashchange", this.#follow);
    this.#sync();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#store?.dispose();
    window.removeEventListener("hashchange", this.#follow);
  }

  /** On a narrow screen the open view's tab may lie beside the screen. */
  override updated(): void {
    const tab = this.renderRoot.querySelector("nav a[aria-current]");
    if (tab === null || this.#shownView === this.#route.view) return;
    this.#shownView = this.#route.view;
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  readonly #follow = (): void => {
    this.#route = this.#readRoute();
    this.#sync();
  };

  /** Who comes back from the chat is still in the organisation that they switched to. */
  #readRoute(): DeveloperRoute {
    const route = parseDeveloperRoute(location.hash);
    if (route.corp !== undefined) this.#session.setItem(CORP_KEY, route.corp);
    const corp = route.corp ?? this.#session.getItem(CORP_KEY);
    return corp === null ? route : { ...route, corp };
  }

  #sync(): void {
    this.#text = createDeveloperText(this.#preferences.locale);
    document.title = `${this.#text("app.title")} · ${this.#text("app.subtitle")}`;
    this.requestUpdate();
  }

  readonly #go = (change: Partial<DeveloperRoute>): void => {
    location.hash = encodeDeveloperRoute({ ...this.#route, ...change });
  };

  readonly #act: Act = async (run) => {
    try {
      await run(this.#api);
      this.failure = undefined;
      await this.#store?.refresh();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = this.#text("app.failed", { reason });
      return false;
    }
  };

  /** The organisation one has switched to; the first when none was chosen, or when an app of another is looked at. */
  get #corpId(): string {
    const organisations = this.#store?.state.console?.organisations ?? [];
    const chosen = organisations.find(({ corpId }) => corpId === this.#route.corp) ?? organisations[0];
    return chosen?.corpId ?? "";
  }

  override render() {
    const { state } = this.#store ?? {};
    if (!state) return nothing;
    return html`
      <header>
        <a class="brand" href="./" title=${this.#text("app.toChat")}
          >${icon("chats", 18)} <span>${this.#text("app.subtitle")}</span></a
        >
        <span class="space"></span>
        ${this.#renderOrganisations()}
        <button
          type="button"
          class="icon-button locale"
          aria-label=${this.#text("app.language")}
          title=${this.#text("app.language")}
          @click=${() => this.#preferences.choose({ locale: this.#text.locale === "en" ? "zh-CN" : "en" })}
        >
          ${this.#text("app.languageShort")}
        </button>
        <menu-button
          .label=${this.#text("app.theme")}
          .items=${THEMES.map((theme) => ({
            id: theme,
            label: this.#text(`app.theme.${theme}`),
            checked: theme === this.#preferences.theme,
          }))}
          @menu-select=${(event: CustomEvent<Theme>) => this.#preferences.choose({ theme: event.detail })}
        >
          <span class="icon-button">${icon("contrast")}</span>
        </menu-button>
      </header>
      <nav aria-label=${this.#text("app.views")}>
        ${VIEWS.map(
          (view) =>
            html`<a
              href=${encodeDeveloperRoute({ ...this.#route, view })}
              aria-current=${view === this.#route.view ? "page" : nothing}
              >${icon(ICONS[view], 16)} ${this.#text(`view.${view}`)}</a
            >`,
        )}
      </nav>
      <div class="notices">${this.#renderNotices()}</div>
      <main>${state.console ? this.#renderView(state, state.console) : this.#renderLoading()}</main>
    `;
  }

  #renderLoading() {
    return html`<p class="loading">${this.#text("app.loading")}</p>`;
  }

  #renderNotices() {
    const lost = this.#store?.state.link === "lost";
    return html`
      ${lost ? html`<p class="notice" role="alert">${this.#text("app.lost")}</p>` : nothing}
      ${
        this.failure === undefined
          ? nothing
          : html`<p class="notice" role="alert">
              <span>${this.failure}</span>
              <button type="button" class="button small" @click=${() => (this.failure = undefined)}>
                ${this.#text("app.dismiss")}
              </button>
            </p>`
      }
    `;
  }

  #renderOrganisations() {
    const organisations = this.#store?.state.console?.organisations ?? [];
    const name = organisations.find(({ corpId }) => corpId === this.#corpId)?.name ?? "";
    return html`<avatar-badge .kind=${"person"} .name=${name} .key=${this.#corpId}></avatar-badge>
      <select
        class="organisation"
        aria-label=${this.#text("app.organisation")}
        @change=${(event: Event) => {
          const { app: _, ...route } = this.#route;
          this.#route = route;
          this.#go({ corp: (event.currentTarget as HTMLSelectElement).value });
        }}
      >
        ${organisations.map(
          ({ corpId, name }) =>
            html`<option value=${corpId} ?selected=${corpId === this.#corpId}>${name}</option>`,
        )}
      </select>`;
  }

  #renderView(state: DeveloperState, view: EmulatorConsole) {
    const shared = { text: this.#text, act: this.#act, go: this.#go };
    const apps = view.apps.filter(({ corpId }) => corpId === this.#corpId);
    const app: EmulatorAppConsole | undefined =
      apps.find(({ clientId }) => clientId === this.#route.app) ?? apps.at(-1);
    const people = state.snapshot?.people ?? [];
    switch (this.#route.view) {
      case "guide":
        return html`<guide-view
          .shared=${shared}
          .console=${view}
          .people=${people}
          .corpId=${this.#corpId}
          .app=${app}
        ></guide-view>`;
      case "apps":
        return html`<apps-view
            .shared=${shared}
            .console=${view}
            .people=${people}
            .corpId=${this.#corpId}
            .app=${app}
          ></apps-view>
          <webhooks-view
            .shared=${shared}
            .console=${view}
            .groups=${groupsOf(state, this.#corpId)}
          ></webhooks-view>`;
      case "wire":
        return html`<wire-view
          .shared=${shared}
          .entries=${state.wire}
          .apps=${view.apps}
          .complete=${state.complete}
          @clear-wire=${() => this.#store?.clearWire()}
          @ask-older=${() => void this.#act(async () => this.#store?.askOlder())}
        ></wire-view>`;
      case "faults":
        return html`<faults-view .shared=${shared} .console=${view} .coverage=${state.coverage}></faults-view>
          <time-view .shared=${shared} .time=${view.time}></time-view>`;
      case "files":
        return html`<files-view .shared=${shared} .console=${view}></files-view>`;
      case "coverage":
        return html`<coverage-view .shared=${shared} .coverage=${state.coverage}></coverage-view>`;
      case "apply":
        return html`<apply-view
          .shared=${shared}
          .console=${view}
          .clientId=${this.#route.app ?? ""}
          .scope=${this.#route.scope ?? ""}
        ></apply-view>`;
    }
  }
}

/**
 * The console's page: owns token, store, route, language and colours; shows one view at a time and does what views
 * ask for. What can be asked of the gateway is `console-api.ts`.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { icon } from "../../shared/elements/icons.ts";
import { guardStorage } from "../../shared/guarded-storage.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { createPreferences, type Theme } from "../../shared/theme/preferences.ts";
import { ConsoleFailure, createConsoleApi, readFrameWord, type ConsoleApi } from "../console-api.ts";
import {
  changeRoute,
  encodeConsoleRoute,
  openingView,
  parseConsoleRoute,
  type ConsoleRoute,
  type View,
} from "../state/console-route.ts";
import { createConsoleStore, type ConsoleState, type ConsoleStore } from "../state/console-store.ts";
import { planQuestions } from "../state/plan-questions.ts";
import { createSessionToken } from "../state/session-token.ts";
import { countChanges, EMPTY_DRAFT, type SettingsDraft } from "../state/settings-draft.ts";
import { createConsoleText, type ConsoleText } from "../text/create-console-text.ts";
import { consoleAppStyles } from "./console-app-styles.ts";
import { consoleStyles } from "./console-styles.ts";
import { renderBanners } from "./render-banners.ts";
import { renderNavigation } from "./render-navigation.ts";
import { showCode } from "./show-code.ts";
import type { Shared } from "./view-element.ts";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];
/** Views that are about one account or about all, so that one chooses which. */
const CHOOSING: ReadonlySet<View> = new Set(["now", "messages", "people", "permissions"]);
const RESTART_NOTICE_MS = 6_000;

export class ConsoleApp extends LitElement {
  static override styles = [baseStyles, consoleStyles, consoleAppStyles];
  static override properties = {
    failure: { state: true },
    draft: { state: true },
    signingIn: { state: true },
    wrongToken: { state: true },
    restarted: { state: true },
    address: { state: true },
  };

  declare failure: string | undefined;
  declare draft: SettingsDraft;
  declare signingIn: boolean;
  declare wrongToken: boolean;
  declare restarted: boolean;
  /** What somebody wanted to open and the dashboard's frame does not let. */
  declare address: string | undefined;

  readonly #token = createSessionToken(guardStorage(() => sessionStorage));
  readonly #frameWord = readFrameWord(document);
  readonly #preferences = createPreferences({
    storage: guardStorage(() => localStorage),
    language: navigator.language,
    root: document.documentElement,
    onChange: () => this.#sync(),
  });
  readonly #api: ConsoleApi = createConsoleApi({
    pageAddress: location.href,
    language: () => this.#preferences.locale,
    token: () => this.#token.value,
    frameWord: this.#frameWord,
  });
  #text: ConsoleText = createConsoleText(this.#preferences.locale);
  #store: ConsoleStore | undefined;
  #route: ConsoleRoute = {};
  #shownView: View | undefined;
  #restarts = 0;
  #restartTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.draft = EMPTY_DRAFT;
    this.signingIn = false;
    this.wrongToken = false;
    this.restarted = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#store = createConsoleStore({
      api: this.#api,
      visible: !document.hidden,
      onChange: () => this.#hear(),
    });
    window.addEventListener("hashchange", this.#follow);
    window.addEventListener("beforeunload", this.#holdBack);
    document.addEventListener("visibilitychange", this.#look);
    if (this.#frameWord !== undefined) this.addEventListener("click", this.#open);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#store?.dispose();
    clearTimeout(this.#restartTimer);
    window.removeEventListener("hashchange", this.#follow);
    window.removeEventListener("beforeunload", this.#holdBack);
    document.removeEventListener("visibilitychange", this.#look);
  }

  /** Who moved to another view by the keyboard goes on reading at its heading. */
  override updated(): void {
    const view = this.#view;
    if (view === undefined || view === this.#shownView) return;
    const moved = this.#shownView !== undefined;
    this.#shownView = view;
    if (!moved) return;
    this.renderRoot.querySelector("main")?.scrollTo({ top: 0 });
    this.renderRoot.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }

  /** A frame may be forbidden to open windows, and a click on a link then does nothing: the address is shown instead. */
  readonly #open = (event: Event): void => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    if (link?.target !== "_blank") return;
    event.preventDefault();
    if (window.open(link.href, "_blank") === null) this.address = link.href;
  };

  readonly #look = (): void => this.#store?.setVisible(!document.hidden);

  readonly #holdBack = (event: BeforeUnloadEvent): void => {
    if (countChanges(this.draft) > 0) event.preventDefault();
  };

  readonly #follow = (): void => {
    const hash = this.#token.takeFrom(location.hash);
    const signedIn = hash !== location.hash;
    if (signedIn) history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
    this.#route = parseConsoleRoute(hash);
    this.#settle();
    this.#sync();
    if (signedIn && this.#store?.state.link === "signed-out") this.#store.reset();
  };

  #hear(): void {
    const { link, restarts } = this.#store?.state ?? { link: "connecting", restarts: 0 };
    if (restarts > this.#restarts) {
      this.restarted = true;
      clearTimeout(this.#restartTimer);
      this.#restartTimer = setTimeout(() => (this.restarted = false), RESTART_NOTICE_MS);
    }
    this.#restarts = restarts;
    if (link === "signed-out") {
      this.wrongToken = this.#token.value !== undefined;
      this.draft = EMPTY_DRAFT;
    }
    if (link !== "connecting") this.signingIn = false;
    this.#settle();
    this.#sync();
  }

  /** Once a view was chosen for somebody it stays, though what it was chosen for changes, as set-up does. */
  #settle(): void {
    const { now } = this.#store?.state.data ?? {};
    if (this.#route.view !== undefined || now === undefined) return;
    this.#route = { ...this.#route, view: openingView(now.accounts) };
    history.replaceState(history.state, "", encodeConsoleRoute(this.#route));
  }

  #sync(): void {
    if (this.#text.locale !== this.#preferences.locale) {
      this.#text = createConsoleText(this.#preferences.locale);
      void this.#store?.refresh();
    }
    const view = this.#view;
    const place = view === undefined ? "" : `${this.#text(`view.${view}`)} · `;
    document.title = `${place}${this.#text("app.title")} · OpenClaw`;
    this.#store?.watch(planQuestions(view, this.#route, this.#account));
    this.requestUpdate();
  }

  get #view(): View | undefined {
    return this.#route.view;
  }

  get #account(): string | undefined {
    const accounts = this.#store?.state.data.now?.accounts ?? [];
    const known = accounts.some(({ accountId }) => accountId === this.#route.account);
    return known ? this.#route.account : accounts[0]?.accountId;
  }

  readonly #go: Shared["go"] = (change, { replace = false } = {}) => {
    const hash = this.#href(change);
    if (!replace) {
      location.hash = hash;
      return;
    }
    history.replaceState(history.state, "", hash);
    this.#follow();
  };

  readonly #href = (change: Partial<ConsoleRoute>): string =>
    encodeConsoleRoute(changeRoute({ ...this.#route, view: this.#view }, change));

  readonly #act: Shared["act"] = async (run) => {
    try {
      const result = await run(this.#api);
      this.failure = undefined;
      await this.#store?.refresh();
      return result;
    } catch (error) {
      if (error instanceof ConsoleFailure && error.kind === "signed-out") await this.#store?.refresh();
      else this.failure = this.#explain(error);
      return undefined;
    }
  };

  #explain(error: unknown): string {
    if (error instanceof ConsoleFailure && error.kind === "unreachable")
      return this.#text("app.failed", { reason: this.#text("app.unreachable") });
    const { refusal } = error instanceof ConsoleFailure ? error : {};
    const reason = error instanceof Error ? error.message : String(error);
    return `${this.#text("app.failed", { reason })} ${refusal?.remedy ?? this.#text("app.failedHint")}`;
  }

  #signIn(token: string | undefined): void {
    this.#token.set(token);
    this.wrongToken = false;
    this.signingIn = token !== undefined;
    this.#store?.reset();
  }

  #shared(state: ConsoleState): Shared {
    const { now } = state.data;
    return {
      text: this.#text,
      route: this.#route,
      account: this.#account,
      data: state.data,
      refusals: state.refusals,
      link: state.link,
      api: this.#api,
      mayChange: now?.mayChange ?? false,
      draft: this.draft,
      setDraft: (draft) => (this.draft = draft),
      go: this.#go,
      href: this.#href,
      ownPage: (change = {}) => `${now?.pageAddress ?? ""}${this.#href(change)}`,
      act: this.#act,
      refresh: async () => this.#store?.refresh(),
    };
  }

  override render() {
    const { state } = this.#store ?? {};
    if (!state) return nothing;
    if (state.link === "signed-out" || this.signingIn) {
      return html`<sign-in
        .text=${this.#text}
        .wrong=${this.wrongToken}
        .checking=${this.signingIn}
        .framed=${this.#frameWord !== undefined}
        @sign-in=${(event: CustomEvent<string>) => this.#signIn(event.detail)}
      ></sign-in>`;
    }
    const shared = this.#shared(state);
    return html`
      <button type="button" class="button skip" @click=${() => this.renderRoot.querySelector("h1")?.focus()}>
        ${this.#text("app.skip")}
      </button>
      <header class="bar">${this.#renderBrand(shared)}</header>
      ${renderNavigation(shared, this.#view)}
      <div class="tools">${this.#renderTools(state)}</div>
      <main>
        ${renderBanners(shared, {
          restarted: this.restarted,
          failure: this.failure,
          address: this.address,
          onDismiss: () => {
            this.failure = undefined;
            this.address = undefined;
          },
        })}
        ${this.#renderPage(shared)}
      </main>
    `;
  }

  #renderBrand({ data, text }: Shared) {
    const accounts = data.now?.accounts ?? [];
    const view = this.#view;
    const chooses = accounts.length > 1 && view !== undefined && CHOOSING.has(view);
    const all = view !== "people";
    const chosen = all ? this.#route.account : this.#account;
    return html`<div class="brand ${chooses ? "chooses" : ""}">
        <i class="logo">${icon("chats", 18)}</i><span>${text("app.title")} <small>OpenClaw</small></span>
      </div>
      ${
        chooses
          ? html`<select
              aria-label=${text("app.account")}
              @change=${(event: Event) => {
                const { value } = event.currentTarget as HTMLSelectElement;
                this.#go({ account: value === "" ? undefined : value, message: undefined });
              }}
            >
              ${all ? html`<option value="" ?selected=${!chosen}>${text("app.allAccounts")}</option>` : nothing}
              ${accounts.map(
                ({ accountId, name }) =>
                  html`<option value=${accountId} ?selected=${accountId === chosen}>
                    ${name ?? accountId}
                  </option>`,
              )}
            </select>`
          : nothing
      }`;
  }

  #renderTools({ data }: ConsoleState) {
    const text = this.#text;
    const themes = THEMES.map((theme): MenuItem => ({
      id: theme,
      label: text(`app.theme.${theme}`),
      checked: theme === this.#preferences.theme,
    }));
    const leave: MenuItem = { id: "sign-out", label: text("app.signOut") };
    return html`<button
        type="button"
        class="icon-button locale"
        aria-label=${text("app.language")}
        title=${text("app.language")}
        @click=${() => this.#preferences.choose({ locale: text.locale === "en" ? "zh-CN" : "en" })}
      >
        ${text("app.languageShort")}
      </button>
      <menu-button
        .label=${text("app.theme")}
        .items=${this.#token.value === undefined ? themes : [...themes, leave]}
        @menu-select=${({ detail }: CustomEvent<string>) => {
          const theme = THEMES.find((one) => one === detail);
          if (theme) this.#preferences.choose({ theme });
          else this.#signIn(undefined);
        }}
      >
        <span class="icon-button">${icon("contrast")}</span>
      </menu-button>
      ${data.now ? html`<span class="version figures">${data.now.version}</span>` : nothing}`;
  }

  #renderPage(shared: Shared) {
    const { text, link, data } = shared;
    const view = this.#view;
    if (view === undefined || data.now === undefined) {
      if (link !== "lost")
        return html`<div class="page waiting">
          <h1 class="sr-only" tabindex="-1">${text("app.loading")}</h1>
          <span class="bone"></span><span class="bone"></span><span class="bone short"></span>
        </div>`;
      return html`<div class="empty" role="status">
        ${icon("plug", 40)}
        <h1 tabindex="-1">${text("app.lostFirst")}</h1>
        <p>${showCode(text("app.lostFirstHint"))}</p>
        <button type="button" class="button" @click=${() => void this.#store?.refresh()}>
          ${text("app.retry")}
        </button>
      </div>`;
    }
    return html`<div class="page">
      <div class="head">
        <h1 tabindex="-1">${text(`view.${view}`)}</h1>
        <p>${text(`lede.${view}`)}</p>
      </div>
      ${this.#renderView(view, shared)}
    </div>`;
  }

  #renderView(view: View, shared: Shared): TemplateResult {
    switch (view) {
      case "now":
        return html`<now-view .shared=${shared}></now-view>`;
      case "messages":
        return html`<messages-view .shared=${shared}></messages-view>`;
      case "people":
        return html`<people-view .shared=${shared}></people-view>`;
      case "permissions":
        return html`<permissions-view .shared=${shared}></permissions-view>`;
      case "settings":
        return html`<settings-view .shared=${shared}></settings-view>`;
      case "setup":
        return html`<set-up-view .shared=${shared}></set-up-view>`;
    }
  }
}

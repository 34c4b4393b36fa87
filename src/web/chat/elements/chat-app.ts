/**
 * The page: owns the store, the preferences and the route, hands data down and acts on what the elements
 * fire. What is shown is decided in `state/`; this file only connects.
 */
import { html, LitElement, nothing } from "lit";
import type {
  AddGroupRequest,
  EmulatorConversation,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import type { SearchHit } from "../../../contract/emulator-console.ts";
import { guardStorage } from "../../shared/guarded-storage.ts";
import { icon } from "../../shared/elements/icons.ts";
import { previewText } from "../../shared/markdown/preview-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { createPreferences, type Theme } from "../../shared/theme/preferences.ts";
import { createText, type Locale, type Text } from "../../shared/text/create-text.ts";
import type { Side } from "../state/chat-route.ts";
import { createEmulatorApi } from "../emulator-api.ts";
import { createChatActs } from "../state/chat-acts.ts";
import { createChatStore, type ChatStore } from "../state/chat-store.ts";
import { listConversations } from "../state/chat-view.ts";
import { createDraftBoard } from "../state/draft-board.ts";
import { findWords, type WordHit } from "../state/find-words.ts";
import { findUnread, type Unread } from "../state/read-markers.ts";
import { createNoteBoard } from "../state/note-board.ts";
import { createRouteKeeper, type RouteKeeper } from "../state/route-keeper.ts";
import { planAnnouncements } from "../state/plan-announcements.ts";
import type { ChatPane } from "./chat-pane.ts";
import { chatStyles } from "./chat-styles.ts";

const MINUTE_MS = 60_000;
const ANNOUNCED_CHARACTERS = 400;

/** A file that is dropped beside the conversation must not take the browser away from the page. */
function refuseFiles(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

export class ChatApp extends LitElement {
  static override styles = [baseStyles, chatStyles];
  static override properties = {
    side: { type: String },
    locale: { attribute: false },
    announced: { state: true },
  };

  /** The second side is a person beside the first; it has no settings of its own. */
  declare side: Side;
  /** The second side's language is the first one's. */
  declare locale: Locale | undefined;
  /** What the live region says. */
  declare announced: string;

  readonly #preferences = createPreferences({
    storage: guardStorage(() => localStorage),
    language: navigator.language,
    root: document.documentElement,
    onChange: () => this.#sync(),
  });
  #route!: RouteKeeper;
  readonly #wide = matchMedia("(min-width: 720px)");
  readonly #forTwo = matchMedia("(min-width: 1200px)");
  #ticking: ReturnType<typeof setInterval> | undefined;
  readonly #board = createNoteBoard(() => this.requestUpdate());
  #text: Text = createText(this.#preferences.locale);
  readonly #api = createEmulatorApi("", () => this.#text.locale);
  readonly #acts = createChatActs({ api: this.#api, board: this.#board, text: () => this.#text });
  #store: ChatStore | undefined;
  #heard: ChatStore["state"] | undefined;
  readonly #drafts = createDraftBoard(guardStorage(() => sessionStorage));
  /** The conversation that is open, as whom, and what of it was unread then. */
  #entered: { readonly key: string; readonly unread: Unread | undefined } | undefined;
  /** Made a moment ago and to be opened as soon as the page hears of it. */
  #wanted: string | undefined;

  constructor() {
    super();
    this.side = "first";
    this.announced = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#route = createRouteKeeper({
      window,
      side: this.side,
      storage: guardStorage(() => sessionStorage),
      onChange: () => this.#sync(),
    });
    this.#store = createChatStore({
      api: this.#api,
      storage: guardStorage(() => sessionStorage),
      onChange: () => this.#sync(),
    });
    this.#route.start();
    for (const query of [this.#wide, this.#forTwo]) query.addEventListener("change", this.#sync);
    document.addEventListener("visibilitychange", this.#sync);
    for (const name of ["dragover", "drop"] as const) window.addEventListener(name, refuseFiles);
    this.#ticking = setInterval(() => this.requestUpdate(), MINUTE_MS / 2);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#store?.dispose();
    this.#route.dispose();
    for (const query of [this.#wide, this.#forTwo]) query.removeEventListener("change", this.#sync);
    document.removeEventListener("visibilitychange", this.#sync);
    for (const name of ["dragover", "drop"] as const) window.removeEventListener(name, refuseFiles);
    this.#board.dispose();
    clearInterval(this.#ticking);
  }

  get #me(): EmulatorPerson | undefined {
    const people = this.#store?.state.people ?? [];
    return people.find(({ staffId }) => staffId === this.#route.current.person) ?? people[0];
  }

  get #open(): EmulatorConversation | undefined {
    const me = this.#me?.staffId;
    return this.#store?.state.conversations.find(
      ({ conversationId, memberIds }) =>
        conversationId === this.#route.current.chat && me !== undefined && memberIds.includes(me),
    );
  }

  /** After every change: a wide screen always has something open, what is in sight is read, news is told. */
  readonly #sync = (): void => {
    this.#text = createText(this.locale ?? this.#preferences.locale);
    const store = this.#store;
    const me = this.#me;
    if (this.#wanted !== undefined) this.#pickChat(this.#wanted);
    if (store && me) {
      const first = listConversations(store.state, me.staffId, store.markers)[0];
      if (!this.#open && this.#wide.matches && first) {
        this.#route.go({ person: me.staffId, chat: first.conversation.conversationId }, "replace");
      }
      this.#enter(store, me);
      if (this.#open && document.visibilityState === "visible") {
        store.markRead(me.staffId, this.#open.conversationId);
      }
      this.#announce(store.state, me);
      if (this.side === "first") this.#nameWindow(store, me);
    }
    this.requestUpdate();
  };

  /** Looks at what is unread in a conversation that was just opened, before it counts as read. */
  #enter(store: ChatStore, me: EmulatorPerson): void {
    const id = this.#open?.conversationId;
    if (id === undefined) return void (this.#entered = undefined);
    const key = `${me.staffId} ${id}`;
    if (key === this.#entered?.key) return;
    const marker = store.markers[me.staffId]?.[id];
    this.#entered = { key, unread: findUnread(store.state.messages[id] ?? [], marker, me.staffId) };
  }

  #announce(state: ChatStore["state"], me: EmulatorPerson): void {
    const id = this.#open?.conversationId;
    const before = this.#heard;
    this.#heard = state;
    if (!id || !before?.loaded || before === state) return;
    const news = planAnnouncements(before.messages[id] ?? [], state.messages[id] ?? [], me.staffId);
    if (news.length === 0) return;
    this.announced = news
      .map(({ kind, name, text }) =>
        this.#text(`announce.${kind}`, { name, text: previewText(text, ANNOUNCED_CHARACTERS) }),
      )
      .join("\n");
  }

  #nameWindow(store: ChatStore, me: EmulatorPerson): void {
    const rows = listConversations(store.state, me.staffId, store.markers);
    const count = rows.reduce((sum, row) => sum + row.unread, 0);
    const title = `${me.name} · ${this.#text("app.title")}`;
    document.title = count > 0 ? this.#text("app.unreadTitle", { count, title }) : title;
  }

  override render() {
    const store = this.#store;
    const me = this.#me;
    if (!store) return nothing;
    const beside = this.side === "first" && this.#forTwo.matches && this.#route.beside.person;
    this.toggleAttribute("beside", Boolean(beside));
    return html`
      <button type="button" class="skip" @click=${this.#skip}>${this.#text("app.skip")}</button>
      ${store.state.link === "lost" ? this.#renderLost(store) : nothing}
      <div class="shell" data-pane=${this.#open ? "chat" : "list"}>
        <me-rail
          .text=${this.#text}
          .people=${store.state.people}
          .me=${me}
          .theme=${this.#preferences.theme}
          .organisations=${store.state.organisations}
          .second=${this.side === "second"}
          .canShowBeside=${this.#forTwo.matches}
          @show-beside=${(event: CustomEvent<string>) => this.#route.goBeside({ person: event.detail })}
          @close-beside=${this.#close}
          @pick-person=${(event: CustomEvent<string>) => this.#pickPerson(event.detail)}
          @pick-locale=${(event: CustomEvent<Locale>) => this.#preferences.choose({ locale: event.detail })}
          @pick-theme=${(event: CustomEvent<Theme>) => this.#preferences.choose({ theme: event.detail })}
          @reset-emulator=${() => void this.#acts.reset()}
        ></me-rail>
        <conversation-list
          .text=${this.#text}
          .heading=${this.#heading || this.#text("app.title")}
          .rows=${me ? listConversations(store.state, me.staffId, store.markers) : []}
          .selected=${this.#open?.conversationId}
          .loading=${!store.state.loaded}
          .personName=${me?.name ?? ""}
          .personId=${me?.staffId ?? ""}
          .drafts=${this.#drafts}
          .now=${Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS}
          @pick-chat=${(event: CustomEvent<string>) => this.#pickChat(event.detail)}
        >
          ${me ? this.#renderSearch(store, me) : nothing}
        </conversation-list>
        <main aria-label=${this.#open ? this.#text("chat.label", { title: this.#open.title }) : nothing}>
          ${me && this.#open ? this.#renderChat(store, me, this.#open) : this.#renderNothingOpen()}
        </main>
      </div>
      ${
        beside
          ? html`<chat-app
              side="second"
              .locale=${this.#text.locale}
              @close-side=${() => this.#route.goBeside({})}
            ></chat-app>`
          : nothing
      }
      <notice-stack
        .text=${this.#text}
        .notes=${this.#board.notes}
        @dismiss-note=${(event: CustomEvent<number>) => this.#board.dismiss(event.detail)}
      ></notice-stack>
      <div class="sr-only" role="status" aria-live="polite">${this.announced}</div>
    `;
  }

  /** The organisation that I belong to. */
  get #heading(): string {
    const { organisations = [], company = "" } = this.#store?.state ?? {};
    return organisations.find(({ corpId }) => corpId === this.#me?.corpId)?.name ?? company;
  }

  #colleagues({ state }: ChatStore, me: EmulatorPerson) {
    return state.people.filter(({ corpId }) => corpId === me.corpId);
  }

  #renderSearch(store: ChatStore, me: EmulatorPerson) {
    return html`<div class="finder" slot="search">
      <chat-search
        .text=${this.#text}
        .personId=${me.staffId}
        .find=${this.#api.search}
        .findSaid=${(word: string) => findWords(store.state, me.staffId, word)}
        @pick-said=${(event: CustomEvent<WordHit>) => void this.#showSaid(event.detail)}
        @pick-hit=${({ detail: { kind, id } }: CustomEvent<SearchHit>) =>
          kind === "group" ? this.#pickChat(id) : void this.#acts.openDirect(me, id, this.#pickChat)}
      ></chat-search>
      <new-group
        .text=${this.#text}
        .people=${this.#colleagues(store, me)}
        .robots=${store.state.apps}
        .me=${me}
        @add-group=${({ detail }: CustomEvent<AddGroupRequest>) =>
          void this.#acts.addGroup(detail, this.#pickChat)}
      ></new-group>
    </div>`;
  }

  #renderLost(store: ChatStore) {
    return html`<div class="lost" role="alert">
      ${icon("alert")}
      <p><strong>${this.#text("link.lost")}</strong> ${this.#text("link.lostHint")}</p>
      <button type="button" @click=${() => store.retry()}>${this.#text("link.retry")}</button>
    </div>`;
  }

  #renderChat(store: ChatStore, me: EmulatorPerson, conversation: EmulatorConversation) {
    return html`<chat-pane
      .text=${this.#text}
      .state=${store.state}
      .me=${me}
      .conversation=${conversation}
      .colleagues=${this.#colleagues(store, me)}
      .forwardTo=${this.#forwardTargets(store, me)}
      .acts=${this.#acts}
      .drafts=${this.#drafts}
      .unread=${this.#entered?.unread}
      .now=${Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS}
      @leave-chat=${this.#leaveChat}
    ></chat-pane>`;
  }

  #renderNothingOpen() {
    if (!this.#store?.state.loaded) {
      return html`<p class="empty whole">${this.#text("app.loading")}</p>`;
    }
    return html`<div class="empty whole">
      <h2>${this.#text("chat.pick")}</h2>
      <p>${this.#text("chat.pickHint")}</p>
    </div>`;
  }

  #forwardTargets(store: ChatStore, me: EmulatorPerson) {
    return listConversations(store.state, me.staffId, store.markers).map(({ conversation }) => ({
      id: conversation.conversationId,
      label: conversation.title,
    }));
  }

  /** Closing is the first side's to do: the address is its. */
  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent("close-side"));
  };

  #pickPerson(person: string): void {
    const { chat } = this.#route.current;
    this.#route.go(chat && this.#wide.matches ? { person, chat } : { person }, "replace");
  }

  readonly #pickChat = (chat: string): void => {
    const known = this.#store?.state.conversations.some(({ conversationId }) => conversationId === chat);
    this.#wanted = known ? undefined : chat;
    if (!known) return;
    const person = this.#me?.staffId;
    if (person) this.#route.go({ person, chat }, this.#wide.matches ? "replace" : "push");
    void this.#focusOnChat(this.#wide.matches ? "composer" : "head");
  };

  async #showSaid({ conversation, message }: WordHit): Promise<void> {
    this.#pickChat(conversation.conversationId);
    await this.updateComplete;
    await this.renderRoot.querySelector<ChatPane>("chat-pane")?.show(message.id);
  }

  readonly #leaveChat = (): void => {
    const person = this.#me?.staffId;
    this.#route.go(person ? { person } : {}, "replace");
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<LitElement>("conversation-list")?.focus(),
    );
  };

  readonly #skip = (): void => {
    void this.#focusOnChat("composer");
  };

  async #focusOnChat(part: "composer" | "head"): Promise<void> {
    await this.updateComplete;
    const pane = this.renderRoot.querySelector<ChatPane>("chat-pane");
    await pane?.updateComplete;
    if (part === "head") pane?.focusHead();
    else pane?.focus();
  }
}

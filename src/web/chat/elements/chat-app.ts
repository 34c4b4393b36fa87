/**
 * The page: owns the store, the preferences and the route, hands data down and acts on what the elements
 * fire. What is shown is decided in `state/`; this file only connects.
 */
import { html, LitElement, nothing } from "lit";
import type {
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import { guardStorage } from "../../shared/guarded-storage.ts";
import { icon } from "../../shared/elements/icons.ts";
import { previewText } from "../../shared/markdown/preview-text.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { createPreferences, type Theme } from "../../shared/theme/preferences.ts";
import { createText, type Locale, type Text } from "../../shared/text/create-text.ts";
import { createEmulatorApi, EmulatorApiError } from "../emulator-api.ts";
import { createChatStore, type ChatStore } from "../state/chat-store.ts";
import { listConversations, membersOf, robotsOf } from "../state/chat-view.ts";
import { createRouteKeeper } from "../state/route-keeper.ts";
import { planAnnouncements } from "../state/plan-announcements.ts";
import type { Say } from "../state/plan-says.ts";
import { chatStyles } from "./chat-styles.ts";
import type { BreakConnection } from "./conversation-header.ts";
import type { PressCard } from "./robot-card.ts";
import type { Note } from "./notice-stack.ts";

const MINUTE_MS = 60_000;
const NOTE_MS = { good: 4_000, bad: 12_000 };
const ANNOUNCED_CHARACTERS = 400;

export class ChatApp extends LitElement {
  static override styles = [baseStyles, chatStyles];
  static override properties = {
    notes: { state: true },
    announced: { state: true },
    quoting: { state: true },
  };

  declare notes: readonly Note[];
  /** What the live region says. */
  declare announced: string;
  /** What the next message quotes; it counts in its own conversation only. */
  declare quoting: EmulatorMessage | undefined;

  readonly #api = createEmulatorApi();
  readonly #preferences = createPreferences({
    storage: guardStorage(() => localStorage),
    language: navigator.language,
    root: document.documentElement,
    onChange: () => this.#sync(),
  });
  readonly #route = createRouteKeeper({
    window,
    storage: guardStorage(() => sessionStorage),
    onChange: () => this.#sync(),
  });
  readonly #wide = matchMedia("(min-width: 720px)");
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #text: Text = createText(this.#preferences.locale);
  #store: ChatStore | undefined;
  #heard: ChatStore["state"] | undefined;
  #noteId = 0;

  constructor() {
    super();
    this.notes = [];
    this.announced = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#store = createChatStore({
      api: this.#api,
      storage: guardStorage(() => sessionStorage),
      onChange: () => this.#sync(),
    });
    this.#route.start();
    this.#wide.addEventListener("change", this.#sync);
    document.addEventListener("visibilitychange", this.#sync);
    this.#timers.add(setInterval(() => this.requestUpdate(), MINUTE_MS / 2));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#store?.dispose();
    this.#route.dispose();
    this.#wide.removeEventListener("change", this.#sync);
    document.removeEventListener("visibilitychange", this.#sync);
    for (const timer of this.#timers) clearTimeout(timer);
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
    this.#text = createText(this.#preferences.locale);
    const store = this.#store;
    const me = this.#me;
    if (store && me) {
      const first = listConversations(store.state, me.staffId, store.markers)[0];
      if (!this.#open && this.#wide.matches && first) {
        this.#route.go({ person: me.staffId, chat: first.conversation.conversationId }, "replace");
      }
      if (this.#open && document.visibilityState === "visible") {
        store.markRead(me.staffId, this.#open.conversationId);
      }
      this.#announce(store.state, me);
      this.#nameWindow(store, me);
    }
    this.requestUpdate();
  };

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
    return html`
      <button type="button" class="skip" @click=${this.#skip}>${this.#text("app.skip")}</button>
      ${store.state.link === "lost" ? this.#renderLost(store) : nothing}
      <div class="shell" data-pane=${this.#open ? "chat" : "list"}>
        <me-rail
          .text=${this.#text}
          .people=${store.state.people}
          .me=${me}
          .theme=${this.#preferences.theme}
          @pick-person=${(event: CustomEvent<string>) => this.#pickPerson(event.detail)}
          @pick-locale=${(event: CustomEvent<Locale>) => this.#preferences.choose({ locale: event.detail })}
          @pick-theme=${(event: CustomEvent<Theme>) => this.#preferences.choose({ theme: event.detail })}
          @reset-emulator=${this.#reset}
        ></me-rail>
        <conversation-list
          .text=${this.#text}
          .heading=${store.state.company || this.#text("app.title")}
          .rows=${me ? listConversations(store.state, me.staffId, store.markers) : []}
          .selected=${this.#open?.conversationId}
          .loading=${!store.state.loaded}
          .personName=${me?.name ?? ""}
          .personId=${me?.staffId ?? ""}
          .now=${Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS}
          @pick-chat=${(event: CustomEvent<string>) => this.#pickChat(event.detail)}
        ></conversation-list>
        <main aria-label=${this.#open ? this.#text("chat.label", { title: this.#open.title }) : nothing}>
          ${me && this.#open ? this.#renderChat(store, me, this.#open) : this.#renderNothingOpen()}
        </main>
      </div>
      <notice-stack
        .text=${this.#text}
        .notes=${this.notes}
        @dismiss-note=${(event: CustomEvent<number>) => this.#dismiss(event.detail)}
      ></notice-stack>
      <div class="sr-only" role="status" aria-live="polite">${this.announced}</div>
    `;
  }

  #renderLost(store: ChatStore) {
    return html`<div class="lost" role="alert">
      ${icon("alert")}
      <p><strong>${this.#text("link.lost")}</strong> ${this.#text("link.lostHint")}</p>
      <button type="button" @click=${() => store.retry()}>${this.#text("link.retry")}</button>
    </div>`;
  }

  #renderChat(store: ChatStore, me: EmulatorPerson, conversation: EmulatorConversation) {
    const messages = store.state.messages[conversation.conversationId] ?? [];
    const robots = robotsOf(store.state, conversation);
    const offline = robots.filter(({ connections }) => connections === 0).map(({ name }) => name);
    return html`
      <conversation-header
        .text=${this.#text}
        .conversation=${conversation}
        .members=${membersOf(store.state, conversation)}
        .robots=${robots}
        @leave-chat=${this.#leaveChat}
        @break-connection=${(event: CustomEvent<BreakConnection>) => this.#break(event.detail)}
      ></conversation-header>
      ${
        offline.length > 0 && store.state.link !== "lost"
          ? html`<p class="banner">${this.#text("chat.offlineBanner", { name: offline.join(", ") })}</p>`
          : nothing
      }
      <message-list
        .text=${this.#text}
        .messages=${messages}
        .robots=${robots}
        .personId=${me.staffId}
        .conversationId=${conversation.conversationId}
        .group=${conversation.type === "group"}
        .now=${Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS}
        @quote-message=${(event: CustomEvent<EmulatorMessage>) => this.#quote(event.detail)}
        @press-card=${(event: CustomEvent<PressCard>) => this.#press(me, event.detail)}
      >
        ${this.#renderNoMessages(conversation)}
      </message-list>
      <chat-composer
        .text=${this.#text}
        .conversation=${conversation}
        .robots=${robots}
        .draftKey=${`${me.staffId} ${conversation.conversationId}`}
        .fresh=${messages.length === 0 && robots.length > 0}
        .quote=${this.quoting?.conversationId === conversation.conversationId ? this.quoting : undefined}
        .onSend=${(say: Say) => this.#say(me, conversation, say)}
        @drop-quote=${() => (this.quoting = undefined)}
      ></chat-composer>
    `;
  }

  #renderNoMessages({ type, title, conversationId }: EmulatorConversation) {
    const group = type === "group";
    return html`<div class="empty" slot="empty">
      <avatar-badge .kind=${group ? "group" : "robot"} .name=${title} .key=${conversationId}></avatar-badge>
      <h2>
        ${group ? this.#text("messages.emptyGroup", { title }) : this.#text("messages.emptyDirect", { name: title })}
      </h2>
      <p>${this.#text("messages.emptyHint")}</p>
    </div>`;
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

  #pickPerson(person: string): void {
    const { chat } = this.#route.current;
    this.#route.go(chat && this.#wide.matches ? { person, chat } : { person }, "replace");
  }

  #pickChat(chat: string): void {
    const person = this.#me?.staffId;
    if (person) this.#route.go({ person, chat }, this.#wide.matches ? "replace" : "push");
    void this.#focusOn(this.#wide.matches ? "chat-composer" : "conversation-header");
  }

  readonly #leaveChat = (): void => {
    const person = this.#me?.staffId;
    this.#route.go(person ? { person } : {}, "replace");
    void this.#focusOn("conversation-list");
  };

  readonly #skip = (): void => {
    void this.#focusOn("chat-composer");
  };

  async #focusOn(name: string): Promise<void> {
    await this.updateComplete;
    const target = this.renderRoot.querySelector<LitElement>(name);
    await target?.updateComplete;
    target?.focus();
  }

  #quote(message: EmulatorMessage): void {
    this.quoting = message;
    void this.#focusOn("chat-composer");
  }

  async #say(me: EmulatorPerson, conversation: EmulatorConversation, say: Say): Promise<boolean> {
    const { mentions, ...rest } = say;
    const mentioning = conversation.type === "group" && mentions ? { mentions } : {};
    const { conversationId } = conversation;
    return this.#attempt("toast.sendFailed", () =>
      this.#api.say({ from: me.staffId, conversationId, ...rest, ...mentioning }),
    );
  }

  async #press(me: EmulatorPerson, press: PressCard): Promise<void> {
    await this.#attempt("toast.actionFailed", async () => {
      const { acknowledged } = await this.#api.press({ from: me.staffId, ...press });
      if (!acknowledged) throw new Error(this.#text("card.pressUnanswered"));
    });
  }

  async #break({ clientId, kind, label }: BreakConnection): Promise<void> {
    const done = await this.#attempt("toast.actionFailed", () =>
      this.#api.breakConnections(clientId, { kind }),
    );
    if (done) this.#note("good", this.#text("chat.fault.sent", { fault: label }));
  }

  readonly #reset = async (): Promise<void> => {
    const done = await this.#attempt("toast.actionFailed", () => this.#api.reset());
    if (done) this.#note("good", this.#text("rail.reset.done"));
  };

  async #attempt(
    failure: "toast.sendFailed" | "toast.actionFailed",
    act: () => Promise<unknown>,
  ): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const unanswered = error instanceof EmulatorApiError && error.status === 0;
      const reason = unanswered
        ? this.#text("link.lost")
        : String(error instanceof Error ? error.message : error);
      this.#note("bad", this.#text(failure, { reason }));
      return false;
    }
  }

  #note(tone: Note["tone"], words: string): void {
    const id = (this.#noteId += 1);
    this.notes = [...this.notes.slice(-2), { id, tone, words }];
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#dismiss(id);
    }, NOTE_MS[tone]);
    this.#timers.add(timer);
  }

  #dismiss(id: number): void {
    this.notes = this.notes.filter((note) => note.id !== id);
  }
}

/**
 * An open conversation: its head, its messages, and where one writes. Files may be dropped anywhere on it. Knows what the
 * next message quotes and what was taken back here; what a person does goes out through the acts.
 */
import { html, LitElement, nothing } from "lit";
import type {
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import type { MenuItem } from "../../shared/elements/menu-button.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import type { ChatActs, GroupChange } from "../state/chat-acts.ts";
import type { ChatState } from "../state/chat-state.ts";
import { membersOf, robotsOf } from "../state/chat-view.ts";
import type { DraftBoard } from "../state/draft-board.ts";
import type { Say } from "../state/plan-says.ts";
import type { Unread } from "../state/read-markers.ts";
import { seenBy } from "../state/seen-by.ts";
import type { ChatComposer } from "./chat-composer.ts";
import { chatPaneStyles } from "./chat-pane-styles.ts";
import type { BreakConnection } from "./conversation-header.ts";
import type { ForwardMessage } from "./message-item.ts";
import type { MessageList } from "./message-list.ts";
import type { ViewedPicture } from "./picture-viewer.ts";
import type { PressCard } from "./robot-card.ts";
import type { SayLink } from "./say-link.ts";

const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

export class ChatPane extends LitElement {
  static override styles = [baseStyles, chatPaneStyles];
  static override properties = {
    text: { attribute: false },
    state: { attribute: false },
    me: { attribute: false },
    conversation: { attribute: false },
    colleagues: { attribute: false },
    forwardTo: { attribute: false },
    acts: { attribute: false },
    drafts: { attribute: false },
    unread: { attribute: false },
    now: { attribute: false },
    quoting: { state: true },
    takenBack: { state: true },
    dropping: { state: true },
    viewing: { state: true },
  };

  declare text: Text;
  declare state: ChatState;
  declare me: EmulatorPerson;
  declare conversation: EmulatorConversation;
  /** Everybody of my organisation. */
  declare colleagues: readonly EmulatorPerson[];
  declare forwardTo: readonly MenuItem[];
  declare acts: ChatActs;
  declare drafts: DraftBoard;
  /** What was unread when the conversation was opened. */
  declare unread: Unread | undefined;
  /** To the minute. */
  declare now: number;
  /** What the next message quotes; it counts in its own conversation only. */
  declare quoting: EmulatorMessage | undefined;
  /** What this window took back said, by message: to be written again. */
  declare takenBack: ReadonlyMap<string, string>;
  /** Files are held above the conversation. */
  declare dropping: boolean;
  /** A picture of a robot's words that is shown large. */
  declare viewing: ViewedPicture | undefined;

  constructor() {
    super();
    this.takenBack = new Map();
    this.dropping = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("dragover", this.#onDragOver);
    this.addEventListener("dragleave", this.#onDragLeave);
    this.addEventListener("drop", this.#onDrop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("dragover", this.#onDragOver);
    this.removeEventListener("dragleave", this.#onDragLeave);
    this.removeEventListener("drop", this.#onDrop);
  }

  override focus(options?: FocusOptions): void {
    this.#composer?.focus(options);
  }

  /** On a narrow screen the way back is what a keyboard meets first. */
  focusHead(): void {
    this.renderRoot.querySelector<LitElement>("conversation-header")?.focus();
  }

  /** Brings a message into sight. */
  async show(messageId: string): Promise<void> {
    await this.updateComplete;
    const list = this.renderRoot.querySelector<MessageList>("message-list");
    await list?.updateComplete;
    list?.show(messageId);
  }

  override render() {
    const { state, me, conversation } = this;
    const messages = (state.messages[conversation.conversationId] ?? []).map((message) =>
      seenBy(message, me.staffId),
    );
    return html`
      ${this.#renderHead()} ${this.#renderOffline()} ${this.#renderMessages(messages)}
      ${this.#renderComposer(messages.length === 0)}
      ${
        this.dropping
          ? html`<div class="drop" aria-hidden="true">
              <p>${icon("clip", 28)} ${this.text("composer.dropHere")}</p>
            </div>`
          : nothing
      }
      ${
        this.viewing
          ? html`<picture-viewer
              .text=${this.text}
              .pictures=${[this.viewing]}
              .at=${0}
              @close=${() => (this.viewing = undefined)}
            ></picture-viewer>`
          : nothing
      }
    `;
  }

  #renderHead() {
    const { state, me, conversation, acts } = this;
    return html`<conversation-header
      .text=${this.text}
      .conversation=${conversation}
      .members=${membersOf(state, conversation)}
      .robots=${robotsOf(state, conversation)}
      .me=${me}
      .colleagues=${this.colleagues}
      .apps=${state.apps}
      @leave-chat=${() => this.dispatchEvent(new CustomEvent("leave-chat"))}
      @change-group=${({ detail }: CustomEvent<GroupChange>) =>
        void acts.changeGroup(me, conversation, detail)}
      @break-connection=${({ detail }: CustomEvent<BreakConnection>) =>
        void acts.breakConnections(detail.clientId, detail.kind, detail.label)}
    ></conversation-header>`;
  }

  #renderOffline() {
    const offline = robotsOf(this.state, this.conversation).filter(({ connections }) => connections === 0);
    if (offline.length === 0 || this.state.link === "lost") return nothing;
    const name = offline.map((robot) => robot.name).join(", ");
    return html`<p class="banner">${this.text("chat.offlineBanner", { name })}</p>`;
  }

  #renderMessages(messages: readonly EmulatorMessage[]) {
    const { state, me, conversation, acts } = this;
    return html`<message-list
      .text=${this.text}
      .messages=${messages}
      .robots=${robotsOf(state, conversation)}
      .people=${membersOf(state, conversation)}
      .personId=${me.staffId}
      .conversation=${conversation}
      .now=${this.now}
      .reads=${state.reads}
      .forwardTo=${this.forwardTo}
      .unread=${this.unread}
      .takenBack=${this.takenBack}
      @forward-message=${(event: CustomEvent<ForwardMessage>) => this.#forward(event.detail)}
      @quote-message=${(event: CustomEvent<EmulatorMessage>) => this.#quote(event.detail)}
      @take-back-message=${(event: CustomEvent<EmulatorMessage>) => void this.#takeBack(event.detail)}
      @edit-again=${(event: CustomEvent<string>) => this.#composer?.write(event.detail)}
      @view-picture=${(event: CustomEvent<ViewedPicture>) => (this.viewing = event.detail)}
      @message-copied=${() => acts.tellCopied()}
      @say-link=${({ detail }: CustomEvent<SayLink>) =>
        void acts.sayTo(me, conversation, detail.words, detail.robot)}
      @press-card=${(event: CustomEvent<PressCard>) => void this.#press(event.detail)}
    >
      ${this.#renderNoMessages()}
    </message-list>`;
  }

  #renderNoMessages() {
    const { type, title, conversationId } = this.conversation;
    const group = type === "group";
    return html`<div class="empty" slot="empty">
      <avatar-badge .kind=${group ? "group" : "robot"} .name=${title} .key=${conversationId}></avatar-badge>
      <h2>
        ${group ? this.text("messages.emptyGroup", { title }) : this.text("messages.emptyDirect", { name: title })}
      </h2>
      <p>${this.text("messages.emptyHint")}</p>
    </div>`;
  }

  #renderComposer(nothingSaid: boolean) {
    const { state, me, conversation, quoting } = this;
    const robots = robotsOf(state, conversation);
    return html`<chat-composer
      .text=${this.text}
      .conversation=${conversation}
      .robots=${robots}
      .members=${membersOf(state, conversation).filter(({ staffId }) => staffId !== me.staffId)}
      .personId=${me.staffId}
      .drafts=${this.drafts}
      .fresh=${nothingSaid && robots.length > 0}
      .quote=${quoting?.conversationId === conversation.conversationId ? quoting : undefined}
      .onSend=${(say: Say) => this.acts.say(me, conversation, say)}
      @drop-quote=${() => (this.quoting = undefined)}
    ></chat-composer>`;
  }

  get #composer(): ChatComposer | null {
    return this.renderRoot.querySelector<ChatComposer>("chat-composer");
  }

  #forward({ message, conversationId }: ForwardMessage): void {
    const to = this.state.conversations.find((one) => one.conversationId === conversationId);
    if (to) void this.acts.forward(this.me, message, to);
  }

  #quote(message: EmulatorMessage): void {
    this.quoting = message;
    this.focus();
  }

  async #takeBack(message: EmulatorMessage): Promise<void> {
    const words = message.kind === "text" ? message.text : "";
    if (!(await this.acts.takeBack(this.me, message)) || words === "") return;
    this.takenBack = new Map([...this.takenBack, [message.id, words]]);
  }

  async #press({ onDone, ...press }: PressCard): Promise<void> {
    await this.acts.press(this.me, press);
    onDone?.();
  }

  readonly #onDragOver = (event: DragEvent): void => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    this.dropping = true;
  };

  /** From one element inside to the next is no leaving. */
  readonly #onDragLeave = (event: DragEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && (this.contains(to) || this.renderRoot.contains(to)))) this.dropping = false;
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.dropping = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.#composer?.addFiles(files);
  };
}

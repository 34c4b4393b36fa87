/**
 * What the page knows of the emulator, and how a snapshot and each event change it. Pure.
 * A `message` event carries the whole message and replaces the one with its id, in its place.
 */
import type { EmulatorOrganisation, EmulatorRead } from "../../../contract/emulator-console.ts";
import type {
  EmulatorApp,
  EmulatorConversation,
  EmulatorEvent,
  EmulatorMessage,
  EmulatorPerson,
  EmulatorSnapshot,
} from "../../../contract/emulator-control.ts";

/** `lost`: the server does not answer; what is shown is what was last heard. */
export type LinkState = "connecting" | "open" | "lost";

export interface ChatState {
  readonly link: LinkState;
  /** False until the first snapshot. */
  readonly loaded: boolean;
  readonly company: string;
  readonly organisations: readonly EmulatorOrganisation[];
  readonly people: readonly EmulatorPerson[];
  readonly apps: readonly EmulatorApp[];
  readonly conversations: readonly EmulatorConversation[];
  /** In order of arrival, by conversation. */
  readonly messages: Readonly<Record<string, readonly EmulatorMessage[]>>;
  /** How far people have read, in every window. */
  readonly reads: readonly EmulatorRead[];
}

export type ChatAction =
  | EmulatorEvent
  | { readonly type: "snapshot"; readonly snapshot: EmulatorSnapshot }
  | { readonly type: "link"; readonly link: LinkState };

export const INITIAL_CHAT_STATE: ChatState = {
  link: "connecting",
  loaded: false,
  company: "",
  organisations: [],
  people: [],
  apps: [],
  conversations: [],
  messages: {},
  reads: [],
};

export function reduceChatState(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case "snapshot":
      return applySnapshot(state, action.snapshot);
    case "message":
      return { ...state, messages: putMessage(state.messages, action.message) };
    case "app":
      return { ...state, apps: put(state.apps, action.app, (app) => app.clientId) };
    case "conversation":
      return {
        ...state,
        conversations: put(state.conversations, action.conversation, (one) => one.conversationId),
      };
    case "read":
      return { ...state, reads: put(state.reads, action.read, readerOf) };
    case "reset":
      return { ...state, messages: {}, reads: [] };
    // The store asks for the state when the company changed; wire and console are the developer's page.
    case "company":
    case "console":
    case "wire":
      return state;
    case "link":
      return state.link === action.link ? state : { ...state, link: action.link };
  }
}

const readerOf = ({ conversationId, staffId }: EmulatorRead) => `${conversationId} ${staffId}`;

function applySnapshot(state: ChatState, snapshot: EmulatorSnapshot): ChatState {
  const { company, organisations, people, apps, conversations, reads } = snapshot;
  const messages = Object.groupBy(snapshot.messages, (message) => message.conversationId);
  return {
    ...state,
    loaded: true,
    company,
    organisations,
    reads,
    people,
    apps,
    conversations,
    messages: messages as ChatState["messages"],
  };
}

function putMessage(messages: ChatState["messages"], message: EmulatorMessage): ChatState["messages"] {
  const id = message.conversationId;
  return { ...messages, [id]: put(messages[id] ?? [], message, (one) => one.id) };
}

/** Replaces the item with the same key in its place, or appends. */
function put<Item>(items: readonly Item[], item: Item, keyOf: (item: Item) => string): readonly Item[] {
  const index = items.findLastIndex((one) => keyOf(one) === keyOf(item));
  return index < 0 ? [...items, item] : items.with(index, item);
}

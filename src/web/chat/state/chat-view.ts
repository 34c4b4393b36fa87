/** What the page shows of the state for one person: conversation rows, message rows, delivery marks. Pure. */
import type { EmulatorRead } from "../../../contract/emulator-console.ts";
import type {
  EmulatorApp,
  EmulatorConversation,
  EmulatorMessage,
  EmulatorPerson,
} from "../../../contract/emulator-control.ts";
import type { ChatState } from "./chat-state.ts";
import { seenBy } from "./seen-by.ts";
import { findMentions } from "../mentions/find-mentions.ts";
import { listUnread, type ReadMarkers } from "./read-markers.ts";

export interface ConversationRow {
  readonly conversation: EmulatorConversation;
  readonly last: EmulatorMessage | undefined;
  readonly unread: number;
  /** Something unread names this person, or everybody. */
  readonly named: boolean;
  /** Every robot of the conversation has a socket. */
  readonly online: boolean;
}

export type MessageRow =
  | { readonly kind: "time"; readonly id: string; readonly at: number }
  /** What follows was unread when the conversation was opened. */
  | { readonly kind: "unread"; readonly id: string }
  | {
      readonly kind: "message";
      readonly id: string;
      readonly message: EmulatorMessage;
      readonly mine: boolean;
      /** First of a run by one sender: shows avatar and name. */
      readonly startsRun: boolean;
    };

export type Delivery = "waiting" | "delivered" | "acknowledged";

/** How a group's everybody is called, in the languages of the page. */
export const EVERYBODY: readonly string[] = ["所有人", "All"];

/** A pause longer than this gets a time of its own. */
const PAUSE_MS = 5 * 60_000;

/** The person's conversations, the latest talk first; silent ones keep the emulator's order. */
export function listConversations(
  state: ChatState,
  personId: string,
  markers: ReadMarkers,
): readonly ConversationRow[] {
  return state.conversations
    .filter(({ memberIds }) => memberIds.includes(personId))
    .map((conversation) => {
      const messages = state.messages[conversation.conversationId] ?? [];
      const robots = robotsOf(state, conversation);
      const last = messages.at(-1);
      const unread = listUnread(messages, markers[personId]?.[conversation.conversationId], personId);
      const me = state.people.find(({ staffId }) => staffId === personId);
      return {
        conversation,
        last: last && seenBy(last, personId),
        unread: unread.length,
        named: me !== undefined && conversation.type === "group" && unread.some((one) => names(one, me)),
        online: robots.length > 0 && robots.every((robot) => robot.connections > 0),
      };
    })
    .toSorted((one, other) => (other.last?.at ?? 0) - (one.last?.at ?? 0));
}

/** People are named in words alone; a robot says whom it means. */
function names({ text, mentionedPeople, recalled }: EmulatorMessage, me: EmulatorPerson): boolean {
  if (recalled) return false;
  if (mentionedPeople?.includes(me.staffId)) return true;
  const everybody = EVERYBODY.map((name) => ({ clientId: name, name }));
  return findMentions(text, [{ clientId: me.staffId, name: me.name }, ...everybody]).length > 0;
}

export function robotsOf(state: ChatState, conversation: EmulatorConversation): readonly EmulatorApp[] {
  return state.apps.filter(({ clientId }) => conversation.robotIds.includes(clientId));
}

export function membersOf(state: ChatState, conversation: EmulatorConversation): readonly EmulatorPerson[] {
  return state.people.filter(({ staffId }) => conversation.memberIds.includes(staffId));
}

export interface MessageRowsOptions {
  /** The message before the first one, where there is one. */
  readonly previous?: EmulatorMessage | undefined;
  /** `id` of the first message that was unread. */
  readonly unreadFrom?: string | undefined;
}

/** Messages with times between them where the talk paused. */
export function planMessageRows(
  messages: readonly EmulatorMessage[],
  personId: string,
  options: MessageRowsOptions = {},
): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  let previous = options.previous;
  for (const message of messages) {
    const isNew = message.id === options.unreadFrom;
    if (isNew) rows.push({ kind: "unread", id: "unread" });
    const paused = !previous || message.at - previous.at > PAUSE_MS;
    if (paused) rows.push({ kind: "time", id: `time-${message.id}`, at: message.at });
    const sameSender = previous?.from.kind === message.from.kind && previous.from.id === message.from.id;
    rows.push({
      kind: "message",
      id: message.id,
      message,
      mine: message.from.kind === "person" && message.from.id === personId,
      startsRun: paused || isNew || !sameSender || previous?.recalled === true,
    });
    previous = message;
  }
  return rows;
}

/** Which of the other members of a group have read a message, by staffId. */
export interface Readers {
  readonly read: readonly string[];
  readonly unread: readonly string[];
}

/** Nothing for a direct conversation: a bot does not read. */
export function findReaders(
  message: EmulatorMessage,
  conversation: EmulatorConversation,
  reads: readonly EmulatorRead[],
): Readers | undefined {
  if (conversation.type === "direct" || message.from.kind !== "person") return undefined;
  const others = conversation.memberIds.filter((staffId) => staffId !== message.from.id);
  const seen = new Set(
    reads
      .filter(({ conversationId, at }) => conversationId === message.conversationId && at >= message.at)
      .map(({ staffId }) => staffId),
  );
  return {
    read: others.filter((staffId) => seen.has(staffId)),
    unread: others.filter((staffId) => !seen.has(staffId)),
  };
}

/** The slowest robot decides. Nothing for a message that is pushed to no robot. */
export function evaluateDelivery(message: EmulatorMessage): Delivery | undefined {
  const states = message.pushes?.map((push) => push.state) ?? [];
  if (states.length === 0) return undefined;
  if (states.includes("waiting")) return "waiting";
  return states.includes("pushed") ? "delivered" : "acknowledged";
}

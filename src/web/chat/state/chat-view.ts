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
import { countUnread, type ReadMarkers } from "./read-markers.ts";

export interface ConversationRow {
  readonly conversation: EmulatorConversation;
  readonly last: EmulatorMessage | undefined;
  readonly unread: number;
  /** Every robot of the conversation has a socket. */
  readonly online: boolean;
}

export type MessageRow =
  | { readonly kind: "time"; readonly id: string; readonly at: number }
  | {
      readonly kind: "message";
      readonly id: string;
      readonly message: EmulatorMessage;
      readonly mine: boolean;
      /** First of a run by one sender: shows avatar and name. */
      readonly startsRun: boolean;
    };

export type Delivery = "waiting" | "delivered" | "acknowledged";

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
      return {
        conversation,
        last: last && seenBy(last, personId),
        unread: countUnread(messages, markers[personId]?.[conversation.conversationId], personId),
        online: robots.length > 0 && robots.every((robot) => robot.connections > 0),
      };
    })
    .toSorted((one, other) => (other.last?.at ?? 0) - (one.last?.at ?? 0));
}

export function robotsOf(state: ChatState, conversation: EmulatorConversation): readonly EmulatorApp[] {
  return state.apps.filter(({ clientId }) => conversation.robotIds.includes(clientId));
}

export function membersOf(state: ChatState, conversation: EmulatorConversation): readonly EmulatorPerson[] {
  return state.people.filter(({ staffId }) => conversation.memberIds.includes(staffId));
}

/** Messages with times between them where the talk paused. */
export function planMessageRows(
  messages: readonly EmulatorMessage[],
  personId: string,
): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  let previous: EmulatorMessage | undefined;
  for (const message of messages) {
    const paused = !previous || message.at - previous.at > PAUSE_MS;
    if (paused) rows.push({ kind: "time", id: `time-${message.id}`, at: message.at });
    const sameSender = previous?.from.kind === message.from.kind && previous.from.id === message.from.id;
    rows.push({
      kind: "message",
      id: message.id,
      message,
      mine: message.from.kind === "person" && message.from.id === personId,
      startsRun: paused || !sameSender,
    });
    previous = message;
  }
  return rows;
}

/** How many of the other members of a group have read a message. */
export interface Readers {
  readonly count: number;
  readonly total: number;
}

/** Nothing for a direct conversation: a bot does not read. `reads`: of this conversation. */
export function countReaders(
  message: EmulatorMessage,
  conversation: EmulatorConversation,
  reads: readonly EmulatorRead[],
): Readers | undefined {
  if (conversation.type === "direct" || message.from.kind !== "person") return undefined;
  const others = conversation.memberIds.filter((staffId) => staffId !== message.from.id);
  const readers = reads.filter(
    ({ conversationId, staffId, at }) =>
      conversationId === message.conversationId && others.includes(staffId) && at >= message.at,
  );
  return { count: readers.length, total: others.length };
}

/** The slowest robot decides. Nothing for a message that is pushed to no robot. */
export function evaluateDelivery(message: EmulatorMessage): Delivery | undefined {
  const states = message.pushes?.map((push) => push.state) ?? [];
  if (states.length === 0) return undefined;
  if (states.includes("waiting")) return "waiting";
  return states.includes("pushed") ? "delivered" : "acknowledged";
}

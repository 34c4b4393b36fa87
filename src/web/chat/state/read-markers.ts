/**
 * Which messages each person has seen in this window: the id of the last one per conversation. Pure.
 * What is there when the window opens counts as read; an id that is gone (reset) means nothing is read.
 */
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import type { ChatState } from "./chat-state.ts";

/** personId → conversationId → id of the last read message, or "" where there was none. */
export type ReadMarkers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Marks everything in `state` as read for people who have no marker there yet. */
export function baselineMarkers(markers: ReadMarkers, state: ChatState): ReadMarkers {
  const next: Record<string, Record<string, string>> = {};
  for (const { staffId } of state.people) {
    const mine: Record<string, string> = { ...markers[staffId] };
    for (const { conversationId, memberIds } of state.conversations) {
      if (memberIds.includes(staffId)) mine[conversationId] ??= lastId(state, conversationId);
    }
    next[staffId] = mine;
  }
  return next;
}

/** Returns the same object when nothing changes. */
export function markRead(
  markers: ReadMarkers,
  state: ChatState,
  personId: string,
  conversationId: string,
): ReadMarkers {
  const id = lastId(state, conversationId);
  if (markers[personId]?.[conversationId] === id) return markers;
  return { ...markers, [personId]: { ...markers[personId], [conversationId]: id } };
}

/** What was unread at a moment: the first of it, and how many. */
export interface Unread {
  /** `id` of a message. */
  readonly from: string;
  readonly count: number;
}

export function findUnread(
  messages: readonly EmulatorMessage[],
  marker: string | undefined,
  personId: string,
): Unread | undefined {
  const unread = listUnread(messages, marker, personId);
  const [first] = unread;
  return first && { from: first.id, count: unread.length };
}

/** Messages of others after the marker. */
export function listUnread(
  messages: readonly EmulatorMessage[],
  marker: string | undefined,
  personId: string,
): readonly EmulatorMessage[] {
  const read = messages.findLastIndex((message) => message.id === marker);
  return messages.slice(read + 1).filter(({ from }) => !(from.kind === "person" && from.id === personId));
}

function lastId(state: ChatState, conversationId: string): string {
  return state.messages[conversationId]?.at(-1)?.id ?? "";
}

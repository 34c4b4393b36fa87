/** The search in what was said: messages with a word in them, in the conversations of one person, newest first. Pure. */
import type { EmulatorConversation, EmulatorMessage } from "../../../contract/emulator-control.ts";
import type { ChatState } from "./chat-state.ts";
import { seenBy } from "./seen-by.ts";

export interface WordHit {
  readonly message: EmulatorMessage;
  readonly conversation: EmulatorConversation;
}

const MAX_HITS = 20;

export function findWords(state: ChatState, personId: string, word: string): readonly WordHit[] {
  const wanted = word.trim().toLowerCase();
  if (wanted === "") return [];
  return state.conversations
    .filter(({ memberIds }) => memberIds.includes(personId))
    .flatMap((conversation) =>
      (state.messages[conversation.conversationId] ?? [])
        .map((message) => seenBy(message, personId))
        .filter(({ recalled, text }) => !recalled && text.toLowerCase().includes(wanted))
        .map((message): WordHit => ({ message, conversation })),
    )
    .toSorted((one, other) => other.message.at - one.message.at)
    .slice(0, MAX_HITS);
}

/** The words around the first find, on one line. */
export function snippetOf(text: string, word: string, around = 16): string {
  const line = text.replaceAll(/\s+/g, " ");
  const at = Math.max(0, line.toLowerCase().indexOf(word.trim().toLowerCase()));
  const start = at <= around ? 0 : at - around;
  return `${start > 0 ? "…" : ""}${line.slice(start, start + 80)}`;
}

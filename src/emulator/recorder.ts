/**
 * Writes down a conversation while it happens: what people say, and what bots answer once an answer is final. The
 * recording names conversations by people and titles, so that it can be played on another day against another bot.
 */
import type { EmulatorRecording, RecordedMessage, RecordedStep } from "../contract/emulator-console.ts";
import type { EmulatorMessage } from "../contract/emulator-control.ts";
import type { EmulatorFeed } from "./feed.ts";
import type { ConversationRecord, MessageRecord } from "./records.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorState } from "./state.ts";

const MAX_STEPS = 1_000;

export interface Recorder {
  /** Begins anew; what was recorded before is forgotten. */
  start(): void;
  /** Ends it and returns it. Throws `EmulatorRefusal` when none was started. */
  stop(): EmulatorRecording;
  /** While one runs. */
  status(): { readonly since: number; readonly steps: number } | undefined;
  dispose(): void;
}

export interface RecorderOptions {
  readonly state: EmulatorState;
  readonly feed: EmulatorFeed;
  readonly now: () => number;
  readonly onChange: () => void;
}

/** How a recording names a conversation. */
export function conversationName({ type, title, memberIds, robotIds }: ConversationRecord): string {
  return type === "group" ? `group:${title}` : `direct:${memberIds[0] ?? ""}:${robotIds[0] ?? ""}`;
}

/** Whether the words will not change any more. */
export function isFinal({ card }: EmulatorMessage): boolean {
  return card === undefined || card.state === "finished" || card.state === "failed";
}

export function recordedMessage({ kind, text, card, attachments }: EmulatorMessage): RecordedMessage {
  return {
    kind,
    text,
    ...(card === undefined ? {} : { state: card.state }),
    ...(attachments === undefined
      ? {}
      : { attachments: attachments.map(({ name, mime }) => ({ name, mime })) }),
  };
}

export function createRecorder({ state, feed, now, onChange }: RecorderOptions): Recorder {
  let running: { since: number; last: number; steps: RecordedStep[]; keys: Map<string, string> } | undefined;
  let unsubscribe: (() => void) | undefined;

  const nameOf = (message: EmulatorMessage) => {
    const conversation = state.conversations.get(message.conversationId);
    return conversation && conversationName(conversation);
  };
  const push = (id: string, build: (afterMs: number, key: string) => RecordedStep) => {
    if (!running || running.steps.length >= MAX_STEPS) return;
    const key = `step-${running.steps.length + 1}`;
    running.keys.set(id, key);
    running.steps.push(build(Math.max(0, now() - running.last), key));
    running.last = now();
    onChange();
  };
  const pushSay = (message: EmulatorMessage, conversation: string, said: MessageRecord["said"]) =>
    push(message.id, (afterMs, key) => {
      const quote = running?.keys.get(message.quotes ?? "");
      const mentions = message.mentions ?? [];
      const words = said ? { content: said.again() } : { text: message.text };
      const extra = {
        ...(mentions.length > 0 ? { mentions } : {}),
        ...(quote === undefined ? {} : { quote }),
      };
      return {
        kind: "say",
        afterMs,
        key,
        say: { from: message.from.id, conversation, ...words, ...extra },
      };
    });

  function hear(message: EmulatorMessage): void {
    const conversation = nameOf(message);
    if (!running || conversation === undefined || running.keys.has(message.id)) return;
    if (message.from.kind === "person")
      return pushSay(message, conversation, state.findMessage(message.id)?.said);
    if (!isFinal(message)) return;
    push(message.id, (afterMs) => ({
      kind: "expect",
      afterMs,
      conversation,
      robot: message.from.id,
      message: recordedMessage(message),
    }));
  }

  return {
    start() {
      unsubscribe?.();
      const since = now();
      running = { since, last: since, steps: [], keys: new Map() };
      // What was said before is history: a card that grows on is not an answer of this recording.
      for (const { id } of state.messages) running.keys.set(id, "");
      unsubscribe = feed.onEvent((event) => event.type === "message" && hear(event.message));
      onChange();
    },
    stop() {
      if (!running)
        throw new EmulatorRefusal("invalid", "No recording runs; start one first.", {
          zh: "没有正在进行的录制，请先开始录制。",
        });
      unsubscribe?.();
      const { steps } = running;
      running = undefined;
      onChange();
      return { version: 1, steps };
    },
    status: () => running && { since: running.since, steps: running.steps.length },
    dispose() {
      unsubscribe?.();
      running = undefined;
    },
  };
}

/**
 * The host's agent events, narrowed to what a live reply needs.
 * They are the only live source for queued follow-ups and recovered runs, and come a little before `onPartialReply`.
 */
import type { AgentEvent } from "../model.ts";
import type { PluginRuntime } from "./runtime-slot.ts";

interface RawAgentEvent {
  runId: string;
  stream: string;
  sessionKey?: string | undefined;
  data: Record<string, unknown>;
}

function stringAt(data: Record<string, unknown>, key: string): string {
  const value = data[key];
  return typeof value === "string" ? value : "";
}

/** Returns undefined for events that say nothing about a reply. */
export function parseAgentEvent(event: RawAgentEvent): AgentEvent | undefined {
  const { runId, stream, data } = event;
  if (stream === "assistant") {
    if (stringAt(data, "phase") === "commentary") return undefined;
    const text = stringAt(data, "text");
    return text ? { kind: "text", runId, itemId: stringAt(data, "itemId"), text } : undefined;
  }
  if (stream === "thinking") return { kind: "thinking", runId };
  if (stream === "tool") {
    const name = stringAt(data, "name");
    const shown = stringAt(data, "phase") === "start" && data["hideFromChannelProgress"] !== true;
    return shown && name ? { kind: "tool", runId, name } : undefined;
  }
  if (stream === "usage") {
    const { outputTokens } = data;
    return typeof outputTokens === "number" ? { kind: "usage", runId, outputTokens } : undefined;
  }
  if (stream !== "lifecycle") return undefined;
  const phase = stringAt(data, "phase");
  if (phase === "start" && event.sessionKey)
    return { kind: "run-start", runId, sessionKey: event.sessionKey };
  return phase === "finishing" || phase === "end" || phase === "error"
    ? { kind: "run-end", runId }
    : undefined;
}

/** Subscribes; returns what ends the subscription. A listener's error never reaches the host. */
export function onAgentEvent(runtime: PluginRuntime, listener: (event: AgentEvent) => void): () => void {
  return runtime.events.onAgentEvent((raw) => {
    const event = parseAgentEvent(raw as RawAgentEvent);
    if (event) listener(event);
  });
}

/**
 * The host's agent events, narrowed to what a live reply needs.
 * They are the only live source for queued follow-ups and recovered runs, and come a little before `onPartialReply`.
 */
import { isChannelProgressDraftWorkToolName } from "openclaw/plugin-sdk/channel-outbound";
import type { AgentEvent, PlanStep } from "../model.ts";
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

const STATES: ReadonlySet<unknown> = new Set(["pending", "in_progress", "completed"]);

function isStep(value: unknown): value is PlanStep {
  const { step, status } = (value ?? {}) as { step?: unknown; status?: unknown };
  return typeof step === "string" && step.trim() !== "" && STATES.has(status);
}

/** Of the host's tool `progress_card`, whose explanation repeats the count where there are steps. */
function parsePlan(runId: string, data: Record<string, unknown>): AgentEvent {
  const list: unknown[] = Array.isArray(data["steps"]) ? data["steps"] : [];
  const steps = list.filter(isStep);
  const note = stringAt(data, "explanation");
  return { kind: "plan", runId, steps, ...(steps.length === 0 && note ? { note } : {}) };
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
  if (stream === "plan") return parsePlan(runId, data);
  if (stream === "tool") {
    const name = stringAt(data, "name");
    const hidden = data["hideFromChannelProgress"] === true || !isChannelProgressDraftWorkToolName(name);
    const shown = stringAt(data, "phase") === "start" && !hidden;
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

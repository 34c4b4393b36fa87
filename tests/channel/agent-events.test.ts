/** The host's agent events, narrowed to what a live answer needs. Shapes as seen on gateway 2026.9.6. */
import { describe, expect, it } from "vitest";
import { onAgentEvent, parseAgentEvent } from "../../src/channel/host/agent-events.ts";
import type { PluginRuntime } from "../../src/channel/host/runtime-slot.ts";
import type { AgentEvent } from "../../src/channel/model.ts";

const event = (stream: string, data: Record<string, unknown>, sessionKey?: string) =>
  parseAgentEvent({ runId: "r1", stream, sessionKey, data });

describe("an agent event", () => {
  it.each([
    [
      "a piece of the answer",
      event("assistant", { text: "Hello wor", delta: "wor", itemId: "9f6c:0" }),
      { kind: "text", runId: "r1", itemId: "9f6c:0", text: "Hello wor" },
    ],
    [
      "a piece without an item id",
      event("assistant", { text: "Hello" }),
      { kind: "text", runId: "r1", itemId: "", text: "Hello" },
    ],
    ["a commentary beside the answer", event("assistant", { text: "hm", phase: "commentary" }), undefined],
    ["a piece without text", event("assistant", { itemId: "9f6c:0" }), undefined],
    ["a piece with a text that is none", event("assistant", { text: 5 }), undefined],
    ["thinking", event("thinking", { text: "let me see" }), { kind: "thinking", runId: "r1" }],
    [
      "the start of a run",
      event("lifecycle", { phase: "start", startedAt: 1 }, "agent:main:x"),
      { kind: "run-start", runId: "r1", sessionKey: "agent:main:x" },
    ],
    ["a start that names no session", event("lifecycle", { phase: "start" }), undefined],
    ["finishing", event("lifecycle", { phase: "finishing" }), { kind: "run-end", runId: "r1" }],
    ["the end", event("lifecycle", { phase: "end" }, "agent:main:x"), { kind: "run-end", runId: "r1" }],
    ["a failure", event("lifecycle", { phase: "error", error: "x" }), { kind: "run-end", runId: "r1" }],
    ["a phase that is new to us", event("lifecycle", { phase: "paused" }), undefined],
    [
      "a tool that begins",
      event("tool", { phase: "start", name: "read" }),
      { kind: "tool", runId: "r1", name: "read" },
    ],
    ["a tool that goes on", event("tool", { phase: "update", name: "read" }), undefined],
    [
      "a tool that the host keeps to itself",
      event("tool", { phase: "start", name: "read", hideFromChannelProgress: true }),
      undefined,
    ],
    [
      "a plan, without what is no step",
      event("plan", {
        phase: "update",
        explanation: "1/2 complete",
        steps: [
          { step: "look", status: "completed" },
          { step: "mend", status: "in_progress" },
          { step: " ", status: "pending" },
          { step: "odd", status: "new to us" },
          "old style",
        ],
      }),
      {
        kind: "plan",
        runId: "r1",
        steps: [
          { step: "look", status: "completed" },
          { step: "mend", status: "in_progress" },
        ],
      },
    ],
    [
      "a note without steps",
      event("plan", { steps: [], explanation: "Half of it", explanationFormat: "plain" }),
      { kind: "plan", runId: "r1", steps: [], note: "Half of it" },
    ],
    ["a plan that was taken back", event("plan", { steps: [] }), { kind: "plan", runId: "r1", steps: [] }],
    ["a tool that is no work", event("tool", { phase: "start", name: "progress_card" }), undefined],
    ["usage", event("usage", { outputTokens: 3 }), { kind: "usage", runId: "r1", outputTokens: 3 }],
    ["usage without tokens", event("usage", {}), undefined],
  ])("that is %s is told as such", (_what, parsed, wanted) => {
    expect(parsed).toEqual(wanted);
  });

  it("reaches the listener until it is unsubscribed, and one that says nothing does not", () => {
    const listeners = new Set<(raw: unknown) => void>();
    const events = {
      onAgentEvent(listener: (raw: unknown) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const seen: AgentEvent[] = [];
    const stop = onAgentEvent({ events } as unknown as PluginRuntime, (parsed) => seen.push(parsed));
    const emit = (raw: unknown) => listeners.forEach((listener) => listener(raw));
    emit({ runId: "r1", stream: "usage", data: {} });
    emit({ runId: "r1", stream: "thinking", data: {} });
    stop();
    emit({ runId: "r1", stream: "thinking", data: {} });
    expect(seen).toEqual([{ kind: "thinking", runId: "r1" }]);
  });
});

/**
 * The replies of one account that are being given now: agent events find their thread by run, and texts that the
 * host sends through the message adapter find the card that waits for them.
 * A follow-up's or a recovered run's final comes that way, so that card and message never contradict each other.
 */
import type { AgentEvent, Delivery } from "../model.ts";
import type { ReplyThread } from "./reply-thread.ts";

export interface LiveReplies {
  /**
   * A thread answers in this place from now on; returns what takes it out again. `sessionKey` is its session of the
   * host: in a group each person may have one.
   */
  add(to: string, thread: ReplyThread, sessionKey?: string): () => void;
  bindRun(runId: string, thread: ReplyThread): void;
  /** The next run of this session continues `thread`; `onStart` is told when it begins. */
  awaitRun(sessionKey: string, thread: ReplyThread, onStart: () => void, onEnd: () => void): () => void;
  onAgentEvent(event: AgentEvent): void;
  /** Another message joined the run that is answering in this session: what it says next is a further answer. */
  onSteered(sessionKey: string): void;
  /** Whether somebody is being answered in this place. */
  isAnswering(to: string): boolean;
  /** Gives a text to the thread that waits for it; undefined where none does. */
  deliver(to: string, text: string): Promise<readonly Delivery[]> | undefined;
  readonly size: number;
}

interface AwaitedRun {
  readonly thread: ReplyThread;
  readonly onStart: () => void;
  readonly onEnd: () => void;
}

export function createLiveReplies(): LiveReplies {
  const threads = new Map<ReplyThread, { to: string; sessionKey: string; runs: Set<string> }>();
  const byRun = new Map<string, ReplyThread>();
  const awaited = new Map<string, AwaitedRun>();
  const recoveredEnds = new Map<string, () => void>();

  const bindRun = (runId: string, thread: ReplyThread) => {
    const place = threads.get(thread);
    if (!place) return;
    byRun.set(runId, thread);
    place.runs.add(runId);
  };

  const startAwaited = (runId: string, sessionKey: string) => {
    const waiting = awaited.get(sessionKey);
    if (!waiting || byRun.has(runId)) return;
    awaited.delete(sessionKey);
    waiting.onStart();
    bindRun(runId, waiting.thread);
    recoveredEnds.set(runId, waiting.onEnd);
  };

  return {
    add(to, thread, sessionKey = to) {
      threads.set(thread, { to, sessionKey, runs: new Set() });
      return () => {
        for (const runId of threads.get(thread)?.runs ?? []) {
          if (byRun.get(runId) !== thread) continue;
          byRun.delete(runId);
          recoveredEnds.delete(runId);
        }
        threads.delete(thread);
      };
    },
    bindRun,
    awaitRun(sessionKey, thread, onStart, onEnd) {
      const entry: AwaitedRun = { thread, onStart, onEnd };
      awaited.set(sessionKey, entry);
      return () => {
        if (awaited.get(sessionKey) === entry) awaited.delete(sessionKey);
      };
    },
    onAgentEvent(event) {
      if (event.kind === "run-start") return startAwaited(event.runId, event.sessionKey);
      const thread = byRun.get(event.runId);
      if (!thread) return undefined;
      if (event.kind === "text") return thread.onText(event.itemId, event.text);
      if (event.kind === "thinking") return thread.onThinking();
      if (event.kind === "usage") return thread.status?.onUsage(event.outputTokens);
      if (event.kind === "tool") return thread.onTool(event.name);
      if (event.kind === "plan") return thread.onPlan(event.steps, event.note);
      thread.onRunEnd();
      const ended = recoveredEnds.get(event.runId);
      recoveredEnds.delete(event.runId);
      return ended?.();
    },
    onSteered(sessionKey) {
      for (const [thread, place] of threads) if (place.sessionKey === sessionKey) thread.onSteered();
    },
    isAnswering: (to) => [...threads.values()].some((place) => place.to === to),
    deliver(to, text) {
      // Two questions in one place may be answered at once: the text goes where it fits best.
      let best: { readonly thread: ReplyThread; readonly fit: number } | undefined;
      for (const [thread, { to: place }] of threads) {
        const fit = place === to ? thread.expects(text) : 0;
        if (fit > (best?.fit ?? 0)) best = { thread, fit };
      }
      return best?.thread.deliverFinal({ text, isError: false });
    },
    get size() {
      return threads.size;
    },
  };
}

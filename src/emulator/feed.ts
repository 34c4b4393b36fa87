/**
 * Tells listeners what changed: events for the page, and a nudge for those who wait on calls.
 * Events are built only when somebody listens.
 */
import type { EmulatorEvent } from "../contract/emulator-control.ts";

export type FeedListener = (event: EmulatorEvent) => void;

export interface EmulatorFeed {
  emit(build: () => EmulatorEvent): void;
  /** Something changed that has no event of its own, for example a recorded call. */
  nudge(): void;
  onEvent(listener: FeedListener): () => void;
  /** Called for events and for nudges. */
  onChange(listener: (event?: EmulatorEvent) => void): () => void;
  dispose(): void;
}

function subscription<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function createFeed(): EmulatorFeed {
  const listeners = new Set<FeedListener>();
  const watchers = new Set<(event?: EmulatorEvent) => void>();
  return {
    emit(build) {
      if (listeners.size === 0 && watchers.size === 0) return;
      const event = build();
      for (const listener of listeners) listener(event);
      for (const watcher of watchers) watcher(event);
    },
    nudge() {
      for (const watcher of watchers) watcher();
    },
    onEvent: (listener) => subscription(listeners, listener),
    onChange: (listener) => subscription(watchers, listener),
    dispose() {
      listeners.clear();
      watchers.clear();
    },
  };
}

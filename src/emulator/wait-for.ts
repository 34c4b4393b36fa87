/**
 * Waiting without polling: a predicate is asked again on every change, until it answers something.
 * The time-out is real time, whatever clock the emulator runs on.
 */
import type {
  EmulatorCall,
  EmulatorEvent,
  EmulatorMessage,
  EmulatorSnapshot,
} from "../contract/emulator-control.ts";
import { systemClock } from "../lib/clock.ts";
import type { EmulatorFeed } from "./feed.ts";
import { EmulatorRefusal } from "./refusal.ts";

/** What a predicate may look at. Everything but `event` is built when it is read. */
export interface Seen {
  readonly snapshot: EmulatorSnapshot;
  readonly messages: readonly EmulatorMessage[];
  readonly calls: readonly EmulatorCall[];
  /** The event that caused this look, if one did. */
  readonly event?: EmulatorEvent;
}

/** Anything but false, null and undefined ends the waiting. */
export type Predicate<Result> = (seen: Seen) => Result | false | null | undefined;

export interface Waiting {
  waitFor<Result>(predicate: Predicate<Result>, timeoutMs?: number): Promise<Result>;
  /** Rejects all who wait. */
  dispose(): void;
}

export const DEFAULT_WAIT_MS = 5_000;
const SHOWN = 6;

function describe(seen: Seen): string {
  const apps = seen.snapshot.apps.map((app) => `${app.clientId}: ${app.connections} socket(s)`);
  const messages = seen.messages.slice(-SHOWN).map((message) => {
    const pushes = (message.pushes ?? []).map((push) => `${push.state}×${push.attempts}`).join(" ");
    const state = message.card ? ` (${message.card.state}, ${message.card.frames} frames)` : "";
    return `  ${message.from.name} ${message.kind}${state} ${JSON.stringify(message.text.slice(0, 80))} ${pushes}`;
  });
  const calls = seen.calls
    .slice(-SHOWN)
    .map((call) => `  ${call.operation} ${call.status}${call.code === undefined ? "" : ` ${call.code}`}`);
  return [
    `apps: ${apps.join(", ")}`,
    `last messages of ${seen.messages.length}:`,
    ...messages,
    `last calls of ${seen.calls.length}:`,
    ...calls,
  ].join("\n");
}

export function createWaiting(feed: EmulatorFeed, look: (event?: EmulatorEvent) => Seen): Waiting {
  const enders = new Set<(error: Error) => void>();

  function waitFor<Result>(predicate: Predicate<Result>, timeoutMs = DEFAULT_WAIT_MS): Promise<Result> {
    return new Promise((resolve, reject) => {
      let finished = false;
      const finish = (settle: () => void) => {
        if (finished) return;
        finished = true;
        timer.cancel();
        unsubscribe();
        enders.delete(fail);
        settle();
      };
      const fail = (error: unknown) => finish(() => reject(error as Error));
      const ask = (event?: EmulatorEvent) => {
        try {
          const result = predicate(look(event));
          if (result !== false && result !== null && result !== undefined) finish(() => resolve(result));
        } catch (error) {
          fail(error);
        }
      };
      const timer = systemClock.after(timeoutMs, () => {
        const what = `Nothing fitted within ${timeoutMs} ms: ${predicate.toString().slice(0, 200)}`;
        fail(new EmulatorRefusal("timeout", `${what}\n${describe(look())}`));
      });
      const unsubscribe = feed.onChange(ask);
      enders.add(fail);
      ask();
    });
  }

  return {
    waitFor,
    dispose() {
      for (const end of enders) end(new EmulatorRefusal("closed", "The emulator was closed."));
    },
  };
}

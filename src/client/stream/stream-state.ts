/**
 * The one object that says how a Stream connection is. Readers get immutable snapshots; `onState` is called on
 * every change but the time of the last frame, which would be noise.
 */
import type { Clock } from "../../lib/clock.ts";
import type { DingTalkError, DingTalkErrorCode } from "../errors.ts";

export interface StreamState {
  /** `reconnecting` also while a successor is opened on the platform's request. */
  readonly status: "connecting" | "connected" | "reconnecting" | "stopped";
  /**
   * When the newest open socket was opened; absent while none is open. Times are milliseconds since the Unix epoch.
   */
  readonly connectedSince?: number;
  /** Last EVENT or CALLBACK. */
  readonly lastFrameAt?: number;
  /** The latest failure; kept after recovery, see `at`. */
  readonly lastError?: StreamFault;
  /** Attempts since a socket was last open; 0 while connected. */
  readonly attempt: number;
  /** When the next attempt starts, while waiting for it. */
  readonly nextAttemptAt?: number;
  /** Sockets of ours that exist now: opening, open or draining. */
  readonly sockets: number;
}

export interface StreamFault {
  readonly code: DingTalkErrorCode;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** The whole of it. */
  readonly error: DingTalkError;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface StreamStateHolder {
  readonly current: StreamState;
  connecting(attempt: number): void;
  waiting(untilAt: number): void;
  connected(): void;
  /** `stillOpen`: the old socket delivers until its successor is open. */
  reconnecting(stillOpen: boolean): void;
  /** The last open socket has closed. */
  closed(): void;
  stopped(): void;
  failed(error: DingTalkError): void;
  frame(): void;
  sockets(count: number): void;
}

type Draft = { -readonly [Key in keyof StreamState]: StreamState[Key] };

export function createStreamState(clock: Clock, onState: (state: StreamState) => void): StreamStateHolder {
  let current: StreamState = { status: "connecting", attempt: 0, sockets: 0 };
  const change = (edit: (draft: Draft) => void) => {
    const draft: Draft = { ...current };
    edit(draft);
    current = Object.freeze(draft);
    onState(current);
  };
  return {
    get current() {
      return current;
    },
    connecting: (attempt) =>
      change((draft) => {
        draft.attempt = attempt;
        delete draft.nextAttemptAt;
      }),
    waiting: (untilAt) => change((draft) => void (draft.nextAttemptAt = untilAt)),
    connected: () =>
      change((draft) => {
        draft.status = "connected";
        draft.connectedSince = clock.now();
        draft.attempt = 0;
      }),
    reconnecting: (stillOpen) =>
      change((draft) => {
        draft.status = "reconnecting";
        if (!stillOpen) delete draft.connectedSince;
      }),
    closed: () => {
      if (current.status === "reconnecting" && current.connectedSince !== undefined)
        change((draft) => void delete draft.connectedSince);
    },
    stopped: () =>
      change((draft) => {
        draft.status = "stopped";
        delete draft.connectedSince;
        delete draft.nextAttemptAt;
      }),
    failed: (error) =>
      change((draft) => {
        const { code, message, hint } = error;
        draft.lastError = { code, message, hint, error, at: clock.now() };
      }),
    frame: () => {
      current = Object.freeze({ ...current, lastFrameAt: clock.now() });
    },
    sockets: (count) => change((draft) => void (draft.sockets = count)),
  };
}

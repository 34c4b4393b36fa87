/**
 * One push on its way to one app, a person's message or an event: what is sent, how often, and whether it was
 * acknowledged. The hub moves it; the snapshot shows it.
 */
import type { EmulatorPush } from "../../contract/emulator-control.ts";

/** Further headers of an EVENT frame. */
export type EventHeaders = Readonly<Record<`event${string}`, string>>;

export interface Push {
  readonly clientId: string;
  readonly topic: string;
  /** The payload, JSON text. It may hold a session webhook: a secret. */
  readonly data: string;
  /** An EVENT frame instead of a CALLBACK. */
  readonly event?: EventHeaders;
  state: EmulatorPush["state"];
  attempts: number;
  pushedAt?: number;
  ackedAt?: number;
  /** `headers.messageId` of the newest frame and the socket it went out on. */
  lastFrameId?: string;
  lastSocketId?: string;
  /** What the app answered in the frame that acknowledged the push, JSON text. */
  onAnswer?: (data: string | undefined) => void;
  /** Announces the change to whoever watches. */
  readonly changed: () => void;
}

export function createPush(clientId: string, topic: string, data: string, changed: () => void): Push {
  return { clientId, topic, data, state: "waiting", attempts: 0, changed };
}

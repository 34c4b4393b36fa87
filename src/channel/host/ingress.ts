/**
 * The host's ingress monitor over a queue: admission, lanes, claims, retries and shutdown are the host's code.
 * The host's own queue is tried first; today it is refused to plugins outside its catalogue, then ours is used.
 */
import {
  createChannelIngressError,
  createChannelIngressMonitor,
  type ChannelIngressMonitorDeliveryResult,
  type ChannelIngressMonitorLifecycle,
  type ChannelIngressQueue,
  type ChannelIngressQueueClaim,
} from "openclaw/plugin-sdk/channel-outbound";
import type { PluginRuntime } from "./runtime-slot.ts";

export type IngressLifecycle = ChannelIngressMonitorLifecycle;
export type IngressResult = ChannelIngressMonitorDeliveryResult;
export interface StoredEvent {
  version: number;
  rawEvent: string;
}
export type IngressQueue = ChannelIngressQueue<StoredEvent>;
export type IngressClaim = ChannelIngressQueueClaim<StoredEvent>;

export interface OpenedQueue {
  readonly queue: IngressQueue;
  readonly engine: "host" | "sqlite";
  /** Why the host's queue is not the one in use. */
  readonly refusal?: string;
}

export function openIngressQueue(
  runtime: PluginRuntime,
  accountId: string,
  openOwn: () => IngressQueue,
): OpenedQueue {
  try {
    return { queue: runtime.state.openChannelIngressQueue<StoredEvent>({ accountId }), engine: "host" };
  } catch (error) {
    return {
      queue: openOwn(),
      engine: "sqlite",
      refusal: error instanceof Error ? error.message : String(error),
    };
  }
}

export interface IngressIdentity {
  readonly eventId: string;
  readonly laneKey: string;
}

export interface IngressOptions {
  readonly queue: IngressQueue;
  /** Identity and lane of a raw event; null for one that is not worth keeping. */
  readonly inspect: (raw: string) => IngressIdentity | null;
  readonly deliver: (raw: string, lifecycle: IngressLifecycle, claim: IngressClaim) => Promise<IngressResult>;
  readonly log: { info(message: string): void; warn(message: string): void; error(message: string): void };
}

export interface Ingress {
  start(): void;
  /** Resolves when the event is durable; `isNew` is false for one that was seen before. */
  admit(raw: string): Promise<{ readonly isNew: boolean }>;
  /** Looks for work now instead of at the next poll. */
  wake(): void;
  stop(): Promise<void>;
}

const ClaimError = createChannelIngressError("DingTalkIngressError");
const POLL_INTERVAL_MS = 1_000;
const PAYLOAD_VERSION = 1;
const WAKE_AFTER_MS = 5;

/**
 * The host's `admit` takes one event at a time, each behind a turn of a busy event loop; so the append is ours, for all
 * frames of a chunk at once, and the host's monitor is woken for the rest.
 */
export function createIngress(options: IngressOptions): Ingress {
  const monitor = createChannelIngressMonitor<string, string, StoredEvent>({
    queue: options.queue,
    inspect: options.inspect,
    payload: {
      version: PAYLOAD_VERSION,
      storage: "raw-event",
      serialize: (raw) => raw,
      deserialize: (body) => body,
      createClaimError: (kind, claim) => new ClaimError(`journal row ${claim.id}: ${kind}`),
    },
    deliver: options.deliver,
    pollIntervalMs: POLL_INTERVAL_MS,
    retention: "standard",
    deferredClaims: "wait-on-stop",
    drain: {
      resolveNonRetryableFailure: (error) =>
        error instanceof ClaimError ? { reason: "invalid-event", message: error.message } : null,
      onLog: (message) => options.log.warn(`journal: ${message}`),
    },
    createStoppedError: () => new Error("the journal is stopping"),
    onError: (error) => options.log.error(`journal: ${String(error)}`),
  });
  let waking: NodeJS.Timeout | undefined;
  /** Starting a turn keeps the gateway busy for 10 ms and more: frames that arrive together are acknowledged first. */
  const wake = () => {
    waking ??= setTimeout(() => {
      waking = undefined;
      monitor.requestDrain();
    }, WAKE_AFTER_MS).unref();
  };
  return {
    start: () => monitor.start(),
    async admit(raw) {
      const identity = options.inspect(raw);
      if (!identity) return { isNew: false };
      const { eventId, laneKey } = identity;
      const event = { version: PAYLOAD_VERSION, rawEvent: raw };
      try {
        const result = await options.queue.enqueue(eventId, event, { receivedAt: Date.now(), laneKey });
        wake();
        return { isNew: result.kind === "accepted" };
      } catch {
        // The host's own admission repeats a failed append after its pauses.
        const admission = await monitor.admit(raw);
        return { isNew: admission.queueResult?.kind === "accepted" };
      }
    },
    wake: () => monitor.requestDrain(),
    stop: () => monitor.stop(),
  };
}

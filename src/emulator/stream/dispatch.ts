/**
 * The way of a push: waiting → pushed → acked. Sends to one socket, repeats what is not acknowledged, and lets
 * pushes wait while no socket is there. Redelivery's timing is `redelivery.ts`; sockets are `socket-pool.ts`.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { ids } from "../ids.ts";
import type { FrameLedger } from "./frame-ledger.ts";
import type { Push } from "./push.ts";
import { createRedelivery, MAX_ATTEMPTS } from "./redelivery.ts";
import type { SocketPool } from "./socket-pool.ts";

/** Pushes that may wait or be repeated; beyond it the oldest are given up, as an app that never comes back takes none. */
export const MAX_OPEN_PUSHES = 10_000;

export interface DispatchOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds; null: an unacknowledged push is never sent again. */
  readonly redeliverAfterMs: number | null;
  /** Whether pushes without a socket wait for one; else they are lost. */
  readonly queueWhileOffline: boolean;
  readonly pool: SocketPool;
  readonly ledger: FrameLedger;
}

export interface Dispatch {
  /** Sends a push, or sends it once more; `frameId` repeats a frame's id. */
  send(push: Push, frameId?: string): void;
  settle(push: Push): void;
  /** A socket came: what waits for the app goes out. */
  flush(clientId: string): void;
  /** A socket went: what was in flight on it waits if no other takes it. */
  strand(clientId: string): void;
  /** Forgets all pushes. */
  dispose(): void;
}

export function createDispatch(options: DispatchOptions): Dispatch {
  const { clock, logger, queueWhileOffline, pool, ledger } = options;
  /** Pushes that may still have to be sent. */
  const open = new Set<Push>();
  let overflown = false;
  const redelivery = createRedelivery({ clock, afterMs: options.redeliverAfterMs, due });

  /** Says so once for a row of them. */
  function giveUpOldest(): void {
    if (open.size <= MAX_OPEN_PUSHES) return;
    const [oldest] = open;
    if (!oldest) return;
    redelivery.cancel(oldest);
    open.delete(oldest);
    if (!overflown) logger.warn("Too many pushes wait: the oldest are given up", { limit: MAX_OPEN_PUSHES });
    overflown = true;
  }

  function due(push: Push): void {
    if (push.state === "acked") return;
    if (push.attempts < MAX_ATTEMPTS) return attempt(push);
    open.delete(push);
    logger.warn("A push was given up", { clientId: push.clientId, attempts: push.attempts });
  }

  function attempt(push: Push, frameId = ids.frameId(clock.now())): void {
    const socket = pool.choose(push.clientId, push.topic);
    if (!socket) return standBy(push);
    push.state = "pushed";
    push.attempts += 1;
    push.pushedAt = clock.now();
    push.lastFrameId = frameId;
    push.lastSocketId = socket.id;
    ledger.sent(frameId, push, socket.id);
    redelivery.arm(push);
    if (!redelivery.enabled) open.delete(push);
    socket.push(push, frameId);
    push.changed();
  }

  function standBy(push: Push): void {
    if (queueWhileOffline) {
      push.state = "waiting";
      push.changed();
    } else if (push.attempts > 0) redelivery.arm(push);
    else open.delete(push);
  }

  return {
    send(push, frameId) {
      open.add(push);
      giveUpOldest();
      attempt(push, frameId);
    },
    settle(push) {
      overflown = false;
      push.state = "acked";
      push.ackedAt = clock.now();
      redelivery.cancel(push);
      open.delete(push);
      push.changed();
    },
    flush(clientId) {
      for (const push of open) if (push.clientId === clientId && push.state === "waiting") attempt(push);
    },
    strand(clientId) {
      if (!queueWhileOffline) return;
      const alive = new Set(pool.openOf(clientId).map((socket) => socket.id));
      for (const push of open) {
        if (push.clientId !== clientId || push.state !== "pushed") continue;
        if (alive.has(push.lastSocketId ?? "") || pool.takes(clientId, push.topic)) continue;
        redelivery.cancel(push);
        push.state = "waiting";
        push.changed();
      }
    },
    dispose() {
      redelivery.dispose();
      open.clear();
    },
  };
}

/**
 * The Stream side of the platform as one thing. Each push goes to ONE open socket, chosen at random; only a
 * code-200 answer with the frame's messageId on the socket that carried it counts as an ack.
 */
import type { EmulatorConnection } from "../../contract/emulator-console.ts";
import type { ConnectionFault } from "../../contract/emulator-control.ts";
import type { UpstreamFrame } from "../../contract/stream.ts";
import { createDispatch, type DispatchOptions } from "./dispatch.ts";
import { createFrameLedger, type IgnoredAck } from "./frame-ledger.ts";
import type { Push } from "./push.ts";
import { createSocketPool } from "./socket-pool.ts";
import type { StreamSocket } from "./socket.ts";

export interface StreamHubOptions extends Omit<DispatchOptions, "pool" | "ledger"> {
  readonly random: () => number;
  /** `ignoredAcks` has a new entry. */
  readonly onIgnoredAck: () => void;
  /** The number of an app's open sockets changed. */
  readonly onConnections: (clientId: string) => void;
}

export interface StreamHub {
  add(socket: StreamSocket): void;
  remove(socket: StreamSocket): void;
  /** A SYSTEM frame went out; an answer to it, by whatever socket, is no ack that nobody knows. */
  asked(frameId: string): void;
  answer(socket: StreamSocket, frame: UpstreamFrame): void;
  deliver(push: Push): void;
  /** Sends a push once more, acknowledged or not. `sameFrame` repeats `headers.messageId` too. */
  repeat(push: Push, sameFrame: boolean): void;
  /** Open sockets of an app. */
  connections(clientId: string): number;
  /** Messages pushed to an app since the last `reset`, each counted once. */
  pushesTo(clientId: string): number;
  viewConnections(clientId: string): EmulatorConnection[];
  /** Makes open sockets of the app ill, all of them or the one; returns how many. */
  fall(clientId: string, fault: ConnectionFault, connectionId?: string): number;
  ignoredAcks(): readonly IgnoredAck[];
  /** Forgets all pushes; sockets stay. */
  reset(): void;
  close(): void;
}

export function createStreamHub(options: StreamHubOptions): StreamHub {
  const pool = createSocketPool(options.random);
  const ledger = createFrameLedger(options.clock, options.onIgnoredAck);
  const dispatch = createDispatch({ ...options, pool, ledger });
  const pushes = new Map<string, number>();
  return {
    add(socket) {
      pool.add(socket);
      options.onConnections(socket.clientId);
      dispatch.flush(socket.clientId);
    },
    remove(socket) {
      pool.remove(socket);
      options.onConnections(socket.clientId);
      dispatch.strand(socket.clientId);
    },
    asked: (frameId) => ledger.asked(frameId),
    answer(socket, frame) {
      const push = ledger.settle(socket, frame);
      if (!push) return;
      push.onAnswer?.(frame.data);
      dispatch.settle(push);
    },
    deliver(push) {
      pushes.set(push.clientId, (pushes.get(push.clientId) ?? 0) + 1);
      dispatch.send(push);
    },
    pushesTo: (clientId) => pushes.get(clientId) ?? 0,
    repeat: (push, sameFrame) => dispatch.send(push, sameFrame ? push.lastFrameId : undefined),
    connections: (clientId) => pool.openOf(clientId).length,
    viewConnections: (clientId) => pool.openOf(clientId).map((socket) => socket.view()),
    fall(clientId, fault, connectionId) {
      const open = pool.openOf(clientId);
      const hit = connectionId === undefined ? open : open.filter((socket) => socket.id === connectionId);
      for (const socket of hit) socket.fall(fault);
      if (hit.length > 0) options.onConnections(clientId);
      return hit.length;
    },
    ignoredAcks: () => ledger.ignored(),
    reset() {
      dispatch.dispose();
      ledger.clear();
      pushes.clear();
    },
    close() {
      dispatch.dispose();
      pool.closeAll();
    },
  };
}

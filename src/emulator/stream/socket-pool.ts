/** The Stream sockets of all apps: who is open, who would take a topic, and the choice among them at random. */
import type { StreamSocket } from "./socket.ts";

export interface SocketPool {
  add(socket: StreamSocket): void;
  remove(socket: StreamSocket): void;
  /** Open sockets of an app, deaf and half-open ones included. */
  openOf(clientId: string): StreamSocket[];
  /** Whether any socket takes the topic. */
  takes(clientId: string, topic: string): boolean;
  /** One socket that takes the topic, at random. */
  choose(clientId: string, topic: string): StreamSocket | undefined;
  closeAll(): void;
}

export function createSocketPool(random: () => number): SocketPool {
  const sockets = new Map<string, StreamSocket[]>();
  const openOf = (clientId: string) => (sockets.get(clientId) ?? []).filter((socket) => socket.isOpen);
  const pick = (among: readonly StreamSocket[]) => among[Math.floor(random() * among.length)];
  return {
    add(socket) {
      const group = sockets.get(socket.clientId);
      if (group) group.push(socket);
      else sockets.set(socket.clientId, [socket]);
    },
    remove(socket) {
      const rest = (sockets.get(socket.clientId) ?? []).filter((one) => one !== socket);
      if (rest.length > 0) sockets.set(socket.clientId, rest);
      else sockets.delete(socket.clientId);
    },
    openOf,
    takes: (clientId, topic) => openOf(clientId).some((socket) => socket.takes(topic)),
    choose(clientId, topic) {
      const group = sockets.get(clientId) ?? [];
      // Most of the time every socket takes it, and nobody has to be asked but the one that was drawn.
      const drawn = pick(group);
      if (drawn === undefined || drawn.takes(topic)) return drawn;
      return pick(group.filter((socket) => socket.takes(topic)));
    },
    closeAll() {
      for (const group of sockets.values()) for (const socket of group) socket.close();
    },
  };
}

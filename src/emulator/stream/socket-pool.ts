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
  const sockets = new Map<string, Set<StreamSocket>>();
  const openOf = (clientId: string) => [...(sockets.get(clientId) ?? [])].filter((socket) => socket.isOpen);
  return {
    add(socket) {
      const group = sockets.get(socket.clientId) ?? new Set();
      sockets.set(socket.clientId, group.add(socket));
    },
    remove(socket) {
      const group = sockets.get(socket.clientId);
      group?.delete(socket);
      if (group?.size === 0) sockets.delete(socket.clientId);
    },
    openOf,
    takes: (clientId, topic) => openOf(clientId).some((socket) => socket.takes(topic)),
    choose(clientId, topic) {
      const takers = openOf(clientId).filter((socket) => socket.takes(topic));
      return takers[Math.floor(random() * takers.length)];
    },
    closeAll() {
      for (const group of sockets.values()) for (const socket of group) socket.close();
    },
  };
}

import { describe, expect, it } from "vitest";
import type { EmulatorMessage, EmulatorSnapshot } from "../../../contract/emulator-control.ts";
import type { EventStreamListener } from "../emulator-api.ts";
import { createChatStore } from "./chat-store.ts";

const message = (id: string, text: string): EmulatorMessage => ({
  id,
  conversationId: "c",
  at: 1,
  kind: "text",
  text,
  from: { kind: "robot", id: "bot", name: "Bot" },
});
const snapshotWith = (...messages: EmulatorMessage[]): EmulatorSnapshot => ({
  company: "Acme",
  organisations: [{ corpId: "acme", name: "Acme" }],
  reads: [],
  people: [{ staffId: "ann", name: "Ann", corpId: "acme" }],
  apps: [],
  conversations: [
    { conversationId: "c", type: "direct", title: "Bot", memberIds: ["ann"], robotIds: ["bot"] },
  ],
  messages,
});

function setUp(first: EmulatorSnapshot) {
  const listeners: EventStreamListener[] = [];
  const kept = new Map<string, string>();
  const server = { answer: () => Promise.resolve(first) };
  const read: string[] = [];
  const store = createChatStore({
    api: {
      state: () => server.answer(),
      markRead: (staffId, conversationId) => {
        read.push(`${staffId} ${conversationId}`);
        return Promise.resolve();
      },
      listen: (listener) => {
        listeners.push(listener);
        return { close: () => {} };
      },
    },
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    onChange: () => {},
    retryPauses: [1],
  });
  return { store, server, listeners, read };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 10));
const texts = (store: ReturnType<typeof createChatStore>) =>
  store.state.messages["c"]?.map(({ text }) => text);

describe("chat store", () => {
  it("the emulator is told once for each newest message that a person has read, and not of their own", async () => {
    const { store, listeners, read } = setUp(snapshotWith(message("m", "hello")));
    listeners[0]?.onOpen();
    await settle();
    for (let time = 0; time < 3; time += 1) store.markRead("ann", "c");
    expect(read).toEqual(["ann c"]);
    const own = { kind: "person", id: "ann", name: "ann" } as const;
    listeners[0]?.onEvent({ type: "message", message: { ...message("mine", "hi"), from: own } });
    store.markRead("ann", "c");
    expect(read).toHaveLength(1);
    listeners[0]?.onEvent({ type: "message", message: message("n", "news") });
    store.markRead("ann", "c");
    expect(read).toHaveLength(2);
    store.dispose();
  });

  it("a page that hears of a message while the snapshot is on its way shows the newer one", async () => {
    const { store, listeners } = setUp(snapshotWith(message("m", "old")));
    listeners[0]?.onOpen();
    listeners[0]?.onEvent({ type: "message", message: message("m", "new") });
    await settle();
    expect(texts(store)).toEqual(["new"]);
    expect(store.state.link).toBe("open");
    store.dispose();
  });

  it("a page that lost the server keeps what it shows, reconnects by itself and catches up", async () => {
    const { store, server, listeners } = setUp(snapshotWith(message("m", "one")));
    listeners[0]?.onOpen();
    await settle();
    listeners[0]?.onLost();
    expect(store.state.link).toBe("lost");
    expect(texts(store)).toEqual(["one"]);
    await settle();
    server.answer = () => Promise.resolve(snapshotWith(message("m", "one"), message("n", "two")));
    listeners.at(-1)?.onOpen();
    await settle();
    expect(listeners.length).toBe(2);
    expect(store.state.link).toBe("open");
    expect(texts(store)).toEqual(["one", "two"]);
    store.dispose();
  });

  it("a page whose snapshot is refused counts as lost and tries again", async () => {
    const { store, server, listeners } = setUp(snapshotWith());
    server.answer = () => Promise.reject(new Error("503"));
    listeners[0]?.onOpen();
    await settle();
    expect(listeners.length).toBeGreaterThan(1);
    expect(store.state.link).toBe("lost");
    store.dispose();
  });

  it("a page that hears of a reset clears its messages and loads the seed again", async () => {
    const { store, server, listeners } = setUp(snapshotWith(message("m", "one")));
    listeners[0]?.onOpen();
    await settle();
    server.answer = () => Promise.resolve(snapshotWith(message("s", "seeded")));
    listeners[0]?.onEvent({ type: "reset" });
    expect(texts(store)).toBeUndefined();
    await settle();
    expect(texts(store)).toEqual(["seeded"]);
    store.dispose();
  });
});

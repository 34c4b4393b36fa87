import { describe, expect, it } from "vitest";
import type { EmulatorMessage, EmulatorSnapshot } from "../../../contract/emulator-control.ts";
import { INITIAL_CHAT_STATE, reduceChatState, type ChatState } from "./chat-state.ts";
import { findReaders, evaluateDelivery, listConversations, planMessageRows } from "./chat-view.ts";
import { planAnnouncements } from "./plan-announcements.ts";
import { baselineMarkers, findUnread, markRead } from "./read-markers.ts";

const snapshot: EmulatorSnapshot = {
  company: "Acme",
  organisations: [{ corpId: "acme", name: "Acme" }],
  reads: [],
  people: [
    { staffId: "ann", name: "Ann", corpId: "acme" },
    { staffId: "bob", name: "Bob", corpId: "acme" },
  ],
  apps: [{ clientId: "bot", name: "Bot", scopes: [], connections: 0 }],
  conversations: [
    { conversationId: "d1", type: "direct", title: "Bot", memberIds: ["ann"], robotIds: ["bot"] },
    { conversationId: "g1", type: "group", title: "Team", memberIds: ["ann", "bob"], robotIds: ["bot"] },
  ],
  messages: [],
};

function person(id: string, conversationId: string, at: number, from = "ann"): EmulatorMessage {
  return { id, conversationId, at, kind: "text", text: id, from: { kind: "person", id: from, name: from } };
}

function robotCard(
  content: string,
  state: "processing" | "inputing" | "finished" | "failed",
): EmulatorMessage {
  return {
    id: "card",
    conversationId: "d1",
    at: 2,
    kind: "card",
    text: content,
    from: { kind: "robot", id: "bot", name: "Bot" },
    card: { outTrackId: "card", templateId: "t", state, content, params: {}, frames: 1 },
  };
}

const loaded = reduceChatState(INITIAL_CHAT_STATE, { type: "snapshot", snapshot });
const hear = (state: ChatState, ...messages: EmulatorMessage[]) =>
  messages.reduce((next, message) => reduceChatState(next, { type: "message", message }), state);

const unread = (state: ChatState, markers: Parameters<typeof listConversations>[2], who = "ann") =>
  Object.fromEntries(
    listConversations(state, who, markers).map((row) => [row.conversation.title, row.unread]),
  );

const read = (staffId: string, at: number) => ({ conversationId: "g1", staffId, at });
const push = (state: "waiting" | "pushed" | "acked") => ({ clientId: "bot", state, attempts: 1 });

describe("chat state", () => {
  it("a growing card replaces itself in its place", () => {
    const state = hear(
      loaded,
      person("m1", "d1", 1),
      robotCard("He", "inputing"),
      person("m2", "d1", 3),
      robotCard("Hello", "finished"),
    );
    expect(state.messages["d1"]?.map(({ id, text }) => [id, text])).toEqual([
      ["m1", "m1"],
      ["card", "Hello"],
      ["m2", "m2"],
    ]);
  });

  it("a robot that connects is shown as online in its conversations", () => {
    const online = reduceChatState(loaded, {
      type: "app",
      app: { clientId: "bot", name: "Bot", scopes: [], connections: 1 },
    });
    expect(listConversations(loaded, "ann", {}).map((row) => row.online)).toEqual([false, false]);
    expect(listConversations(online, "ann", {}).map((row) => row.online)).toEqual([true, true]);
  });

  it("a person sees only their own conversations, the latest talk first", () => {
    const state = hear(loaded, person("m1", "d1", 1), person("m2", "g1", 2));
    const titles = (who: string) => listConversations(state, who, {}).map((row) => row.conversation.title);
    expect(titles("ann")).toEqual(["Team", "Bot"]);
    expect(titles("bob")).toEqual(["Team"]);
  });

  it("a reset clears every message and keeps the people", () => {
    const state = reduceChatState(hear(loaded, person("m1", "d1", 1)), { type: "reset" });
    expect(state.messages).toEqual({});
    expect(state.people).toHaveLength(2);
  });
});

describe("unread counts", () => {
  it("a person who opens the page finds old messages read and new ones of others unread", () => {
    const before = hear(loaded, person("old", "g1", 1, "bob"));
    const markers = baselineMarkers({}, before);
    const after = hear(
      before,
      person("b1", "g1", 2, "bob"),
      person("a1", "g1", 3),
      robotCard("x", "inputing"),
    );
    expect(unread(after, markers)).toEqual({ Team: 1, Bot: 1 });
    expect(unread(after, markers, "bob")).toEqual({ Team: 1 });
  });

  it("a person who reads a conversation has nothing unread there, and others still do", () => {
    const state = hear(loaded, person("b1", "g1", 2, "bob"));
    const markers = markRead(baselineMarkers({}, loaded), state, "ann", "g1");
    expect(unread(state, markers)).toEqual({ Team: 0, Bot: 0 });
    expect(markRead(markers, state, "ann", "g1")).toBe(markers);
  });

  it("a person who comes back after a reset has the new messages unread", () => {
    const markers = markRead({}, hear(loaded, person("b1", "g1", 2, "bob")), "ann", "g1");
    expect(unread(hear(loaded, person("b2", "g1", 3, "bob")), markers)["Team"]).toBe(1);
  });
});

describe("message rows", () => {
  it("a reader sees a time after a pause and a name at the start of each run", () => {
    const rows = planMessageRows(
      [
        person("1", "g1", 0),
        person("2", "g1", 1000),
        person("3", "g1", 2000, "bob"),
        person("4", "g1", 900_000, "bob"),
      ],
      "ann",
    );
    expect(
      rows.map((row) =>
        row.kind !== "message" ? row.kind : `${row.id}${row.startsRun ? "*" : ""}${row.mine ? " mine" : ""}`,
      ),
    ).toEqual(["time", "1* mine", "2 mine", "3*", "time", "4*"]);
  });

  it("a reader who comes back sees where the new messages begin, with the sender's name again", () => {
    const messages = [
      person("1", "g1", 0, "bob"),
      person("2", "g1", 1000, "bob"),
      person("3", "g1", 2000, "bob"),
    ];
    expect(findUnread(messages, "1", "ann")).toEqual({ from: "2", count: 2 });
    expect(findUnread(messages, "3", "ann")).toBeUndefined();
    const rows = planMessageRows(messages.slice(1), "ann", { previous: messages[0], unreadFrom: "2" });
    expect(rows.map((row) => (row.kind === "message" ? [row.id, row.startsRun] : row.kind))).toEqual([
      "unread",
      ["2", true],
      ["3", false],
    ]);
  });

  it("a writer sees the mark of the slowest robot, and none for a message no robot hears", () => {
    const message = person("1", "g1", 0);
    expect(evaluateDelivery(message)).toBeUndefined();
    expect(evaluateDelivery({ ...message, pushes: [] })).toBeUndefined();
    expect(evaluateDelivery({ ...message, pushes: [push("acked"), push("waiting")] })).toBe("waiting");
    expect(evaluateDelivery({ ...message, pushes: [push("acked"), push("pushed")] })).toBe("delivered");
    expect(evaluateDelivery({ ...message, pushes: [push("acked")] })).toBe("acknowledged");
  });
});

const namedIn = (message: EmulatorMessage, who = "ann") => {
  const before = hear(loaded, person("old", "g1", 1, "bob"));
  const markers = baselineMarkers({}, before);
  return listConversations(hear(before, message), who, markers).find(
    ({ conversation }) => conversation.type === "group",
  )?.named;
};
const said = (text: string, more: Partial<EmulatorMessage> = {}) => ({
  ...person("new", "g1", 2, "bob"),
  text,
  ...more,
});

describe("names in a conversation", () => {
  it("a person is told that something unread names them or everybody, and not that it names others", () => {
    expect(namedIn(said("@Ann look"))).toBe(true);
    expect(namedIn(said("@所有人 开会"))).toBe(true);
    expect(namedIn(said("@All please"))).toBe(true);
    expect(namedIn(said("@Bot look"))).toBe(false);
    expect(namedIn(said("look", { mentionedPeople: ["ann"] }))).toBe(true);
    expect(namedIn(said("@Ann look", { recalled: true }))).toBe(false);
    expect(namedIn(said("@Bob hi"), "bob")).toBe(false);
  });
});

describe("read marks", () => {
  it("a writer in a group sees who of the others has read, and in a direct chat nothing", () => {
    const message = person("1", "g1", 100);
    const group = snapshot.conversations[1]!;
    expect(findReaders(message, group, [])).toEqual({ read: [], unread: ["bob"] });
    expect(findReaders(message, group, [read("ann", 200), read("bob", 99)])).toEqual({
      read: [],
      unread: ["bob"],
    });
    expect(findReaders(message, group, [read("bob", 100)])).toEqual({ read: ["bob"], unread: [] });
    expect(findReaders(message, snapshot.conversations[0]!, [read("bob", 100)])).toBeUndefined();
  });
});

describe("announcements", () => {
  it("a listener hears that a card starts and how it ended, and not its frames", () => {
    const frames = [
      robotCard("", "processing"),
      robotCard("He", "inputing"),
      robotCard("Hell", "inputing"),
      robotCard("Hello", "finished"),
      robotCard("Hello", "finished"),
    ];
    let before: EmulatorMessage[] = [];
    const heard = frames.flatMap((frame) => {
      const said = planAnnouncements(before, [frame], "ann");
      before = [frame];
      return said.map(({ kind, text }) => `${kind} ${text}`.trim());
    });
    expect(heard).toEqual(["working", "message Hello"]);
  });

  it("a listener does not hear their own words", () => {
    expect(planAnnouncements([], [person("1", "g1", 0)], "ann")).toEqual([]);
    expect(planAnnouncements([], [person("1", "g1", 0, "bob")], "ann")).toHaveLength(1);
  });
});

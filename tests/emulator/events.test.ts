/** Events of the platform: EVENT frames that a test pushes, and those that follow from what people and robots do. */
import { afterEach, describe, expect, test } from "vitest";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, defaultSeed } from "../../src/emulator/index.ts";
import { ask, connectRobot, conversationsOf, logIn, openRequest, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const ANN = "manager807";
const message = { robotCode, msgKey: "sampleText", msgParam: JSON.stringify({ content: "早" }) };

describe("an event", () => {
  test("comes as an EVENT frame with its type, its id and the organisation in the headers", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator, { autoAck: true });
    const { eventId } = emulator.pushEvent({
      clientId: robotCode,
      eventType: "chat_add_member",
      data: { userId: [ANN] },
    });
    const frame = await robot.next(Topic.events);
    expect(frame).toMatchObject({
      type: "EVENT",
      headers: { topic: "*", eventType: "chat_add_member", eventId },
    });
    expect(Object.values(frame.headers).every((value) => typeof value === "string")).toBe(true);
    expect(frame.headers.eventCorpId).toBe(emulator.snapshot().organisations[0]?.corpId);
    expect(payloadOf(frame)).toEqual({ userId: [ANN] });
    await robot.close();
  });

  test("goes to no socket that did not subscribe to events, and waits for one that does", async () => {
    const emulator = await start();
    const subscriptions = [{ type: "CALLBACK", topic: Topic.botMessage }];
    const deaf = await connectRobot(emulator, { request: { ...openRequest(), subscriptions } });
    emulator.pushEvent({ clientId: robotCode, eventType: "chat_quit" });
    const robot = await connectRobot(emulator, { autoAck: true });
    expect((await robot.next(Topic.events)).headers.eventType).toBe("chat_quit");
    expect(deaf.frames.filter(({ type }) => type === "EVENT")).toEqual([]);
    await Promise.all([robot.close(), deaf.close()]);
  });

  test("is pushed by a program in another language, who is told when there is no such app", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator, { autoAck: true });
    const push = (body: object) =>
      ask(`${emulator.url}/_emulator/events`, { method: "POST", body: JSON.stringify(body) });
    const { body } = await push({ clientId: robotCode, eventType: "chat_disband" });
    expect((await robot.next(Topic.events)).headers.eventId).toBe(body["eventId"]);
    expect((await push({ clientId: "nobody", eventType: "chat_disband" })).status).toBe(400);
    await robot.close();
  });
});

describe("what happens here", () => {
  test("is told to an app that ticked it: a message read, once, and a message taken back", async () => {
    const seed = defaultSeed();
    const emulator = await start({
      seed: { ...seed, apps: seed.apps.map((app) => ({ ...app, events: ["robot_msg_read"] })) },
    });
    const robot = await connectRobot(emulator, { autoAck: true });
    const app = await logIn(emulator);
    const { body } = await app.call("sendDirect", { ...message, userIds: [ANN] });
    const processQueryKey = String(body["processQueryKey"]);
    const conversationId = emulator.openDirect(robotCode, ANN);
    emulator.markRead(ANN, conversationId);
    emulator.markRead(ANN, conversationId);
    const read = await robot.next(Topic.events);
    expect(read.headers.eventType).toBe("robot_msg_read");
    expect(payloadOf(read)).toMatchObject({
      userId: ANN,
      robotCode,
      openConversationId: conversationId,
      processQueryKey,
    });
    emulator.tickEvents({ clientId: robotCode, events: ["robot_msg_recall"] });
    await app.call("recallDirect", { robotCode, processQueryKeys: [processQueryKey] });
    const recalled = await robot.next(Topic.events);
    expect(recalled.headers.eventType).toBe("robot_msg_recall");
    expect(payloadOf(recalled)).toMatchObject({ processQueryKey });
    expect(robot.frames.filter(({ type }) => type === "EVENT")).toHaveLength(2);
    expect(emulator.snapshotSeed().apps[0]?.events).toEqual(["robot_msg_recall"]);
    await robot.close();
  });

  test("is told to no app that ticked nothing", async () => {
    const emulator = await start();
    const robot = await connectRobot(emulator, { autoAck: true });
    const app = await logIn(emulator);
    await app.call("sendDirect", { ...message, userIds: [ANN] });
    emulator.markRead(ANN, emulator.openDirect(robotCode, ANN));
    emulator.pushEvent({ clientId: robotCode, eventType: "the end" });
    expect((await robot.next(Topic.events)).headers.eventType).toBe("the end");
    await robot.close();
  });

  test("is told of a group: who came, who went, and its new name, in DingTalk's fields", async () => {
    const emulator = await start();
    const events = ["chat_add_member", "chat_remove_member", "chat_update_title"];
    emulator.tickEvents({ clientId: robotCode, events });
    const robot = await connectRobot(emulator, { autoAck: true });
    const { conversationId } = conversationsOf(emulator).group;
    const change = { conversationId, by: ANN, title: "新群名", remove: ["wangfang03"] };
    emulator.changeGroup(change);
    const gone = await robot.next(Topic.events);
    const renamed = await robot.next(Topic.events);
    expect([gone, renamed].map(({ headers }) => headers.eventType)).toEqual([
      "chat_remove_member",
      "chat_update_title",
    ]);
    expect(payloadOf(gone)).toMatchObject({
      userId: ["wangfang03"],
      openConversationId: conversationId,
      operator: ANN,
    });
    expect(payloadOf(renamed)).toMatchObject({ title: "新群名" });
    emulator.changeGroup({ conversationId, add: ["wangfang03"] });
    expect((await robot.next(Topic.events)).headers.eventType).toBe("chat_add_member");
    expect(conversationsOf(emulator).group).toMatchObject({ title: "新群名" });
    // Who is out of it can no longer write there.
    emulator.changeGroup({ conversationId, removeRobots: [robotCode] });
    const app = await logIn(emulator);
    const sent = await app.call("sendGroup", { ...message, openConversationId: conversationId });
    expect(sent.status).toBe(400);
    await robot.close();
  });

  test.each([
    [{ add: ["nobody"] }, /no person "nobody"/],
    [{ addRobots: ["nobody"] }, /no app "nobody"/],
    [{ remove: ["manager807", "zhangwei01", "lina02", "wangfang03"] }, /at least one member/],
  ])("is refused of a group where %o cannot be", async (wish, reason) => {
    const emulator = await start();
    const before = conversationsOf(emulator).group;
    expect(() => emulator.changeGroup({ conversationId: before.conversationId, ...wish })).toThrow(reason);
    const { conversationId } = conversationsOf(emulator).direct;
    expect(() => emulator.changeGroup({ conversationId, title: "x" })).toThrow(/direct chat/);
    expect(conversationsOf(emulator).group).toEqual(before);
  });
});

import { afterEach, expect, test } from "vitest";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { MAX_OPEN_PUSHES } from "../../src/emulator/stream/dispatch.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import {
  connectRobot,
  conversationsOf,
  openRequest,
  payloadOf,
  secretOf,
  twoRobotSeed,
} from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const AUTHOR = "manager807";

const write = (emulator: Emulator, text = "你好") =>
  emulator.say({ from: AUTHOR, conversationId: conversationsOf(emulator).direct.conversationId, text });

const pushOf = (emulator: Emulator, msgId: string) =>
  emulator.messages().find((message) => message.id === msgId)?.pushes?.[0];

const acked = (emulator: Emulator, msgId: string) =>
  emulator.waitFor(
    ({ messages }) => messages.find((one) => one.id === msgId)?.pushes?.[0]?.state === "acked",
  );

test("a person's direct message reaches the robot in DingTalk's envelope, and the ack is noted", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator);
  const { msgId } = await write(emulator);
  const frame = await robot.next();
  expect(frame).toMatchObject({ specVersion: "1.0", type: "CALLBACK", headers: { topic: Topic.botMessage } });
  expect(Object.values(frame.headers).every((value) => typeof value === "string")).toBe(true);
  expect(payloadOf(frame)).toMatchObject({
    msgId,
    msgtype: "text",
    conversationType: "1",
    robotCode: DEFAULT_CLIENT_ID,
    senderStaffId: AUTHOR,
    senderNick: "陈思远",
    createAt: expect.any(Number),
    sessionWebhook: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/robot\/sendBySession\?session=/),
    text: { content: "你好" },
  });
  expect(payloadOf(frame)).not.toHaveProperty("isInAtList");
  expect(pushOf(emulator, msgId)).toMatchObject({ state: "pushed", attempts: 1 });
  robot.ack(frame);
  await acked(emulator, msgId);
});

test("a group gets a robot's attention only by a mention, which is cut and leaves a blank", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { autoAck: true });
  const { conversationId } = conversationsOf(emulator).group;
  const unheard = await emulator.say({ from: AUTHOR, conversationId, text: "大家好" });
  const mentions = [DEFAULT_CLIENT_ID];
  const heard = await emulator.say({ from: AUTHOR, conversationId, text: "@小龙虾助手 写诗", mentions });
  const payload = payloadOf(await robot.next());
  expect(payload).toMatchObject({
    msgId: heard.msgId,
    conversationType: "2",
    conversationTitle: "产品讨论群",
    isInAtList: true,
    text: { content: " 写诗" },
    atUsers: [{ dingtalkId: payload["chatbotUserId"] }],
  });
  expect(emulator.messages().find((one) => one.id === unheard.msgId)?.pushes).toEqual([]);
});

test("a group message that mentions two robots reaches both with the same msgId", async () => {
  const seed = twoRobotSeed();
  const emulator = await start({ seed });
  const [firstId, secondId] = seed.apps.map((app) => app.clientId) as [string, string];
  const first = await connectRobot(emulator);
  const second = await connectRobot(emulator, { request: openRequest(secondId, secretOf(secondId, seed)) });
  const { conversationId } = conversationsOf(emulator).group;
  const text = "@小龙虾助手2号 @小龙虾助手 谁来";
  const { msgId } = await emulator.say({ from: AUTHOR, conversationId, text, mentions: [firstId, secondId] });
  const [one, two] = [payloadOf(await first.next()), payloadOf(await second.next())];
  expect([one["msgId"], two["msgId"]]).toEqual([msgId, msgId]);
  expect([one["robotCode"], two["robotCode"]]).toEqual([firstId, secondId]);
  expect(one["sessionWebhook"]).not.toBe(two["sessionWebhook"]);
  expect(one["text"]).toEqual({ content: " @小龙虾助手2号  谁来" });
  expect(two["text"]).toEqual({ content: " @小龙虾助手 谁来" });
});

test("each message goes to one of an app's sockets, chosen at random", async () => {
  const choices = [0.1, 0.9];
  let turn = 0;
  // The first numbers go to the ping times of the two sockets.
  const random = () => choices[Math.floor(turn++) % 2]!;
  const emulator = await start({ random });
  const robots = [await connectRobot(emulator), await connectRobot(emulator)];
  await write(emulator, "一");
  await write(emulator, "二");
  const frames = await Promise.all(robots.map((robot) => robot.next()));
  expect(frames.map((frame) => payloadOf(frame)["text"])).toEqual([{ content: "一" }, { content: "二" }]);
});

test("a socket that did not subscribe to bot messages gets none of them", async () => {
  const emulator = await start();
  const request = { ...openRequest(), subscriptions: [{ type: "CALLBACK", topic: Topic.cardAction }] };
  const other = await connectRobot(emulator, { request });
  const { msgId } = await write(emulator);
  expect(pushOf(emulator, msgId)).toMatchObject({ state: "waiting", attempts: 0 });
  const robot = await connectRobot(emulator);
  expect(payloadOf(await robot.next())["msgId"]).toBe(msgId);
  expect(other.frames).toEqual([]);
});

test("an unacknowledged message comes again with the same msgId in a new frame; an acknowledged one does not", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const robot = await connectRobot(emulator);
  const quiet = await write(emulator, "不回");
  const first = await robot.next();
  const prompt = await write(emulator, "马上回");
  robot.ack(await robot.next());
  await acked(emulator, prompt.msgId);

  await clock.advance(59_000);
  expect(pushOf(emulator, quiet.msgId)?.attempts).toBe(1);
  await clock.advance(1_000);
  const second = await robot.next();
  expect(payloadOf(second)["msgId"]).toBe(quiet.msgId);
  expect(second.headers.messageId).not.toBe(first.headers.messageId);
  robot.ack(second);
  await acked(emulator, quiet.msgId);
  await clock.advance(600_000);
  expect(pushOf(emulator, quiet.msgId)?.attempts).toBe(2);
  expect(pushOf(emulator, prompt.msgId)?.attempts).toBe(1);
});

test("an emulator told never to redeliver does not", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock, redeliverAfterMs: null });
  const robot = await connectRobot(emulator);
  const { msgId } = await write(emulator);
  await robot.next();
  await clock.advance(3_600_000);
  expect(pushOf(emulator, msgId)).toMatchObject({ state: "pushed", attempts: 1 });
});

test("an answer on another socket, or with a code other than 200, is no ack", async () => {
  const emulator = await start({ random: () => 0 });
  const carrier = await connectRobot(emulator);
  const other = await connectRobot(emulator);
  const { msgId } = await write(emulator);
  const frame = await carrier.next();
  other.ack(frame);
  carrier.ack(frame, 500);
  // Sent after the two on the same sockets, so they were read when these count.
  const later = await write(emulator, "再来");
  carrier.ack(await carrier.next());
  await acked(emulator, later.msgId);
  other.ack({ ...frame, headers: { ...frame.headers, messageId: "never-sent" } });
  const ignored = await emulator.waitFor(() => {
    const acks = emulator.ignoredAcks();
    return acks.length === 3 && acks.map((ack) => ack.reason).toSorted();
  });
  expect(ignored).toEqual(["not-200", "other-socket", "unknown-frame"]);
  expect(pushOf(emulator, msgId)?.state).toBe("pushed");
  carrier.ack(frame);
  await acked(emulator, msgId);
});

test("a message written while no socket is open waits for the next one, unless the emulator loses such messages", async () => {
  const patient = await start();
  const kept = await write(patient);
  expect(pushOf(patient, kept.msgId)).toMatchObject({ state: "waiting", attempts: 0 });
  const robot = await connectRobot(patient);
  expect(payloadOf(await robot.next())["msgId"]).toBe(kept.msgId);

  const strict = await start({ queueWhileOffline: false });
  const lost = await write(strict);
  const late = await connectRobot(strict);
  const next = await write(strict, "后来");
  expect(payloadOf(await late.next())["msgId"]).toBe(next.msgId);
  expect(pushOf(strict, lost.msgId)).toMatchObject({ state: "waiting", attempts: 0 });
});

test(
  "an app that stays away has its newest 10,000 messages wait, and the operator is told once",
  { timeout: 60_000 },
  async () => {
    const logger = createRecordingLogger();
    const emulator = await start({ logger });
    const { conversationId } = conversationsOf(emulator).direct;
    for (let nth = 1; nth <= MAX_OPEN_PUSHES + 3; nth += 1)
      await emulator.say({ from: AUTHOR, conversationId, text: `No. ${nth}` });
    const robot = await connectRobot(emulator, { autoAck: true });
    const heard = [];
    while (heard.length < MAX_OPEN_PUSHES) heard.push(payloadOf(await robot.next())["text"]);
    expect(heard[0]).toEqual({ content: "No. 4" });
    expect(heard.at(-1)).toEqual({ content: `No. ${MAX_OPEN_PUSHES + 3}` });
    expect(logger.lines.filter((line) => line.includes("Too many pushes"))).toHaveLength(1);
  },
);

test("a message in flight on a socket that closes goes out on the next socket", async () => {
  const emulator = await start();
  const first = await connectRobot(emulator);
  const { msgId } = await write(emulator);
  await first.next();
  await first.close();
  await emulator.waitFor(() => pushOf(emulator, msgId)?.state === "waiting");
  const second = await connectRobot(emulator);
  expect(payloadOf(await second.next())["msgId"]).toBe(msgId);
  expect(pushOf(emulator, msgId)).toMatchObject({ state: "pushed", attempts: 2 });
});

test("a test can have a message delivered again, in a new frame or in the very same one", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { autoAck: true });
  const { msgId } = await write(emulator);
  const first = await robot.next();
  await acked(emulator, msgId);
  await emulator.redeliver(msgId);
  const second = await robot.next();
  await emulator.redeliver(msgId, { sameFrame: true });
  const third = await robot.next();
  expect([second, third].map((frame) => payloadOf(frame)["msgId"])).toEqual([msgId, msgId]);
  expect(second.headers.messageId).not.toBe(first.headers.messageId);
  expect(third.headers.messageId).toBe(second.headers.messageId);
  await emulator.waitFor(() => {
    const push = pushOf(emulator, msgId);
    return push?.attempts === 3 && push.state === "acked";
  });
  await expect(emulator.redeliver("msgUnknown")).rejects.toThrow(/No message "msgUnknown"/);
});

test("an open socket is pinged every 20 to 30 seconds, on both levels, and the echo is no stray ack", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const robot = await connectRobot(emulator);
  const pinged = new Promise((resolve) => robot.socket.once("ping", resolve));
  await clock.advance(19_000);
  expect(robot.frames).toEqual([]);
  await clock.advance(11_000);
  const ping = await robot.next(Topic.ping);
  await pinged;
  expect(JSON.parse(ping.data!)).toEqual({ opaque: expect.any(String) });
  robot.socket.send(JSON.stringify({ code: 200, headers: ping.headers, message: "OK", data: ping.data }));
  const { msgId } = await write(emulator);
  robot.ack(await robot.next());
  await acked(emulator, msgId);
  expect(emulator.ignoredAcks()).toEqual([]);
});

import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createLogger } from "../../src/lib/logger.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type EmulatorEvent,
} from "../../src/emulator/index.ts";
import { MAX_MESSAGES } from "../../src/emulator/state.ts";
import { ask, connectRobot, conversationsOf, JSON_HEADERS, logIn, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

test("an emulator listens on loopback and refuses any other address", async () => {
  const emulator = await start({ host: "localhost" });
  expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
  await expect(createEmulator({ host: "0.0.0.0" })).rejects.toThrow(/loopback only/);
  await expect(createEmulator({ host: "192.168.1.2" })).rejects.toMatchObject({ code: "invalid" });
});

test("an emulator says so when its port is taken", async () => {
  const first = await start();
  await expect(createEmulator({ port: first.port })).rejects.toMatchObject({
    code: "port-taken",
    message: expect.stringContaining("--port 0"),
  });
});

test("a seed whose group names an unknown person or robot is refused", async () => {
  const seed = defaultSeed();
  const [group] = seed.groups!;
  const withGroup = (change: object) =>
    createEmulator({ seed: { ...seed, groups: [{ ...group!, ...change }] } });
  await expect(withGroup({ memberIds: ["ghost"] })).rejects.toThrow(/no person "ghost"/);
  await expect(withGroup({ robotIds: ["dingghost"] })).rejects.toThrow(/no app "dingghost"/);
});

test("a stray upgrade request is refused and leaves the emulator standing", async () => {
  const emulator = await start();
  for (const target of ["//", "/elsewhere", "/connect"]) {
    const socket = connect(emulator.port, "127.0.0.1");
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect((await ask(`${emulator.url}/_emulator/state`)).status).toBe(200);
});

test("closing ends sockets, hanging calls and waiting tests within a second", async () => {
  const emulator = await createEmulator();
  const robot = await connectRobot(emulator);
  const app = await logIn(emulator);
  emulator.fault({ operation: "queryRobotGroups", effect: { kind: "hang-before", ms: 60_000 } });
  const hanging = app.call("queryRobotGroups", {}).catch(() => "ended");
  await emulator.waitFor(({ calls }) => calls.some((call) => call.operation === "queryRobotGroups"));
  const waiting = expect(emulator.waitFor(() => false, 60_000)).rejects.toThrow(/closed/);
  const dropped = once(robot.socket, "close");
  const before = performance.now();
  await emulator.close();
  expect(performance.now() - before).toBeLessThan(1_000);
  await Promise.all([waiting, dropped, hanging]);
  await expect(fetch(emulator.url)).rejects.toThrow(/fetch failed/);
});

test("a test that waits in vain is told what was there", async () => {
  const emulator = await start();
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "有人吗" });
  const wait = emulator.waitFor(({ messages }) => messages.some((one) => one.text === "在"), 20);
  await expect(wait).rejects.toThrow(/20 ms[\s\S]*有人吗[\s\S]*waiting×0/);
});

test("a reset brings the seed back and keeps the robot's socket and token", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { autoAck: true });
  const app = await logIn(emulator);
  const fresh = emulator.snapshot();
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "一" });
  await robot.next();
  emulator.revoke(DEFAULT_CLIENT_ID, "qyapi_robot_sendmsg");
  emulator.fault({ operation: "queryRobotGroups", effect: { kind: "reset" } });
  emulator.reset();
  expect(emulator.snapshot()).toEqual(fresh);
  expect(emulator.calls()).toEqual([]);
  expect((await app.call("queryRobotGroups", { robotCode: DEFAULT_CLIENT_ID })).status).toBe(200);
  await emulator.say({ from: "manager807", conversationId, text: "二" });
  expect(payloadOf(await robot.next())["text"]).toEqual({ content: "二" });
});

test("an emulator forgets its oldest messages instead of growing for ever", async () => {
  const emulator = await start();
  const { conversationId } = conversationsOf(emulator).direct;
  const total = Math.ceil(MAX_MESSAGES * 1.1) + 1;
  for (let nth = 1; nth <= total; nth += 1)
    await emulator.say({ from: "manager807", conversationId, text: `第${nth}条` });
  const messages = emulator.messages();
  expect(messages).toHaveLength(MAX_MESSAGES);
  expect(messages.at(-1)?.text).toBe(`第${total}条`);
});

test("no secret is in the snapshot, the events, the books or the log", async () => {
  const lines: string[] = [];
  const firstLine = Promise.withResolvers<void>();
  const events: EmulatorEvent[] = [];
  const logger = createLogger((_level, line) => {
    lines.push(line);
    firstLine.resolve();
  });
  const emulator = await start({ logger });
  emulator.onEvent((event) => events.push(event));
  const robot = await connectRobot(emulator, { autoAck: true });
  const app = await logIn(emulator);
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "你好" });
  const webhook = payloadOf(await robot.next())["sessionWebhook"] as string;
  const session = new URL(webhook).searchParams.get("session")!;
  const body = JSON.stringify({ msgtype: "text", text: { content: "好" } });
  await ask(webhook, { method: "POST", headers: JSON_HEADERS, body });
  await ask(`${emulator.url}/unknown?access_token=${app.token}`);
  await ask(`${emulator.url}/gettoken?appkey=${DEFAULT_CLIENT_ID}&appsecret=${DEFAULT_CLIENT_SECRET}`);
  robot.socket.send("not a frame");
  await firstLine.promise;
  const shown = JSON.stringify([
    emulator.snapshot(),
    events,
    emulator.calls(),
    emulator.wire(),
    emulator.coverage(),
    lines,
  ]);
  expect(events.length).toBeGreaterThan(2);
  for (const secret of [DEFAULT_CLIENT_SECRET, app.token, session, "sendBySession?"])
    expect(shown).not.toContain(secret);
});

import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { FaultEffect } from "../../src/contract/emulator-control.ts";
import { Topic } from "../../src/contract/stream.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import {
  ask,
  connectRobot,
  conversationsOf,
  openSocketUrl,
  payloadOf,
  type RawRobot,
} from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

const write = (emulator: Emulator, text = "你好") =>
  emulator.say({
    from: "manager807",
    conversationId: conversationsOf(emulator).direct.conversationId,
    text,
  });

const connections = (emulator: Emulator) => emulator.snapshot().apps[0]!.connections;

const pushOf = (emulator: Emulator, msgId: string) =>
  emulator.messages().find((message) => message.id === msgId)?.pushes?.[0];

/** Pings the platform; the function says whether a pong has come. */
function ping(robot: RawRobot): () => boolean {
  let answered = false;
  robot.socket.once("pong", () => (answered = true));
  robot.socket.ping();
  return () => answered;
}

test("a socket told to disconnect hears nothing more, may still acknowledge, and is cut after ten seconds", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const old = await connectRobot(emulator);
  const before = await write(emulator, "之前");
  const inFlight = await old.next();
  expect(emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "disconnect" })).toBe(1);
  const notice = await old.next(Topic.disconnect);
  expect(JSON.parse(notice.data!)).toEqual({ reason: "connection is expired" });

  const successor = await connectRobot(emulator);
  for (const text of ["一", "二", "三", "四"]) await write(emulator, text);
  for (let seen = 0; seen < 4; seen += 1) successor.ack(await successor.next());
  expect(old.frames.filter((frame) => frame.type === "CALLBACK")).toHaveLength(1);
  old.ack(inFlight);
  await emulator.waitFor(() => pushOf(emulator, before.msgId)?.state === "acked");

  const closed = once(old.socket, "close");
  await clock.advance(9_000);
  expect(connections(emulator)).toBe(2);
  await clock.advance(1_000);
  await closed;
  await emulator.waitFor(() => connections(emulator) === 1);
  expect(successor.socket.readyState).toBe(successor.socket.OPEN);
});

test("a half-open socket swallows messages and pings until the robot comes again; a healthy one does neither", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator);
  const pong = once(robot.socket, "pong");
  ping(robot);
  await pong;
  await write(emulator, "先");
  robot.ack(await robot.next());
  await emulator.waitFor(({ messages }) => messages[0]?.pushes?.[0]?.state === "acked");

  emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "half-open" });
  const answered = ping(robot);
  const { msgId } = await write(emulator, "丢了吗");
  expect(pushOf(emulator, msgId)).toMatchObject({ state: "pushed", attempts: 1 });
  // Round trips on other connections: what a healthy socket was to answer would be here by now.
  for (let nth = 0; nth < 3; nth += 1) await ask(`${emulator.url}/_emulator/state`);
  expect(answered()).toBe(false);
  expect(robot.frames).toHaveLength(1);
  robot.socket.terminate();
  await emulator.waitFor(() => connections(emulator) === 0);

  const successor = await connectRobot(emulator);
  expect(payloadOf(await successor.next())["msgId"]).toBe(msgId);
});

test("a push that a half-open socket swallowed is redelivered to a healthy one in its time", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock, random: () => 0.99 });
  await connectRobot(emulator);
  emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "half-open" });
  const { msgId } = await write(emulator);
  const healthy = await connectRobot(emulator);
  expect(healthy.frames).toEqual([]);
  await clock.advance(60_000);
  expect(payloadOf(await healthy.next())["msgId"]).toBe(msgId);
});

test("a socket that is reset ends without a closing handshake, one that is left alone stays", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator);
  robot.socket.on("error", () => {});
  const closed = once(robot.socket, "close");
  expect(connections(emulator)).toBe(1);
  expect(emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "reset" })).toBe(1);
  const [code] = (await closed) as [number];
  expect(code).toBe(1006);
  await emulator.waitFor(() => connections(emulator) === 0);
  expect(emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "reset" })).toBe(0);
  expect(() => emulator.connectionFault("dingnobody", { kind: "reset" })).toThrow(/no app "dingnobody"/);
});

/** "open", or why not. */
const open = async (emulator: Emulator) => {
  const socket = new WebSocket(await openSocketUrl(emulator));
  return new Promise<string>((resolve) => {
    socket.once("open", () => {
      resolve("open");
      socket.terminate();
    });
    socket.once("error", (error) => resolve(error.message));
  });
};

describe("a socket with a good ticket", () => {
  test("is refused, cut or kept waiting as often as a fault says, and opens then", async () => {
    const emulator = await start();
    const fault = (effect: FaultEffect) => emulator.fault({ operation: "streamUpgrade", effect, times: 1 });
    fault({ kind: "refuse", status: 502, code: "BadGateway" });
    expect(await open(emulator)).toMatch(/502/);
    expect(emulator.wire({ kind: "call" }).at(-1)).toMatchObject({ path: "/connect", status: 502 });
    fault({ kind: "reset" });
    expect(await open(emulator)).toMatch(/ECONNRESET|hang up/);
    fault({ kind: "hang-before", ms: 50 });
    expect(await open(emulator)).toMatch(/504/);
    const slow = fault({ kind: "delay", ms: 300 });
    const before = performance.now();
    expect(await open(emulator)).toBe("open");
    expect(performance.now() - before).toBeGreaterThanOrEqual(290);
    expect(slow.hits()).toBe(1);
    expect(await open(emulator)).toBe("open");
  });

  test("knows no fault that only an HTTP call can have", async () => {
    const emulator = await start();
    const effect = { kind: "hidden-failure" } as const;
    expect(() => emulator.fault({ operation: "streamUpgrade", effect })).toThrow(/does not exist/);
  });
});

/** What DingTalk's Stream does on some days: SYSTEM frames that few clients know, headers and fields that are missing. */
import { afterEach, expect, test } from "vitest";
import type { StreamVariant } from "../../src/contract/emulator-control.ts";
import { createDingTalkClient } from "../../src/client/index.ts";
import {
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type Emulator,
} from "../../src/emulator/index.ts";
import { connectRobot, conversationsOf, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const GREETINGS = ["CONNECTED", "REGISTERED"];
const seedWith = (stream: StreamVariant) => {
  const seed = defaultSeed();
  return { seed: { ...seed, apps: seed.apps.map((app) => ({ ...app, stream })) } };
};

const write = (emulator: Emulator, request: object = { text: "hello" }) =>
  emulator.say({
    from: "manager807",
    conversationId: conversationsOf(emulator).direct.conversationId,
    ...request,
  });

test("a socket is greeted with the frames of the seed before any message; without them it is not", async () => {
  const plain = await start();
  const quiet = await connectRobot(plain);
  await write(plain);
  await quiet.next();
  expect(quiet.frames.filter(({ type }) => type === "SYSTEM")).toEqual([]);

  const emulator = await start(seedWith({ greetings: GREETINGS }));
  await write(emulator);
  const robot = await connectRobot(emulator);
  await robot.next();
  expect(robot.frames.map(({ headers }) => headers.topic).slice(0, 2)).toEqual(GREETINGS);
  expect(robot.frames[0]).toMatchObject({ type: "SYSTEM", data: "{}" });
  // Python's SDK answers every SYSTEM frame, the Go one with 404 what it does not know.
  robot.ack(robot.frames[0]!);
  robot.ack(robot.frames[1]!, 404);
  robot.ack({ ...robot.frames[0]!, headers: { messageId: "never-sent" } });
  await emulator.waitFor(() => emulator.ignoredAcks().length > 0);
  expect(emulator.ignoredAcks()).toMatchObject([{ messageId: "never-sent" }]);
});

test("a script sends a SYSTEM frame to open sockets by the door, and the sockets stay well", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator);
  const answer = await fetch(`${emulator.url}/_emulator/connections`, {
    method: "POST",
    body: JSON.stringify({
      clientId: DEFAULT_CLIENT_ID,
      fault: { kind: "system", topic: "KEEPALIVE", data: { now: 1 } },
    }),
  });
  expect(await answer.json()).toEqual({ sockets: 1 });
  expect(await robot.next("KEEPALIVE")).toMatchObject({ type: "SYSTEM", data: '{"now":1}' });
  expect(emulator.console().apps[0]?.connections).toMatchObject([{ health: "live" }]);
  await write(emulator);
  await robot.next();
});

test("this package's client takes the greetings for what they are and hears its messages", async () => {
  const emulator = await start(seedWith({ greetings: [...GREETINGS, "KEEPALIVE"] }));
  const client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
  });
  const { promise, resolve } = Promise.withResolvers<string>();
  const stream = client.stream({
    onFrame: async (frame, ack) => {
      await ack();
      resolve(frame.data ?? "");
    },
  });
  await stream.opened;
  await write(emulator);
  expect(JSON.parse(await promise)).toMatchObject({ text: { content: "hello" } });
  await client.close();
  expect(emulator.ignoredAcks()).toEqual([]);
});

test("frames come without connectionId, messages without openThreadId and with their content as text, where told", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { autoAck: true });
  const picture = { content: { kind: "raw", msgtype: "picture", content: { downloadCode: "code" } } };
  await write(emulator, picture);
  const usual = await robot.next();
  expect(usual.headers).toHaveProperty("connectionId");
  expect(payloadOf(usual)).toMatchObject({
    openThreadId: expect.any(String),
    content: { downloadCode: "code" },
  });

  emulator.varyStream({
    clientId: DEFAULT_CLIENT_ID,
    omit: ["connectionId", "openThreadId"],
    contentAsText: true,
  });
  await write(emulator, picture);
  const other = await robot.next();
  expect(other.headers).not.toHaveProperty("connectionId");
  expect(payloadOf(other)).not.toHaveProperty("openThreadId");
  expect(payloadOf(other)).toMatchObject({ content: '{"downloadCode":"code"}' });
});

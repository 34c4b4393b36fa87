/** Callbacks of topics that the emulator has no life of its own for: a test pushes them and reads what the app answers. */
import { afterEach, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, connectRobot, openRequest, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const GRAPH = "/v1.0/graph/api/invoke";
const clientId = DEFAULT_CLIENT_ID;
const request = { ...openRequest(), subscriptions: [{ type: "CALLBACK", topic: GRAPH }] };
const data = { requestLine: { method: "POST", uri: "/weather" }, headers: {}, body: "{}" };

test("an app gets a callback of any topic that it subscribed to, and its answer is told by the door", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { request });
  const asked = ask(`${emulator.url}/_emulator/callbacks`, {
    method: "POST",
    body: JSON.stringify({ clientId, topic: GRAPH, data }),
  });
  const frame = await robot.next(GRAPH);
  expect(frame).toMatchObject({ type: "CALLBACK", headers: { topic: GRAPH } });
  expect(payloadOf(frame)).toEqual(data);
  robot.ack(frame);
  expect((await asked).body).toEqual({ acknowledged: true, data: { response: null } });
});

test("a callback that nobody answers in time, or that an unknown app should get, is told so", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const robot = await connectRobot(emulator, { request });
  const pushed = emulator.pushCallback({ clientId, topic: GRAPH, timeoutMs: 1_000 });
  await robot.next(GRAPH);
  await clock.advance(1_000);
  expect(await pushed).toEqual({ acknowledged: false });
  await expect(emulator.pushCallback({ clientId: "nobody", topic: GRAPH })).rejects.toThrow(/no app/);
});

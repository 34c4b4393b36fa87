import { afterEach, expect, test } from "vitest";
import { createTimeMachine } from "../../src/emulator/time-machine.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import {
  ask,
  connectRobot,
  conversationsOf,
  JSON_HEADERS,
  logIn,
  openSocketUrl,
  payloadOf,
} from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";
import { WebSocket } from "ws";

const start = useEmulators(afterEach);
const HOUR = 3_600_000;

const statusOfUpgrade = (url: string) =>
  new Promise<number>((resolve) => {
    const socket = new WebSocket(url);
    socket.on("unexpected-response", (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.on("error", () => undefined);
  });

test("a token, a ticket and a session webhook expire when a developer moves the time, not before", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { autoAck: true });
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "你好" });
  const webhook = payloadOf(await robot.next())["sessionWebhook"] as string;
  const app = await logIn(emulator);
  const tickets = await Promise.all([openSocketUrl(emulator), openSocketUrl(emulator)]);
  const move = (advanceMs: number) =>
    ask(`${emulator.url}/_emulator/time`, { method: "POST", body: JSON.stringify({ advanceMs }) });
  const answer = async () => {
    const body = JSON.stringify({ msgtype: "text", text: { content: "好" } });
    return (await ask(webhook, { method: "POST", headers: JSON_HEADERS, body })).body["errcode"];
  };
  const query = async () =>
    (await app.call("queryRobotGroups", { robotCode: DEFAULT_CLIENT_ID })).body["code"];

  await move(60_000);
  expect([await statusOfUpgrade(tickets[0]), await answer(), await query()]).toEqual([101, 0, undefined]);
  await move(60_000);
  expect([await statusOfUpgrade(tickets[1]), await answer()]).toEqual([400, 0]);
  const { body } = await move(1.5 * HOUR);
  expect(body["aheadMs"]).toBe(1.5 * HOUR + 120_000);
  expect([await answer(), await query()]).toEqual([300_001, undefined]);
  await move(0.5 * HOUR);
  expect(await query()).toBe("InvalidAuthentication");
  expect((await move(-1)).status).toBe(400);
});

test("what falls due in a leap runs once and in order, the rest keeps its moment", async () => {
  const base = createManualClock(1_000);
  const machine = createTimeMachine(base);
  const ran: string[] = [];
  machine.after(300, () => ran.push("late"));
  machine.after(100, () => {
    ran.push("ping");
    machine.after(100, () => ran.push("next ping"));
  });
  const never = machine.after(50, () => ran.push("cancelled"));
  never.cancel();
  machine.after(1_000, () => ran.push("later"));
  machine.advance(500);
  expect(ran).toEqual(["ping", "late"]);
  expect(machine.now()).toBe(1_500);
  await base.advance(100);
  expect(ran).toEqual(["ping", "late", "next ping"]);
  await base.advance(399);
  expect(ran).not.toContain("later");
  await base.advance(1);
  expect(ran.at(-1)).toBe("later");
  expect(base.pending).toBe(0);
});

/** The month of the local DingTalk: an app's calls and pushes end, in the platform's words, and begin again. */
import { afterEach, expect, test } from "vitest";
import { DEFAULT_CLIENT_ID, defaultSeed } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { connectRobot, logIn, secretOf, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const query = (robotCode: string) => ({ robotCode, pageNumber: 1, pageSize: 10 });

test("an app that has used its month is refused as DingTalk refuses, and the app beside it is not", async () => {
  const seed = twoRobotSeed();
  const [first, second] = [seed.apps[0]!, seed.apps[1]!];
  const emulator = await start({ seed: { ...seed, apps: [{ ...first, monthlyCalls: 2 }, second] } });
  const app = await logIn(emulator, first.clientId, first.clientSecret);
  const other = await logIn(emulator, second.clientId, second.clientSecret);
  const ask = async () => await app.call("queryRobotGroups", query(first.clientId));
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const refused = await ask();
  expect(refused.status).toBe(403);
  expect(refused.body["code"]).toBe("Forbidden.AccessDenied.ApiCountLimitForOrg");
  expect((await other.call("queryRobotGroups", query(second.clientId))).status).toBe(200);
  expect(emulator.quota(first.clientId)).toMatchObject({ calls: 2, monthlyCalls: 2 });
  expect(
    emulator.calls().filter(({ billed, clientId }) => billed && clientId === first.clientId),
  ).toHaveLength(2);
});

test("a limit is set while the emulator runs, and the next month in China begins at nothing", async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 30, 15, 59));
  const emulator = await start({ clock });
  const app = await logIn(emulator);
  await app.call("queryRobotGroups", query(DEFAULT_CLIENT_ID));
  emulator.setQuota({ clientId: DEFAULT_CLIENT_ID, monthlyCalls: 1 });
  expect((await app.call("queryRobotGroups", query(DEFAULT_CLIENT_ID))).status).toBe(403);
  await clock.advance(60_000);
  expect((await app.call("queryRobotGroups", query(DEFAULT_CLIENT_ID))).status).toBe(200);
  expect(emulator.quota(DEFAULT_CLIENT_ID).calls).toBe(1);
  expect(() => emulator.setQuota({ clientId: "nobody", monthlyCalls: 1 })).toThrow("There is no app");
});

test("the page's door sets limits, and a misspelt one is told", async () => {
  const emulator = await start();
  const post = (body: unknown) =>
    fetch(`${emulator.url}/_emulator/quota`, { method: "POST", body: JSON.stringify(body) });
  const answer = await post({ clientId: DEFAULT_CLIENT_ID, monthlyPushes: 7 });
  expect(await answer.json()).toEqual({ clientId: DEFAULT_CLIENT_ID, calls: 0, pushes: 0, monthlyPushes: 7 });
  expect((await post({ clientId: DEFAULT_CLIENT_ID, monthly: 7 })).status).toBe(400);
});

test("when the pushes are spent a message arrives with errorCode 20001 and without its words", async () => {
  const seed = defaultSeed();
  const emulator = await start({
    seed: {
      ...seed,
      apps: [{ ...seed.apps[0]!, monthlyPushes: 1, clientSecret: secretOf(DEFAULT_CLIENT_ID) }],
    },
  });
  const robot = await connectRobot(emulator, { autoAck: true });
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, "manager807");
  await emulator.say({ from: "manager807", conversationId, text: "one" });
  await emulator.say({ from: "manager807", conversationId, text: "two" });
  const read = async () => JSON.parse((await robot.next()).data ?? "{}") as Record<string, unknown>;
  expect(await read()).toMatchObject({ text: { content: "one" } });
  const second = await read();
  expect(second).toMatchObject({ errorCode: "20001", conversationId });
  expect("text" in second).toBe(false);
  await robot.close();
});

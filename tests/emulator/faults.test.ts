import { afterEach, expect, test } from "vitest";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { callOpen, logIn, openRequest, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const query = { robotCode: DEFAULT_CLIENT_ID };
const message = {
  robotCode: DEFAULT_CLIENT_ID,
  userIds: ["manager807"],
  msgKey: "sampleText",
  msgParam: '{"content":"x"}',
};

test("a refusing fault hits the calls it was set for and no others", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const fault = emulator.fault({
    operation: "queryRobotGroups",
    effect: { kind: "refuse", status: 503, code: "system.busy" },
    after: 1,
    times: 2,
  });
  const statuses: number[] = [];
  for (let nth = 0; nth < 4; nth += 1) statuses.push((await app.call("queryRobotGroups", query)).status);
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect(fault.hits()).toBe(2);
  expect((await app.call("sendDirect", message)).status).toBe(200);
});

test("a fault for one app leaves the other alone, and a cleared fault is gone", async () => {
  const seed = twoRobotSeed();
  const emulator = await start({ seed });
  const second = seed.apps[1]!;
  const [app, other] = [await logIn(emulator), await logIn(emulator, second.clientId, second.clientSecret)];
  const fault = emulator.fault({
    operation: "queryRobotGroups",
    clientId: DEFAULT_CLIENT_ID,
    effect: { kind: "refuse", status: 500, code: "system.error" },
  });
  expect((await app.call("queryRobotGroups", query)).status).toBe(500);
  expect((await other.call("queryRobotGroups", { robotCode: second.clientId })).status).toBe(200);
  fault.clear();
  expect((await app.call("queryRobotGroups", query)).status).toBe(200);
});

test("a refusal that names permissions carries them and the apply link", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const code = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
  const effect = { kind: "refuse", status: 403, code, scopes: ["Card.Streaming.Write"] } as const;
  emulator.fault({ operation: "queryRobotGroups", effect, times: 1 });
  expect(await app.call("queryRobotGroups", query)).toMatchObject({
    status: 403,
    body: { code, accessdenieddetail: { requiredScopes: ["Card.Streaming.Write"] } },
  });
});

test("a hidden failure is HTTP 200 and hides where that operation hides it", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const effect = { kind: "hidden-failure", message: "no luck" } as const;
  for (const operation of ["createAndDeliverCard", "updateCard", "sendDirect"] as const)
    emulator.fault({ operation, effect, times: 1 });
  const card = {
    cardTemplateId: PUBLIC_AI_CARD.id,
    outTrackId: "c1",
    openSpaceId: "dtv1.card//IM_ROBOT.manager807",
    imRobotOpenDeliverModel: { spaceType: "IM_ROBOT" },
  };
  expect(await app.call("createAndDeliverCard", card)).toMatchObject({
    status: 200,
    body: { success: true, result: { deliverResults: [{ success: false, errorMsg: "no luck" }] } },
  });
  expect(await app.call("updateCard", { outTrackId: "c1", cardData: {} })).toMatchObject({
    status: 200,
    body: { success: false },
  });
  expect(await app.call("sendDirect", message)).toMatchObject({
    status: 200,
    body: { flowControlledStaffIdList: ["manager807"] },
  });
  expect(emulator.messages()).toEqual([]);
  expect(emulator.calls().at(-1)).toMatchObject({ status: 200, code: "no luck", billed: false });
  expect((await app.call("sendDirect", message)).body).toMatchObject({ flowControlledStaffIdList: [] });
});

test("a call that hangs after its effect has written the message before the answer comes", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const app = await logIn(emulator);
  emulator.fault({ operation: "sendDirect", effect: { kind: "hang-after", ms: 30_000 }, times: 1 });
  let answered = false;
  const pending = app.call("sendDirect", message).finally(() => (answered = true));
  await emulator.waitFor(({ calls }) => calls.some((call) => call.operation === "sendDirect"));
  expect(emulator.messages()).toHaveLength(1);
  expect(answered).toBe(false);
  await clock.advance(30_000);
  expect((await pending).status).toBe(200);
});

test("a call that hangs before its effect never has one and ends in a gateway time-out", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const app = await logIn(emulator);
  emulator.fault({ operation: "sendDirect", effect: { kind: "hang-before", ms: 30_000 }, times: 1 });
  const pending = app.call("sendDirect", message);
  await emulator.waitFor(({ calls }) => calls.some((call) => call.operation === "sendDirect"));
  await clock.advance(30_000);
  expect((await pending).status).toBe(504);
  expect(emulator.messages()).toEqual([]);
  expect((await app.call("sendDirect", message)).status).toBe(200);
  expect(emulator.messages()).toHaveLength(1);
});

test("a delayed call takes effect only after its delay", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const app = await logIn(emulator);
  emulator.fault({ operation: "sendDirect", effect: { kind: "delay", ms: 2_000 }, times: 1 });
  const waiting = clock.pending;
  const pending = app.call("sendDirect", message);
  while (clock.pending === waiting) await new Promise((resolve) => setImmediate(resolve));
  expect(emulator.messages()).toEqual([]);
  await clock.advance(2_000);
  expect((await pending).status).toBe(200);
  expect(emulator.messages()).toHaveLength(1);
});

test("a reset fault closes the connection without an answer, also for the open call", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  for (const operation of ["queryRobotGroups", "openConnection"] as const)
    emulator.fault({ operation, effect: { kind: "reset" }, times: 1 });
  await expect(app.call("queryRobotGroups", query)).rejects.toThrow(/fetch failed/);
  await expect(callOpen(emulator, "openConnection", openRequest())).rejects.toThrow(/fetch failed/);
  expect((await app.call("queryRobotGroups", query)).status).toBe(200);
  expect((await callOpen(emulator, "openConnection", openRequest())).status).toBe(200);
  expect(emulator.calls().filter((call) => call.code === "reset")).toHaveLength(2);
});

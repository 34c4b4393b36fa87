import { afterEach, expect, test } from "vitest";
import { permissionApplyUrl } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, callOpen, logIn, openRequest, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const query = { robotCode: DEFAULT_CLIENT_ID };
const message = {
  robotCode: DEFAULT_CLIENT_ID,
  userIds: ["manager807"],
  msgKey: "sampleText",
  msgParam: '{"content":"x"}',
};

test("an app without a permission is told which one and where to apply; with it the call goes through", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const scope = "qyapi_robot_sendmsg";
  emulator.revoke(DEFAULT_CLIENT_ID, scope);
  expect(emulator.snapshot().apps[0]!.scopes).not.toContain(scope);
  expect(await app.call("sendDirect", message)).toMatchObject({
    status: 403,
    body: {
      code: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
      message: expect.stringContaining(permissionApplyUrl(DEFAULT_CLIENT_ID, scope, emulator.url)),
      accessdenieddetail: { requiredScopes: [scope] },
    },
  });
  expect((await app.call("queryRobotGroups", query)).status).toBe(200);
  emulator.grant(DEFAULT_CLIENT_ID, scope);
  expect((await app.call("sendDirect", message)).status).toBe(200);
});

test("the 21st call of a second to one API is throttled; the next second, another API and another app are not", async () => {
  const clock = createManualClock();
  const seed = twoRobotSeed();
  const emulator = await start({ clock, seed });
  const app = await logIn(emulator);
  for (let nth = 1; nth <= 20; nth += 1) expect((await app.call("queryRobotGroups", query)).status).toBe(200);
  expect(await app.call("queryRobotGroups", query)).toMatchObject({
    status: 403,
    body: { code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi" },
  });
  expect(emulator.calls().at(-1)).toMatchObject({ status: 403, billed: false });
  expect((await app.call("sendDirect", message)).status).toBe(200);
  const second = seed.apps[1]!;
  const other = await logIn(emulator, second.clientId, second.clientSecret);
  expect((await other.call("queryRobotGroups", { robotCode: second.clientId })).status).toBe(200);
  await clock.advance(1_000);
  expect((await app.call("queryRobotGroups", query)).status).toBe(200);
});

test("an app that opens connections too fast is throttled too", async () => {
  const emulator = await start({ clock: createManualClock(), qps: 2 });
  const open = () => callOpen(emulator, "openConnection", openRequest());
  const statuses = [await open(), await open(), await open()].map((answer) => answer.status);
  expect(statuses).toEqual([200, 200, 403]);
});

test("when the month is spent billed calls are refused, tokens are still given", async () => {
  const emulator = await start({ monthlyCalls: 2 });
  const app = await logIn(emulator);
  for (let nth = 1; nth <= 2; nth += 1) expect((await app.call("queryRobotGroups", query)).status).toBe(200);
  expect(await app.call("queryRobotGroups", query)).toMatchObject({
    status: 403,
    body: { code: "Forbidden.AccessDenied.ApiCountLimitForOrg" },
  });
  expect((await logIn(emulator)).token).toBe(app.token);
  expect(emulator.calls().filter((call) => call.billed)).toHaveLength(2);
});

test("a path that DingTalk does not know is answered in its envelope and recorded", async () => {
  const emulator = await start();
  expect(await ask(`${emulator.url}/v1.0/robot/nothing`)).toMatchObject({
    status: 404,
    body: { code: expect.any(String), requestid: expect.any(String) },
  });
  expect(emulator.calls()).toMatchObject([
    { operation: "unknown", path: "/v1.0/robot/nothing", status: 404 },
  ]);
});

test("a body that is no JSON object is refused", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  expect((await app.call("queryRobotGroups", query)).status).toBe(200);
  expect(await app.call("queryRobotGroups", [1])).toMatchObject({
    status: 400,
    body: { code: "invalidParameter" },
  });
});

import { afterEach, expect, test } from "vitest";
import { OPERATIONS } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, callOpen, logIn } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const credentials = { appKey: DEFAULT_CLIENT_ID, appSecret: DEFAULT_CLIENT_SECRET };
const groupsQuery = { robotCode: DEFAULT_CLIENT_ID, pageNumber: 1, pageSize: 10 };

test("an app gets the same token while it lives and a new one when two hours have passed", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const first = await logIn(emulator);
  await clock.advance(7_100_000);
  const again = await logIn(emulator);
  expect(again.token).toBe(first.token);
  await clock.advance(7_200_000);
  expect((await first.call("queryRobotGroups", groupsQuery)).status).toBe(400);
  const later = await logIn(emulator);
  expect(later.token).not.toBe(first.token);
  expect((await later.call("queryRobotGroups", groupsQuery)).status).toBe(200);
});

test("an app with a wrong secret is refused as DingTalk refuses it, on both hosts", async () => {
  const emulator = await start();
  const answer = await callOpen(emulator, "getAccessToken", { ...credentials, appSecret: "wrong" });
  expect(answer).toMatchObject({
    status: 400,
    body: { code: "invalidClientIdOrSecret", message: "无效的clientId或者clientSecret" },
  });
  expect(answer.body["requestid"]).toEqual(expect.any(String));
  const old = await ask(
    `${emulator.url}${OPERATIONS.getOldToken.path}?appkey=${DEFAULT_CLIENT_ID}&appsecret=wrong`,
  );
  expect(old).toMatchObject({ status: 200, body: { errcode: 40089 } });
});

test("the old host's token is the new host's token", async () => {
  const emulator = await start();
  const { token } = await logIn(emulator);
  const path = `${OPERATIONS.getOldToken.path}?appkey=${DEFAULT_CLIENT_ID}&appsecret=${DEFAULT_CLIENT_SECRET}`;
  const old = await ask(`${emulator.url}${path}`);
  expect(old.body).toEqual({ errcode: 0, errmsg: "ok", access_token: token, expires_in: 7200 });
});

test("getCorpToken gives an app the same token for its own organisation, and for no other", async () => {
  const emulator = await start();
  const { token } = await logIn(emulator);
  const { corpId } = emulator.createOrganisation({ name: "第二家", by: "manager807" });
  const [own] = emulator.snapshot().organisations;
  const credentials = { client_id: DEFAULT_CLIENT_ID, client_secret: DEFAULT_CLIENT_SECRET };
  const get = (id: string, more: object = {}) =>
    ask(`${emulator.url}/v1.0/oauth2/${id}/token`, {
      method: "POST",
      body: JSON.stringify({ ...credentials, grant_type: "client_credentials", ...more }),
    });
  expect((await get(own!.corpId)).body).toEqual({ access_token: token, expires_in: 7200 });
  expect((await get(corpId)).status).toBe(400);
  expect((await get(own!.corpId, { grant_type: "password" })).status).toBe(400);
  expect(await get(own!.corpId, { client_secret: "wrong" })).toMatchObject({
    status: 400,
    body: { code: "invalidClientIdOrSecret" },
  });
  expect(emulator.calls().at(-1)).toMatchObject({ operation: "getCorpToken", clientId: DEFAULT_CLIENT_ID });
});

test("the old host tells a token that is missing, invented or expired from the others", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const errcode = async (token?: string) => {
    const { path } = OPERATIONS.getUser;
    const query = token === undefined ? "" : `?access_token=${token}`;
    const body = JSON.stringify({ userid: "lina02" });
    const answer = await ask(`${emulator.url}${path}${query}`, { method: "POST", body });
    expect(answer.status).toBe(200);
    return answer.body["errcode"];
  };
  expect(await errcode(app.token)).toBe(0);
  expect(await errcode()).toBe(41_001);
  expect(await errcode("invented")).toBe(40_014);
  emulator.expireTokens(DEFAULT_CLIENT_ID);
  expect(await errcode(app.token)).toBe(42_001);
});

test("an app that asks the old host for tokens too fast is told so in its words, within HTTP 200", async () => {
  const emulator = await start({ clock: createManualClock(), qps: 1 });
  const path = `${OPERATIONS.getOldToken.path}?appkey=${DEFAULT_CLIENT_ID}&appsecret=${DEFAULT_CLIENT_SECRET}`;
  expect((await ask(`${emulator.url}${path}`)).body).toMatchObject({ errcode: 0 });
  expect(await ask(`${emulator.url}${path}`)).toMatchObject({ status: 200, body: { errcode: 90_018 } });
});

test("a call without a token, with an invented one and with an expired one is refused with InvalidAuthentication", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const refusal = { status: 400, body: { code: "InvalidAuthentication" } };
  expect((await app.call("queryRobotGroups", groupsQuery)).status).toBe(200);
  const header = "x-acs-dingtalk-access-token";
  expect(await app.call("queryRobotGroups", groupsQuery, { [header]: "" })).toMatchObject(refusal);
  expect(await app.call("queryRobotGroups", groupsQuery, { [header]: "invented" })).toMatchObject(refusal);
  emulator.expireTokens(DEFAULT_CLIENT_ID);
  expect(await app.call("queryRobotGroups", groupsQuery)).toMatchObject(refusal);
  const fresh = await logIn(emulator);
  expect(fresh.token).not.toBe(app.token);
  expect((await fresh.call("queryRobotGroups", groupsQuery)).status).toBe(200);
});

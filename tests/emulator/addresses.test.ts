/** «服务器出口 IP» of an app, over real sockets: one from 127.0.0.1, one from 127.0.0.2. */
import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { OPERATIONS, TOKEN_HEADER, type OperationId } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { logIn, openRequest, secretOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const HERE = "127.0.0.1";
const ELSEWHERE = "127.0.0.2";
const listed = (allowedAddresses: readonly string[]) => {
  const seed = defaultSeed();
  return { seed: { ...seed, apps: seed.apps.map((app) => ({ ...app, allowedAddresses })) } };
};

async function callFrom(
  localAddress: string,
  emulator: Emulator,
  id: OperationId,
  body: unknown,
  token = "",
): Promise<{ readonly status: number | undefined; readonly body: Record<string, unknown> }> {
  const { method, path, host } = OPERATIONS[id];
  const query = host === "oapi" ? `?access_token=${token}` : "";
  const headers = { "content-type": "application/json", accept: "application/json", [TOKEN_HEADER]: token };
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof callFrom>>>();
  const call = request(
    `${emulator.url}${path}${query}`,
    { method, headers, localAddress },
    async (answer) => {
      const text = (await answer.toArray()).join("");
      resolve({ status: answer.statusCode, body: JSON.parse(text) as Record<string, unknown> });
    },
  );
  call.on("error", reject);
  call.end(JSON.stringify(body));
  return promise;
}

const groups = { robotCode: DEFAULT_CLIENT_ID };

test("a call from an address that is not on the app's list is refused with both, one from the list is not", async () => {
  const emulator = await start(listed([HERE]));
  const { token } = await logIn(emulator);
  expect(await callFrom(HERE, emulator, "queryRobotGroups", groups, token)).toMatchObject({ status: 200 });
  const refused = await callFrom(ELSEWHERE, emulator, "queryRobotGroups", groups, token);
  expect(refused).toMatchObject({ status: 403, body: { code: "Forbidden.AccessDenied.IpNotInWhiteList" } });
  expect(refused.body["message"]).toContain(`request ip=${ELSEWHERE} appKey(${DEFAULT_CLIENT_ID})`);
  expect(emulator.calls().at(-1)).toMatchObject({ billed: false, clientId: DEFAULT_CLIENT_ID });
});

test("the old host refuses it with 60020, the open call with 400, and tokens are still given", async () => {
  const emulator = await start(listed([HERE]));
  const { token } = await logIn(emulator);
  const user = { userid: "manager807" };
  expect(await callFrom(HERE, emulator, "getUser", user, token)).toMatchObject({ body: { errcode: 0 } });
  const old = await callFrom(ELSEWHERE, emulator, "getUser", user, token);
  expect(old).toMatchObject({ status: 200, body: { errcode: 60020 } });
  expect(old.body["errmsg"]).toContain(`request ip=${ELSEWHERE}`);
  const opened = await callFrom(HERE, emulator, "openConnection", openRequest());
  expect(opened.body["ticket"]).toEqual(expect.any(String));
  const closed = await callFrom(ELSEWHERE, emulator, "openConnection", openRequest());
  expect(closed).toMatchObject({ status: 400, body: { code: "Forbidden.AccessDenied.IpNotInWhiteList" } });
  const keys = { appKey: DEFAULT_CLIENT_ID, appSecret: secretOf(DEFAULT_CLIENT_ID) };
  expect(await callFrom(ELSEWHERE, emulator, "getAccessToken", keys)).toMatchObject({ status: 200 });
});

test("a developer writes the list while it runs, with a star for the last part, and reset takes it back", async () => {
  const emulator = await start();
  const { token } = await logIn(emulator);
  const call = async () => (await callFrom(ELSEWHERE, emulator, "queryRobotGroups", groups, token)).status;
  expect(await call()).toBe(200);
  emulator.allowAddresses({ clientId: DEFAULT_CLIENT_ID, addresses: ["203.0.113.9"] });
  expect(await call()).toBe(403);
  expect(emulator.console().apps[0]?.allowedAddresses).toEqual(["203.0.113.9"]);
  emulator.allowAddresses({ clientId: DEFAULT_CLIENT_ID, addresses: ["203.0.113.9", "127.0.0.*"] });
  expect(await call()).toBe(200);
  emulator.allowAddresses({ clientId: DEFAULT_CLIENT_ID, addresses: ["::1"] });
  emulator.reset();
  expect(await call()).toBe(200);
});

test("the door refuses what is no address, and says how one is written", async () => {
  const emulator = await start();
  const answer = await fetch(`${emulator.url}/_emulator/apps/addresses`, {
    method: "POST",
    body: JSON.stringify({ clientId: DEFAULT_CLIENT_ID, addresses: ["10.0.0.*", "somewhere"] }),
  });
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { message: string }).message).toContain("203.0.113.*");
});

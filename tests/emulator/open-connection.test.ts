import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { OPERATIONS } from "../../src/contract/endpoints.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, callOpen, openRequest, openSocketUrl } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

/** "open", or the HTTP status with which the upgrade was refused. */
async function knock(url: string): Promise<"open" | number> {
  const socket = new WebSocket(url);
  const refused = once(socket, "unexpected-response").then(([, response]) => {
    (response as { resume(): void }).resume();
    return (response as { statusCode: number }).statusCode;
  });
  socket.on("error", () => {});
  const result = await Promise.race([once(socket, "open").then(() => "open" as const), refused]);
  socket.terminate();
  return result;
}

test("a robot's ticket opens one socket and no second one", async () => {
  const emulator = await start();
  const url = await openSocketUrl(emulator);
  expect(await knock(url)).toBe("open");
  expect(await knock(url)).toBe(400);
});

test("a ticket that nobody minted and one older than 90 seconds are refused at the upgrade", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock });
  const [fresh, stale] = [await openSocketUrl(emulator), await openSocketUrl(emulator)];
  await clock.advance(89_000);
  expect(await knock(fresh)).toBe("open");
  await clock.advance(1_000);
  expect(await knock(stale)).toBe(400);
  expect(await knock(`${emulator.url.replace("http", "ws")}/connect?ticket=invented`)).toBe(400);
});

test("an app with wrong credentials, a stray blank included, is refused with 401 authFailed", async () => {
  const emulator = await start();
  const refusal = { status: 401, body: { code: "authFailed", message: "鉴权失败" } };
  const good = openRequest();
  expect((await callOpen(emulator, "openConnection", good)).status).toBe(200);
  expect(await callOpen(emulator, "openConnection", { ...good, clientSecret: "wrong" })).toMatchObject(
    refusal,
  );
  const blank = { ...good, clientSecret: `${good.clientSecret} ` };
  expect(await callOpen(emulator, "openConnection", blank)).toMatchObject(refusal);
});

test("an app without subscriptions, or with an EVENT topic other than *, is refused with 400", async () => {
  const emulator = await start();
  const { subscriptions, ...bare } = openRequest();
  const refusal = { status: 400, body: { code: "invalidParameter" } };
  expect(subscriptions.length).toBeGreaterThan(0);
  expect(await callOpen(emulator, "openConnection", bare)).toMatchObject(refusal);
  expect(await callOpen(emulator, "openConnection", { ...bare, subscriptions: [] })).toMatchObject(refusal);
  const events = [{ type: "EVENT", topic: "chat_quit" }];
  expect(await callOpen(emulator, "openConnection", { ...bare, subscriptions: events })).toMatchObject(
    refusal,
  );
});

test("a client that forgets to ask for JSON is answered in XML", async () => {
  const emulator = await start();
  const url = `${emulator.url}${OPERATIONS.openConnection.path}`;
  const body = JSON.stringify(openRequest());
  const headers = { "content-type": "application/json", accept: "*/*" };
  const answer = await ask(url, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  expect(answer.text).toMatch(/^<\?xml .*<ticket>[^<]+<\/ticket>/);
  const asked = await ask(url, { method: "POST", headers: { ...headers, accept: "application/json" }, body });
  expect(asked.body["ticket"]).toEqual(expect.any(String));
});

test("the endpoint of a ticket leads back to the emulator, and the call is in its books", async () => {
  const emulator = await start();
  const { body } = await callOpen(emulator, "openConnection", openRequest());
  expect(body["endpoint"]).toBe(`ws://127.0.0.1:${emulator.port}/connect`);
  expect(emulator.calls()).toMatchObject([
    { operation: "openConnection", clientId: DEFAULT_CLIENT_ID, status: 200, billed: false },
  ]);
});

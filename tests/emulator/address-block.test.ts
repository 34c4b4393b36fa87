/** The block of an address that calls too often: a page without a code, for five minutes, whoever calls from there. */
import { afterEach, expect, test } from "vitest";
import { ADDRESS_BLOCK_MS, ADDRESS_CALLS, ADDRESS_WINDOW_MS } from "../../src/emulator/address-block.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, callOpen, logIn, openRequest } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const query = { robotCode: DEFAULT_CLIENT_ID };
const PAGE = { status: 1111, wait: 5, source: "x5", punish: "deny" };

test("an address that calls too often within 20 seconds gets a page for five minutes, whatever it asks for", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock, callsPerAddress: 4 });
  const app = await logIn(emulator);
  const groups = () => app.call("queryRobotGroups", query);
  for (let nth = 2; nth <= 4; nth += 1) expect((await groups()).body).toHaveProperty("openConversationIds");
  await clock.advance(ADDRESS_WINDOW_MS - 1);
  const response = await fetch(`${emulator.url}/gettoken`);
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  expect(await response.json()).toMatchObject({ ...PAGE, uuid: expect.any(String) });
  expect((await groups()).body).toMatchObject(PAGE);
  expect((await callOpen(emulator, "openConnection", openRequest())).body).toMatchObject(PAGE);
  expect((await ask(`${emulator.url}/v1.0/nothing`)).body).toMatchObject(PAGE);
  expect(emulator.calls().at(-1)).toMatchObject({ billed: false, code: "x5.deny" });
  expect((await ask(`${emulator.url}/_emulator/state`)).body).toHaveProperty("people");
  await clock.advance(ADDRESS_BLOCK_MS - 1);
  expect((await groups()).body).toMatchObject(PAGE);
  await clock.advance(1);
  expect((await groups()).body).toHaveProperty("openConversationIds");
});

test("an address that keeps to the limit is never blocked, and a blocked one sees no scripted fault", async () => {
  const clock = createManualClock();
  const emulator = await start({ clock, callsPerAddress: 3 });
  const app = await logIn(emulator);
  for (let window = 0; window < 3; window += 1) {
    await clock.advance(ADDRESS_WINDOW_MS);
    for (let nth = 1; nth <= 3; nth += 1)
      expect((await app.call("queryRobotGroups", query)).body).toHaveProperty("openConversationIds");
  }
  const fault = emulator.fault({ operation: "queryRobotGroups", effect: { kind: "delay", ms: 60_000 } });
  expect((await app.call("queryRobotGroups", query)).body).toMatchObject(PAGE);
  expect(fault.hits()).toBe(0);
});

test("an operator blocks addresses by the door while it runs, and lets them go again", async () => {
  const emulator = await start({ clock: createManualClock() });
  const app = await logIn(emulator);
  const limit = (body: object) =>
    ask(`${emulator.url}/_emulator/address-limit`, { method: "POST", body: JSON.stringify(body) });
  const groups = async () => (await app.call("queryRobotGroups", query)).body;
  expect((await limit({ calls: 1 })).status).toBe(200);
  expect(await groups()).toHaveProperty("openConversationIds");
  expect(await groups()).toMatchObject(PAGE);
  expect((await limit({ calls: 0 })).status).toBe(400);
  expect(await groups()).toMatchObject(PAGE);
  expect((await limit({})).status).toBe(200);
  for (let nth = 1; nth <= 3; nth += 1) expect(await groups()).toHaveProperty("openConversationIds");
});

test("nobody is blocked unless it is asked for; the number is DingTalk's then", async () => {
  const emulator = await start({ clock: createManualClock(), qps: Number.POSITIVE_INFINITY });
  expect(ADDRESS_CALLS).toBe(10_000);
  const app = await logIn(emulator);
  const answers = await Promise.all(Array.from({ length: 60 }, () => app.call("queryRobotGroups", query)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

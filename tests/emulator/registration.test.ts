/** One-scan app creation as the platform keeps it: nonces and codes work once, and secrets come to the asker alone. */
import { afterEach, expect, test } from "vitest";
import { OPERATIONS } from "../../src/contract/endpoints.ts";
import { ask } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

const STEPS = { init: "registrationInit", begin: "registrationBegin", poll: "registrationPoll" } as const;

async function post(url: string, step: keyof typeof STEPS, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url + OPERATIONS[STEPS[step]].path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function begin(url: string) {
  const { nonce } = await post(url, "init", {});
  const begun = await post(url, "begin", { nonce });
  return { nonce, begun, userCode: String(begun["user_code"]), device_code: begun["device_code"] };
}

test("a nonce works once, and an invented one not at all", async () => {
  const { url } = await start();
  const { nonce, begun } = await begin(url);
  expect(begun).toMatchObject({ errcode: 0, expires_in: 7200, interval: 5 });
  for (const used of [nonce, "invented"])
    expect((await post(url, "begin", { nonce: used }))["errcode"]).not.toBe(0);
});

test("a person who opens the page and approves creates an app; the page shows no secret", async () => {
  const emulator = await start();
  const { begun, userCode, device_code } = await begin(emulator.url);
  expect(await post(emulator.url, "poll", { device_code })).toMatchObject({ status: "WAITING" });
  const shown = await (await fetch(String(begun["verification_uri_complete"]))).text();
  expect(shown).toContain(userCode);
  const approved = await fetch(`${emulator.url}/_emulator/scan`, {
    method: "POST",
    body: new URLSearchParams({ user_code: userCode, decision: "approve" }),
  });
  const answer = await post(emulator.url, "poll", { device_code });
  expect(answer).toMatchObject({ status: "SUCCESS", client_id: expect.any(String) });
  const page = await approved.text();
  expect(page).toContain(String(answer["client_id"]));
  expect(page).not.toContain(String(answer["client_secret"]));
  const direct = emulator
    .snapshot()
    .conversations.filter(({ robotIds }) => robotIds.includes(String(answer["client_id"])));
  expect(direct).toHaveLength(emulator.snapshot().people.length);
});

test("another web page cannot approve, and a code cannot be decided twice", async () => {
  const emulator = await start();
  const { userCode } = await begin(emulator.url);
  const foreign = await fetch(`${emulator.url}/_emulator/scan`, {
    method: "POST",
    headers: { origin: "https://elsewhere.example" },
    body: new URLSearchParams({ user_code: userCode, decision: "approve" }),
  });
  expect(foreign.status).toBe(403);
  const door = `${emulator.url}/_emulator/registrations`;
  const refuse = { method: "POST", body: JSON.stringify({ userCode, decision: "refuse" }) };
  expect((await ask(door, refuse)).status).toBe(200);
  expect((await ask(door, refuse)).status).toBe(400);
  expect(emulator.registrations()).toEqual([{ userCode, state: "refused" }]);
});

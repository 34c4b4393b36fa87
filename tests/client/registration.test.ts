/** One-scan app creation, client against the local DingTalk: what a person decides is what the client is told. */
import { afterEach, expect, test } from "vitest";
import { createDingTalkClient, offerRegistration } from "../../src/client/index.ts";
import { createEmulator, type Emulator } from "../../src/emulator/index.ts";

const open: Emulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
});

async function start() {
  const emulator = await createEmulator();
  open.push(emulator);
  const endpoints = { api: emulator.url, oapi: emulator.url };
  return { emulator, endpoints };
}

/** Changes the platform's times on the way, so that no test waits five seconds. */
const shortened =
  (times: { interval: number; expires_in?: number }): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).endsWith("/begin")) return response;
    return Response.json({ ...((await response.json()) as object), ...times });
  };
const hurried = shortened({ interval: 1 });

const userCodeOf = (url: string) => new URL(url).searchParams.get("user_code") ?? "";

test("an operator who scans and approves has an app whose credentials open DingTalk", async () => {
  const { emulator, endpoints } = await start();
  const offer = await offerRegistration({ endpoints, fetch: hurried, source: "openclaw" });
  expect(userCodeOf(offer.url)).toBe(offer.userCode);
  expect(emulator.registrations()).toEqual([{ userCode: offer.userCode, state: "waiting" }]);
  let waited = 0;
  const outcome = await offer.wait(() => {
    waited += 1;
    if (waited === 1) emulator.scan(offer.userCode ?? "", "approve");
  });
  if (outcome.kind !== "created") throw new Error(`the outcome is ${outcome.kind}`);
  expect(emulator.snapshot().apps.map((app) => app.clientId)).toContain(outcome.clientId);
  const client = createDingTalkClient({ ...outcome, endpoints });
  expect(await client.probe()).toMatchObject({ ok: true });
  await client.close();
  expect(JSON.stringify([emulator.snapshot(), emulator.calls(), emulator.registrations()])).not.toContain(
    outcome.clientSecret,
  );
});

test("an operator who cancels in DingTalk is told so, with DingTalk's word", async () => {
  const { emulator, endpoints } = await start();
  const offer = await offerRegistration({ endpoints, fetch: hurried });
  emulator.scan(offer.userCode ?? "", "refuse");
  expect(await offer.wait()).toEqual({ kind: "failed", reason: "用户取消了授权" });
  expect(emulator.snapshot().apps).toHaveLength(1);
});

test("a code that nobody scans is over when its time is", async () => {
  const { endpoints } = await start();
  const began = Date.now();
  const offer = await offerRegistration({ endpoints, fetch: shortened({ interval: 1, expires_in: 2 }) });
  expect(offer.expiresAt - began).toBeGreaterThanOrEqual(2_000);
  let asked = 0;
  const outcome = await offer.wait(() => {
    asked += 1;
  });
  expect(outcome).toEqual({ kind: "expired" });
  expect(asked).toBe(2);
});

test("an expired code is told apart from a refused one", async () => {
  const { emulator, endpoints } = await start();
  const offer = await offerRegistration({ endpoints, fetch: hurried });
  emulator.scan(offer.userCode ?? "", "expire");
  expect(await offer.wait()).toEqual({ kind: "expired" });
});

test("a connection that breaks while waiting is tried again, and the scan still counts", async () => {
  const { emulator, endpoints } = await start();
  const offer = await offerRegistration({ endpoints, fetch: hurried });
  emulator.fault({ operation: "registrationPoll", effect: { kind: "reset" }, times: 4 });
  emulator.scan(offer.userCode ?? "", "approve");
  expect(await offer.wait()).toMatchObject({ kind: "created" });
}, 20_000);

test("an operator who cancels in the terminal stops the waiting at once", async () => {
  const { endpoints } = await start();
  const stop = new AbortController();
  const offer = await offerRegistration({ endpoints, signal: stop.signal });
  const waiting = offer.wait();
  stop.abort(new Error("Ctrl-C"));
  await expect(waiting).rejects.toThrow("Ctrl-C");
});

test("a permission that was taken away is missing, one that was not is granted, and nobody sees a message", async () => {
  const { emulator, endpoints } = await start();
  const { clientId } = emulator.snapshot().apps[0] ?? { clientId: "" };
  const client = createDingTalkClient({
    clientId,
    clientSecret: "local-emulator-secret-of-no-worth",
    endpoints,
  });
  for (const name of [
    "send-messages",
    "create-cards",
    "stream-cards",
    "read-people",
    "search-people",
  ] as const)
    expect(await client.probePermission(name)).toEqual({ kind: "granted" });
  emulator.revoke(clientId, "Card.Streaming.Write");
  expect(await client.probePermission("create-cards")).toEqual({ kind: "granted" });
  expect(await client.probePermission("stream-cards")).toMatchObject({
    kind: "missing",
    error: { requiredScopes: ["Card.Streaming.Write"] },
  });
  emulator.revoke(clientId, "qyapi_get_member");
  expect(await client.probePermission("read-people")).toMatchObject({
    kind: "missing",
    error: { requiredScopes: ["qyapi_get_member"] },
  });
  emulator.fault({
    operation: "sendDirect",
    effect: { kind: "refuse", status: 403, code: "Forbidden.AccessDenied.ApiCountLimitForOrg" },
  });
  expect(await client.probePermission("send-messages")).toMatchObject({
    kind: "unknown",
    error: { code: "quota-gone" },
  });
  expect(emulator.messages()).toEqual([]);
  await client.checkStream();
  expect(emulator.snapshot().apps[0]?.connections).toBe(0);
  expect(Math.abs((await client.measureClockSkew()) ?? Number.NaN)).toBeLessThan(5_000);
  await client.close();
});

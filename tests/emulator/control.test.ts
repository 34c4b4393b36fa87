import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { EmulatorEvent, EmulatorSnapshot } from "../../src/contract/emulator-control.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { ask, connectRobot, conversationsOf, logIn, payloadOf, twoRobotSeed } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

const control = (emulator: Emulator, method: string, path: string, body?: unknown, headers: object = {}) =>
  ask(`${emulator.url}/_emulator${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const connected = (event: EmulatorEvent) => event.type === "app" && event.app.connections === 1;

/** fetch forbids a foreign Host header; a plain request does not. */
function statusWithHost(emulator: Emulator, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(`${emulator.url}${path}`, { headers: { host } }, (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
  });
}

/** Reads server-sent events until one fits. */
async function readEvent(
  response: Response,
  fits: (event: EmulatorEvent) => boolean,
): Promise<EmulatorEvent> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (const block of text.split("\n\n")) {
      const match = /^event: (\w+)\ndata: (.+)$/.exec(block);
      if (!match) continue;
      const event = JSON.parse(match[2]!) as EmulatorEvent;
      expect(event.type).toBe(match[1]);
      if (fits(event)) return event;
    }
  }
  throw new Error(`the stream ended after: ${text}`);
}

test("every route of the door is in its OpenAPI description, and nothing else", async () => {
  const paths: string[] = [];
  const emulator = await start();
  const { body } = await control(emulator, "GET", "/openapi.json");
  const described = body as { openapi: string; paths: Record<string, Record<string, unknown>> };
  expect(described.openapi).toBe("3.1.0");
  for (const [path, methods] of Object.entries(described.paths))
    for (const method of Object.keys(methods)) paths.push(`${method.toUpperCase()} ${path}`);
  const source = ["routes.ts", "developer-routes.ts"].map((file) =>
    readFileSync(new URL(`../../src/emulator/control/${file}`, import.meta.url), "utf8"),
  );
  const routes = [...source.join("").matchAll(/^ {4}"((?:GET|POST|DELETE) \/[\w/:.-]*)":/gm)].map(
    ([, route]) => route!.replace(" /", " /_emulator/").replace(":id", "{id}"),
  );
  expect(routes.length).toBeGreaterThan(30);
  expect(paths.toSorted()).toEqual([...routes, "GET /_emulator/events"].toSorted());
  expect(described.paths["/_emulator/say"]).toMatchObject({
    post: {
      requestBody: {
        content: { "application/json": { schema: { $ref: "#/components/schemas/SayRequest" } } },
      },
    },
  });
  expect(described.paths["/_emulator/wire"]?.["get"]).toMatchObject({
    parameters: expect.arrayContaining([expect.objectContaining({ name: "failed", in: "query" })]),
  });
});

test("a page reads the company and lets a person write", async () => {
  const emulator = await start();
  const state = (await control(emulator, "GET", "/state")).body as unknown as EmulatorSnapshot;
  expect(state).toEqual(emulator.snapshot());
  expect(state).toMatchObject({
    company: "杭州示例科技有限公司",
    apps: [{ clientId: DEFAULT_CLIENT_ID, name: "小龙虾助手", connections: 0 }],
  });
  expect(state.people).toHaveLength(4);
  expect(state.conversations).toHaveLength(5);
  const { conversationId } = conversationsOf(emulator).direct;
  const said = await control(emulator, "POST", "/say", { from: "manager807", conversationId, text: "你好" });
  expect(said).toMatchObject({ status: 200, body: { msgId: emulator.messages()[0]!.id } });
});

test("a page hears of messages, connections, permissions and resets as they happen", async () => {
  const emulator = await start();
  const listen = () => fetch(`${emulator.url}/_emulator/events`);
  const { conversationId } = conversationsOf(emulator).direct;

  const messages = await listen();
  expect(messages.headers.get("content-type")).toContain("text/event-stream");
  const { msgId } = await emulator.say({ from: "manager807", conversationId, text: "你好" });
  expect(await readEvent(messages, (event) => event.type === "message")).toMatchObject({
    message: { id: msgId, text: "你好" },
  });

  const apps = await listen();
  await connectRobot(emulator);
  expect(await readEvent(apps, connected)).toMatchObject({ app: { clientId: DEFAULT_CLIENT_ID } });

  const resets = await listen();
  await control(emulator, "POST", "/reset", {});
  expect(await readEvent(resets, (event) => event.type === "reset")).toEqual({ type: "reset" });
});

test("a test in another process can do by HTTP what one in this process can", async () => {
  const seed = { ...twoRobotSeed(), directs: [] };
  const emulator = await start({ seed });
  const clientId = DEFAULT_CLIENT_ID;
  const opened = await control(emulator, "POST", "/conversations", { staffId: "lina02", clientId });
  const conversationId = opened.body["conversationId"] as string;
  expect(conversationsOf(emulator).direct.conversationId).toBe(conversationId);
  expect((await control(emulator, "POST", "/conversations", { staffId: "lina02", clientId })).body).toEqual({
    conversationId,
  });

  const robot = await connectRobot(emulator, { autoAck: true });
  const { msgId } = (await control(emulator, "POST", "/say", { from: "lina02", conversationId, text: "x" }))
    .body;
  const first = await robot.next();
  await control(emulator, "POST", "/redeliver", { msgId, sameFrame: true });
  const second = await robot.next();
  expect(second.headers.messageId).toBe(first.headers.messageId);
  expect(payloadOf(second)["msgId"]).toBe(msgId);

  const app = await logIn(emulator);
  const query = { robotCode: clientId };
  const effect = { kind: "refuse", status: 500, code: "system.error" };
  const fault = { operation: "queryRobotGroups", effect };
  expect((await control(emulator, "POST", "/faults", fault)).body["id"]).toEqual(expect.any(String));
  expect((await app.call("queryRobotGroups", query)).status).toBe(500);
  expect((await control(emulator, "DELETE", "/faults")).body).toEqual({ cleared: 1 });
  expect((await app.call("queryRobotGroups", query)).status).toBe(200);

  const scope = "qyapi_robot_sendmsg";
  await control(emulator, "POST", "/permissions", { clientId, scope, granted: false });
  expect((await app.call("sendDirect", { robotCode: clientId })).status).toBe(403);
  await control(emulator, "POST", "/tokens/expire", { clientId });
  expect((await app.call("queryRobotGroups", query)).body["code"]).toBe("InvalidAuthentication");
  const calls = (await control(emulator, "GET", "/calls")).body as unknown as unknown[];
  expect(calls).toEqual(emulator.calls());

  const dropped = new Promise((resolve) => robot.socket.once("close", resolve));
  robot.socket.on("error", () => {});
  const reset = await control(emulator, "POST", "/connections", { clientId, fault: { kind: "reset" } });
  expect(reset.body).toEqual({ sockets: 1 });
  await dropped;
});

test.each([
  ["/say", { from: "nobody", conversationId: "c", text: "x" }, /no person "nobody"/],
  ["/say", { from: "manager807", conversationId: "c", text: "x" }, /no conversation "c"/],
  ["/say", { from: "manager807", text: "x" }, /conversationId/],
  ["/say", { from: "manager807", conversationId: "c", text: "x", mention: [] }, /mention/],
  ["/faults", { operation: "fly", effect: { kind: "reset" } }, /operation/],
  ["/faults", { operation: "sendDirect", effect: { kind: "explode" } }, /effect/],
  ["/connections", { clientId: DEFAULT_CLIENT_ID, fault: { kind: "tired" } }, /fault/],
  ["/connections", { clientId: "nobody", fault: { kind: "reset" } }, /no app "nobody"/],
  ["/redeliver", { msgId: "nothing" }, /No message "nothing"/],
])("a wrong request to %s is refused with a sentence", async (path, body, sentence) => {
  const emulator = await start();
  const answer = await control(emulator, "POST", path, body);
  expect(answer.status).toBe(400);
  expect(answer.body["message"]).toMatch(sentence);
});

test("a person cannot write nothing, into a foreign conversation, or mention a robot that is not there", async () => {
  const emulator = await start();
  const { direct, group } = conversationsOf(emulator);
  const say = (request: object) =>
    control(emulator, "POST", "/say", {
      from: "manager807",
      conversationId: direct.conversationId,
      text: "x",
      ...request,
    });
  expect((await say({})).status).toBe(200);
  expect((await say({ text: " " })).body["message"]).toMatch(/empty/);
  expect((await say({ from: "lina02" })).body["message"]).toMatch(/not a member/);
  const stranger = { conversationId: group.conversationId, mentions: ["dingother"] };
  expect((await say(stranger)).body["message"]).toMatch(/not in that conversation/);
});

test("another web page can neither change the emulator nor reach it by rebinding a name", async () => {
  const emulator = await start();
  const resetFrom = (origin?: string) =>
    control(emulator, "POST", "/reset", {}, origin === undefined ? {} : { origin });
  expect((await resetFrom()).status).toBe(200);
  expect((await resetFrom(emulator.url)).status).toBe(200);
  expect((await resetFrom("https://evil.example")).status).toBe(403);
  expect((await resetFrom("null")).status).toBe(403);
  expect((await resetFrom(`http://127.0.0.1:${emulator.port + 1}`)).status).toBe(403);
  for (const path of ["/_emulator/state", "/_emulator/events", "/"])
    expect(await statusWithHost(emulator, path, "evil.example")).toBe(403);
  expect(await statusWithHost(emulator, "/_emulator/state", `localhost:${emulator.port}`)).toBe(200);
});

test("a browser gets the built page with a strict policy, and a hint when it was not built", async () => {
  const webRoot = await mkdtemp(join(tmpdir(), "emulator-page-"));
  try {
    await mkdir(join(webRoot, "assets"));
    await writeFile(join(webRoot, "index.html"), "<!doctype html><title>chat</title>");
    await writeFile(join(webRoot, "assets", "app.js"), "export {};");
    const emulator = await start({ webRoot });
    const page = await fetch(`${emulator.url}/`);
    expect(await page.text()).toContain("<title>chat</title>");
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self';/);
    const script = await fetch(`${emulator.url}/assets/app.js`);
    expect(script.headers.get("content-type")).toContain("javascript");
    expect(script.headers.get("x-content-type-options")).toBe("nosniff");
    await writeFile(join(webRoot, "favicon.svg"), "<svg/>");
    expect((await fetch(`${emulator.url}/favicon.svg`)).headers.get("content-type")).toContain("svg");
    expect((await ask(`${emulator.url}/assets/none.js`)).status).toBe(404);
    expect((await ask(`${emulator.url}/assets/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
  } finally {
    await rm(webRoot, { recursive: true, force: true });
  }
  const bare = await start({ webRoot: join(webRoot, "gone") });
  const hint = await fetch(`${bare.url}/`);
  expect(await hint.text()).toContain("npm run build");
  expect(hint.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("open event streams do not keep a closed emulator alive", async () => {
  const emulator = await createEmulator();
  const events = await fetch(`${emulator.url}/_emulator/events`);
  const ended = readEvent(events, () => false).catch((error: unknown) => String(error));
  await emulator.close();
  expect(await ended).toMatch(/the stream ended|terminated/);
});

describe("a person who takes back a message", () => {
  const PERSON = "manager807";
  test("leaves nothing of it, also in a saved file, and only once", async () => {
    const emulator = await start();
    const { conversationId } = conversationsOf(emulator).direct;
    const { msgId } = await emulator.say({ from: PERSON, conversationId, text: "说错了" });
    const body = JSON.stringify({ from: PERSON, messageId: msgId });
    const recall = () => ask(`${emulator.url}/_emulator/recall`, { method: "POST", body });
    expect((await recall()).status).toBe(200);
    expect(emulator.messages()).toMatchObject([{ id: msgId, text: "", recalled: true }]);
    const second = await start({ seed: emulator.snapshotSeed() });
    expect(second.messages()).toMatchObject([{ id: msgId, text: "", recalled: true }]);
    expect((await recall()).status).toBe(400);
  });

  test("is told that it is somebody else's, or a day old", async () => {
    const emulator = await start();
    const { conversationId } = conversationsOf(emulator).group;
    const { msgId } = await emulator.say({ from: PERSON, conversationId, text: "早" });
    expect(() => emulator.takeBack({ from: "lina02", messageId: msgId })).toThrow(/Only who said it/);
    emulator.advance(24 * 3_600_000 + 1);
    expect(() => emulator.takeBack({ from: PERSON, messageId: msgId })).toThrow(/24 hours/);
  });
});

import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { WireCall, WireEntry, WireFrame } from "../../src/contract/emulator-console.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, type Emulator } from "../../src/emulator/index.ts";
import { createWireLog, MAX_ENTRIES } from "../../src/emulator/wire-log.ts";
import {
  ask,
  connectRobot,
  conversationsOf,
  JSON_HEADERS,
  logIn,
  openSocketUrl,
  payloadOf,
} from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const calls = (emulator: Emulator) =>
  emulator.wire({ kind: "call" }).filter((entry): entry is WireCall => entry.kind === "call");
const frames = (emulator: Emulator) =>
  emulator.wire({ kind: "frame" }).filter((entry): entry is WireFrame => entry.kind === "frame");

const operations = (entries: readonly WireEntry[]) =>
  entries.map((entry) => (entry.kind === "call" ? entry.operation : entry.kind));

/** The event stream's text until the message with that word. */
const until = async (response: Response) => {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("结束")) break;
  }
  return text;
};

test("a developer sees each call with its query, body, answer and time, and the frames both ways", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator);
  const app = await logIn(emulator);
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "报表在哪" });
  robot.ack(await robot.next());
  await emulator.waitFor(({ messages }) => messages[0]?.pushes?.[0]?.state === "acked");
  const msgParam = JSON.stringify({ content: "在共享盘" });
  await app.call("sendDirect", {
    robotCode: DEFAULT_CLIENT_ID,
    userIds: ["manager807"],
    msgKey: "sampleText",
    msgParam,
  });

  const send = calls(emulator).at(-1);
  expect(send).toMatchObject({
    operation: "sendDirect",
    method: "POST",
    path: "/v1.0/robot/oToMessages/batchSend",
    clientId: DEFAULT_CLIENT_ID,
    status: 200,
    billed: true,
  });
  expect(send?.durationMs).toBeGreaterThanOrEqual(0);
  expect(JSON.parse(send?.request ?? "")).toMatchObject({ userIds: ["manager807"], msgParam });
  expect(JSON.parse(send?.response ?? "")).toMatchObject({ invalidStaffIdList: [] });

  const [push, answer] = frames(emulator);
  expect(push).toMatchObject({ direction: "out", type: "CALLBACK", topic: "/v1.0/im/bot/messages/get" });
  expect(push?.data).toContain("报表在哪");
  expect(answer).toMatchObject({
    direction: "in",
    type: "ANSWER",
    code: 200,
    messageId: push?.messageId,
    connectionId: push?.connectionId,
  });
  expect(answer?.afterMs).toBeGreaterThanOrEqual(0);
  expect(emulator.wire({ kind: "socket" })).toMatchObject([{ event: "open" }]);
});

test("no secret of either side is ever in the wire log", async () => {
  const emulator = await start();
  const robot = await connectRobot(emulator, { autoAck: true });
  const app = await logIn(emulator);
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({
    from: "manager807",
    conversationId,
    content: { kind: "file", name: "a.bin", data: PNG },
  });
  const payload = payloadOf(await robot.next());
  const webhook = payload["sessionWebhook"] as string;
  const session = new URL(webhook).searchParams.get("session")!;
  const { downloadCode } = payload["content"] as { downloadCode: string };
  const body = JSON.stringify({ msgtype: "text", text: { content: "好" } });
  await ask(webhook, { method: "POST", headers: JSON_HEADERS, body });
  const file = await app.call("downloadMessageFile", { robotCode: DEFAULT_CLIENT_ID, downloadCode });
  const signature = new URL(file.body["downloadUrl"] as string).searchParams.get("Signature")!;
  await ask(file.body["downloadUrl"] as string);
  await ask(`${emulator.url}/gettoken?appkey=${DEFAULT_CLIENT_ID}&appsecret=${DEFAULT_CLIENT_SECRET}`);
  // Without an Accept header the ticket comes in XML.
  const opened = await ask(`${emulator.url}/v1.0/gateway/connections/open`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "*/*" },
    body: JSON.stringify({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      subscriptions: [{ type: "CALLBACK", topic: "/v1.0/im/bot/messages/get" }],
    }),
  });
  const ticket = /<ticket>([^<]+)/.exec(opened.text)![1]!;

  const entries = emulator.wire({ limit: 5_000 });
  const shown = JSON.stringify(entries);
  expect(entries.length).toBeGreaterThan(8);
  for (const secret of [DEFAULT_CLIENT_SECRET, app.token, session, downloadCode, signature, ticket])
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      expect(shown).not.toContain(form);
  expect(shown).toContain("***");
});

test("a developer filters the wire by failure, words and kind, and clears it", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await app.call("sendDirect", { robotCode: "someone-else" });
  await ask(`${emulator.url}/v1.0/nothing/here`);
  await app.call("queryRobotGroups", { robotCode: DEFAULT_CLIENT_ID });
  expect(operations(emulator.wire())).toEqual([
    "getAccessToken",
    "sendDirect",
    "unknown",
    "queryRobotGroups",
  ]);
  const door = `${emulator.url}/_emulator/wire`;
  const read = async (query: string) =>
    operations((await ask(`${door}?${query}`)).body as unknown as WireEntry[]);
  expect(await read("failed=true")).toEqual(["sendDirect", "unknown"]);
  expect(await read("text=NOTHING")).toEqual(["unknown"]);
  expect(await read("kind=frame")).toEqual([]);
  expect(await read("after=2&limit=1")).toEqual(["queryRobotGroups"]);
  expect((await ask(`${door}?kind=smoke`)).status).toBe(400);
  await ask(door, { method: "DELETE" });
  expect(emulator.wire()).toEqual([]);
});

/** Resolves when the socket opened or was refused. */
const connect = (to: string) =>
  new Promise<void>((resolve) => {
    const socket = new WebSocket(to);
    for (const event of ["error", "open"] as const) socket.on(event, () => resolve());
  });

test("a socket that is refused for its ticket is in the wire log, without the ticket", async () => {
  const emulator = await start();
  const url = await openSocketUrl(emulator);
  await connect(url);
  await connect(url);
  const refused = calls(emulator).at(-1);
  expect(refused).toMatchObject({
    path: "/connect",
    status: 400,
    code: "invalidTicket",
    query: { ticket: "***" },
  });
  expect(emulator.wire({ kind: "socket" })).toMatchObject([{ event: "open" }]);
  expect(emulator.coverage().unknown).toEqual([]);
});

test("a fault that answered is named beside the call", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  emulator.fault({ operation: "queryRobotGroups", effect: { kind: "reset" }, times: 1 });
  await app.call("queryRobotGroups", { robotCode: DEFAULT_CLIENT_ID }).catch(() => undefined);
  await app.call("queryRobotGroups", { robotCode: DEFAULT_CLIENT_ID });
  expect(calls(emulator).slice(-2)).toMatchObject([{ status: 0, fault: "reset" }, { status: 200 }]);
  expect(calls(emulator).at(-1)).not.toHaveProperty("fault");
});

test("only a reader who asks for the wire gets it as it happens", async () => {
  const emulator = await start();
  const listen = (query: string) => fetch(`${emulator.url}/_emulator/events${query}`);
  const [watching, chatting] = await Promise.all([listen("?wire"), listen("")]);
  await logIn(emulator);
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "结束" });
  expect(await until(watching)).toContain("event: wire");
  expect(await until(chatting)).not.toContain("event: wire");
});

test("the wire log stays within its bounds in number and in size", () => {
  const wire = createWireLog();
  const frame = { at: 0, clientId: "a", connectionId: "c", direction: "out" as const, type: "CALLBACK" };
  for (let nth = 0; nth < MAX_ENTRIES + 10; nth += 1) wire.frame({ ...frame, data: "{}" });
  expect(wire.list({ limit: 1_000_000 })).toHaveLength(MAX_ENTRIES);
  const large = "x".repeat(200 * 1024);
  for (let nth = 0; nth < 500; nth += 1) wire.frame({ ...frame, data: large });
  expect(wire.list({ limit: 1_000_000 }).length).toBeLessThan(200);
  wire.frame({ ...frame, data: "y".repeat(300 * 1024) });
  expect(wire.list({ limit: 1 })).toMatchObject([
    { data: expect.stringMatching(/^\[\d+ bytes, not kept\]$/) },
  ]);
});

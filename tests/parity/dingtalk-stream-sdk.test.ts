/** The official Node SDK, unmodified, against the emulator: an independent opinion on the wire. */
import { DWClient, EventAck, TOPIC_ROBOT, type DWClientDownStream, type RobotMessage } from "dingtalk-stream";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { aimOfficialSdk, type AimedSdk } from "../support/official-sdk.ts";

let aimed: AimedSdk;
let emulator: Emulator;
const clients: DWClient[] = [];

beforeAll(async () => {
  aimed = await aimOfficialSdk(() => emulator.url);
  // The SDK logs on the console unconditionally.
  vi.spyOn(console, "info").mockImplementation(() => {});
});

afterAll(() => {
  aimed.restore();
  vi.restoreAllMocks();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await emulator.close();
});

function createClient(clientSecret = DEFAULT_CLIENT_SECRET): DWClient {
  const client = new DWClient({ clientId: DEFAULT_CLIENT_ID, clientSecret });
  clients.push(client);
  return client;
}

const direct = () => emulator.snapshot().conversations.find((one) => one.type === "direct")!.conversationId;

test("the official SDK connects, receives a person's message, acknowledges it and answers by webhook", async () => {
  emulator = await createEmulator();
  const client = createClient();
  client.registerCallbackListener(TOPIC_ROBOT, async (frame: DWClientDownStream) => {
    const message = JSON.parse(frame.data) as RobotMessage;
    client.socketCallBackResponse(frame.headers.messageId, null);
    const content = `${message.senderNick}说：${message.text.content}`;
    await aimed.axios.post(message.sessionWebhook, { msgtype: "text", text: { content } });
  });
  await client.connect();
  expect(client.connected).toBe(true);
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1);

  const { msgId } = await emulator.say({ from: "manager807", conversationId: direct(), text: "你好" });
  await emulator.waitFor(({ messages }) => {
    const said = messages.find((message) => message.id === msgId);
    const answered = messages.some(
      (message) => message.from.kind === "robot" && message.text === "陈思远说：你好",
    );
    return said?.pushes?.[0]?.state === "acked" && answered;
  });
  expect(emulator.ignoredAcks()).toEqual([]);
});

test("the official SDK hears an event, asks for it later, and has it once more", async () => {
  emulator = await createEmulator({ redeliverAfterMs: 200 });
  const client = createClient();
  const heard: DWClientDownStream[] = [];
  client.registerAllEventListener((frame: DWClientDownStream) => {
    heard.push(frame);
    return { status: heard.length === 1 ? EventAck.LATER : EventAck.SUCCESS };
  });
  await client.connect();
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1);
  const { eventId } = emulator.pushEvent({
    clientId: DEFAULT_CLIENT_ID,
    eventType: "chat_update_title",
    data: { title: "新群名" },
  });
  await expect.poll(() => heard.length).toBe(2);
  expect(heard.map(({ headers }) => [headers.eventType, headers.eventId])).toEqual([
    ["chat_update_title", eventId],
    ["chat_update_title", eventId],
  ]);
  expect(JSON.parse(heard[1]!.data)).toEqual({ title: "新群名" });
  expect(heard[0]!.headers.messageId).not.toBe(heard[1]!.headers.messageId);
  expect(emulator.ignoredAcks()).toMatchObject([{ reason: "later" }]);
});

test("the official SDK gets its old-style token from the emulator, and none with a wrong secret", async () => {
  emulator = await createEmulator();
  expect(await createClient().getAccessToken()).toEqual(expect.any(String));
  await expect(createClient("wrong").getAccessToken()).rejects.toThrow(/access_token failed/);
});

test("the official SDK comes back after the platform has reset its socket", async () => {
  emulator = await createEmulator();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const client = createClient();
  client.registerCallbackListener(TOPIC_ROBOT, (frame: DWClientDownStream) =>
    client.socketCallBackResponse(frame.headers.messageId, null),
  );
  await client.connect();
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1);
  emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "reset" });
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 0);
  const { msgId } = await emulator.say({ from: "manager807", conversationId: direct(), text: "还在吗" });
  await emulator.waitFor(
    ({ messages }) => messages.find((one) => one.id === msgId)?.pushes?.[0]?.state === "acked",
  );
});

test("the official SDK takes REGISTERED for its registration, and connects without it as well", async () => {
  emulator = await createEmulator();
  const first = createClient();
  await first.connect();
  await emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1);
  expect(first).toMatchObject({ connected: true, registered: false });
  emulator.varyStream({ clientId: DEFAULT_CLIENT_ID, greetings: ["CONNECTED", "REGISTERED"] });
  const second = createClient();
  await second.connect();
  await expect.poll(() => second.registered).toBe(true);
});

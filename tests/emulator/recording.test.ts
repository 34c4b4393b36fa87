import { afterEach, expect, test } from "vitest";
import type { EmulatorRecording, ReplayResult } from "../../src/contract/emulator-console.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { ask, connectRobot, conversationsOf, logIn, payloadOf } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

/** A bot that answers each message with the words that `answer` gives. */
async function startEcho(emulator: Emulator, answer: (text: string) => string): Promise<void> {
  const robot = await connectRobot(emulator, { autoAck: true });
  const bot = await logIn(emulator);
  void (async () => {
    for (;;) {
      const heard = payloadOf(await robot.next());
      const { content } = heard["text"] as { content: string };
      await bot.call("sendDirect", {
        robotCode: DEFAULT_CLIENT_ID,
        userIds: [heard["senderStaffId"]],
        msgKey: "sampleMarkdown",
        msgParam: JSON.stringify({ title: "答", text: answer(content) }),
      });
    }
  })();
}

const door = (emulator: Emulator, path: string, body: unknown = {}) =>
  ask(`${emulator.url}/_emulator${path}`, { method: "POST", body: JSON.stringify(body) });

async function record(emulator: Emulator): Promise<EmulatorRecording> {
  const { conversationId } = conversationsOf(emulator).direct;
  await emulator.say({ from: "manager807", conversationId, text: "不算" });
  await emulator.waitFor(({ messages }) => messages.length === 2);
  await door(emulator, "/recording/start");
  for (const [index, text] of ["一", "二"].entries()) {
    const quote = index === 0 ? {} : { quote: emulator.messages().at(-2)!.id };
    await emulator.say({ from: "manager807", conversationId, text, ...quote });
    await emulator.waitFor(({ messages }) => messages.length === 4 + index * 2);
  }
  return (await door(emulator, "/recording/stop")).body as unknown as EmulatorRecording;
}

test("a recorded conversation holds what people said and what the bot answered, and nothing from before", async () => {
  const emulator = await start();
  await startEcho(emulator, (text) => `听到：${text}`);
  const { steps } = await record(emulator);
  expect(steps.map((step) => (step.kind === "say" ? step.say.text : step.message.text))).toEqual([
    "一",
    "听到：一",
    "二",
    "听到：二",
  ]);
  expect(steps[0]).toMatchObject({
    say: { from: "manager807", conversation: `direct:manager807:${DEFAULT_CLIENT_ID}` },
  });
  expect(steps[2]).toMatchObject({ say: { quote: "step-1" } });
  expect((await door(emulator, "/recording/stop")).status).toBe(400);
});

test("a replay passes against a bot that answers as before, and names the step where another one differs", async () => {
  const recorded = await start();
  await startEcho(recorded, (text) => `听到：${text}`);
  const recording = await record(recorded);
  const play = async (emulator: Emulator, wishes: object = {}) =>
    (await door(emulator, "/replay", { recording, ...wishes })).body as unknown as ReplayResult;

  const same = await start();
  await startEcho(same, (text) => `听到：${text}`);
  expect(await play(same)).toEqual({
    passed: true,
    steps: [0, 1, 2, 3].map((index) => ({ index, ok: true })),
  });
  expect(await play(same)).toMatchObject({ passed: true });

  const other = await start();
  await startEcho(other, (text) => (text === "二" ? "没听清" : `听到：${text}`));
  const failed = await play(other);
  expect(failed.passed).toBe(false);
  expect(failed.steps.at(-1)).toMatchObject({
    index: 3,
    ok: false,
    reason: expect.stringContaining("没听清"),
  });
  expect((await play(other, { words: "any" })).passed).toBe(true);

  const silent = await start();
  await connectRobot(silent, { autoAck: true });
  const nothing = await play(silent, { timeoutMs: 50 });
  expect(nothing.steps.at(-1)).toMatchObject({
    index: 1,
    ok: false,
    reason: expect.stringMatching(/no answer/),
  });
});

test("a card counts as an answer once it is finished, with its last words", async () => {
  const emulator = await start();
  const { group } = conversationsOf(emulator);
  const bot = await logIn(emulator);
  emulator.startRecording();
  await bot.call("createAndDeliverCard", {
    cardTemplateId: "02fcf2f4-5e02-4a85-b672-46d1f715543e.schema",
    outTrackId: "card-1",
    openSpaceId: `dtv1.card//IM_GROUP.${group.conversationId}`,
    imGroupOpenDeliverModel: { robotCode: DEFAULT_CLIENT_ID },
    cardData: { cardParamMap: { flowStatus: "2" } },
  });
  const frame = { outTrackId: "card-1", key: "msgContent", isFull: true, isFinalize: false, isError: false };
  await bot.call("streamCard", { ...frame, guid: "1", content: "写" });
  expect(emulator.console().recording).toMatchObject({ steps: 0 });
  await bot.call("streamCard", { ...frame, guid: "2", content: "写完", isFinalize: true });
  await bot.call("updateCard", {
    outTrackId: "card-1",
    cardData: { cardParamMap: { flowStatus: "3" } },
    cardUpdateOptions: { updateCardDataByKey: true },
  });
  expect(emulator.stopRecording().steps).toMatchObject([
    {
      kind: "expect",
      conversation: "group:产品讨论群",
      message: { kind: "card", text: "写完", state: "finished" },
    },
  ]);
});

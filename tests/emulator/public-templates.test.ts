/** DingTalk's public card templates, filled as the official Python SDK 0.24.3 fills them. */
import { afterEach, expect, test } from "vitest";
import type { Emulator } from "../../src/emulator/index.ts";
import { parseSeed } from "../../src/emulator/parse-seed.ts";
import { SDK_AI_CARD, SDK_BUTTON_CARD, SDK_MARKDOWN_CARD } from "../../src/emulator/public-templates.ts";
import { connectRobot, logIn, openRequest, type Caller } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";
import { Topic } from "../../src/contract/stream.ts";

const start = useEmulators(afterEach);
const ORDER = [
  "msgTitle",
  "msgContent",
  "staticMsgContent",
  "msgTextList",
  "msgImages",
  "msgSlider",
  "msgButtons",
];

/** `create_and_send_card`: two calls, and the robot's code in neither. */
async function createAndSend(app: Caller, outTrackId: string, cardTemplateId: string, cardParamMap: object) {
  const space = { supportForward: true };
  const created = await app.call("createCard", {
    cardTemplateId,
    outTrackId,
    cardData: { cardParamMap },
    callbackType: "STREAM",
    imGroupOpenSpaceModel: space,
    imRobotOpenSpaceModel: space,
  });
  expect(created).toMatchObject({ status: 200, body: { success: true } });
  const delivered = await app.call("deliverCard", {
    outTrackId,
    userIdType: 1,
    openSpaceId: "dtv1.card//IM_ROBOT.manager807",
    imRobotOpenDeliverModel: { spaceType: "IM_ROBOT" },
  });
  expect(delivered).toMatchObject({ status: 200, body: { result: [{ success: true }] } });
}

const put = (app: Caller, outTrackId: string, cardParamMap: object) =>
  app.call("updateCard", { outTrackId, cardData: { cardParamMap } });

const shown = (emulator: Emulator, outTrackId: string) =>
  emulator.messages().find(({ id }) => id === outTrackId)?.card;

test("a Python bot's Markdown card is there at once, never in the making, and can be replaced", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await createAndSend(app, "md", SDK_MARKDOWN_CARD.id, { markdown: "**one**", title: "T" });
  expect(shown(emulator, "md")).toMatchObject({ state: "finished", content: "**one**" });
  await put(app, "md", { markdown: "**two**", title: "T" });
  expect(shown(emulator, "md")).toMatchObject({ state: "finished", content: "**two**" });
});

test("a Python bot streams on the SDK's AI card, ends it with a button, and hears of the press", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const subscriptions = [{ type: "CALLBACK", topic: Topic.cardAction }];
  const robot = await connectRobot(emulator, { request: { ...openRequest(), subscriptions } });
  await createAndSend(app, "ai", SDK_AI_CARD.id, { flowStatus: "1" });
  expect(shown(emulator, "ai")).toMatchObject({ state: "processing", content: "" });
  const data = { msgContent: "", staticMsgContent: "", sys_full_json_obj: JSON.stringify({ order: ORDER }) };
  await put(app, "ai", { ...data, flowStatus: "2" });
  for (const content of ["Hel", "Hello"]) {
    const frame = { outTrackId: "ai", guid: content, key: "msgContent", content, isFull: true };
    const answer = await app.call("streamCard", { ...frame, isFinalize: false, isError: false });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
  }
  expect(shown(emulator, "ai")).toMatchObject({ state: "inputing", content: "Hello", frames: 2 });
  const msgButtons = [{ text: "Go", color: "blue", id: "go", request: true }];
  const full = JSON.stringify({ order: ORDER, msgButtons });
  await put(app, "ai", { ...data, msgContent: "Hello", sys_full_json_obj: full, flowStatus: "3" });
  const buttons = [{ actionId: "go", label: "Go", shown: "finished" }];
  expect(shown(emulator, "ai")).toMatchObject({ state: "finished", content: "Hello", buttons });
  const pressed = emulator.press({ from: "manager807", outTrackId: "ai", actionId: "go" });
  const callback = await robot.next(Topic.cardAction);
  const { content } = JSON.parse(callback.data!) as { content: string };
  expect(JSON.parse(content)).toEqual({ cardPrivateData: { actionIds: ["go"], params: {} } });
  robot.ack(callback);
  await pressed;
});

test("what stands below the text is shown; a button that only opens a page cannot be pressed", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const msgButtons = [{ id: "read", text: "Read", url: "https://example.com", color: "gray" }];
  const full = JSON.stringify({ msgButtons });
  await createAndSend(app, "b", SDK_BUTTON_CARD.id, {
    markdown: "Text",
    tips: "Tip",
    sys_full_json_obj: full,
  });
  expect(shown(emulator, "b")).toMatchObject({ state: "finished", content: "Text\n\nTip" });
  expect(shown(emulator, "b")?.buttons ?? []).toEqual([]);
  await createAndSend(app, "slides", SDK_AI_CARD.id, { flowStatus: "1" });
  await put(app, "slides", { staticMsgContent: "Choose", flowStatus: "3" });
  expect(shown(emulator, "slides")).toMatchObject({ state: "finished", content: "Choose" });
});

test("a company that names no templates has DingTalk's public ones, and keeps them when it is saved", async () => {
  const seed = {
    company: "Example Ltd",
    people: [{ staffId: "manager807", name: "Ann" }],
    apps: [
      { clientId: "dingexample", clientSecret: "made-up", name: "Helper", scopes: ["Card.Instance.Write"] },
    ],
  };
  const first = await start({ seed });
  const saved = parseSeed(JSON.stringify(first.snapshotSeed()));
  const emulator = await start({ seed: saved });
  const app = await logIn(emulator, "dingexample", "made-up");
  await createAndSend(app, "md", SDK_MARKDOWN_CARD.id, { markdown: "kept" });
  expect(shown(emulator, "md")).toMatchObject({ state: "finished", content: "kept" });
});

import { afterEach, expect, test } from "vitest";
import { FlowStatus, PUBLIC_AI_CARD } from "../../src/contract/card.ts";
import { DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { conversationsOf, logIn, twoRobotSeed, type Caller } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const robotCode = DEFAULT_CLIENT_ID;
const DM = {
  openSpaceId: "dtv1.card//IM_ROBOT.manager807",
  imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode },
};
let serial = 0;

const toGroup = (cid: string) => ({
  openSpaceId: `dtv1.card//IM_GROUP.${cid}`,
  imGroupOpenDeliverModel: { robotCode },
});

/** HTTP 200 with the delivery's own success. */
const inner = (success: boolean) => ({
  status: 200,
  body: { success: true, result: { deliverResults: [{ success }] } },
});

const newCard = (outTrackId: string, extra: object = {}) => ({
  cardTemplateId: PUBLIC_AI_CARD.id,
  outTrackId,
  callbackType: "STREAM",
  cardData: { cardParamMap: PUBLIC_AI_CARD.initial },
  ...DM,
  ...extra,
});

const frame = (outTrackId: string, content: unknown, extra: object = {}) => ({
  outTrackId,
  guid: `guid-${(serial += 1)}`,
  key: PUBLIC_AI_CARD.contentKey,
  content,
  isFull: true,
  isFinalize: false,
  isError: false,
  ...extra,
});

const patch = (outTrackId: string, cardParamMap: object, updateCardDataByKey = true) => ({
  outTrackId,
  cardData: { cardParamMap },
  ...(updateCardDataByKey ? { cardUpdateOptions: { updateCardDataByKey } } : {}),
});

const cardOf = (emulator: Emulator, outTrackId: string) =>
  emulator.messages().find((message) => message.id === outTrackId)?.card;

async function deliver(app: Caller, outTrackId: string): Promise<void> {
  expect((await app.call("createAndDeliverCard", newCard(outTrackId))).status).toBe(200);
}

test("a robot's card goes from processing over inputing to finished, as a reader sees it", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const states: string[] = [];
  emulator.onEvent((event) => {
    if (event.type === "message" && event.message.card) states.push(event.message.card.state);
  });
  const created = await app.call("createAndDeliverCard", newCard("c1"));
  expect(created.body).toMatchObject({
    success: true,
    result: {
      outTrackId: "c1",
      deliverResults: [
        { spaceType: "IM_ROBOT", spaceId: "manager807", success: true, carrierId: expect.any(String) },
      ],
    },
  });
  await app.call("updateCard", patch("c1", { flowStatus: FlowStatus.inputing }));
  await app.call("streamCard", frame("c1", "半"));
  await app.call("streamCard", frame("c1", "半截话", { isFinalize: true }));
  await app.call("updateCard", patch("c1", { flowStatus: FlowStatus.finished }));
  expect(states).toEqual(["processing", "inputing", "inputing", "inputing", "finished"]);
  expect(cardOf(emulator, "c1")).toMatchObject({ state: "finished", content: "半截话", frames: 2 });
  expect(emulator.messages()).toMatchObject([{ kind: "card", text: "半截话", from: { kind: "robot" } }]);
});

test("a card whose robot forgets the last status spins for ever, though its last frame came", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await deliver(app, "c1");
  await app.call("streamCard", frame("c1", "完", { isFinalize: true }));
  expect(cardOf(emulator, "c1")?.state).toBe("inputing");
  await app.call("updateCard", patch("c1", { flowStatus: FlowStatus.finished }));
  expect(cardOf(emulator, "c1")?.state).toBe("finished");
});

test("a template without a status variable follows the stream alone", async () => {
  const template = { id: "own.schema", contentKey: "content", initial: { content: "" } };
  const seed = { ...defaultSeed(), templates: [template] };
  const emulator = await start({ seed });
  const app = await logIn(emulator);
  const own = { cardTemplateId: template.id, cardData: { cardParamMap: template.initial } };
  for (const id of ["well", "ill"]) await app.call("createAndDeliverCard", newCard(id, own));
  expect(cardOf(emulator, "well")?.state).toBe("processing");
  const key = template.contentKey;
  await app.call("streamCard", frame("well", "一", { key }));
  expect(cardOf(emulator, "well")?.state).toBe("inputing");
  await app.call("streamCard", frame("well", "一二", { key, isFinalize: true }));
  await app.call("streamCard", frame("ill", "糟", { key, isError: true }));
  expect(cardOf(emulator, "well")?.state).toBe("finished");
  expect(cardOf(emulator, "ill")?.state).toBe("failed");
});

test("a card fails by an error frame or by its status", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  for (const id of ["byFrame", "byStatus"]) await deliver(app, id);
  await app.call("streamCard", frame("byFrame", "糟", { isError: true }));
  await app.call("updateCard", patch("byStatus", { flowStatus: FlowStatus.failed }));
  expect(cardOf(emulator, "byFrame")?.state).toBe("failed");
  expect(cardOf(emulator, "byStatus")?.state).toBe("failed");
});

test("frames after the last one are answered, counted in the books and change nothing", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await deliver(app, "c1");
  await app.call("streamCard", frame("c1", "完", { isFinalize: true }));
  expect(await app.call("streamCard", frame("c1", "还有"))).toMatchObject({
    status: 200,
    body: { success: true },
  });
  expect(cardOf(emulator, "c1")).toMatchObject({ content: "完", frames: 1 });
  expect(emulator.calls().filter((call) => call.operation === "streamCard")).toHaveLength(2);
});

test("a frame repeated with its guid succeeds without effect; with a new guid it counts", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await deliver(app, "c1");
  const first = frame("c1", "一");
  await app.call("streamCard", first);
  expect((await app.call("streamCard", { ...first, content: "别的" })).status).toBe(200);
  expect(cardOf(emulator, "c1")).toMatchObject({ content: "一", frames: 1 });
  await app.call("streamCard", { ...first, guid: "new", content: "别的" });
  expect(cardOf(emulator, "c1")).toMatchObject({ content: "别的", frames: 2 });
});

test("an update without updateCardDataByKey wipes the text, with it the text stays", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await deliver(app, "c1");
  await app.call("streamCard", frame("c1", "正文"));
  await app.call("updateCard", patch("c1", { flowStatus: FlowStatus.finished }));
  expect(cardOf(emulator, "c1")).toMatchObject({ content: "正文", state: "finished" });
  await app.call("updateCard", patch("c1", { flowStatus: FlowStatus.finished }, false));
  expect(cardOf(emulator, "c1")).toMatchObject({ content: "", params: { flowStatus: FlowStatus.finished } });
});

test.each([
  ["no template", { cardTemplateId: "" }, "param.cardTemplateIdEmpty"],
  ["a template that is not published", { cardTemplateId: "other.schema" }, "param.templateNotExist"],
  ["no outTrackId", { outTrackId: "" }, "param.outTrackIdEmpty"],
  ["an outTrackId of 101 characters", { outTrackId: "x".repeat(101) }, "invalidParameter"],
  ["a value that is no string", { cardData: { cardParamMap: { msgContent: 1 } } }, "invalidParameter"],
  ["no space", { openSpaceId: "" }, "param.openSpaceIdEmpty"],
  ["a malformed space", { openSpaceId: "manager807" }, "param.openSpaceIdInvalid"],
  ["an unknown kind of space", { openSpaceId: "dtv1.card//MOON.x" }, "param.openSpaceIdInvalid"],
  ["no deliver model", { imRobotOpenDeliverModel: undefined }, "param.openDeliverModelEmpty"],
  [
    "a group model without robotCode",
    { openSpaceId: "dtv1.card//IM_GROUP.cidX", imGroupOpenDeliverModel: {} },
    "param.openDeliverModelError",
  ],
])("a card with %s is refused with 400", async (_what, extra, code) => {
  const emulator = await start();
  const app = await logIn(emulator);
  expect(await app.call("createAndDeliverCard", newCard("c1", extra))).toMatchObject({
    status: 400,
    body: { code },
  });
  expect(emulator.messages()).toEqual([]);
  expect((await app.call("createAndDeliverCard", newCard("c1"))).status).toBe(200);
});

test("a card for a person or group that does not exist fails inside HTTP 200, and the outTrackId is used up", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const { group } = conversationsOf(emulator);
  const create = (id: string, extra: object) => app.call("createAndDeliverCard", newCard(id, extra));
  expect(await create("c1", toGroup(group.conversationId))).toMatchObject(inner(true));
  expect(await create("c2", toGroup(group.conversationId.toLowerCase()))).toMatchObject(inner(false));
  const ghost = await create("c3", { openSpaceId: "dtv1.card//IM_ROBOT.ghost" });
  expect(ghost).toMatchObject({
    status: 200,
    body: { result: { deliverResults: [{ success: false, errorMsg: "spaceId is illegal" }] } },
  });
  expect(emulator.calls().at(-1)).toMatchObject({
    status: 200,
    code: "spaceId is illegal",
    outTrackId: "c3",
  });
  expect(await create("c3", {})).toMatchObject({ status: 400, body: { code: "param.cardAlreadyExist" } });
});

test("a card can be created first and delivered later", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  const { openSpaceId, imRobotOpenDeliverModel, ...bare } = newCard("c1");
  const target = { outTrackId: "c1", openSpaceId, imRobotOpenDeliverModel };
  expect(await app.call("deliverCard", target)).toMatchObject({
    status: 400,
    body: { code: "param.cardNotExist" },
  });
  expect((await app.call("createCard", bare)).body).toEqual({ success: true, result: "c1" });
  expect(emulator.messages()).toEqual([]);
  expect(await app.call("deliverCard", target)).toMatchObject({
    body: { success: true, result: [{ success: true }] },
  });
  expect(emulator.messages()).toMatchObject([{ id: "c1", kind: "card" }]);
});

test.each([
  ["an unknown card", { outTrackId: "other" }, 400, "param.stream.outTrackId"],
  ["a key the template lacks", { key: "content" }, 500, "unknownError"],
  ["a part of the text", { isFull: false }, 400, "param.stream.isFull"],
  ["no guid", { guid: "" }, 400, "param.stream.guidEmpty"],
  ["no key", { key: "" }, 400, "param.stream.keyEmpty"],
  ["null for its text", { content: null }, 400, "param.stream.contentEmpty"],
  ["more than 100 KB", { content: "x".repeat(102_401) }, 400, "param.stream.content"],
])("a frame with %s is refused", async (_what, extra, status, code) => {
  const emulator = await start();
  const app = await logIn(emulator);
  await deliver(app, "c1");
  expect(await app.call("streamCard", frame("c1", "x", extra))).toMatchObject({ status, body: { code } });
  expect(cardOf(emulator, "c1")?.frames).toBe(0);
  expect((await app.call("streamCard", frame("c1", ""))).status).toBe(200);
  expect(cardOf(emulator, "c1")?.frames).toBe(1);
});

test("an app cannot write another app's card", async () => {
  const seed = twoRobotSeed();
  const emulator = await start({ seed });
  const second = seed.apps[1]!;
  const [owner, stranger] = [
    await logIn(emulator),
    await logIn(emulator, second.clientId, second.clientSecret),
  ];
  await deliver(owner, "c1");
  expect(await stranger.call("streamCard", frame("c1", "x"))).toMatchObject({ status: 400 });
  expect(await stranger.call("updateCard", patch("c1", {}))).toMatchObject({
    status: 400,
    body: { code: "param.cardNotExist" },
  });
  expect((await owner.call("streamCard", frame("c1", "x"))).status).toBe(200);
});

test("a card call without a body is refused in the cards' own code", async () => {
  const app = await logIn(await start());
  expect(await app.call("createCard", undefined)).toMatchObject({
    status: 400,
    body: { code: "param.empty" },
  });
});

test("an update without any data is refused", async () => {
  const emulator = await start();
  const app = await logIn(emulator);
  await deliver(app, "c1");
  expect(await app.call("updateCard", { outTrackId: "c1" })).toMatchObject({
    status: 400,
    body: { code: "param.cardDataAndPrivateDataBothEmpty" },
  });
});

test("in strict pacing a card written twice within 500 ms is throttled, two cards are not", async () => {
  const clock = createManualClock();
  const strict = await start({ clock, cardMinIntervalMs: 500 });
  const app = await logIn(strict);
  for (const id of ["c1", "c2"]) await deliver(app, id);
  const stream = (id: string) => app.call("streamCard", frame(id, "x"));
  expect((await stream("c1")).status).toBe(200);
  expect((await stream("c2")).status).toBe(200);
  expect(await stream("c1")).toMatchObject({
    status: 403,
    body: { code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi" },
  });
  await clock.advance(500);
  expect((await stream("c1")).status).toBe(200);

  const lenient = await start({ clock });
  const other = await logIn(lenient);
  await deliver(other, "c1");
  for (const text of ["一", "二"])
    expect((await other.call("streamCard", frame("c1", text))).status).toBe(200);
});
